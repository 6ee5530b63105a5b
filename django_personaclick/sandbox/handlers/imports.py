"""Product, category and location import: they answer at once and work in the background.

What is wrong with a row is only in the record, as the API tells it by e-mail.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..calls import Answer, Call
from ..contract import Contract
from ..state import State
from ..validation import (
    COUNT,
    FLAG,
    LIST,
    NUMBER,
    POSITIVE,
    ROWS,
    TEXT,
    TEXT_OR_NUMBER,
    URL,
    Rule,
    complaints,
    filled,
    listed,
    one_of,
    whole,
)
from .items import product_id

__all__ = ["CONTRACTS", "categories", "in_stock", "locations", "out_of_stock", "products"]

ACCEPTED = 204
ADVISED = 5000
PICTURE = Rule(
    "an address of at most 500 characters",
    lambda value: TEXT.test(value) and len(value) <= 500,
    {"type": "string", "minLength": 1, "maxLength": 500, "pattern": r"\S"},
)
ID = Rule(
    "a product id: at most 255 characters, no backslash",
    lambda value: bool(product_id(value)),
    {"type": ["string", "integer"], "minLength": 1, "maxLength": 255, "pattern": r"^[^\\\s]+$"},
)
PRODUCT: dict[str, Rule] = {
    "id": ID,
    "categories": listed(TEXT_OR_NUMBER),
    "picture": PICTURE,
    "name": TEXT,
    "price": POSITIVE,
    "url": URL,
    "available": FLAG,
    "oldprice": NUMBER,
    "params": Rule(
        "a list of objects with name and value",
        lambda value: (
            isinstance(value, list)
            and all(isinstance(one, dict) and {"name", "value"} <= one.keys() for one in value)
        ),
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "value": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["name", "value"],
            },
        },
    ),
    "group_id": TEXT_OR_NUMBER,
    "type_prefix": TEXT,
    "brand": TEXT,
    "barcode": TEXT,
    "model": TEXT,
    "description": TEXT,
    "merchant": TEXT_OR_NUMBER,
    "stock_quantity": COUNT,
    "discount_percent": NUMBER,
    "leftovers": one_of("one", "few", "lot"),
    "is_new": FLAG,
    "ignored": FLAG,
    "rating": NUMBER,
    "price_margin": whole(0, 100),
    "currency": TEXT,
    "locations": Rule(
        "a list of location ids, or of objects with location",
        lambda value: (
            isinstance(value, list)
            and all(
                TEXT_OR_NUMBER.test(one) or (isinstance(one, dict) and "location" in one)
                for one in value
            )
        ),
        {"type": "array", "items": {"type": "string", "minLength": 1, "pattern": r"\S"}},
    ),
    "accessories": LIST,
    "tags": LIST,
}
REQUIRED = ("id", "categories", "picture", "name", "price", "url")
CATEGORY: dict[str, Rule] = {
    "id": TEXT_OR_NUMBER,
    "name": TEXT,
    "parent": TEXT_OR_NUMBER,
    "parent_id": TEXT_OR_NUMBER,
    "url": TEXT,
    "alias": TEXT,
}
LOCATION: dict[str, Rule] = {"id": TEXT_OR_NUMBER, "name": TEXT, "parent": TEXT_OR_NUMBER}
NUMBERS = {"items": listed(ID)}
CONTRACTS = {
    "products.upload": Contract(
        optional={"webhook": URL},
        row=PRODUCT,
        row_required=REQUIRED,
        status=ACCEPTED,
        by_hand=True,
    ),
    "products.in_stock": Contract(
        required=NUMBERS, optional={"webhook": URL}, status=ACCEPTED, by_hand=True
    ),
    "products.out_of_stock": Contract(
        required=NUMBERS, optional={"webhook": URL}, status=ACCEPTED, by_hand=True
    ),
    "categories.upload": Contract(
        required={"categories": ROWS},
        optional={"webhook": URL},
        row=CATEGORY,
        row_required=("id", "name"),
        status=ACCEPTED,
        by_hand=True,
    ),
    "locations.upload": Contract(
        optional={"webhook": URL},
        row=LOCATION,
        row_required=("id", "name"),
        status=ACCEPTED,
        by_hand=True,
    ),
}


def products(call: Call, state: State) -> Answer:
    """Add and update; what is not in the list stays as it is."""
    rows = call.rows("items")
    if len(rows) > ADVISED:
        call.notes.append(f"{len(rows)} products: at most {ADVISED} are recommended")
    for number, row in enumerate(rows):
        row = filled(row) if isinstance(row, dict) else row
        if problem := complaint(row, PRODUCT, REQUIRED):
            call.refused_rows.append(f"{name_of(row, number)}: {problem}")
            continue
        product = state.catalogue.put(row)
        unknown = [one for one in product.categories if one not in state.catalogue.categories]
        if unknown:
            call.notes.append(f"product {product.id}: unknown category {', '.join(unknown)}")
    return done(call)


def in_stock(call: Call, state: State) -> Answer:
    """These are in stock, and all others are not: half a list empties half the shop."""
    if found := numbers(call):
        state.catalogue.only(found)
        note_unknown(call, [one for one in found if one not in state.catalogue.products])
    return done(call)


def out_of_stock(call: Call, state: State) -> Answer:
    note_unknown(call, [one for one in numbers(call) if not state.catalogue.remove(one)])
    return done(call)


def categories(call: Call, state: State) -> Answer:
    for number, row in enumerate(call.rows("categories")):
        row = filled(row) if isinstance(row, dict) else row
        if problem := complaint(row, CATEGORY, ("id", "name")):
            call.refused_rows.append(f"{name_of(row, number)}: {problem}")
        else:
            state.catalogue.put_category(row)
    return done(call)


def locations(call: Call, state: State) -> Answer:
    for number, row in enumerate(call.rows("locations")):
        row = filled(row) if isinstance(row, dict) else row
        if problem := complaint(row, LOCATION, ("id", "name")):
            call.refused_rows.append(f"{name_of(row, number)}: {problem}")
        else:
            state.catalogue.locations[str(row["id"])] = row
    return done(call)


def done(call: Call) -> Answer:
    if "webhook" in call.params:
        call.notes.append("the sandbox calls no webhooks")
    return Answer(status=ACCEPTED)


def numbers(call: Call) -> list[str]:
    found = []
    for position, one in enumerate(call.rows("items")):
        number = product_id(one.get("id") if isinstance(one, dict) else one)
        if number:
            found.append(number)
        else:
            call.refused_rows.append(f"row {position}: must be {ID.must}")
    return found


def note_unknown(call: Call, unknown: list[str]) -> None:
    if unknown:
        call.notes.append(f"unknown products: {', '.join(unknown[:20])}")


def name_of(row: Any, number: int) -> str:
    return f"{row['id']}" if isinstance(row, Mapping) and "id" in row else f"row {number}"


def complaint(row: Any, rules: Mapping[str, Rule], required: tuple[str, ...]) -> str:
    """The first thing that is wrong with the row; empty when it is right."""
    if not isinstance(row, dict):
        return "must be an object"
    missing = next((f"{key} is required" for key in required if key not in row), "")
    return missing or next(complaints(row, rules), "")
