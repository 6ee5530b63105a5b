"""The data that goes to the API: structs that are checked where they are built.

A payload has two forms. The stored form (``encode``, ``decode``) is for our own books; the wire
form (``to_wire``) is what the API takes. Absent means absent in both: never ``null`` or ``""``.
"""

from __future__ import annotations

from .base import Payload, decode, digest, encode
from .bonus import BonusStatus
from .contact import clean_email, clean_phone
from .device import RECOMMENDED_BY, Device, Source, valid_did, valid_segment, valid_sid
from .event import (
    AddToCart,
    AnyEvent,
    Cart,
    CartItem,
    Category,
    Custom,
    Event,
    Purchase,
    RemoveFromCart,
    RemoveWish,
    Search,
    View,
    Wish,
    WishList,
    decode_event,
    with_device,
)
from .money import to_decimal
from .order import ITEM_STATUSES, Order, OrderItem, OrderStatus
from .product import (
    LEFTOVERS,
    Location,
    Product,
    ProductCategory,
    ProductLocation,
    ProductParam,
)
from .profile import Kid, Profile, Vehicle

__all__ = [
    "ITEM_STATUSES",
    "LEFTOVERS",
    "RECOMMENDED_BY",
    "AddToCart",
    "AnyEvent",
    "BonusStatus",
    "Cart",
    "CartItem",
    "Category",
    "Custom",
    "Device",
    "Event",
    "Kid",
    "Location",
    "Order",
    "OrderItem",
    "OrderStatus",
    "Payload",
    "Product",
    "ProductCategory",
    "ProductLocation",
    "ProductParam",
    "Profile",
    "Purchase",
    "RemoveFromCart",
    "RemoveWish",
    "Search",
    "Source",
    "Vehicle",
    "View",
    "Wish",
    "WishList",
    "clean_email",
    "clean_phone",
    "decode",
    "decode_event",
    "digest",
    "encode",
    "to_decimal",
    "valid_did",
    "valid_segment",
    "valid_sid",
    "with_device",
]
