"""How products look in answers. Prices have two names for the old one: so have the documents."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ..books.catalogue import Category, Product
from ..state import State

__all__ = ["category", "in_order", "product"]

SIZES = ("120", "140", "160", "180", "200", "220", "310", "520")
SIGN = "$"
OPTIONAL = ("barcode", "model", "rating", "stock_quantity", "leftovers", "discount_percent")


def product(one: Product, state: State, *, extended: bool = False) -> dict[str, Any]:
    """A product of a list; ``extended`` adds what it is made of and where it belongs."""
    picture = one.text("picture")
    row: dict[str, Any] = {
        "id": one.id,
        "name": one.name,
        "description": one.text("description"),
        "brand": one.brand,
        "currency": one.text("currency") or "USD",
        "url": one.text("url"),
        "url_handle": handle(one.text("url")),
        "picture": picture,
        "image_url": picture,
        "image_url_handle": handle(picture),
        "image_url_resized": dict.fromkeys(SIZES, picture),
        "is_new": True if one.fields.get("is_new") else None,
        "group_id": str(one.fields["group_id"]) if "group_id" in one.fields else None,
        "category_ids": one.categories,
        "sales_rate": state.activity.sales[one.id],
        **prices("price", one.price),
        **prices("old_price", one.old_price),
    }
    if extended:
        known = state.catalogue.categories
        row["categories"] = [category(known[n]) for n in one.categories if n in known]
        row["params"] = [{"key": key, "values": values} for key, values in one.params.items()]
        row |= {key: one.fields[key] for key in OPTIONAL if key in one.fields}
    return row


def category(one: Category) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "parent": one.parent or None,
        "parent_id": one.parent or None,
        "url": one.url,
        "url_handle": handle(one.url),
        "alias": one.alias,
    }


def in_order(line: dict[str, Any], state: State) -> dict[str, Any]:
    """A product of an order, with the prices of the order."""
    price, old = float(line.get("price", 0)), float(line.get("original_price", 0))
    known = state.catalogue.products.get(str(line["id"]))
    row = {} if known is None else product(known, state, extended=True)
    for name in ("old_price", "old_price_full", "old_price_formatted", "old_price_full_formatted"):
        row.pop(name, None)
    return {
        **row,
        "id": line["id"],
        "name": row.get("name"),
        "price": int(price),
        "price_full": price,
        "oldprice": int(old),
        "oldprice_full": old,
        "currency": row.get("currency", "USD"),
    }


def prices(name: str, value: float) -> dict[str, Any]:
    return {
        name: int(value),
        f"{name}_full": value,
        f"{name}_formatted": f"{int(value)} {SIGN}",
        f"{name}_full_formatted": f"{value:.2f} {SIGN}",
    }


def handle(url: str) -> str:
    """The address without its host; empty when it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
