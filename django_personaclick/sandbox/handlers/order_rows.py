"""What an order of ``/sync/orders`` must be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..state import Order, identifiers_of
from ..validation import (
    CLOCK,
    CONTENT,
    DAY,
    EMAIL,
    FLAG,
    NUMBER,
    PHONE,
    TEXT,
    TEXT_OR_NUMBER,
    UNIX_TIME,
    WHOLE,
    Rule,
    complaints,
    one_of,
    whole,
)
from .items import product_id

__all__ = ["ITEM", "ORDER", "order_complaint"]

STATUSES = ("created", "invoiced", "shipped", "delivered", "cancelled", "refunded")
REQUIRED = ("channel", "date", "value", "items")
ORDER: dict[str, Rule] = {
    "id": TEXT,
    "status": TEXT,
    "channel": TEXT,
    "date": UNIX_TIME,
    "value": CONTENT,
    "items": Rule(
        "a non-empty array",
        lambda value: isinstance(value, list),
        {"type": "array", "items": {"type": "object"}},
    ),
    "email": EMAIL,
    "phone": PHONE,
    "external_id": TEXT,
    "telegram_id": TEXT,
    "loyalty_id": TEXT,
    "location_id": TEXT_OR_NUMBER,
    "offline": FLAG,
    "promocode": TEXT,
    "delivery_type": TEXT,
    "delivery_address": TEXT,
    "delivery_date": DAY,
    "delivery_time": CLOCK,
    "payment_type": TEXT,
    "tax_free": FLAG,
    "bank_issuer": TEXT,
    "bank_pos_processor": TEXT,
    "bank_loyalty_program": TEXT,
    "bank_total_installment": WHOLE,
    "payment_card_provider": TEXT,
    "gift_package": FLAG,
    "payment_structure": CONTENT,
    "comment": TEXT,
    "custom": CONTENT,
}
MONEY = dict.fromkeys(("cash", "bonuses", "delivery", "discount"), NUMBER)
PRICE = Rule(
    "a number from 0",
    lambda value: NUMBER.test(value) and value >= 0,
    {"type": "number", "minimum": 0},
)
PRODUCT = Rule(
    "a product id", lambda value: bool(product_id(value)), {"type": ["string", "integer"]}
)
ITEM: dict[str, Rule] = {
    "id": PRODUCT,
    "price": PRICE,
    "quantity": whole(1),
    "status": one_of(*STATUSES),
    "original_price": NUMBER,
    "discount_product": NUMBER,
    "discount_coupon": NUMBER,
    "discount_bonuses": NUMBER,
    "delivery_company": TEXT,
    "barcode": TEXT,
    "line_id": TEXT,
    "cancel_reason": TEXT,
}


def order_complaint(row: dict[str, Any], known: Order | None) -> str:
    """The first thing that is wrong with the order; empty when it is right."""
    return next(order_complaints(row, known), "")


def order_complaints(row: dict[str, Any], known: Order | None) -> Iterator[str]:
    for key in ("id", "status"):
        if key not in row:
            yield f"{key} is required"
    yield from complaints(row, ORDER)
    yield from unknown_keys(row, ORDER)
    if "items" not in row:
        if known is None:
            yield "the order is not known, so it needs items"
        return
    for key in REQUIRED:
        if key not in row:
            yield f"{key} is required"
    if not identifiers_of({**row, "id": ""}):
        yield "email, phone, external_id, telegram_id or loyalty_id is required"
    yield from money_complaints(row)
    yield from item_complaints(row["items"])


def money_complaints(row: dict[str, Any]) -> Iterator[str]:
    value = row["value"]
    if not NUMBER.test(value.get("total")):
        yield "value.total must be a number"
    structure = row.get("payment_structure", {})
    for complaint in complaints(structure, MONEY):
        yield f"payment_structure.{complaint}"


def item_complaints(items: list[Any]) -> Iterator[str]:
    seen: set[str] = set()
    for item in items:
        complaint = item_complaint(item, seen)
        if complaint:
            yield complaint


def item_complaint(item: Any, seen: set[str]) -> str:
    """The first thing that is wrong with the item; ``seen`` are the products before it."""
    if not isinstance(item, dict):
        return "an item must be an object"
    for key in ("id", "price", "quantity"):
        if key not in item:
            return f"{key} of an item is required"
    number = str(item["id"])
    for complaint in (*complaints(item, ITEM), *unknown_keys(item, ITEM)):
        return f"item {number}: {complaint}"
    if number in seen:
        return f"product {number} stands in two items"
    seen.add(number)
    return ""


def unknown_keys(row: dict[str, Any], rules: dict[str, Rule]) -> Iterator[str]:
    for key in row:
        if key not in rules:
            yield f"{key} is not a documented field"
