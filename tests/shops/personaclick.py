"""The mappings of the shops in ``models``, as a developer would write them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from django_personaclick import mapping

from .models import (
    Basket,
    BasketLine,
    CountryOrder,
    DraftLine,
    DraftOrder,
    JsonBasket,
    JsonOrder,
    LateLine,
    LateOrder,
    MarketLine,
    MarketOrder,
    Member,
    Order,
    OrderLine,
    Parcel,
    PhoneOrder,
)
from .signals import placed


@mapping.register(get_user_model())
class UserMapping(mapping.CustomerMapping[Any]):
    email = "email"
    first_name = "first_name"
    last_name = "last_name"


@mapping.register(Member)
class MemberMapping(mapping.CustomerMapping[Member]):
    id = "card"
    email = "mail"
    phone = "mobile"
    loyalty_id = "card"
    custom = {"level": "level"}


@mapping.register(Order)
class OrderMapping(mapping.OrderMapping[Order]):
    watch = {OrderLine: "order"}
    id = "number"
    user = "user"
    email = "email"
    phone = "phone"
    channel = mapping.Value("website")
    status = mapping.Choices(
        "status", {10: "new", 20: "paid", 30: "shipped", 40: "cancelled"}, default=mapping.RAW
    )
    total = "total"
    placed_when = {"new", "paid", "shipped"}

    def queryset(self) -> models.QuerySet[Order]:
        return super().queryset().select_related("user").prefetch_related("lines__product")

    def items(self, order: Order) -> list[mapping.OrderItem]:
        return [
            mapping.OrderItem(id=line.product.sku, price=line.price, quantity=line.quantity)
            for line in order.lines.all()
        ]


@mapping.register(Basket)
class BasketMapping(mapping.CartMapping[Basket]):
    watch = {BasketLine: "basket"}
    user = "user"

    def items(self, basket: Basket) -> list[mapping.CartItem]:
        return [
            mapping.CartItem(id=line.product.sku, quantity=line.quantity)
            for line in basket.lines.select_related("product")
        ]


@mapping.register(JsonOrder)
class JsonOrderMapping(mapping.OrderMapping[JsonOrder]):
    id = lambda order: f"J-{order.pk.hex[:8]}"  # noqa: E731
    email = "contact.email"
    status = "state"
    placed_when = mapping.CREATED

    def items(self, order: JsonOrder) -> list[mapping.OrderItem]:
        return [mapping.OrderItem(id=line["sku"], price=line["price"]) for line in order.lines]


@mapping.register(MarketOrder)
class MarketOrderMapping(mapping.OrderMapping[MarketOrder]):
    watch = {MarketLine: "order"}
    email = "buyer_email"
    status = mapping.Value("sold")
    total = "grand_total"
    custom = {"tags": lambda order: [tag.name for tag in order.tags.order_by("name")] or None}
    placed_when = None

    def items(self, order: MarketOrder) -> list[mapping.OrderItem]:
        return [
            mapping.OrderItem(
                id=f"{line.content_type.model}-{line.thing_id}",
                price=line.kilo_price,
                quantity=line.kilos,
            )
            for line in order.lines.select_related("content_type")
        ]


@mapping.register(DraftOrder)
class DraftOrderMapping(mapping.OrderMapping[DraftOrder]):
    watch = {DraftLine: "draft"}
    email = "email"
    status = mapping.Choices("is_placed", {True: "new", False: "draft"})
    placed_when = placed

    def should_sync(self, order: DraftOrder) -> bool:
        return order.is_placed

    def items(self, order: DraftOrder) -> list[mapping.OrderItem]:
        return [mapping.OrderItem(id=line.sku, price=1) for line in order.lines.all()]


def orders_of(parcel: Parcel) -> models.QuerySet[LateOrder]:
    return LateOrder.objects.filter(pk__in=parcel.order_keys)


@mapping.register(LateOrder)
class LateOrderMapping(mapping.OrderMapping[LateOrder]):
    watch = {LateLine: "order", Parcel: orders_of}
    id = lambda order: f"L{order.pk}"  # noqa: E731
    user = "user"
    email = "user.email"
    status = "state"
    total = "total"
    custom = {
        "note": "note",
        "parcels": lambda order: [
            parcel.code for parcel in Parcel.objects.order_by("pk") if order.pk in parcel.order_keys
        ],
    }
    placed_when = {"paid", "sent"}

    def items(self, order: LateOrder) -> list[mapping.OrderItem]:
        return [mapping.OrderItem(id=line.sku, price=line.price) for line in order.lines.all()]


@mapping.register(PhoneOrder)
class PhoneOrderMapping(mapping.OrderMapping[PhoneOrder]):
    id = lambda order: f"P{order.pk}"  # noqa: E731
    user = "user"
    email = "email"
    status = mapping.Value("called in")
    placed_when = None

    def items(self, order: PhoneOrder) -> list[mapping.OrderItem]:
        return [mapping.OrderItem(id=sku, price=price) for sku, price in order.goods]


@mapping.register(JsonBasket)
class JsonBasketMapping(mapping.CartMapping[JsonBasket]):
    user = "owner"

    def items(self, basket: JsonBasket) -> list[mapping.CartItem]:
        return [
            mapping.CartItem(id=sku, quantity=quantity) for sku, quantity in basket.contents.items()
        ]


@mapping.register(CountryOrder)
class CountryOrderMapping(mapping.OrderMapping[CountryOrder]):
    id = lambda order: f"{order.country}{order.pk}"  # noqa: E731
    user = "user"
    email = "email"
    status = mapping.Value("new")

    def items(self, order: CountryOrder) -> list[mapping.OrderItem]:
        return [mapping.OrderItem(id="1", price=1)]
