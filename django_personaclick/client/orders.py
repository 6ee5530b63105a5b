"""Orders: API reference, Orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..exceptions import PayloadError, UndecodableResponse
from ..payloads import Order, OrderStatus
from .batch import check_rows
from .bulk import Progress, Reporter, send_all
from .caller import Family
from .profile import Id, person_params
from .session import device_key

__all__ = ["OrdersFamily"]


class OrdersFamily(Family):
    """``client.orders``."""

    def sync(self, orders: Sequence[Order | OrderStatus], *, request_id: str | None = None) -> None:
        """Create or update orders, in one request of at most 1,000.

        Every ``Order`` must name its customer, and no id may come twice. Success means accepted:
        the platform works through the orders later and reports wrong ones by e-mail. Repeating
        the call changes nothing further. Source: API reference, Import orders.
        """
        check_rows("orders.sync", orders, (Order, OrderStatus))
        check_ids(orders)
        for number, order in enumerate(orders):
            check_customer(order, f"orders[{number}]")
        params = {"orders": [order.to_wire() for order in orders]}
        self._caller.call("orders.sync", params, secret=True, request_id=request_id)

    def sync_all(
        self, orders: Iterable[Order | OrderStatus], *, progress: Reporter | None = None
    ) -> Progress:
        """``sync`` of any number of orders, also from a generator: few are in memory at once.

        They go in as many requests as their limits ask for, 5 seconds apart; an id that comes
        again goes into a later one. ``progress`` is called after each with what has been accepted
        so far, which is also the result. The first failure ends it: what was accepted stays so,
        and all of it may be repeated. Source: API reference, Import orders.
        """
        return send_all(
            self._caller,
            "orders.sync",
            orders,
            order_row,
            key=lambda order: order.id,
            progress=progress,
        )

    def by_user(
        self,
        *,
        did: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        loyalty_id: Id | None = None,
        external_id: Id | None = None,
        date_from: date | None = None,
    ) -> list[dict[str, Any]]:
        """A customer's orders, oldest first, on or after ``date_from``.

        Source: API reference, Get user's orders.
        """
        person = person_params(
            email=email, phone=phone, loyalty_id=loyalty_id, external_id=external_id
        )
        params: dict[str, Any] = {"did": device_key("did", did), **person}
        if not any(params.values()):
            rule = "must be given, or one of email, phone, loyalty_id, external_id"
            raise PayloadError("did", did, rule)
        if date_from is not None:
            params["date_from"] = date_from.strftime("%Y-%m-%d")
        return read_orders(self._caller.call("orders.by_user", params, secret=True))

    def last_for_user(self, did: str, sid: str | None = None) -> list[dict[str, Any]]:
        """The products of the last order made on device ``did``; none: ``[]``.

        Source: API reference, Get users last order products.
        """
        device = device_key("did", did)
        if device is None:
            raise PayloadError("did", did, "must not be empty")
        params = {"did": device, "sid": device_key("sid", sid)}
        products: list[dict[str, Any]] = self._caller.call("orders.last_for_user", params)
        return products


def check_ids(orders: Sequence[Order | OrderStatus]) -> None:
    seen: set[str] = set()
    for number, order in enumerate(orders):
        if order.id in seen:
            raise PayloadError(f"orders[{number}].id", order.id, "must not come twice")
        seen.add(order.id)


def check_customer(order: Order | OrderStatus, field: str) -> None:
    if isinstance(order, Order) and not order.identifiers():
        rule = "must be given, or phone, external_id, loyalty_id or telegram_id"
        raise PayloadError(f"{field}.email", order.email, rule)


def order_row(order: Order | OrderStatus, field: str) -> dict[str, Any]:
    if not isinstance(order, (Order, OrderStatus)):
        raise PayloadError(field, order, "must be Order or OrderStatus")
    check_customer(order, field)
    return order.to_wire()


def read_orders(data: Any) -> list[dict[str, Any]]:
    """The orders of an answer: bare, or under ``data`` or, in newer documents, ``payload``."""
    envelope = data if isinstance(data, dict) else {}
    for found in (data, envelope.get("data"), envelope.get("payload")):
        orders = found.get("orders") if isinstance(found, dict) else found
        if isinstance(orders, list):
            return orders
    raise UndecodableResponse("the answer has no orders", endpoint="orders.by_user", status=200)
