"""Price drop and back in stock: API reference, Triggers, Products and catalog."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from ..exceptions import PayloadError
from ..payloads import fields
from .caller import Family
from .envelope import rows, yes_or_no
from .identity import Id, required_identity
from .parameters import checked, not_negative, query_list

__all__ = ["Subscribers", "TriggersFamily"]

RULES: dict[str, fields.Cleaner] = {
    "item_id": fields.item_id,
    "item_ids": query_list(fields.item_id),
    "price": fields.required(not_negative),
    "properties": fields.properties,
    "date_from": fields.day,
    "date_to": fields.day,
}


class Subscribers(TypedDict, total=False):
    """Who waits for a product; there may be more keys.

    ``quantity`` is how many wait for it, ``date`` the day of the last subscription, ``contacts``
    their e-mail addresses and phone numbers.
    """

    id: str
    barcode: str | None
    quantity: int
    date: str
    contacts: list[str]


class TriggersFamily(Family):
    """``client.triggers``.

    Whom a subscription is for is said by ``email``, ``phone`` or ``did``, at least one of them.
    """

    def subscribe_price(
        self,
        item_id: Id,
        price: Decimal | float | str,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        did: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Tell somebody when a product gets cheaper than ``price``, which it costs now.

        ``price`` is in the currency of the shop. Repeating the call changes nothing further.
        Source: API reference, Price drop.
        """
        product = checked(RULES, item_id=item_id, price=price)
        product["price"] = f"{product['price']:f}"  # text, as in the vendor's example
        self._call("subscribe_price", product, request_id, email=email, phone=phone, did=did)

    def unsubscribe_price(
        self,
        item_ids: Iterable[Id] | None = None,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        did: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Take back ``subscribe_price`` for some products, or, without ``item_ids``, for all.

        Source: API reference, Price drop.
        """
        products = {"item_ids": chosen(item_ids)}
        self._call("unsubscribe_price", products, request_id, email=email, phone=phone, did=did)

    def subscribe_stock(
        self,
        item_id: Id,
        *,
        fashion_size: str | None = None,
        fashion_color: str | None = None,
        barcode: str | None = None,
        email: str | None = None,
        phone: str | int | None = None,
        did: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Tell somebody when a product, or one variant of it, is in stock again.

        Repeating the call changes nothing further. Source: API reference, Back in Stock.
        """
        variant = {"fashion_size": fashion_size, "fashion_color": fashion_color, "barcode": barcode}
        product = checked(RULES, item_id=item_id, properties=variant)
        self._call("subscribe_stock", product, request_id, email=email, phone=phone, did=did)

    def unsubscribe_stock(
        self,
        item_ids: Iterable[Id] | None = None,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        did: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Take back ``subscribe_stock`` for some products, or, without ``item_ids``, for all.

        Source: API reference, Back in Stock.
        """
        products = {"item_ids": chosen(item_ids)}
        self._call("unsubscribe_stock", products, request_id, email=email, phone=phone, did=did)

    def check_price(
        self,
        item_id: Id,
        *,
        did: str | None = None,
        email: str | None = None,
        phone: str | int | None = None,
        external_id: Id | None = None,
        loyalty_id: Id | None = None,
        telegram_id: str | int | None = None,
    ) -> bool:
        """Whether somebody waits for a lower price of a product.

        Source: API reference, Get status of subscription for product price drop.
        """
        return self._check(
            "triggers.check_price",
            item_id,
            did=did,
            email=email,
            phone=phone,
            external_id=external_id,
            loyalty_id=loyalty_id,
            telegram_id=telegram_id,
        )

    def check_stock(
        self,
        item_id: Id,
        *,
        did: str | None = None,
        email: str | None = None,
        phone: str | int | None = None,
        external_id: Id | None = None,
        loyalty_id: Id | None = None,
        telegram_id: str | int | None = None,
    ) -> bool:
        """Whether somebody waits until a product is in stock.

        Source: API reference, Get status of subscription for "Back in Stock" trigger.
        """
        return self._check(
            "triggers.check_stock",
            item_id,
            did=did,
            email=email,
            phone=phone,
            external_id=external_id,
            loyalty_id=loyalty_id,
            telegram_id=telegram_id,
        )

    def price_subscribers(
        self, *, date_from: date | str | None = None, date_to: date | str | None = None
    ) -> list[Subscribers]:
        """Who waits for lower prices: by product, or, in newer answers, by subscriber.

        Source: API reference, Get subscriptions for products price drop.
        """
        return self._subscribers("triggers.price_subscribers", date_from, date_to)

    def stock_subscribers(
        self, *, date_from: date | str | None = None, date_to: date | str | None = None
    ) -> list[Subscribers]:
        """Who waits for products to be in stock; see ``price_subscribers``.

        Source: API reference, Get subscriptions for products in stock.
        """
        return self._subscribers("triggers.stock_subscribers", date_from, date_to)

    def _call(
        self, method: str, params: dict[str, Any], request_id: str | None, **person: Any
    ) -> None:
        name = f"triggers.{method}"
        params = {**required_identity(name, **person), **params}
        self._caller.call(name, params, request_id=request_id)

    def _check(self, name: str, item_id: Id, **person: Any) -> bool:
        params = {**required_identity(name, **person), **checked(RULES, item_id=item_id)}
        return yes_or_no(name, self._caller.call(name, params, secret=True))

    def _subscribers(
        self, name: str, date_from: date | str | None, date_to: date | str | None
    ) -> list[Subscribers]:
        params = checked(RULES, date_from=date_from, date_to=date_to)
        if params.get("date_from", "") > params.get("date_to", "9999"):
            raise PayloadError("date_to", date_to, "must not be before date_from")
        return rows(name, self._caller.call(name, params, secret=True), "subscribers", "products")


def chosen(item_ids: Iterable[Id] | None) -> str:
    """``item_ids`` as the API takes them: ``""`` is all."""
    if item_ids is None:
        return ""
    cleaned = RULES["item_ids"](item_ids, "item_ids")
    if not cleaned:
        raise PayloadError("item_ids", item_ids, "must not be empty; None means all products")
    return ", ".join(cleaned)
