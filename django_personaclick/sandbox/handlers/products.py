"""API reference: Products and catalog."""

from __future__ import annotations

from typing import Any

from ..calls import Answer, Call, Refused
from ..contract import Contract
from ..finding import filtered, page_of, sorted_by, summary
from ..schemas import INTEGER, PRODUCTS, STRING, SUCCEEDED, array, maybe, record
from ..state import State, identifiers_of
from ..validation import (
    COUNT,
    EMAIL,
    FILTERS,
    LIST,
    PHONE,
    TEXT,
    TEXT_OR_NUMBER,
    one_of,
    whole,
)
from . import shown
from .search import SORTS

__all__ = [
    "CONTRACTS",
    "cart",
    "clear_cart",
    "counters",
    "get",
    "list_",
    "not_widgetable",
]

LIMIT = 20
DAY, MINUTES = 24 * 3600, 15 * 60
COUNTS = record(view=INTEGER, cart=INTEGER, purchase=INTEGER)
LISTED = (*PRODUCTS["required"], "price_ranges", "price_median")
CONTRACTS = {
    "products.list": Contract(
        optional={
            "sid": TEXT,
            "limit": COUNT,
            "page": whole(1),
            "locations": LIST,
            "brands": LIST,
            "merchants": LIST,
            "categories": LIST,
            "filters": FILTERS,
            "filters_search_by": one_of("name", "quantity", "popularity"),
            "sort_by": one_of(*SORTS),
            "sort_dir": one_of("asc", "desc"),
            "order": one_of("asc", "desc"),
        },
        answer={**PRODUCTS, "required": list(LISTED)},
    ),
    "products.get": Contract(
        required={"item_id": TEXT_OR_NUMBER},
        answer=record(
            name=STRING,
            description=STRING,
            price=STRING,
            currency=STRING,
            url=STRING,
            picture=STRING,
        ),
    ),
    "products.counters": Contract(
        required={"item": TEXT_OR_NUMBER}, answer=record(daily=COUNTS, now=COUNTS)
    ),
    "products.not_widgetable": Contract(
        answer=record(
            status={"const": "success"},
            data=record(
                total=INTEGER,
                items=array(
                    record(
                        uniqid=STRING,
                        price=maybe({"type": "number"}),
                        name=STRING,
                        url=STRING,
                        image_url=STRING,
                        image_downloading_error=STRING,
                    )
                ),
            ),
        )
    ),
    "products.cart": Contract(
        answer=record(
            status={"const": "success"},
            data=record(items=array(record(uniqid=STRING, quantity=INTEGER))),
        )
    ),
    "products.clear_cart": Contract(
        optional={
            "email": EMAIL,
            "phone": PHONE,
            "loyalty_id": TEXT,
            "external_id": TEXT,
            "telegram_id": TEXT,
        },
        answer=SUCCEEDED,
    ),
}


def list_(call: Call, state: State) -> Answer:
    """The shown products; filters to choose from only where a category is asked for."""
    params = call.params
    found = filtered(state.catalogue.shown(), params, state)
    order = params.get("sort_dir", params.get("order", "desc"))
    found = sorted_by(found, params.get("sort_by", "popular"), order, state)
    sums = summary(found, params, state)
    if not params.get("categories"):
        sums["filters"] = {}
    page = page_of(found, params, LIMIT)
    return Answer({**sums, "products": [shown.product(p, state, extended=True) for p in page]})


def get(call: Call, state: State) -> Answer:
    product = state.catalogue.products.get(str(call.params["item_id"]))
    if product is None:
        raise Refused(404, "Product not found")
    flags = {
        "is_available": product.available,
        "widgetable": not product.picture_problem,
        "ignored": bool(product.fields.get("ignored")),
    }
    shape = shown.product(product, state, extended=True)
    return Answer({**shape, "price": str(product.fields["price"]), **flags})


def counters(call: Call, state: State) -> Answer:
    """How often it was looked at, put into a cart and bought: in a day, and just now."""
    item, counts = str(call.params["item"]), state.activity.counts
    daily, now = counts(item, call.now - DAY), counts(item, call.now - MINUTES)
    return Answer({"daily": daily, "now": now})


def not_widgetable(_: Call, state: State) -> Answer:
    """Available products that cannot be shown. The sandbox does not fetch their pictures."""
    items: list[dict[str, Any]] = [
        {
            "uniqid": product.id,
            "price": product.price,
            "name": product.name,
            "url": product.text("url"),
            "image_url": product.text("picture"),
            "image_downloading_error": product.picture_problem,
        }
        for product in state.catalogue.products.values()
        if product.available and not product.fields.get("ignored") and product.picture_problem
    ]
    return Answer({"status": "success", "data": {"total": len(items), "items": items}})


def cart(call: Call, state: State) -> Answer:
    """The cart as the events of this device left it."""
    content = state.carts.get(call.visitor.did, {}).values()
    items = [{"uniqid": item["id"], "quantity": item["amount"]} for item in content]
    return Answer({"status": "success", "data": {"items": items}})


def clear_cart(call: Call, state: State) -> Answer:
    """Empty the carts of all the person's devices."""
    profile = state.profile(**identifiers_of({**call.params, "id": ""}))
    if profile is None:
        raise Refused(404, "Profile not found")
    for device in state.devices.values():
        if device.profile is profile:
            state.carts.pop(device.did, None)
    return Answer()
