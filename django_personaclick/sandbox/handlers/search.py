"""API reference: Search."""

from __future__ import annotations

from ..books.activity import Lookup
from ..books.catalogue import Product
from ..calls import Answer, Call
from ..contract import Contract
from ..finding import SCOPES, collapsed, filtered, matching, page_of, sorted_by, summary
from ..schemas import INTEGER, PRODUCTS, STRING, array, record
from ..state import State
from ..validation import COUNT, EMAIL, FILTERS, FLAG, LIST, NUMBER, TEXT, all_of, one_of, whole
from . import shown

__all__ = ["CONTRACTS", "blank", "full", "instant", "no_results"]

INSTANT_LIMIT = 5
FULL_LIMIT = 20
BLANK_LIMIT = 5
TYPES = one_of("instant_search", "full_search")
BOOKS = ("author", "publisher", "illustrator", "editor", "series")
SORTS = (
    "popular",
    "price",
    "discount",
    "sales_rate",
    "date",
    "price_margin",
    "rating",
    "relevance",
)
LISTS = (
    "categories",
    "locations",
    "brands",
    "excluded_brands",
    "colors",
    "fashion_sizes",
    "exclude",
    "merchants",
    "excluded_merchants",
)
RESERVED = ("author", "editor", "publisher", "series", "illustrator", "isbn", "isbn_vars")
# Of the newer documents.
NEWER = {
    "merchants": LIST,
    "excluded_merchants": LIST,
    "excluded_brands": LIST,
    "discount": FLAG,
    "collapse": FLAG,
    "extended": FLAG,
}
FOUND = {**PRODUCTS, "required": [*PRODUCTS["required"], "search_query"]}
CONTRACTS = {
    "search.instant": Contract(
        required={"type": TYPES, "search_query": TEXT},
        optional={
            "sid": TEXT,
            "locations": LIST,
            "search_scope": all_of(*SCOPES, *BOOKS),
            **NEWER,
        },
        answer=FOUND,
    ),
    "search.full": Contract(
        required={"type": TYPES, "search_query": TEXT},
        optional={
            "sid": TEXT,
            "limit": COUNT,
            "offset": COUNT,
            "page": whole(1),
            "category_limit": COUNT,
            "brand_limit": COUNT,
            **dict.fromkeys(LISTS, LIST),
            "extended": FLAG,
            "sort_by": one_of(*SORTS),
            "order": one_of("asc", "desc"),
            "price_min": NUMBER,
            "price_max": NUMBER,
            "filters": FILTERS,
            "email": EMAIL,
            "no_clarification": FLAG,
            "filters_search_by": one_of("name", "quantity", "popularity"),
            "collapse": FLAG,
            "discount": FLAG,
            "debug": FLAG,
        },
        answer=FOUND,
    ),
    "search.blank": Contract(
        optional={"sid": TEXT},
        answer=record(
            suggests=array({"type": "object"}),
            products=array({"type": "object"}),
            last_queries=array(STRING),
        ),
    ),
    "search.no_results": Contract(answer=array(record(query=STRING, quantity=INTEGER))),
}


def instant(call: Call, state: State) -> Answer:
    """While somebody types: the best few products, categories and earlier queries."""
    query = call.params["search_query"]
    products = filtered(state.catalogue.shown(), call.params, state)
    found = matching(products, query, state, call.params.get("search_scope", ()))
    if call.params.get("collapse", True):
        found = collapsed(found)
    if not found:
        # What is found is not remembered: half a word is nobody's query.
        remember(call, state, found)
    extended = call.params.get("extended", False)
    queries = [one for one in popular(state) if one.lower().startswith(query.lower())]
    texts = [{"name": one, "url": "", "url_handle": "", "score": 1.0} for one in queries]
    return Answer(
        {
            **summary(found, call.params, state),
            "search_query": query,
            "html": "",
            "products": [
                shown.product(one, state, extended=extended) for one in found[:INSTANT_LIMIT]
            ],
            "queries": {str(number): row for number, row in enumerate(texts)},
            "search_query_redirects": [],
            **{f"book_{name}": [] for name in RESERVED},
        }
    )


def full(call: Call, state: State) -> Answer:
    """The page of results: filtered, sorted and cut as asked."""
    params, query = call.params, call.params["search_query"]
    found = matching(filtered(state.catalogue.shown(), params, state), query, state)
    if params.get("collapse", True):
        found = collapsed(found)
    found = sorted_by(found, params.get("sort_by", "relevance"), params.get("order", "desc"), state)
    remember(call, state, found)
    extended = params.get("extended", False)
    page = page_of(found, params, FULL_LIMIT)
    return Answer(
        {
            **summary(found, params, state),
            "search_query": query,
            "html": "",
            "industrial_filters": {"colors": [], "fashion_sizes": []},
            "products": [shown.product(one, state, extended=extended) for one in page],
            "book_authors": [],
            "keywords": [],
            "queries": [],
            "virtual_categories": [],
        }
    )


def blank(call: Call, state: State) -> Answer:
    """For an empty search field: popular queries and products, and the visitor's last queries."""
    did = call.visitor.did
    own = (one.query for one in reversed(state.activity.lookups) if one.did == did)
    best = sorted_by(list(state.catalogue.shown()), "popular", "desc", state)[:BLANK_LIMIT]
    suggests = popular(state)[:BLANK_LIMIT]
    return Answer(
        {
            "suggests": [{"name": query, "url": "", "url_handle": ""} for query in suggests],
            "products": [shown.product(one, state) for one in best],
            "last_queries": list(dict.fromkeys(own))[:BLANK_LIMIT],
        }
    )


def no_results(call: Call, state: State) -> Answer:
    """What was looked for in the last two weeks and not found, the most wanted first."""
    counts = state.activity.without_result(call.now).most_common()
    return Answer([{"query": query, "quantity": quantity} for query, quantity in counts])


def remember(call: Call, state: State, found: list[Product]) -> None:
    did = call.device.did if call.device else ""
    lookup = Lookup(call.now, did, call.params["search_query"], len(found))
    state.activity.lookups.append(lookup)


def popular(state: State) -> list[str]:
    """The queries that found something, the most frequent first."""
    counts: dict[str, int] = {}
    for lookup in state.activity.lookups:
        if lookup.found:
            counts[lookup.query] = counts.get(lookup.query, 0) + 1
    return sorted(counts, key=lambda query: -counts[query])
