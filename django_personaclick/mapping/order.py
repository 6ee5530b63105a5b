"""Orders: a model of the shop → ``Order``, ``OrderStatus`` and the purchase."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.core import checks
from django.dispatch import Signal
from django.utils import timezone

from ..exceptions import MappingError, PayloadError
from ..payloads import Order, OrderItem, OrderStatus, Purchase, to_decimal
from .base import M, ModelMapping
from .registry import registry
from .values import CREATED, Choices, Sentinel, Value

__all__ = ["OrderMapping"]

MONEY = ("total", "cash", "bonuses", "delivery", "discount")


class OrderMapping(ModelMapping[M]):
    """How an order of the shop becomes an order of PersonaClick. Each attribute names a value."""

    kind: ClassVar[str] = "order"
    value_names: ClassVar[tuple[str, ...]] = (
        "id", "user", "status", "email", "phone", "external_id", "telegram_id", "loyalty_id",
        "channel", "date", "total", "location_id", "offline", "promocode", "delivery_type",
        "delivery_address", "delivery_date", "delivery_time", "payment_type", "tax_free",
        "bank_issuer", "bank_pos_processor", "bank_loyalty_program", "bank_total_installment",
        "payment_card_provider", "gift_package", "cash", "bonuses", "delivery", "discount",
    )  # fmt: skip
    options: ClassVar[tuple[str, ...]] = (
        *ModelMapping.options,
        "placed_when",
        "sync_before_placed",
    )

    id: Any = "pk"
    """The number under which customers and PersonaClick know the order."""
    user: Any = None
    """The customer who ordered: a user, ``None`` for guests."""
    status: Any = None
    """The shop's word for the state of the order."""
    email: Any = None
    phone: Any = None
    telegram_id: Any = None
    loyalty_id: Any = None
    channel: Any = Value("website")
    """Where the order was made. PersonaClick takes no order without it."""
    date: Any = None
    """When the status changed; by default when the change was captured."""
    total: Any = None
    """What the customer pays; by default the sum of the items."""
    location_id: Any = None
    offline: Any = None
    promocode: Any = None
    delivery_type: Any = None
    delivery_address: Any = None
    delivery_date: Any = None
    delivery_time: Any = None
    payment_type: Any = None
    tax_free: Any = None
    bank_issuer: Any = None
    bank_pos_processor: Any = None
    bank_loyalty_program: Any = None
    bank_total_installment: Any = None
    payment_card_provider: Any = None
    gift_package: Any = None
    cash: Any = None
    """How much was paid with money; the next three likewise: bonuses, delivery fee, discount."""
    bonuses: Any = None
    delivery: Any = None
    discount: Any = None

    placed_when: ClassVar[Any] = CREATED
    """What makes it a purchase: ``CREATED``, a set of statuses of which one is entered, a Signal
    sent with ``order=`` or ``instance=``, or ``None``: only ``tracking.purchase(order)``."""
    sync_before_placed: ClassVar[bool] = False
    """Whether an order is sent before it is placed. PersonaClick wants new online orders to come
    from the purchase event, so by default it is not."""

    def external_id(self, obj: M) -> str | None:
        """The customer's id in the shop: by default that of ``user``."""
        return registry.customer_id(self.value(obj, "user"))

    def items(self, obj: M) -> Iterable[OrderItem]:
        """The lines of the order. Override."""
        raise NotImplementedError

    def status_of(self, obj: M) -> str:
        """The order's status in the shop's words for PersonaClick."""
        status = self.value(obj, "status")
        return "" if status is None else str(status)

    def is_placed(self, status: str) -> bool:
        """Whether ``status`` is one in which the order counts as purchased."""
        return isinstance(self.placed_when, set | frozenset) and status in self.placed_when

    @property
    def placed_by_status(self) -> bool:
        return isinstance(self.placed_when, set | frozenset)

    def build(self, obj: M, *, status: str, captured_at: datetime) -> Order:
        """The whole order, in ``status``; without items it is not ready to be sent."""
        names = [name for name in self.value_names if name not in {"id", "user", "status"}]
        try:
            found = self.values(obj, names)
            for name in found.keys() & set(MONEY):
                found[name] = to_decimal(found[name], name)
            found["date"] = unix_time(found.get("date", captured_at))
            items = list(self.items(obj))
            return Order(
                self.order_id(obj), status, items=items, custom=self.custom_values(obj), **found
            )
        except MappingError:
            raise
        except Exception as error:
            raise self.error(obj, "", error) from error

    def build_status(self, obj: M, status: str) -> OrderStatus:
        """The status alone, for a status that newer ones follow."""
        try:
            return OrderStatus(self.order_id(obj), status)
        except PayloadError as error:
            raise self.error(obj, "id", error) from error

    def build_purchase(self, order: Order) -> Purchase:
        """The purchase event of a whole order."""
        return Purchase(
            order.id,
            order.items,
            order_price=order.total,
            email=order.email,
            phone=order.phone,
            promocode=order.promocode,
            order_cash=order.cash,
            order_bonuses=order.bonuses,
            order_delivery=order.delivery,
            order_discount=order.discount,
            delivery_type=order.delivery_type,
            delivery_address=order.delivery_address,
            payment_type=order.payment_type,
            tax_free=order.tax_free,
            custom=order.custom,
        )

    def order_id(self, obj: M) -> str:
        value = self.value(obj, "id")
        return "" if value is None else str(value)

    def check(self) -> list[checks.CheckMessage]:
        return [*super().check(), *self.check_items(), *self.check_status(), *self.check_placed()]

    def check_items(self) -> list[checks.CheckMessage]:
        if type(self).items is not OrderMapping.items:
            return []
        return [
            checks.Error(
                f"{self.where('items')} is missing.",
                hint="Define items(self, order) that returns a list of mapping.OrderItem(id=…, "
                "price=…, quantity=…).",
                obj=type(self),
                id="personaclick.E106",
            )
        ]

    def check_status(self) -> list[checks.CheckMessage]:
        if type(self).status is not None:
            return []
        return [
            checks.Error(
                f"{self.where('status')} is missing; PersonaClick needs a status for each order.",
                hint='Name the field: status = "status"; without one, mapping.Value("new").',
                obj=type(self),
                id="personaclick.E107",
            )
        ]

    def check_placed(self) -> list[checks.CheckMessage]:
        placed = self.placed_when
        if placed is None or isinstance(placed, Signal) or placed is CREATED:
            return []
        if isinstance(placed, set | frozenset) and all(isinstance(item, str) for item in placed):
            return self.check_placed_known()
        return [
            checks.Error(
                f"{self.where('placed_when')} is {placed!r}.",
                hint="Give a set of statuses as mapped ({'paid', 'shipped'}), mapping.CREATED, "
                "a Signal, or None.",
                obj=type(self),
                id="personaclick.E108",
            )
        ]

    def check_placed_known(self) -> list[checks.CheckMessage]:
        status = type(self).status
        if not isinstance(status, Choices) or isinstance(status.default, Sentinel):
            return []
        unknown = set(self.placed_when) - {*status.table.values(), status.default}
        if not unknown:
            return []
        return [
            checks.Warning(
                f"{self.where('placed_when')} names {sorted(unknown)}, "
                "which no status is translated to.",
                hint="placed_when holds the statuses on the right side of mapping.Choices.",
                obj=type(self),
                id="personaclick.W109",
            )
        ]


def unix_time(value: Any) -> Any:
    """Seconds since 1970; a date or time without a zone is in the shop's own."""
    if isinstance(value, datetime):
        aware = timezone.make_aware(value) if timezone.is_naive(value) else value
        return int(aware.timestamp())
    if hasattr(value, "year"):
        return unix_time(datetime(value.year, value.month, value.day))  # noqa: DTZ001
    return value
