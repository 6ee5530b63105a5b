"""What a visitor did: API reference, Events tracking and Track custom event.

The stored form of an event is tagged with its class under ``"event"``, so that one decoder reads
them all; the wire form is another matter and is made by ``to_wire``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict, TypeVar

import msgspec

from ..exceptions import PayloadError
from . import fields, money
from .base import Payload, decode
from .device import RULES, Device, Source, short
from .order import Id, Number, OrderItem, price_field, quantity_field
from .profile import REQUEST_KEYS, check_custom, email_field, list_of, phone_field

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = [
    "AddToCart",
    "AnyEvent",
    "Cart",
    "CartItem",
    "Category",
    "Custom",
    "Event",
    "Purchase",
    "RemoveFromCart",
    "RemoveWish",
    "Search",
    "View",
    "Wish",
    "WishList",
    "decode_event",
    "with_device",
]

E = TypeVar("E", bound="Event")


class DeviceFields(TypedDict, total=False):
    """What every event takes: the device it happened on, and how the visitor came there."""

    did: str | None
    sid: str | None
    segment: str | None
    stream: str | None
    referer: str | None
    recommended_by: str | None
    recommended_code: str | None
    source: Source | None


class Event(Payload, frozen=True, kw_only=True, tag_field="event"):
    """Base of all events. Its fields say on which device it happened: see ``Device``.

    ``referer`` is the URL of the page, ``stream`` the data stream (absent: the web).
    """

    did: str | None = None
    sid: str | None = None
    segment: str | None = None
    stream: str | None = None
    referer: str | None = None
    recommended_by: str | None = None
    recommended_code: str | None = None
    source: Source | None = None

    name: ClassVar[str] = ""
    """Kind of the event, as in the settings ``TRACKING`` and ``MAX_AGE``."""
    wire_name: ClassVar[str] = ""
    """Kind of the event, as the API calls it."""
    unsent: ClassVar[frozenset[str]] = frozenset()
    """Fields of the device that the API does not take with this event."""
    rules: ClassVar[Mapping[str, fields.Cleaner]] = RULES

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in self.unsent:
            self._set(name, None)

    def to_wire(self) -> dict[str, Any]:
        """The event as ``/push`` takes it."""
        return {"event": self.wire_name or self.name, **self._device(), **self._content()}

    def _device(self) -> dict[str, Any]:
        wire = Payload.to_wire(self)
        return {name: wire[name] for name in DEVICE_FIELDS if name in wire}

    def _content(self) -> dict[str, Any]:
        """What distinguishes this event, on the wire."""
        wire = Payload.to_wire(self)
        return {name: value for name, value in wire.items() if name not in DEVICE_FIELDS}


DEVICE_FIELDS = Event.__struct_fields__


def with_device(event: E, device: Device) -> E:
    """``event`` with what it does not say itself taken from ``device``."""
    known = {
        name: value
        for name in DEVICE_FIELDS
        if getattr(event, name) is None and (value := getattr(device, name)) is not None
    }
    return msgspec.structs.replace(event, **known)


class _ItemEvent(Event, frozen=True):
    """An event of one product."""

    id: str

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {**RULES, "id": fields.item_id}

    def _content(self) -> dict[str, Any]:
        return {"items": [{"id": self.id}]}


class View(_ItemEvent, frozen=True, tag="view"):
    """The visitor opened the page of product ``id``."""

    name: ClassVar[str] = "view"

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            **device: Unpack[DeviceFields],
        ) -> None: ...


class Category(Event, frozen=True, tag="category"):
    """The visitor opened the page of category ``id``."""

    id: str

    name: ClassVar[str] = "category"
    rules: ClassVar[Mapping[str, fields.Cleaner]] = {**RULES, "id": fields.item_id}

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            **device: Unpack[DeviceFields],
        ) -> None: ...

    def _content(self) -> dict[str, Any]:
        return {"category_id": self.id}


class Search(Event, frozen=True, tag="search"):
    """The visitor searched for ``query``. Not to be sent where the platform's search is used."""

    query: str

    name: ClassVar[str] = "search"
    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        **RULES,
        "query": fields.required(fields.text),
    }

    def _content(self) -> dict[str, Any]:
        return {"search_query": self.query}


CART_RULES: Mapping[str, fields.Cleaner] = {
    "id": fields.item_id,
    "quantity": quantity_field,
    "price": price_field,
    "fashion_size": fields.identifier,
}


def whole(line: CartItem | AddToCart) -> None:
    """Weighted goods: one piece at the price of the whole."""
    pieces: Decimal | int = line.quantity
    if isinstance(pieces, Decimal):
        line._set("quantity", 1)
        if line.price is not None:
            line._set("price", money.product(line.price, pieces))


