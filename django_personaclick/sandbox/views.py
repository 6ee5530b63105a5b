"""The books as rows for the page."""

from __future__ import annotations

from typing import Any

from .books.catalogue import Product
from .books.contact import Message
from .state import Device, Order, Profile, State

__all__ = ["device_row", "message_row", "order_row", "product_row", "profile_row"]


def profile_row(profile: Profile) -> dict[str, Any]:
    return {
        "number": profile.number,
        "identifiers": profile.identifiers,
        "fields": profile.fields,
        "custom": profile.custom,
        "segments": sorted(profile.segments),
        "orders": [order.id for order in profile.orders],
    }


def order_row(order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "status": order.status,
        "source": order.source,
        "date": order.date,
        "total": order.total,
        "items": order.items,
        "fields": order.fields,
        "history": [list(entry) for entry in order.history],
        "person": name_of(order.profile),
        "repeats": order.repeats,
    }


def device_row(device: Device, state: State) -> dict[str, Any]:
    return {
        "did": device.did,
        "sids": device.sids,
        "person": name_of(device.profile),
        "owners": [name_of(owner) for owner in device.owners],
        "cart": list(state.carts.get(device.did, {}).values()),
        "wish_list": state.wish_lists.get(device.did, []),
    }


def product_row(product: Product, state: State) -> dict[str, Any]:
    known = state.catalogue.categories
    names = [known[n].name if n in known else n for n in product.categories]
    return {
        "id": product.id,
        "name": product.name,
        "price": product.price,
        "available": product.available,
        "shown": product.shown,
        "categories": names,
        "views": state.views[product.id],
        "sales": state.activity.sales[product.id],
        "fields": product.fields,
    }


def message_row(message: Message) -> dict[str, Any]:
    return {
        **message.to_json(),
        "person": name_of(message.profile),
        "variables": message.variables,
        "files": message.files,
    }


def name_of(profile: Profile | None) -> str:
    """How a person is called on the page."""
    if profile is None:
        return ""
    return next(iter(profile.identifiers.values()), f"anonymous {profile.number}")
