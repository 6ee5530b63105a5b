"""An order and its lines: API reference, Import orders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict
from uuid import UUID

from ..exceptions import PayloadError
from . import fields, money
from .base import Payload
from .profile import IDENTIFIERS, email_field, list_of, phone_field

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["ITEM_STATUSES", "Order", "OrderItem", "OrderStatus"]

ITEM_STATUSES = ("created", "invoiced", "shipped", "delivered", "cancelled", "refunded")
REMOVED = frozenset({"cancelled", "refunded"})  # such a line is no longer part of the order
PAYMENT_STRUCTURE = ("cash", "bonuses", "delivery", "discount")

Day = date  # Order has a field named ``date``
Id = str | int | UUID
Number = Decimal | float | str


def price_field(value: object, field: str) -> Decimal | None:
    """An amount of money that is not negative: the API drops negative ones silently."""
    cleaned = fields.amount(value, field)
    if cleaned is not None and cleaned < 0:
        raise PayloadError(field, value, "must not be negative")
    return cleaned


def quantity_field(value: object, field: str) -> Decimal | int:
    """A positive number of pieces, or of kilograms and the like."""
    number = money.to_decimal(value, field)
    if number <= 0:
        raise PayloadError(field, value, "must be greater than 0")
    return int(number) if number == int(number) else number


class OrderItemFields(TypedDict, total=False):
    """What ``OrderItem`` takes beside its id, price and quantity."""

    status: str | None
    original_price: Number | None
    discount_product: Number | None
    discount_coupon: Number | None
    discount_bonuses: Number | None
    delivery_company: str | None
    barcode: str | int | None
    line_id: Id | None
    cancel_reason: str | None
    fashion_size: str | int | None


class OrderItem(Payload, frozen=True):
    """A line of an order or a purchase. ``price`` is that of one unit, after discounts.

    A quantity that is not whole (weighted goods) becomes 1, and ``price`` that of the whole.
    ``status`` is one of ``ITEM_STATUSES``; a cancelled or refunded line leaves the order.
    ``line_id`` is the shop's key of the position. ``fashion_size`` is sent with a purchase only.
    """

    id: str
    price: Decimal
    quantity: int = 1
    status: str | None = None
    original_price: Decimal | None = None
    discount_product: Decimal | None = None
    discount_coupon: Decimal | None = None
    discount_bonuses: Decimal | None = None
    delivery_company: str | None = None
    barcode: str | None = None
    line_id: str | None = None
    cancel_reason: str | None = None
    fashion_size: str | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        "id": fields.item_id,
        "price": fields.required(price_field),
        "quantity": quantity_field,
        "status": fields.choice(*ITEM_STATUSES),
        **dict.fromkeys(
            ("original_price", "discount_product", "discount_coupon", "discount_bonuses"),
            price_field,
        ),
        **dict.fromkeys(("delivery_company", "cancel_reason"), fields.text),
        **dict.fromkeys(("barcode", "line_id", "fashion_size"), fields.identifier),
    }

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            price: Number,
            quantity: Number = 1,
            **values: Unpack[OrderItemFields],
        ) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        pieces: Decimal | int = self.quantity
        if isinstance(pieces, Decimal):
            self._set("quantity", 1)
            for name in ("price", "original_price"):
                unit = getattr(self, name)
                if unit is not None:
                    self._set(name, money.product(unit, pieces))

    @property
    def total(self) -> Decimal:
        """The price of the whole line."""
        return money.product(self.price, self.quantity)

    def to_wire(self) -> dict[str, Any]:
        """The line as ``/sync/orders`` takes it."""
        wire = super().to_wire()
        wire.pop("fashion_size", None)
        return wire


def merge(items: Iterable[OrderItem]) -> list[OrderItem]:
    """One line for each product: the API does not take one twice in an order.

    Quantities are added and the price becomes the average. Lines that left the order do not count
    beside lines of the same product that did not. Other values are kept where the lines agree.
    """
    groups: dict[str, list[OrderItem]] = {}
    for item in items:
        groups.setdefault(item.id, []).append(item)
    return [_merged(group) for group in groups.values()]


def _merged(group: list[OrderItem]) -> OrderItem:
    lines = _counting(group)
    if len(lines) == 1:
        return lines[0]
    pieces = sum(line.quantity for line in lines)
    names = OrderItem.__struct_fields__[3:]
    shared = {name: _shared(lines, name) for name in names}
    return OrderItem(lines[0].id, money.average(total_of(lines), pieces), pieces, **shared)


def _shared(lines: list[OrderItem], name: str) -> Any:
    first, *others = (getattr(line, name) for line in lines)
    return first if all(other == first for other in others) else None


def total_of(items: Iterable[OrderItem]) -> Decimal:
    """What the lines that belong to the order cost together."""
    return money.total(item.total for item in _counting(list(items)))


def _counting(lines: list[OrderItem]) -> list[OrderItem]:
    """The lines that did not leave the order; all of them where every one did."""
    return [line for line in lines if line.status not in REMOVED] or lines


class OrderFields(TypedDict, total=False):
    """What ``Order`` takes beside its id and status."""

    channel: str | None
    date: int | datetime | None
    total: Number | None
    items: Iterable[OrderItem]
    email: str | None
    phone: str | int | None
    external_id: Id | None
    telegram_id: Id | None
    loyalty_id: Id | None
    location_id: Id | None
    offline: bool | None
    promocode: str | None
    delivery_type: str | int | None
    delivery_address: str | None
    delivery_date: date | str | None
    delivery_time: time | str | None
    payment_type: str | int | None
    tax_free: bool | None
    bank_issuer: str | None
    bank_pos_processor: str | None
    bank_loyalty_program: str | None
    bank_total_installment: int | None
    payment_card_provider: str | None
    gift_package: bool | None
    cash: Number | None
    bonuses: Number | None
    delivery: Number | None
    discount: Number | None
    custom: Mapping[str, Any]


class OrderStatus(Payload, frozen=True):
    """A change of status alone, for an order that the platform has.

    ``status`` is a word of the shop, mapped in the account. Source: API reference, Send cancelled
    orders.
    """

    id: str
    status: str

    rules: ClassVar[Mapping[str, fields.Cleaner]] = dict.fromkeys(
        ("id", "status"), fields.required(fields.identifier)
    )

    if TYPE_CHECKING:

        def __init__(self, id: Id, status: str | int) -> None: ...  # noqa: A002


class _Identified(Payload, frozen=True):
    # Its own class so that ``id`` and ``status`` may be positional and the rest may not.
    id: str
    status: str


class Order(_Identified, frozen=True, kw_only=True):
    """An order as it now is. Everything but ``id`` and ``status`` is optional.

    ``id`` must equal the order id of the purchase event. ``status`` is a word of the shop, mapped
    in the account. ``date`` is the moment of the last change in seconds since 1970 (a datetime is
    converted). ``total`` is what the customer pays; by default the sum of the items. ``cash``,
    ``bonuses``, ``delivery`` and ``discount`` say what the total is made of. ``delivery_time`` is
    ``"HH:MM"``. Lines of one product are merged. Source: API reference, Import orders.
    """

    channel: str | None = None
    date: int | None = None
    total: Decimal | None = None
    items: list[OrderItem] = []
    email: str | None = None
    phone: str | None = None
    external_id: str | None = None
    telegram_id: str | None = None
    loyalty_id: str | None = None
    location_id: str | None = None
    offline: bool | None = None
    promocode: str | None = None
    delivery_type: str | None = None
    delivery_address: str | None = None
    delivery_date: Day | None = None
    delivery_time: str | None = None
    payment_type: str | None = None
    tax_free: bool | None = None
    bank_issuer: str | None = None
    bank_pos_processor: str | None = None
    bank_loyalty_program: str | None = None
    bank_total_installment: int | None = None
    payment_card_provider: str | None = None
    gift_package: bool | None = None
    cash: Decimal | None = None
    bonuses: Decimal | None = None
    delivery: Decimal | None = None
    discount: Decimal | None = None
    custom: dict[str, Any] = {}

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        **OrderStatus.rules,
        "date": fields.timestamp,
        "items": list_of(OrderItem),
        "email": email_field,
        "phone": phone_field,
        **dict.fromkeys(
            (
                "external_id",
                "telegram_id",
                "loyalty_id",
                "location_id",
                "promocode",
                "delivery_type",
                "payment_type",
            ),
            fields.identifier,
        ),
        **dict.fromkeys(
            (
                "channel",
                "delivery_address",
                "bank_issuer",
                "bank_pos_processor",
                "bank_loyalty_program",
                "payment_card_provider",
            ),
            fields.text,
        ),
        "delivery_date": fields.day,
        "delivery_time": fields.clock,
        **dict.fromkeys(("offline", "tax_free", "gift_package"), fields.flag),
        "bank_total_installment": fields.integer,
        **dict.fromkeys(("total", *PAYMENT_STRUCTURE), fields.amount),
        "custom": fields.properties,
    }

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            status: str | int,
            **values: Unpack[OrderFields],
        ) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.items and self.total is None:
            self._set("total", total_of(self.items))
        self._set("items", merge(self.items))

    def identifiers(self) -> dict[str, str]:
        """What tells the platform whose order this is; it takes no order of nobody."""
        return {name: value for name in IDENTIFIERS if (value := getattr(self, name))}

    def to_wire(self) -> dict[str, Any]:
        """The order as ``/sync/orders`` takes it."""
        wire = super().to_wire()
        if "total" in wire:
            wire["value"] = {"total": wire.pop("total")}
        structure = {name: wire.pop(name) for name in PAYMENT_STRUCTURE if name in wire}
        if structure:
            wire["payment_structure"] = structure
        return wire
