"""Search: API reference, Search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict, cast

from ..exceptions import PayloadError
from ..payloads import fields
from .caller import Family
from .catalogue import (
    LISTING_RULES,
    FoundCategory,
    FoundProduct,
    Listing,
    PriceRange,
    read_products,
)
from .envelope import record, rows
from .identity import Id, device
from .parameters import checked, query_list, whole
from .recommend import visitor_params

__all__ = [
    "SCOPES",
    "SORT_KEYS",
    "BlankSearch",
    "FullSearch",
    "InstantSearch",
    "NoResultQuery",
    "SearchFamily",
]

SORT_KEYS = (
    "popular",
    "price",
    "discount",
    "sales_rate",
    "date",
    "price_margin",
    "rating",
    "relevance",
)
SCOPES = (
    *("params", "brand", "type", "model", "categories", "name"),
    *("author", "publisher", "illustrator", "editor", "series"),
)
Filters = Mapping[str, Sequence[str | int | float | Decimal | bool]]
Price = int | float | str | Decimal

RULES = {
    **LISTING_RULES,
    "search_query": fields.required(fields.text),
    "search_scope": query_list(fields.choice(*SCOPES)),
    "sort_by": fields.choice(*SORT_KEYS),
    **dict.fromkeys(("category_limit", "brand_limit"), whole(1)),
    "no_clarification": fields.flag,
}


class InstantSearch(TypedDict, total=False):
    """What was found while the visitor types. ``queries`` are suggestions, by rank.

    ``search_query_redirects`` (``query``, ``redirect_link``, ``deep_link``) lead past the results.
    """

    search_query: str
    categories: list[FoundCategory]
    queries: dict[str, dict[str, Any]] | list[dict[str, Any]]
    filters: Any
    html: str
    price_range: PriceRange
    products: list[FoundProduct]
    products_total: int
    search_query_redirects: list[dict[str, Any]]
    collections: list[Any]


class FullSearch(Listing, total=False):
    """A page of results and what it can be filtered by."""

    search_query: str
    search_query_original: str
    clarification: bool
    collections: list[Any]
    keywords: list[Any]
    queries: Any
    virtual_categories: list[Any]


class BlankSearch(TypedDict, total=False):
    """What to show before anything is typed: suggestions, products, the visitor's last queries."""

    suggests: list[Any]
    products: list[FoundProduct]
    last_queries: list[Any]


class NoResultQuery(TypedDict, total=False):
    """A query that found nothing, and how often it was used in the last two weeks."""

    query: str
    quantity: int


