"""The only writer of the journal: one INSERT in a savepoint of the shop's transaction.

Nothing here raises into the shop's code, reaches a network or waits for anything but that INSERT.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

from django.db import DatabaseError, models, router, transaction
from django.db.models.functions import Now

from .conf import DEFAULT_SHOP, get_settings
from .exceptions import MappingError
from .mapping import CartMapping, ModelMapping, OrderMapping, registry
from .models import OutboxMessage
from .models.kinds import KINDS
from .payloads import Cart, Custom, Event, WishList, encode
from .signals import capture_failed, outbox_ready
from .visitors import UNSAID, CurrentVisitor, acting_for, current

__all__ = ["capture", "changed", "happened", "identified", "owner_of", "purchased"]

logger = logging.getLogger(__name__)

T = TypeVar("T")
LOG_EVERY = 60.0
RESTING = frozenset({"order", "cart"})
"""Kinds whose lines are often saved after them."""

logged_at: dict[str, float] = {}


def capture(message: OutboxMessage) -> bool:
    """Write one message; ``False`` when it could not be written, which is logged and signalled."""
    with shield(message.kind) as outcome:
        insert(message)
    return outcome.succeeded


def changed(obj: models.Model, *, is_new: bool = False) -> None:
    """An object of the shop changed: PersonaClick is to learn its new state.

    Called by the signal handlers; call it yourself after ``bulk_create``, ``QuerySet.update`` or
    whatever else sends no signals. Objects without a mapping are ignored.
    """
    for mapping in registry.for_object(obj):
        with shield(mapping.kind):
            if message := change(mapping, obj, is_new=is_new):
                insert(message)


def happened(event: Event, visitor: CurrentVisitor | None, *, shop: str = DEFAULT_SHOP) -> bool:
    """A visitor did something: write the finished event."""
    with shield(event.name) as outcome:
        insert(
            OutboxMessage(
                shop=shop,
                channel=KINDS[event.name].channel,
                kind=event.name,
                lane=lane_of(event, visitor),
                key=key_of(event, visitor),
                visitor=visitor.key if visitor else "",
                device=encode(visitor.device).decode() if visitor else "",
                payload=encode(event).decode(),
            )
        )
    return outcome.succeeded


def identified(user: models.Model, visitor: CurrentVisitor) -> None:
    """A visitor turned out to be a customer: his device is to be joined to the profile."""
    for mapping in registry.for_object(user, "customer"):
        with shield("identity"):
            if visitor.key:
                # The device is known to the shop that the visitor is in, and to no other.
                insert(pointer("identity", mapping, user, visitor=visitor, shop=visitor.shop))


def purchased(order: models.Model, visitor: CurrentVisitor | None) -> None:
    """An order was placed: one purchase is to be told. Its payload is built after commit."""
    for mapping in registry.for_object(order, "order"):
        with shield("purchase"):
            if is_ours("purchase", mapping, order):
                insert(pointer("purchase", mapping, order, visitor=visitor))


def change(
    mapping: ModelMapping[models.Model], obj: models.Model, *, is_new: bool
) -> OutboxMessage | None:
    """The pointer to a changed object; ``None`` when it is not the server's to send."""
    if isinstance(mapping, CartMapping) and not is_ours("cart", mapping, obj):
        return None
    visitor, status = None, ""
    if mapping.kind in RESTING and current.get() is not None:
        visitor = found(lambda: acting_for(owner_of(mapping, obj)), None)
    if isinstance(mapping, OrderMapping):
        status = found(lambda: mapping.status_of(obj), "")
    return pointer(mapping.kind, mapping, obj, visitor=visitor, status=status, is_new=is_new)


def is_ours(event: str, mapping: ModelMapping[models.Model], obj: models.Model) -> bool:
    """Whether the shop of ``obj`` leaves ``event`` to the server."""
    return get_settings().shop(mapping.alias(obj)).sent_by(event) == "server"


def found(read: Callable[[], T], default: T) -> T:
    """What ``read`` finds in an object that is being saved.

    No change is lost because a mapping fails: it fails again at delivery, where staff see it.
    """
    try:
        return read()
    except MappingError as error:
        if isinstance(error.__cause__, DatabaseError):
            raise  # the transaction may be spoilt: only the savepoint can be rolled back
        return default


