"""Writing down what became of messages: in bulk, and only by whoever still holds their lease."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connections, transaction
from django.dispatch import Signal

from ..models import OutboxMessage, State, SyncState
from ..models.outbox_message import OutboxQuerySet, ids
from ..outbox import moved_on
from ..signals import message_failed, message_sent
from .claim import Claim, database
from .work import Result, Verdict, Work

__all__ = ["settle"]

logger = logging.getLogger(__name__)

FINAL = {
    Verdict.SENT: State.SENT,
    Verdict.SKIPPED: State.SKIPPED,
    Verdict.EXPIRED: State.EXPIRED,
    Verdict.FAILED: State.FAILED,
    Verdict.UNKNOWN: State.UNKNOWN,
}
LOST = frozenset({Verdict.EXPIRED, Verdict.FAILED, Verdict.UNKNOWN})
MIRROR_FIELDS = (
    "vendor_id", "digest", "status", "state", "reason", "error", "visitor", "is_new", "synced_at",
    "updated_at",
)  # fmt: skip


def settle(claim: Claim, results: Iterable[Result], now: datetime) -> Counter[str]:
    """Close, or give back, the messages of ``results``; the number of messages by verdict.

    A worker whose lease was taken over changes nothing: what it did is done again by the other.
    """
    batch = list(results)
    counts: Counter[str] = Counter()
    while batch:
        try:
            with transaction.atomic(using=database()):
                counts = write_all(claim, batch)
                save_mirrors(batch, now)
            break
        except LeaseLostError:
            batch = still_leased(claim, batch)
    announce(batch)
    follow_up(batch)
    return counts if batch else Counter()


class LeaseLostError(Exception):
    """Another worker took messages over: nothing of what was done to them may be written."""


def still_leased(claim: Claim, batch: list[Result]) -> list[Result]:
    """The results whose messages this worker holds, all of each group."""
    groups = [result.work.group.messages for result in batch]
    rows = OutboxMessage.objects.filter(pk__in=ids(m for group in groups for m in group))
    mine = set(rows.leased_by(claim.token).values_list("pk", flat=True))
    return [result for result in batch if mine.issuperset(ids(result.work.group.messages))]


Key = tuple[State | None, Verdict, str, float]


def grouped(results: list[Result]) -> dict[Key, list[int]]:
    """Primary keys by what is to be written on them: one UPDATE each."""
    found: dict[Key, list[int]] = defaultdict(list)
    for result in results:
        newest, older = result.work.group.newest, result.work.group.older
        state = FINAL.get(result.verdict)
        found[state, result.verdict, result.reason, result.delay].append(newest.pk)
        if not older:
            continue
        if result.verdict is Verdict.SENT:
            found[State.SUPERSEDED, Verdict.SENT, "", 0.0] += ids(older)
        elif state is None:
            found[None, Verdict.RELEASE, result.reason, result.delay] += ids(older)
        else:
            found[state, result.verdict, result.reason, result.delay] += ids(older)
    return found


def write_all(claim: Claim, batch: list[Result]) -> Counter[str]:
    """Close, or give back, every message of ``batch``; their number by verdict."""
    counts: Counter[str] = Counter()
    for (state, verdict, reason, delay), pks in grouped(batch).items():
        rows = OutboxMessage.objects.filter(pk__in=pks)
        written = write(rows, claim, state, verdict, reason, delay)
        if written != len(set(pks)):
            raise LeaseLostError
        counts[verdict] += written
    return counts


def write(
    rows: OutboxQuerySet,
    claim: Claim,
    state: State | None,
    verdict: Verdict,
    reason: str,
    delay: float,
) -> int:
    if state is not None:
        return rows.finish(claim.token, state, reason)
    if verdict is Verdict.RETRY:
        return rows.retry(claim.token, timedelta(seconds=delay), reason)
    return rows.release(claim.token, timedelta(seconds=delay), reason)


def save_mirrors(results: list[Result], now: datetime) -> None:
    """Write the mirrors of what was sent, skipped or failed."""
    mirrors = [update(result, now) for result in results if result.work.mirror is not None]
    known = {(m.kind, m.model, m.object_id): m for m in mirrors if m is not None}
    if not known:
        return
    targeted = connections[database()].features.supports_update_conflicts_with_target
    SyncState.objects.using(database()).bulk_create(
        known.values(),
        update_conflicts=True,
        unique_fields=("shop", "kind", "model", "object_id") if targeted else None,
        update_fields=MIRROR_FIELDS,
        batch_size=50,
    )


def update(result: Result, now: datetime) -> SyncState | None:
    """The mirror after ``result``; the digest only after acceptance."""
    work, mirror = result.work, result.work.mirror
    if mirror is None:
        return None
    mirror.pk = None  # written by its natural key: another worker may have made the row
    mirror.updated_at = now
    mirror.is_new = mirror.is_new or work.group.is_new
    mirror.vendor_id = work.vendor_id or mirror.vendor_id
    mirror.visitor = mirror.visitor or work.visitor
    if result.verdict is Verdict.SENT:
        mirror.state, mirror.reason, mirror.error = SyncState.State.SYNCED, "", ""
        mirror.digest, mirror.synced_at = work.digest, now
        mirror.status = work.status or mirror.status
    elif result.verdict is Verdict.SKIPPED:
        if mirror.synced_at is None:
            mirror.state, mirror.reason = SyncState.State.SKIPPED, result.reason
    elif result.verdict in LOST:
        mirror.state, mirror.error = SyncState.State.FAILED, result.reason[:500]
    elif result.verdict is Verdict.RETRY:
        # It may have arrived: what was last accepted need not be what PersonaClick has.
        mirror.state, mirror.error = SyncState.State.PENDING, result.reason[:500]
    return mirror


def announce(results: list[Result]) -> None:
    for result in results:
        if result.verdict is Verdict.SENT:
            tell(message_sent, result.work)
        elif result.verdict in LOST:
            message = result.work.group.newest
            logger.warning("%s %s: %s", message, result.verdict, result.reason)
            tell(message_failed, result.work)


def tell(signal: Signal, work: Work) -> None:
    signal.send_robust(sender=OutboxMessage, message=work.group.newest)


def follow_up(results: list[Result]) -> None:
    """An order that has moved on since the status that was told, or passed over, is told again."""
    for result in results:
        work = result.work
        if result.verdict not in (Verdict.SENT, Verdict.SKIPPED):
            continue
        if not work.status or work.target is None:
            continue
        if work.target.mapping.status_of(work.target.obj) != work.status:
            moved_on(work.target.mapping, work.target.obj)
