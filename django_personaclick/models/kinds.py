"""The kinds of messages: one table, read by outbox and delivery."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["KINDS", "ChannelName", "Kind", "is_known"]


class ChannelName(StrEnum):
    """A family of calls that share a queue, a rate and a circuit."""

    EVENTS = "events"
    """What visitors do: ``/push``, ``/push/custom``, ``/profile/set`` with a device."""
    ORDERS = "orders"
    """``/sync/orders``, in batches."""
    AUDIENCE = "audience"
    """``/import/audience``, in batches."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message.

    A ``change`` points at an object of the shop and is read when it is delivered; an event carries
    its payload. ``repeatable``: sending it once more after an unknown outcome does no harm.
    """

    name: str
    channel: ChannelName
    change: bool
    repeatable: bool


TABLE = (
    Kind("customer", ChannelName.AUDIENCE, change=True, repeatable=True),
    Kind("order", ChannelName.ORDERS, change=True, repeatable=True),
    Kind("cart", ChannelName.EVENTS, change=True, repeatable=True),
    Kind("identity", ChannelName.EVENTS, change=True, repeatable=True),
    # The API takes an order id once, so a purchase that arrived already is not counted again.
    Kind("purchase", ChannelName.EVENTS, change=False, repeatable=True),
    Kind("cart_item", ChannelName.EVENTS, change=False, repeatable=True),
    Kind("remove_from_cart", ChannelName.EVENTS, change=False, repeatable=True),
    Kind("wish", ChannelName.EVENTS, change=False, repeatable=True),
    Kind("remove_wish", ChannelName.EVENTS, change=False, repeatable=True),
    Kind("view", ChannelName.EVENTS, change=False, repeatable=False),
    Kind("category", ChannelName.EVENTS, change=False, repeatable=False),
    Kind("search", ChannelName.EVENTS, change=False, repeatable=False),
    Kind("custom", ChannelName.EVENTS, change=False, repeatable=False),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in TABLE}


def is_known(kind: str) -> bool:
    """Whether this version knows ``kind``; a newer version may have written others."""
    return kind in KINDS
