"""Messages of visitors → payloads: finished events, and pointers to carts, customers and orders."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ..mapping import CartMapping, CustomerMapping, OrderMapping
from ..models import OutboxMessage, SyncState, Visitor
from ..payloads import AnyEvent, Custom, Event, decode, digest, encode
from ..visitors import find
from .build_orders import NO_ITEMS, take_purchase
from .claim import Claim, database
from .collapse import Group
from .devices import device_of, remembered
from .read import Objects
from .work import Result, Target, Verdict, Work

__all__ = ["NO_DEVICE", "EventBuilder"]

NO_DEVICE = "The visitor has no device: PersonaClick takes no events without one."
ALREADY_TOLD = "The purchase of this order was told before."
UNCHANGED = "PersonaClick has it as it is."
ITEMS_WAIT = 5.0
"""Seconds between two looks whether a placed order has its lines."""
ITEMS_PATIENCE = 600.0


class EventBuilder:
    """Builds the events of one claim."""

    def __init__(self, claim: Claim, groups: list[Group]) -> None:
        self.claim = claim
        self.objects = Objects(claim.shop, [m for group in groups for m in group.messages])
        self.visitors = find(claim.shop, self.keys(groups))

    def keys(self, groups: list[Group]) -> set[str]:
        named = {group.newest.visitor for group in groups}
        owned = {self.objects.mirror(g.newest).visitor for g in groups if g.newest.model}
        return (named | owned) - {""}

    def build(self, group: Group) -> Work | Result:
        """The event of ``group`` with its device, or why there is none."""
        message = group.newest
        if message.payload:
            return self.finished(group)
        target = self.objects.target(group)
        if isinstance(target, Result):
            return target
        work = Work(group=group, target=target, mirror=target.mirror)
        work.visitor = message.visitor or target.mirror.visitor
        if not work.visitor:
            return Result(work, Verdict.SKIPPED, NO_DEVICE)
        if message.kind == "purchase":
            return self.purchase(work, target)
        visitor = self.remember(work)
        work.device = device_of(message, visitor)
        return self.cart(work, target) if message.kind == "cart" else self.identity(work, target)

    def finished(self, group: Group) -> Work | Result:
        """An event that carries its payload."""
        message = group.newest
        event = decode(AnyEvent, message.payload)
        work = Work(group=group, payload=event, visitor=message.visitor)
        work.device = device_of(message, self.visitors.get(message.visitor))
        if not message.visitor and not (isinstance(event, Custom) and event.identifiers()):
            return Result(work, Verdict.SKIPPED, NO_DEVICE)
        return work

    def cart(self, work: Work, target: Target) -> Work | Result:
        """The cart as it is now."""
        mapping: CartMapping[Any] = target.mapping
        event: Event = mapping.build(target.obj)
        work.payload = event
        # The same cart on another device is news.
        work.digest = f"{digest(event)[:40]}:{work.visitor[:23]}"
        is_told = target.mirror.state == SyncState.State.SYNCED
        if is_told and target.mirror.digest == work.digest:
            return Result(work, Verdict.SKIPPED, UNCHANGED)
        return work

    def identity(self, work: Work, target: Target) -> Work | Result:
        """The profile of the customer whose device it is. Always told: the device may be new."""
        mapping: CustomerMapping[Any] = target.mapping
        work.payload = mapping.build(target.obj)
        # The customer's own mirror is that of the audience.
        work.mirror = None
        return work

    def purchase(self, work: Work, target: Target) -> Work | Result:
        """The purchase that a message points at: built once, then kept as it was."""
        mapping: OrderMapping[Any] = target.mapping
        message = work.group.newest
        work.mirror = None
        if target.mirror.purchased_at is not None:
            return Result(work, Verdict.SKIPPED, ALREADY_TOLD)
        order = mapping.build(
            target.obj,
            status=mapping.status_of(target.obj),
            captured_at=message.captured_at,
        )
        if not order.items:
            patient = message.age(self.claim.now).total_seconds() < ITEMS_PATIENCE
            verdict = Verdict.RELEASE if patient else Verdict.SKIPPED
            return Result(work, verdict, NO_ITEMS, ITEMS_WAIT)
        event = mapping.build_purchase(order)
        target.mirror.visitor = target.mirror.visitor or work.visitor
        if not self.freeze(work, target.mirror, event):
            return Result(work, Verdict.SKIPPED, ALREADY_TOLD)
        work.payload = event
        work.device = device_of(message, self.remember(work))
        return work

    def freeze(self, work: Work, mirror: SyncState, event: Event) -> bool:
        """Keep the payload with its visitor, and the fact that this order's purchase is told: both,
        or neither where the lease was lost meanwhile."""
        using = database()
        mine = OutboxMessage.objects.using(using).filter(pk=work.group.newest.pk)
        with transaction.atomic(using=using):
            frozen = mine.leased_by(self.claim.token).update(
                payload=encode(event).decode(), visitor=work.visitor
            )
            if not frozen or not take_purchase(mirror, self.claim.now):
                transaction.set_rollback(True, using=using)
                return False
        return True

    def remember(self, work: Work) -> Visitor | None:
        """The visitor of ``work``, kept for what happens to the object later."""
        message = work.group.newest
        known = self.visitors.get(work.visitor)
        if not message.visitor:
            return known
        kept = remembered(self.claim.shop, message, known, self.claim.now)
        self.visitors[kept.key] = kept
        if work.mirror is not None and not work.mirror.visitor:
            work.mirror.visitor = kept.key
        return kept