def cart_line(line: CartItem | AddToCart) -> dict[str, Any]:
    values = {
        "id": line.id,
        "amount": line.quantity,
        "price": line.price,
        "fashion_size": line.fashion_size,
    }
    return {name: value for name, value in values.items() if value is not None}


class CartItem(Payload, frozen=True):
    """A line of a cart. ``price`` is that of one unit; a quantity that is not whole becomes 1."""

    id: str
    quantity: int = 1
    price: Decimal | None = None
    fashion_size: str | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = CART_RULES

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            quantity: Number = 1,
            price: Number | None = None,
            fashion_size: str | int | None = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        whole(self)

    def to_wire(self) -> dict[str, Any]:
        return cart_line(self)


class AddToCart(Event, frozen=True, tag="cart_item"):
    """The visitor put a product into the cart; the platform adds it to the cart it knows.

    Takes what ``CartItem`` takes.
    """

    id: str
    quantity: int = 1
    price: Decimal | None = None
    fashion_size: str | None = None

    name: ClassVar[str] = "cart_item"
    wire_name: ClassVar[str] = "cart"
    rules: ClassVar[Mapping[str, fields.Cleaner]] = {**RULES, **CART_RULES}

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            quantity: Number = 1,
            price: Number | None = None,
            fashion_size: str | int | None = None,
            **device: Unpack[DeviceFields],
        ) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        whole(self)

    def _content(self) -> dict[str, Any]:
        return {"items": [cart_line(self)]}


class Cart(Event, frozen=True, tag="cart"):
    """The whole cart as it now is; replaces the one the platform knows. ``[]`` empties it."""

    items: list[CartItem]

    name: ClassVar[str] = "cart"
    rules: ClassVar[Mapping[str, fields.Cleaner]] = {**RULES, "items": list_of(CartItem)}

    if TYPE_CHECKING:

        def __init__(self, items: Iterable[CartItem], **device: Unpack[DeviceFields]) -> None: ...

    def _content(self) -> dict[str, Any]:
        return {"items": [item.to_wire() for item in self.items], "full_cart": True}


class RemoveFromCart(_ItemEvent, frozen=True, tag="remove_from_cart"):
    """The visitor took product ``id`` out of the cart."""

    name: ClassVar[str] = "remove_from_cart"

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            **device: Unpack[DeviceFields],
        ) -> None: ...


class Wish(_ItemEvent, frozen=True, tag="wish"):
    """The visitor put product ``id`` on the wish list."""

    name: ClassVar[str] = "wish"

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            **device: Unpack[DeviceFields],
        ) -> None: ...


def ids_of(value: object, field: str) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise PayloadError(field, value, "must be a list of product ids")
    return [fields.item_id(entry, field) for entry in value]


class WishList(Event, frozen=True, tag="wish_list"):
    """The whole wish list as it now is; replaces the one the platform knows. ``[]`` empties it."""

    ids: list[str]

    name: ClassVar[str] = "wish"
    rules: ClassVar[Mapping[str, fields.Cleaner]] = {**RULES, "ids": ids_of}

    if TYPE_CHECKING:

        def __init__(self, ids: Iterable[Id], **device: Unpack[DeviceFields]) -> None: ...

    def _content(self) -> dict[str, Any]:
        return {"items": list(self.ids), "full_wish": True}


class RemoveWish(_ItemEvent, frozen=True, tag="remove_wish"):
    """The visitor took product ``id`` off the wish list."""

    name: ClassVar[str] = "remove_wish"

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            **device: Unpack[DeviceFields],
        ) -> None: ...


class PurchaseFields(DeviceFields, total=False):
    """What ``Purchase`` takes beside its order id and items."""

    order_price: Number | None
    email: str | None
    phone: str | int | None
    promocode: str | None
    order_cash: Number | None
    order_bonuses: Number | None
    order_delivery: Number | None
    order_discount: Number | None
    delivery_type: str | int | None
    delivery_address: str | None
    payment_type: str | int | None
    tax_free: bool | None
    custom: Mapping[str, Any]


class _Bought(Event, frozen=True):
    # Its own class so that ``order_id`` and ``items`` may be positional and the rest may not.
    order_id: str
    items: list[OrderItem]


