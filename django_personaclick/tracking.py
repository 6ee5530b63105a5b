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
from .exceptions import PayloadError
from .mapping import registry
from .payloads import Cart, CartItem, Custom, Event
from .visitors import CurrentVisitor, acting_for

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
    side = visitor.settings.sent_by(event.name)
    if side != "server":
        logger.debug("PERSONACLICK['TRACKING'] leaves %s to the %s.", event.name, side)
        return False
    if not visitor.may_be_tracked:
        return False
    if not visitor.key and not (isinstance(event, Custom) and event.identifiers()):
        return False
    return outbox.happened(event, visitor, shop=visitor.shop)


def purchase(order: models.Model, request: HttpRequest | None = None) -> None:
    """Tell that ``order`` was placed: once, however often this is called.

    Needed only where the mapping's ``placed_when`` cannot say it. Without ``request`` the purchase
    belongs to the visitor who made the order.
    """
    with outbox.shield("purchase"):
        visitor = getattr(request, "personaclick", None)
        if not isinstance(visitor, CurrentVisitor) or not visitor.may_be_tracked:
            visitor = own_visitor(order)
        outbox.purchased(order, visitor)


def cart(request: HttpRequest, items: Iterable[CartItem]) -> bool:
    """Tell what is in the visitor's cart now, for shops whose cart is no model."""
    try:
        event = Cart(list(items))
    except PayloadError as error:
        outbox.report("cart", error)
        return False
    return track(request, event)


def own_visitor(order: models.Model) -> CurrentVisitor | None:
    for mapping in registry.for_object(order, "order"):
        return acting_for(outbox.owner_of(mapping, order))
    return None
