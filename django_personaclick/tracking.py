"""What the shop's own code calls, where no model is saved.

::

    from django_personaclick import tracking
    from django_personaclick.payloads import Custom

    tracking.track(request, Custom("size_guide_opened", label="shoes"))

Nothing here raises into a view or waits for a network.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import models
from django.http import HttpRequest

from . import outbox
from .mapping import registry
from .payloads import Cart, CartItem, Custom, Event
from .visitors import UNSAID, CurrentVisitor, acting_for

__all__ = ["cart", "purchase", "track"]

logger = logging.getLogger(__name__)


def track(request: HttpRequest, event: Event) -> bool:
    """Tell what the visitor of ``request`` did; whether it was captured.

    It is not when the visitor may not be tracked, has no device yet, or when the setting
    ``TRACKING`` leaves this event to the browser.
    """
    visitor = getattr(request, "personaclick", None)
    if not isinstance(visitor, CurrentVisitor):
        logger.error(
            "track() needs django_personaclick.middleware.PersonaClickMiddleware in MIDDLEWARE."
        )
        return False
    was_captured = False
    with outbox.guard(event.name):
        if is_to_be_told(visitor, event):
            was_captured = outbox.happened(event, visitor, shop=visitor.shop)
    return was_captured


def is_to_be_told(visitor: CurrentVisitor, event: Event) -> bool:
    side = visitor.settings.sent_by(event.name)
    if side != "server":
        logger.debug("PERSONACLICK['TRACKING'] leaves %s to the %s.", event.name, side)
        return False
    if not visitor.may_be_tracked:
        return False
    return bool(visitor.key) or (isinstance(event, Custom) and bool(event.identifiers()))


def purchase(order: models.Model, request: HttpRequest | None = None) -> None:
    """Tell that ``order`` was placed: once, however often this is called.

    Needed only where the mapping's ``placed_when`` cannot say it. The purchase belongs to the
    visitor of ``request``; without one, or when another acts there (staff, a bank's callback), to
    the visitor who made the order. Not told when ``TRACKING`` leaves purchases to the browser.
    """
    with outbox.guard("purchase"):
        outbox.purchased(order, buyer(order, request))


def cart(request: HttpRequest, items: Iterable[CartItem]) -> bool:
    """Tell what is in the visitor's cart now, for shops whose cart is no model."""
    was_captured = False
    with outbox.guard("cart"):
        was_captured = track(request, Cart(list(items)))
    return was_captured


def buyer(order: models.Model, request: HttpRequest | None) -> CurrentVisitor | None:
    """The visitor whose doing the purchase is; ``None`` when no visitor of ours acts."""
    owner: object = UNSAID
    for mapping in registry.for_object(order, "order"):
        owner = outbox.owner_of(mapping, order)
    visitor = getattr(request, "personaclick", None)
    if not isinstance(visitor, CurrentVisitor):
        return acting_for(owner)
    if owner is None or not visitor.is_signed_in:
        owner = UNSAID  # the shop's word for it that this visitor bought, where no one contradicts
    return visitor if visitor.may_be_tracked and visitor.acts_for(owner) else None