class Purchase(_Bought, frozen=True, kw_only=True, tag="purchase"):
    """The visitor placed order ``order_id``, the id under which its status is synced later.

    ``order_price`` is the final cost with all discounts, bonuses and services, ``order_cash`` and
    ``order_bonuses`` how it was paid, ``order_delivery`` the delivery fee. ``custom`` takes text,
    whole numbers and dates. Where the visitor came from is not sent: the platform knows it from
    the views before.
    """

    order_price: Decimal | None = None
    email: str | None = None
    phone: str | None = None
    promocode: str | None = None
    order_cash: Decimal | None = None
    order_bonuses: Decimal | None = None
    order_delivery: Decimal | None = None
    order_discount: Decimal | None = None
    delivery_type: str | None = None
    delivery_address: str | None = None
    payment_type: str | None = None
    tax_free: bool | None = None
    custom: dict[str, Any] = {}

    name: ClassVar[str] = "purchase"
    unsent: ClassVar[frozenset[str]] = frozenset({"recommended_by", "recommended_code"})
    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        **RULES,
        "order_id": fields.required(fields.identifier),
        "items": list_of(OrderItem),
        **dict.fromkeys(
            ("order_price", "order_cash", "order_bonuses", "order_delivery", "order_discount"),
            fields.amount,
        ),
        "email": email_field,
        "phone": phone_field,
        **dict.fromkeys(("promocode", "delivery_type", "payment_type"), fields.identifier),
        "delivery_address": fields.text,
        "tax_free": fields.flag,
        "custom": fields.properties,
    }

    if TYPE_CHECKING:

        def __init__(
            self, order_id: Id, items: Iterable[OrderItem], **values: Unpack[PurchaseFields]
        ) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.items:
            raise PayloadError("items", self.items, "must not be empty")

    def _content(self) -> dict[str, Any]:
        return {**super()._content(), "items": [bought(item) for item in self.items]}


def bought(item: OrderItem) -> dict[str, Any]:
    """A line of a purchase, on the wire."""
    values = {
        "id": item.id,
        "price": item.price,
        "amount": item.quantity,
        "line_id": item.line_id,
        "fashion_size": item.fashion_size,
    }
    return {name: value for name, value in values.items() if value is not None}


class CustomFields(DeviceFields, total=False):
    """What ``Custom`` takes beside its code."""

    category: str | None
    label: str | None
    value: int | None
    time: int | datetime | None
    email: str | None
    phone: str | int | None
    loyalty_id: Id | None
    external_id: Id | None
    properties: Mapping[str, Any]


class _Coded(Event, frozen=True):
    # Its own class so that ``code`` may be positional and the rest may not.
    code: str


class Custom(_Coded, frozen=True, kw_only=True, tag="custom"):
    """An event of the shop's own, created in the account first under ``code``.

    ``value`` is a whole number, ``time`` the moment it happened in seconds since 1970 (a datetime
    is converted). ``properties`` lie flat beside the others on the wire. It needs a device or one
    of ``email``, ``phone``, ``loyalty_id``, ``external_id``. Source: API reference, Track custom
    event.
    """

    category: str | None = None
    label: str | None = None
    value: int | None = None
    time: int | None = None
    email: str | None = None
    phone: str | None = None
    loyalty_id: str | None = None
    external_id: str | None = None
    properties: dict[str, Any] = {}

    name: ClassVar[str] = "custom"
    # The API takes unknown keys for properties of the event.
    unsent: ClassVar[frozenset[str]] = frozenset({"recommended_by", "recommended_code", "referer"})
    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        **RULES,
        "code": fields.required(short),
        "category": fields.text,
        "label": fields.text,
        "value": fields.integer,
        "time": fields.timestamp,
        "email": email_field,
        "phone": phone_field,
        "loyalty_id": fields.identifier,
        "external_id": fields.identifier,
        "properties": fields.properties,
    }

    if TYPE_CHECKING:

        def __init__(self, code: str, **values: Unpack[CustomFields]) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.code in STANDARD:
            raise PayloadError("code", self.code, "is a standard event, which has its own class")
        check_custom(self.properties, RESERVED, "properties")

    def identifiers(self) -> dict[str, str]:
        """What tells the platform who did it, beside the device."""
        return {name: value for name in PERSON if (value := getattr(self, name))}

    def to_wire(self) -> dict[str, Any]:
        """The event as ``/push/custom`` takes it, its properties at the top level."""
        wire = super().to_wire()
        wire["event"] = wire.pop("code")
        custom = wire.pop("properties", {})
        return {**wire, **custom}


PERSON = ("email", "phone", "loyalty_id", "external_id")
RESERVED = (
    REQUEST_KEYS
    | frozenset(Custom.__struct_fields__)
    | {"event", "payload", "from", "code", "telegram_id"}
)
STANDARD = frozenset(
    {"view", "category", "search", "cart", "remove_from_cart", "wish", "remove_wish", "purchase"}
)

AnyEvent = (
    View
    | Category
    | Search
    | AddToCart
    | Cart
    | RemoveFromCart
    | Wish
    | WishList
    | RemoveWish
    | Purchase
    | Custom
)
"""Any event, for ``decode``."""


def decode_event(data: bytes | str | Mapping[str, Any]) -> Event:
    """The event whose stored form ``data`` is; ``PayloadError`` when there is no such kind."""
    event: Event = decode(AnyEvent, data)
    return event
