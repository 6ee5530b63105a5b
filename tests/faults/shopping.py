"""What shoppers do: orders and events, captured as a shop captures them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.http import HttpRequest

from django_personaclick import tracking
from django_personaclick.models import OutboxMessage
from django_personaclick.payloads import AddToCart, Event, View
from tests.shops.models import Order, OrderLine, Product
from tests.sync.visits import visit

__all__ = ["EMAIL", "browse", "dids", "fill_carts", "pending", "place", "place_many", "track"]

EMAIL = "jane@shopmail.org"


def dids(count: int) -> list[str]:
    """The devices of ``count`` visitors."""
    return [f"visitor{number:03}" for number in range(count)]


def track(did: str, events: Iterable[Event]) -> None:
    """One visitor does something, in one transaction of the shop."""
    with transaction.atomic(), visit(did=did) as request:
        assert isinstance(request, HttpRequest)
        for event in events:
            assert tracking.track(request, event)


def browse(visitors: int, views: int) -> None:
    """Each visitor views products 0, 1, 2 ..., all of them side by side."""
    with transaction.atomic():
        for number in range(views):
            for did in dids(visitors):
                track(did, [View(number)])


def fill_carts(visitors: int, items: int) -> None:
    """Each visitor puts products 0, 1, 2 ... into the cart."""
    for did in dids(visitors):
        track(did, [AddToCart(number) for number in range(items)])


def product() -> Product:
    return Product.objects.get_or_create(sku="L-1", defaults={"name": "Lamp", "price": "19.90"})[0]


def place(number: str, **fields: object) -> Order:
    """An order with one line, by nobody whose device is known."""
    order = Order.objects.create(number=number, email=EMAIL, total=Decimal("19.90"), **fields)
    OrderLine.objects.create(order=order, product=product(), price="19.90", quantity=1)
    return order


def place_many(count: int, prefix: str = "N") -> list[str]:
    """``count`` orders in one transaction; their numbers."""
    numbers = [f"{prefix}{number}" for number in range(count)]
    with transaction.atomic():
        for number in numbers:
            place(number)
    return numbers


def pending() -> int:
    """How many messages are still on their way."""
    return OutboxMessage.objects.open().count()
