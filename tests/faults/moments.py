"""Moving the time of what waits, instead of waiting for it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now

from django_personaclick.delivery import Report, deliver
from django_personaclick.models import Channel, OutboxMessage, State

__all__ = [
    "age_messages",
    "deliver_now",
    "drained",
    "end_backoff",
    "end_leases",
    "end_rest",
    "end_waits",
]


def deliver_now() -> Report:
    """Deliver without pauses between the requests of one batch."""
    return deliver(sleep=lambda _: None, budget=20)


def end_backoff() -> None:
    """The pause after a failed try is over for every message."""
    OutboxMessage.objects.filter(state=State.PENDING).update(not_before=Now())


def end_waits() -> None:
    """Every channel's hold, open circuit and spacing is over."""
    past = Now() - timedelta(seconds=1)
    Channel.objects.filter(held_until__isnull=False).update(held_until=past)
    Channel.objects.filter(open_until__isnull=False).update(open_until=past)
    Channel.objects.filter(next_request_at__isnull=False).update(next_request_at=past)


def end_rest() -> None:
    end_backoff()
    end_waits()


def end_leases() -> None:
    """The leases of dead workers are over."""
    past = Now() - timedelta(seconds=1)
    OutboxMessage.objects.filter(state=State.LEASED).update(lease_until=past)
    Channel.objects.filter(busy_until__isnull=False).update(busy_until=past)


def age_messages(seconds: float) -> None:
    """Everything was captured ``seconds`` earlier."""
    OutboxMessage.objects.update(captured_at=F("captured_at") - timedelta(seconds=seconds))


def drained() -> bool:
    """Whether all is delivered. Asked again and again, it cuts the pause between batches short."""
    Channel.objects.filter(next_request_at__isnull=False).update(next_request_at=None)
    return not OutboxMessage.objects.open().exists()
