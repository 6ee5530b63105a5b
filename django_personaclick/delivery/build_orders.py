"""Changed orders → payloads, and the purchases that they turn out to be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ..conf import get_settings
from ..mapping import CREATED, OrderMapping
from ..models import OutboxMessage, SyncState, Visitor
from ..models.kinds import KINDS
from ..models.outbox_message import OPEN
from ..payloads import Order, Payload, digest, encode
from ..visitors import find
from .claim import Claim, database
from .collapse import Group
from .devices import remembered
from .read import UNWANTED, Objects
from .work import Result, Target, Verdict, Work

__all__ = ["NOT_PLACED", "NO_ITEMS", "OrderBuilder"]

NOT_PLACED = "The order is not placed yet."
NO_ITEMS = "The order has no items yet."
NO_PERSON = "The order has no e-mail, phone or customer id: PersonaClick takes no anonymous orders."
UNCHANGED = "PersonaClick has it as it is."
WAITING = "The purchase event goes first."
PURCHASE_WAIT = 1.0
"""Seconds between two looks whether the purchase event has gone."""
NOT_YET = frozenset({NOT_PLACED, NO_ITEMS})


class OrderBuilder:
    """Builds the orders of one claim."""

    def __init__(self, claim: Claim, groups: list[Group]) -> None:
        messages = [message for group in groups for message in group.messages]
        self.claim = claim
        self.objects = Objects(claim.shop, messages)
        self.last = {group.newest.subject: group for group in groups}
        self.waiting = open_purchases(claim.shop, messages)
        self.visitors = find(claim.shop, self.visitor_keys(groups))

    def visitor_keys(self, groups: list[Group]) -> set[str]:
        keys = {group.by_visitor.visitor for group in groups if group.by_visitor}
        return keys | {self.objects.mirror(group.newest).visitor for group in groups} - {""}

    def build(self, group: Group) -> Work | Result:
        """The order of ``group`` in its status, or why it is not sent now."""
        target = self.objects.target(group)
        if isinstance(target, Result):
            if target.reason == UNWANTED:  # it may be wanted later: then it is his who made it
                self.note_visitor(target.work, self.objects.mirror(group.newest))
            return target
        mapping: OrderMapping[Any] = target.mapping
        mirror = target.mirror
        work = Work(
            group=group,
            target=target,
            mirror=mirror,
            status=group.status or mapping.status_of(target.obj),
            vendor_id=mapping.order_id(target.obj),
        )
        self.note_visitor(work, mirror)
        if (group.newest.model, group.newest.object_id) in self.waiting:
            return Result(work, Verdict.RELEASE, WAITING, PURCHASE_WAIT)
        if not self.is_placed(mapping, mirror, work.status):
            return Result(work, Verdict.SKIPPED, NOT_PLACED)
        order = mapping.build(target.obj, status=work.status, captured_at=group.newest.captured_at)
        if not order.items:
            return Result(work, Verdict.SKIPPED, NO_ITEMS)
        if self.is_purchase(mapping, mirror, group, work.status) and tell_purchase(
            work, mapping, order, self.visitor_of(mirror), self.claim.now
        ):
            return Result(work, Verdict.RELEASE, WAITING)
        return self.finish(work, target, order)

    def finish(self, work: Work, target: Target, order: Order) -> Work | Result:
        """Choose between the whole order and its status alone."""
        mirror, group = target.mirror, work.group
        is_known = bool(mirror.synced_at or mirror.purchased_at)
        is_last = self.last[group.newest.subject] is group
        whole = (is_last or not is_known) and bool(order.identifiers())
        if not whole and not is_known:
            return Result(work, Verdict.SKIPPED, NO_PERSON)
        payload: Payload = order if whole else target.mapping.build_status(target.obj, work.status)
        work.payload = payload
        work.digest = digest(payload, exclude={"date"}) if whole else ""
        same = mirror.digest == work.digest if whole else mirror.status == work.status
        if same and mirror.state == SyncState.State.SYNCED and mirror.synced_at:
            return Result(work, Verdict.SKIPPED, UNCHANGED)
        return work

    def note_visitor(self, work: Work, mirror: SyncState) -> None:
        """An order belongs to the visitor who made it, whoever changes it later."""
        cause = work.group.by_visitor
        if not mirror.visitor and cause is not None:
            mirror.visitor = cause.visitor
            self.visitors[cause.visitor] = remembered(
                self.claim.shop, cause, self.visitors.get(cause.visitor), self.claim.now
            )
        work.visitor = mirror.visitor

    def visitor_of(self, mirror: SyncState) -> Visitor | None:
        return self.visitors.get(mirror.visitor) if mirror.visitor else None

    @staticmethod
    def is_placed(mapping: OrderMapping[Any], mirror: SyncState, status: str) -> bool:
        """Whether the order is one that PersonaClick is to know of."""
        if not mapping.placed_by_status or mapping.sync_before_placed:
            return True
        return bool(mapping.is_placed(status) or mirror.synced_at or mirror.purchased_at)

    @staticmethod
    def is_purchase(
        mapping: OrderMapping[Any],
        mirror: SyncState,
        group: Group,
        status: str,
    ) -> bool:
        """Whether the order is being placed now: one that was placed before we knew it is not."""
        if was_placed(mapping, mirror):
            return False
        was_open = group.is_new or mirror.is_new or mirror.reason in NOT_YET
        if mapping.placed_by_status:
            was_open = was_open or bool(mirror.status and not mapping.is_placed(mirror.status))
            return was_open and mapping.is_placed(status)
        return mapping.placed_when is CREATED and was_open


def was_placed(mapping: OrderMapping[Any], mirror: SyncState) -> bool:
    """Whether PersonaClick has the order as a placed one: what happens to it now places nothing,
    even if no visitor was known when it was placed."""
    if mirror.purchased_at is not None:
        return True
    if mapping.placed_by_status and mapping.sync_before_placed:
        return mapping.is_placed(mirror.status)
    return mirror.synced_at is not None


def open_purchases(shop: str, messages: list[OutboxMessage]) -> set[tuple[str, str]]:
    """The orders, as model and key, among ``messages`` whose purchase event is still on its way."""
    keys = sorted({message.object_id for message in messages})
    found: set[tuple[str, str]] = set()
    for start in range(0, len(keys), 500):
        found |= set(
            OutboxMessage.objects.filter(
                shop=shop, kind="purchase", state__in=OPEN, object_id__in=keys[start : start + 500]
            ).values_list("model", "object_id")
        )
    return found


def tell_purchase(
    work: Work,
    mapping: OrderMapping[Any],
    order: Order,
    visitor: Visitor | None,
    now: datetime,
) -> bool:
    """Queue the purchase event, its payload frozen, once for the order; whether it was queued.

    Without a visitor there is no device, and without a device the API takes no purchase.
    """
    shop = get_settings().shop(work.group.newest.shop)
    if visitor is None or shop.sent_by("purchase") != "server" or work.mirror is None:
        return False
    with transaction.atomic(using=database()):
        if not take_purchase(work.mirror, now):
            return False
        OutboxMessage.objects.using(database()).create(
            shop=work.group.newest.shop,
            channel=KINDS["purchase"].channel,
            kind="purchase",
            lane=f"visitor:{visitor.key}",
            model=work.group.newest.model,
            object_id=work.group.newest.object_id,
            status=work.status,
            visitor=visitor.key,
            device=device_notes(work.group, visitor),
            payload=encode(mapping.build_purchase(order)).decode(),
            captured_at=work.group.messages[0].captured_at,
        )
    return True


def device_notes(group: Group, visitor: Visitor) -> str:
    """What the visitor's own messages noted of his device: another may have changed his order."""
    own = (message.device for message in group.messages if message.visitor == visitor.key)
    return next(own, "")


def take_purchase(mirror: SyncState, now: datetime) -> bool:
    """Mark the order as purchased; ``False`` when another worker was faster."""
    saved, _ = SyncState.objects.using(database()).get_or_create(
        shop=mirror.shop,
        kind=mirror.kind,
        model=mirror.model,
        object_id=mirror.object_id,
        defaults={"visitor": mirror.visitor},
    )
    taken = SyncState.objects.using(database()).filter(pk=saved.pk, purchased_at=None)
    if not taken.update(purchased_at=now, visitor=mirror.visitor or saved.visitor):
        return False
    mirror.pk, mirror.purchased_at = saved.pk, now
    return True
