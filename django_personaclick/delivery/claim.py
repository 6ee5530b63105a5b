"""Taking messages to deliver: one short transaction under the lock of the channel's row."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import router, transaction
from django.db.models import F
from django.db.models.functions import Now

from ..client.endpoints import Endpoint
from ..conf import Settings, get_settings
from ..models import Channel, OutboxMessage, State
from ..models.kinds import is_known
from ..models.outbox_message import ids
from . import pace

__all__ = ["Claim", "Refusal", "claim", "has_due", "locked", "reserve"]

ROWS_PER_OBJECT = 5
"""Rows looked at for each row of a batch: an order is often captured once for every line of it."""
MOST_ROWS = 5_000
"""Rows claimed at once for a batch: their keys stand in one statement, their objects in memory."""
PAGES = 20
"""Pages of due messages looked at for one claim."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Messages leased to ``token``. Nothing may be sent after ``deadline`` (monotonic seconds):
    another worker may then hold the lease."""

    shop: str
    channel: str
    token: uuid.UUID
    now: datetime
    deadline: float
    messages: list[OutboxMessage]
    threads: int
    probe: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was claimed; ``until`` tells when it is worth asking again, if that is known."""

    until: datetime | None = None


def database() -> str:
    return router.db_for_write(OutboxMessage)


@contextmanager
def locked(shop: str, name: str) -> Iterator[tuple[Channel, datetime]]:
    """The channel's row, locked, and the database's time.

    The first statement writes: SQLite then waits for its lock instead of failing on an upgrade.
    """
    with transaction.atomic(using=database()):
        mine = Channel.objects.using(database()).filter(shop=shop, name=name)
        if not mine.update(name=F("name")):
            Channel.objects.using(database()).get_or_create(shop=shop, name=name)
            mine.update(name=F("name"))
        channel: Any = mine.annotate(database_time=Now()).get()
        yield channel, channel.database_time


def has_due(shop: str, name: str) -> bool:
    """Whether a claim would find anything: asked before the lock is taken."""
    ours = OutboxMessage.objects.using(database()).of(shop, name)
    now: Any = Now()
    return ours.waiting(now).exists() or ours.abandoned(now).exists()


def claim(shop: str, name: str, endpoint: Endpoint) -> Claim | Refusal:
    """Lease the next messages of a channel, if it may send now."""
    settings = get_settings()
    with locked(shop, name) as (channel, now):
        admission = pace.admit(channel, now)
        if not admission.granted:
            return Refusal(until=admission.until)
        messages = due_messages(shop, name, now, window(endpoint, settings, admission))
        if not messages:
            return Refusal()
        token = uuid.uuid4()
        lease = timedelta(seconds=lease_seconds(settings))
        OutboxMessage.objects.filter(pk__in=ids(messages)).lease(token, now + lease)
        book(channel, endpoint, now, lease, token, probe=admission.probe)
        return Claim(
            shop=shop,
            channel=name,
            token=token,
            now=now,
            deadline=time.monotonic() + lease.total_seconds() - settings.CALL_TIMEOUT,
            messages=messages,
            threads=threads(channel, settings, probe=admission.probe),
            probe=admission.probe,
        )


def due_messages(shop: str, name: str, now: datetime, limit: int) -> list[OutboxMessage]:
    """The oldest due messages whose lanes are free. Kinds of a newer version are set aside."""
    found = free_messages(shop, name, now, limit)
    unknown = [message for message in found if not is_known(message.kind)]
    if unknown:
        OutboxMessage.objects.filter(pk__in=ids(unknown)).update(
            state=State.HELD, error="This version does not know this kind of message."
        )
    return [message for message in found if is_known(message.kind)]


def free_messages(shop: str, name: str, now: datetime, limit: int) -> list[OutboxMessage]:
    """The oldest due messages that wait for none of their lane.

    Page by page, and lanes that turn out to be blocked are left out of the next: one busy visitor
    with thousands of messages does not keep the others from being seen. Asking the database for
    each row whether an older one of its lane blocks it would be quadratic.
    """
    ours = OutboxMessage.objects.using(database()).of(shop, name)
    left = list(ours.abandoned(now).order_by("id")[:limit])
    held_up = ours.blocked({message.lane for message in left}, now)
    free = [message for message in left if is_free(message, held_up)]
    if len(left) == limit:
        return free  # there may be more, and younger messages of their lanes must not pass them
    skipped: set[str] = set()
    last = 0
    for _ in range(PAGES):
        rows = ours.waiting(now).filter(id__gt=last).exclude(lane__in=skipped)
        page = list(rows.order_by("id")[:limit])
        held_up = ours.blocked({message.lane for message in page}, now)
        free += [message for message in page if is_free(message, held_up)]
        if len(page) < limit or len(free) >= limit:
            break
        skipped |= {message.lane for message in page if not is_free(message, held_up)}
        last = page[-1].pk
    return sorted(free, key=lambda message: message.pk)[:limit]


def is_free(message: OutboxMessage, held_up: dict[str, int]) -> bool:
    return message.pk < held_up.get(message.lane, message.pk + 1)


def window(endpoint: Endpoint, settings: Settings, admission: pace.Admission) -> int:
    if endpoint.batch is not None:
        return min(endpoint.batch.rows * ROWS_PER_OBJECT, MOST_ROWS)
    return 1 if admission.probe else settings.WINDOW


def threads(channel: Channel, settings: Settings, *, probe: bool) -> int:
    if probe:
        return 1
    return min(channel.ramp or settings.CONCURRENCY, settings.CONCURRENCY)


def lease_seconds(settings: Settings) -> float:
    """Long enough for one whole call, and for most of the lease to be used for calls."""
    return max(float(settings.LEASE), 3 * settings.CALL_TIMEOUT)


def book(
    channel: Channel,
    endpoint: Endpoint,
    now: datetime,
    lease: timedelta,
    token: uuid.UUID,
    *,
    probe: bool,
) -> None:
    """Note on the channel what this claim keeps others from doing."""
    if endpoint.batch is not None:
        channel.busy_token, channel.busy_until = token, now + lease
    if endpoint.rate is not None:
        channel.next_request_at = now + timedelta(seconds=endpoint.rate.spacing)
    if probe:
        # Others wait for the probe's result; if its worker dies, until its lease ends.
        channel.open_until = now + lease
    channel.save()


def reserve(claimed: Claim, endpoint: Endpoint, sleep: Callable[[float], None]) -> bool:
    """Wait for the channel's next turn, for a further call of the same claim, and renew its lease;
    ``False`` when the lease was lost."""
    lease = timedelta(seconds=lease_seconds(get_settings()))
    with locked(claimed.shop, claimed.channel) as (channel, now):
        turn = max(channel.next_request_at or now, now)
        if not OutboxMessage.objects.renew(claimed.token, turn + lease):
            return False
        spacing = endpoint.rate.spacing if endpoint.rate else 0.0
        channel.next_request_at = turn + timedelta(seconds=spacing)
        if channel.busy_token == claimed.token:
            channel.busy_until = turn + lease
        channel.save()
    sleep((turn - now).total_seconds())
    return True
