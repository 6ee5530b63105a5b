"""JSON schemas of the answers."""

from __future__ import annotations

from .validation import Schema

__all__ = [
    "BOOLEAN",
    "INTEGER",
    "NUMBER",
    "PRODUCTS",
    "STRING",
    "SUCCEEDED",
    "array",
    "maybe",
    "record",
]

STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
BOOLEAN: Schema = {"type": "boolean"}
SUCCEEDED: Schema = {
    "type": "object",
    "properties": {"status": {"const": "success"}},
    "required": ["status"],
}


def record(**properties: Schema) -> Schema:
    """An object with these properties, all there."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


PRODUCT = record(
    id=STRING,
    name=STRING,
    url=STRING,
    picture=STRING,
    brand=STRING,
    currency=STRING,
    price=NUMBER,
    price_full=NUMBER,
    price_formatted=STRING,
    old_price=NUMBER,
    is_new=maybe(BOOLEAN),
    group_id=maybe(STRING),
    category_ids=array(STRING),
)
RANGE = record(min=NUMBER, max=NUMBER)
FILTER = record(count=INTEGER, values=array(record(value=STRING, count=INTEGER)))
PRODUCTS = record(
    brands=array(record(name=STRING, picture=STRING, count=INTEGER)),
    categories=array(record(id=STRING, name=STRING, url=STRING, count=INTEGER)),
    filters={"type": "object", "additionalProperties": FILTER},
    price_range=RANGE,
    products=array(PRODUCT),
    products_total=INTEGER,
)
