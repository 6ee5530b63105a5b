"""For the tests of shops: what would be sent, without a network.

::

    PERSONACLICK["BACKEND"] = "django_personaclick.client.backends.locmem.LocmemBackend"
    PERSONACLICK["DISPATCH"] = "none"

    def test_checkout(client, personaclick):
        client.post("/checkout/", {...})
        personaclick.deliver_all()
        assert [request.path for request in personaclick.sent] == ["/push", "/sync/orders"]
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.functions import Now

from .client.backends.locmem import SentRequest, answer, outbox, reset
from .delivery import Report, deliver
from .models import Channel, OutboxMessage, State

__all__ = ["SentRequest", "answer", "capture", "deliver_all", "reset", "sent"]

sent: list[SentRequest] = outbox
"""The requests that the locmem backend was given, oldest first, without the secret."""

ROUNDS = 100


def deliver_all() -> Report:
    """Deliver everything that waits, now: without backoff, resting or pauses between requests.

    Messages that fail stay as they are after one more try.
    """
    total = Report()
    for _ in range(ROUNDS):
        make_due()
        report = deliver(sleep=lambda _: None, rng=random.Random(0))
        total.verdicts += report.verdicts
        total.requests += report.requests
        moved = report.verdicts.keys() - {"retry", "release"}
        if not moved and not report.verdicts.get("release"):
            break
    return total


def make_due() -> None:
    """Let nothing that waits have a reason to wait."""
    OutboxMessage.objects.filter(state=State.PENDING).update(not_before=Now())
    Channel.objects.update(next_request_at=None)


@contextmanager
def capture() -> Iterator[list[OutboxMessage]]:
    """The messages captured inside the ``with`` block, in a list that fills when it ends."""
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    messages: list[OutboxMessage] = []
    yield messages
    messages += OutboxMessage.objects.filter(pk__gt=newest).order_by("pk")
