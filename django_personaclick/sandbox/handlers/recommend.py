"""API reference: Request product recommendations.

The blocks are made in the dashboard; here the code of a block names its algorithm: ``popular``,
``similar``, ``also_bought``, ``search`` or ``viewed``, alone or in a longer code ("cart-similar").
Any other code takes what fits the parameters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from ..books.catalogue import Product
from ..calls import Answer, Call, Refused
from ..contract import Contract
from ..finding import filtered, matching, page_of, sorted_by
from ..schemas import INTEGER, STRING, array, record
from ..state import State
from ..validation import EMAIL, FLAG, LIST, TEXT, TEXT_OR_NUMBER, one_of, whole
from . import shown

__all__ = ["CONTRACTS", "get"]

LIMIT = 10
SIZES = ("120", "140", "160", "180", "200", "220", "310", "520")
CONTRACTS = {
    "recommend.get": Contract(
        optional={
            "sid": TEXT,
            "email": EMAIL,
            "item": TEXT_OR_NUMBER,
            "exclude": LIST,
            "category": TEXT_OR_NUMBER,
            "search_query": TEXT,
            "limit": whole(1),
            "page": whole(1),
            "locations": LIST,
            "brands": LIST,
            "exclude_brands": LIST,
            "categories": LIST,
            "discount": FLAG,
            "extended": FLAG,
            "with_locations": FLAG,
            "prevent_shuffle": FLAG,
            "resize_image": one_of(*SIZES),
        },
        answer=record(
            html=STRING,
            title=STRING,
            recommends=array({"type": ["string", "object"]}),
            id=INTEGER,
        ),
    )
}


def get(call: Call, state: State) -> Answer:
    """Ids of products, or with ``extended`` the products. Never shuffled, so tests can compare."""
    name = algorithm(call)
    params = dict(call.params)
    if "category" in params:
        params["categories"] = [*params.get("categories", []), str(params["category"])]
    found = [one for one in ALGORITHMS[name](call, state) if one.id != str(params.get("item"))]
    page = page_of(filtered(found, params, state), params, LIMIT)
    return Answer(
        {
            "html": "",
            "title": name.replace("_", " ").capitalize(),
            "recommends": [row(one, call, state) for one in page],
            "id": sum(call.params["code"].encode()),
        }
    )


def row(product: Product, call: Call, state: State) -> object:
    if not call.params.get("extended"):
        return product.id
    shape = shown.product(product, state, extended=True)
    if call.params.get("with_locations"):
        shape["location_ids"] = product.location_ids
    return shape


def algorithm(call: Call) -> str:
    """The block's algorithm, with what it needs."""
    named = next((name for name in ALGORITHMS if name in call.params["code"].lower()), "")
    for name, needed in NEEDED.items():
        if named == name and needed not in call.params:
            raise Refused(400, f"{needed} is required for a block of this algorithm")
    if named:
        return named
    if "search_query" in call.params:
        return "search"
    return "also_bought" if "item" in call.params else "popular"


def popular(_: Call, state: State) -> list[Product]:
    """What was looked at, put into carts and bought most."""
    return sorted_by(list(state.catalogue.shown()), "popular", "desc", state)


def similar(call: Call, state: State) -> list[Product]:
    """Of the same categories, then brand and price."""
    own = state.catalogue.products.get(str(call.params["item"]))
    if own is None:
        return []
    near = [one for one in state.catalogue.shown() if set(one.categories) & set(own.categories)]
    return sorted(
        near,
        key=lambda one: (
            -len(set(one.categories) & set(own.categories)),
            one.brand != own.brand,
            abs(one.price - own.price),
        ),
    )


def also_bought(call: Call, state: State) -> list[Product]:
    """What was in the same orders, the most frequent first."""
    together = state.activity.bought_together.get(str(call.params["item"]), Counter())
    return known((item for item, _ in together.most_common()), state)


def search(call: Call, state: State) -> list[Product]:
    return matching(state.catalogue.shown(), call.params["search_query"], state)


def viewed(call: Call, state: State) -> list[Product]:
    """What the visitor looked at last."""
    return known(state.activity.seen_by(call.device.did if call.device else ""), state)


def known(numbers: Iterable[str], state: State) -> list[Product]:
    products = state.catalogue.products
    return [products[one] for one in numbers if one in products and products[one].shown]


ALGORITHMS: dict[str, Callable[[Call, State], list[Product]]] = {
    "popular": popular,
    "similar": similar,
    "also_bought": also_bought,
    "search": search,
    "viewed": viewed,
}
NEEDED = {"similar": "item", "also_bought": "item", "search": "search_query"}
