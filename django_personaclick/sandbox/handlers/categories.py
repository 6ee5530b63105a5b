"""API reference: Categories."""

from __future__ import annotations

from typing import Any

from ..books.catalogue import Category
from ..calls import Answer, Call, Refused
from ..contract import Contract
from ..finding import collapsed, filtered, page_of, summary
from ..schemas import INTEGER, PRODUCTS, STRING, array, maybe, record
from ..state import State
from ..validation import COUNT, FILTERS, FLAG, LIST, TEXT, whole
from . import shown

__all__ = ["CONTRACTS", "products", "tree"]

LIMIT = 20
DEPTH = 10
DEEPEST = 100
CONTRACTS = {
    "categories.tree": Contract(
        optional={"depth": COUNT, "exclude": LIST, "only_discount": FLAG, "locations": LIST},
        answer=array(
            record(
                id=INTEGER,
                external_id=STRING,
                name=STRING,
                url=STRING,
                parent_id=maybe(INTEGER),
                parent_external_id=maybe(STRING),
                children=array({"type": "object"}),
            )
        ),
    ),
    "categories.products": Contract(
        optional={
            "sid": TEXT,
            "limit": COUNT,
            "page": whole(1),
            "locations": LIST,
            "brands": LIST,
            "filters": FILTERS,
            "collapse": FLAG,
            "extended": FLAG,
        },
        answer=PRODUCTS,
    ),
}


def tree(call: Call, state: State) -> Answer:
    """The categories, each with those below it; ``depth`` 0: only the roots."""
    gone = {str(one) for one in call.params.get("exclude", [])}
    kept = {n: one for n, one in state.catalogue.categories.items() if n not in gone}
    if call.params.get("only_discount") or call.params.get("locations"):
        discount = {"discount": call.params.get("only_discount", False)}
        found = filtered(state.catalogue.shown(), {**call.params, **discount, "exclude": []}, state)
        used = {number for product in found for number in product.categories}
        catalogue = state.catalogue
        kept = {n: one for n, one in kept.items() if not used.isdisjoint(catalogue.within(n))}
    depth = min(call.params.get("depth", DEPTH), DEEPEST)
    roots = [one for one in kept.values() if one.parent not in kept]
    if kept and not roots:
        call.notes.append("the categories form a circle: none of them is a root")
    return Answer([branch(one, None, kept, depth) for one in roots])


def branch(
    one: Category, parent: Category | None, kept: dict[str, Category], depth: int
) -> dict[str, Any]:
    below = [child for child in kept.values() if child.parent == one.id] if depth > 0 else []
    return {
        "id": one.number,
        "external_id": one.id,
        "name": one.name,
        "url": one.url,
        "parent_id": parent.number if parent else None,
        "parent_external_id": parent.id if parent else None,
        "children": [branch(child, one, kept, depth - 1) for child in below],
    }


def products(call: Call, state: State) -> Answer:
    """The products of a category and of those below it; of a group only one, unless told so."""
    params = call.params
    if params["id"] not in state.catalogue.categories:
        raise Refused(404, "Category not found")
    chosen = {**params, "categories": [params["id"]]}
    found = filtered(state.catalogue.shown(), chosen, state)
    if params.get("collapse", True):
        found = collapsed(found)
    page = page_of(found, params, LIMIT)
    extended = params.get("extended", False)
    shapes = [shown.product(one, state, extended=extended) for one in page]
    return Answer({**summary(found, params, state), "products": shapes})