def owner_of(mapping: ModelMapping[models.Model], obj: models.Model) -> object:
    """Whose ``obj`` is: a user, ``None``, or ``UNSAID`` where the mapping names no user."""
    return UNSAID if getattr(mapping, "user", None) is None else mapping.value(obj, "user")


def moved_on(mapping: ModelMapping[models.Model], obj: models.Model) -> None:
    """Delivery saw that an order is no longer in the status it told: it is to be looked at again,
    in whatever status it then is."""
    with shield(mapping.kind):
        insert(pointer(mapping.kind, mapping, obj))


def pointer(
    kind: str,
    mapping: ModelMapping[models.Model],
    obj: models.Model,
    *,
    visitor: CurrentVisitor | None = None,
    status: str = "",
    is_new: bool = False,
    shop: str | None = None,
) -> OutboxMessage:
    """A message that names an object instead of carrying it."""
    label, object_id = mapping.model._meta.label_lower, key_of_object(mapping, obj)
    subject = f"{kind}:{label}:{object_id}"
    shop = shop or mapping.alias(obj)
    if visitor is not None and visitor.shop != shop:
        visitor = None
    by_visitor = visitor is not None and bool(visitor.key) and kind != "order"
    message = OutboxMessage(
        shop=shop,
        channel=KINDS[kind].channel,
        kind=kind,
        lane=f"visitor:{visitor.key}" if by_visitor and visitor else subject,
        key=f"{subject}:{status}" if kind == "order" else subject,
        model=label,
        object_id=object_id,
        status=status,
        is_new=is_new,
        visitor=visitor.key if visitor else "",
        device=encode(visitor.device).decode() if visitor else "",
    )
    rest = get_settings().SETTLE if kind in RESTING else 0
    if rest:
        message.not_before = Now() + timedelta(seconds=rest)
    return message


def key_of_object(mapping: ModelMapping[models.Model], obj: models.Model) -> str:
    """The key under which delivery finds ``obj``, whatever form of it the shop has in its hands."""
    field = mapping.model._meta.pk
    key = field.value_from_object(obj)
    if key is None:
        raise ValueError(f"this {mapping.model._meta.label} has no primary key yet")
    return str(field.to_python(key))


def lane_of(event: Event, visitor: CurrentVisitor | None) -> str:
    """Events keep their order per visitor; those of a person without a device, per person."""
    if visitor is not None and visitor.key:
        return f"visitor:{visitor.key}"
    person = event.identifiers() if isinstance(event, Custom) else {}
    return "person:" + hashlib.sha256(repr(sorted(person.items())).encode()).hexdigest()[:32]


def key_of(event: Event, visitor: CurrentVisitor | None) -> str:
    """Whole carts and wish lists are states: of several waiting ones the newest is sent."""
    whole = isinstance(event, Cart | WishList) and visitor is not None
    return f"{event.name}:{visitor.key}" if whole and visitor else ""


class Outcome:
    succeeded = False


@contextmanager
def shield(kind: str) -> Iterator[Outcome]:
    """Let nothing that fails inside reach the shop.

    The savepoint keeps an error of the database from spoiling the shop's own transaction.
    """
    outcome = Outcome()
    with guard(kind):
        with transaction.atomic(using=database()):
            yield outcome
        outcome.succeeded = True


@contextmanager
def guard(kind: str) -> Iterator[None]:
    """Let nothing that fails inside reach the shop, where nothing is written."""
    try:
        yield
    except Exception as error:  # noqa: BLE001
        report(kind, error)


def insert(message: OutboxMessage) -> None:
    message.save(using=database(), force_insert=True)
    transaction.on_commit(announce, using=database(), robust=True)


def announce() -> None:
    outbox_ready.send_robust(sender=OutboxMessage)


def database() -> str:
    return router.db_for_write(OutboxMessage)


def report(kind: str, error: BaseException) -> None:
    """Log a failed capture, each sort once a minute: a broken table must not flood the log."""
    name = type(error).__name__
    now = time.monotonic()
    if now - logged_at.get(f"{kind}:{name}", -LOG_EVERY) >= LOG_EVERY:
        logged_at[f"{kind}:{name}"] = now
        # The first line: databases append the failing row, with personal data, to later ones.
        detail = next(iter(str(error).splitlines()), "")
        logger.error("A message of kind %s was not captured: %s: %s", kind, name, detail)
    capture_failed.send_robust(sender=OutboxMessage, kind=kind, error=error)