class SearchFamily(Family):
    """``client.search``."""

    def instant(
        self,
        query: str,
        *,
        did: str,
        sid: str,
        locations: Iterable[Id] | None = None,
        search_scope: Iterable[str] | None = None,
        merchants: Iterable[str] | None = None,
        excluded_merchants: Iterable[str] | None = None,
        excluded_brands: Iterable[str] | None = None,
        discount: bool | None = None,
        collapse: bool | None = None,
        extended: bool | None = None,
    ) -> InstantSearch:
        """What is found for the beginning of a query, for the box under the search field.

        ``locations``: in stock there. ``search_scope`` limits where is looked, to some of
        ``SCOPES``. ``discount``: only products with a discount (``False``: without). ``collapse``
        ``False``: every variant. ``extended``: with categories.
        Source: API reference, Search (instant).
        """
        params = checked(
            RULES,
            search_query=query,
            locations=locations,
            search_scope=search_scope,
            merchants=merchants,
            excluded_merchants=excluded_merchants,
            excluded_brands=excluded_brands,
            discount=discount,
            collapse=collapse,
            extended=extended,
        )
        return cast("InstantSearch", self._search("search.instant", {**device(did, sid), **params}))

    def full(
        self,
        query: str,
        *,
        did: str | None = None,
        sid: str | None = None,
        email: str | None = None,
        limit: int | None = None,
        page: int | None = None,
        offset: int | None = None,
        category_limit: int | None = None,
        brand_limit: int | None = None,
        categories: Iterable[Id] | None = None,
        locations: Iterable[Id] | None = None,
        brands: Iterable[str] | None = None,
        excluded_brands: Iterable[str] | None = None,
        merchants: Iterable[str] | None = None,
        excluded_merchants: Iterable[str] | None = None,
        colors: Iterable[str] | None = None,
        fashion_sizes: Iterable[str] | None = None,
        exclude: Iterable[Id] | None = None,
        filters: Filters | None = None,
        filters_search_by: str | None = None,
        search_scope: Iterable[str] | None = None,
        price_min: Price | None = None,
        price_max: Price | None = None,
        discount: bool | None = None,
        collapse: bool | None = None,
        sort_by: str | None = None,
        order: str | None = None,
        extended: bool | None = None,
        no_clarification: bool | None = None,
    ) -> FullSearch:
        """A page of results for a query, with what they can be filtered by.

        The visitor is a device and its session or, where the server has none, an ``email``.
        Results are ``limit`` from ``offset``, or page ``page`` of them; there are never more than
        10,000. ``filters`` are properties of the catalogue and for each the values that will do:
        ``{"color": ["red", "blue"], "bluetooth": [True]}``; ``filters_search_by`` (``name``,
        ``quantity``, ``popularity``) is their order in the answer. ``sort_by`` is one of
        ``SORT_KEYS``, ``order`` ``asc`` or ``desc`` (the default). Prices are in the currency of
        the shop. ``exclude`` are ids of products. ``extended``: whole products, as a results page
        needs them. ``no_clarification`` is for the vendor's own use.
        Source: API reference, Search (full).
        """
        params = checked(
            RULES,
            search_query=query,
            limit=limit,
            page=page,
            offset=offset,
            category_limit=category_limit,
            brand_limit=brand_limit,
            categories=categories,
            locations=locations,
            brands=brands,
            excluded_brands=excluded_brands,
            merchants=merchants,
            excluded_merchants=excluded_merchants,
            colors=colors,
            fashion_sizes=fashion_sizes,
            exclude=exclude,
            filters=filters,
            filters_search_by=filters_search_by,
            search_scope=search_scope,
            price_min=price_min,
            price_max=price_max,
            discount=discount,
            collapse=collapse,
            sort_by=sort_by,
            order=order,
            extended=extended,
            no_clarification=no_clarification,
        )
        check_page(params)
        check_prices(params)
        visitor = visitor_params("search.full", did=did, sid=sid, email=email)
        return cast("FullSearch", self._search("search.full", {**visitor, **params}))

    def blank(self, did: str, sid: str) -> BlankSearch:
        """What to show in the search box before anything is typed.

        Source: API reference, Search (blank request).
        """
        data = self._caller.call("search.blank", device(did, sid))
        return cast("BlankSearch", read_products(record("search.blank", data, "search")))

    def no_results(self) -> list[NoResultQuery]:
        """The queries of the last two weeks that found nothing, with how often they were used.

        Source: API reference, Search queries with zero results.
        """
        data = self._caller.call("search.no_results", {}, secret=True)
        return [read_query(row) for row in rows("search.no_results", data, "no_result_queries")]

    def _search(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        stream = {"stream": self._caller.stream or None}
        data = self._caller.call(name, {**params, **stream})
        return read_products(record(name, data, "search"))


def check_page(params: Mapping[str, Any]) -> None:
    if "page" in params and "offset" in params:
        raise PayloadError("offset", params["offset"], "must not be given beside page")


def check_prices(params: Mapping[str, Any]) -> None:
    low, high = params.get("price_min"), params.get("price_max")
    if low is not None and high is not None and low > high:
        raise PayloadError("price_max", high, "must not be less than price_min")


def read_query(row: dict[str, Any]) -> NoResultQuery:
    # One row of the reference's sample has its query under this name.
    query = row.get("query", row.get("contact_type"))
    rest = {name: value for name, value in row.items() if name != "contact_type"}
    return cast("NoResultQuery", {**rest, "query": query})
