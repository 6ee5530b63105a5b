"""API reference: Search."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from django_personaclick.client import Client
from tests.client.contracts import (
    DEVICE,
    KEYS,
    PUBLIC,
    Example,
    Refusal,
    examples,
    prove_refusal,
)
from tests.client.servers import SECRET, SHOP, ApiServer

VISITOR: Any = {"did": "DEVICE_ID", "sid": "SEANCE_ID"}
FOUND = {"search_query": "ipho", "products": [{"id": "37"}], "products_total": 1}
QUERIES = [{"query": "iphone 4s", "quantity": 3844}, {"query": "covfefe", "quantity": 384491}]


@examples(
    Example(
        "search.instant",
        lambda client: client.search.instant("ipho", did="DEVICE_ID", sid="SEANCE_ID"),
        "GET",
        "/search",
        {**DEVICE, "type": "instant_search", "search_query": "ipho"},
        answer=FOUND,
        result=FOUND,
    ),
    Example(
        "search.instant",
        lambda client: client.search.instant(
            "ipho",
            **VISITOR,
            locations=["location"],
            search_scope=["name", "brand", "author"],
            excluded_brands=["ACME"],
            merchants=["m1", "m2"],
            discount=False,
            collapse=False,
            extended=True,
        ),
        "GET",
        "/search",
        {
            **DEVICE,
            "type": "instant_search",
            "search_query": "ipho",
            "locations": "location",
            "search_scope": "name,brand,author",
            "excluded_brands": "acme",
            "merchants": "m1,m2",
            "discount": "false",
            "collapse": "false",
            "extended": "true",
        },
        answer={"status": "success", "payload": {"search": FOUND}},
        result=FOUND,
    ),
    Example(  # the request of the reference's log
        "search.full",
        lambda client: client.search.full(
            "string",
            did="e0747b709b5b6467",
            sid="MC44NjAwMD",
            filters_search_by="popularity",
        ),
        "GET",
        "/search",
        {
            **PUBLIC,
            "did": "e0747b709b5b6467",
            "sid": "MC44NjAwMD",
            "type": "full_search",
            "search_query": "string",
            "filters_search_by": "popularity",
        },
        answer=FOUND,
        result=FOUND,
    ),
    Example(  # the JavaScript of the reference
        "search.full",
        lambda client: client.search.full(
            "To be or not to be",
            **VISITOR,
            page=2,
            limit=15,
            brands=["Alas", "poor", "Yorick"],
            categories=[1, 146, 100500],
            filters={"bluetooth": ["yes"], "weight": [1.6, Decimal("2.50")], "new": (True,)},
            merchants=["merchant1", "merchant2"],
            fashion_sizes=["L", "XXL"],
            colors=["red"],
            sort_by="price",
            order="asc",
            price_min="9.90",
            price_max=100,
            exclude=["37"],
            locations=["msk"],
            category_limit=5,
            brand_limit=1000,
            extended=True,
            no_clarification=True,
        ),
        "GET",
        "/search",
        {
            **DEVICE,
            "type": "full_search",
            "search_query": "To be or not to be",
            "page": "2",
            "limit": "15",
            "brands": "Alas,poor,Yorick",
            "categories": "1,146,100500",
            "filters": '{"bluetooth":["yes"],"weight":["1.6","2.50"],"new":["true"]}',
            "merchants": "merchant1,merchant2",
            "fashion_sizes": "L,XXL",
            "colors": "red",
            "sort_by": "price",
            "order": "asc",
            "price_min": "9.90",
            "price_max": "100",
            "exclude": "37",
            "locations": "msk",
            "category_limit": "5",
            "brand_limit": "1000",
            "extended": "true",
            "no_clarification": "true",
        },
        answer={"products": [{"id": "37", "oldprice_full": 1.5, "leftovers": "lots"}]},
        result={
            "products": [
                {
                    "id": "37",
                    "oldprice_full": Decimal("1.5"),
                    "old_price_full": Decimal("1.5"),
                    "leftovers": "lot",
                }
            ]
        },
    ),
    Example(
        "search.full",
        lambda client: client.search.full("lamp", email="jane@shopmail.org", limit=5, offset=10),
        "GET",
        "/search",
        {
            **PUBLIC,
            "type": "full_search",
            "search_query": "lamp",
            "email": "jane@shopmail.org",
            "limit": "5",
            "offset": "10",
        },
        answer=FOUND,
        result=FOUND,
    ),
    Example(
        "search.blank",
        lambda client: client.search.blank("DEVICE_ID", "SEANCE_ID"),
        "GET",
        "/search/blank",
        DEVICE,
        answer={"suggests": [], "products": [{"id": "37"}], "last_queries": ["lamp"]},
        result={"suggests": [], "products": [{"id": "37"}], "last_queries": ["lamp"]},
    ),
    Example(
        "search.no_results",
        lambda client: client.search.no_results(),
        "GET",
        "/search/no_result_queries",
        KEYS,
        answer=[QUERIES[0], {"contact_type": "covfefe", "quantity": 384491}],
        result=QUERIES,
    ),
    Example(
        "search.no_results",
        lambda client: client.search.no_results(),
        "GET",
        "/search/no_result_queries",
        KEYS,
        answer={"status": "success", "payload": {"no_result_queries": QUERIES}},
        result=QUERIES,
    ),
)
def test_contract(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def test_the_stream_of_the_client(server: ApiServer) -> None:
    client = Client(SHOP, SECRET, api_url=server.url, stream="android")
    client.search.full("string", **VISITOR)
    client.close()
    assert server.only.query["stream"] == "android"


def refusals() -> list[Refusal]:
    def full(query: Any = "lamp", **values: Any) -> Any:
        return lambda client: client.search.full(query, **{**VISITOR, **values})

    def instant(query: Any = "lamp", **values: Any) -> Any:
        return lambda client: client.search.instant(query, **{**VISITOR, **values})

    keys = "popular, price, discount, sales_rate, date, price_margin, rating, relevance"
    scopes = (
        "params, brand, type, model, categories, name, "
        "author, publisher, illustrator, editor, series"
    )
    return [
        (full(""), "search_query", "must not be empty"),
        (full(" "), "search_query", "must not be empty"),
        (full(7), "search_query", "must be text"),
        (full(did=None, sid=None), "did", "must be given and usable, or email"),
        (full(sid=None), "sid", "must not be empty"),
        (full(limit=10_001), "limit", "must be from 1 to 10000"),
        (full(offset=-1), "offset", "must be from 0 to 10000"),
        (full(page=2, offset=5), "offset", "must not be given beside page"),
        (full(sort_by="name"), "sort_by", f"must be one of: {keys}"),
        (full(order="up"), "order", "must be one of: asc, desc"),
        (
            full(filters_search_by="size"),
            "filters_search_by",
            "must be one of: name, quantity, popularity",
        ),
        (full(filters=["red"]), "filters", "must be a mapping of lists"),
        (full(filters={"color": "red"}), "filters[color]", "must be a list"),
        (full(filters={"color": []}), "filters[color]", "must not be empty"),
        (full(price_min=-1), "price_min", "must not be negative"),
        (full(price_min=5, price_max=4), "price_max", "must not be less than price_min"),
        (full(search_scope=["title"]), "search_scope[0]", f"must be one of: {scopes}"),
        (full(brand_limit=0), "brand_limit", "must be at least 1"),
        (instant(""), "search_query", "must not be empty"),
        (instant(did=""), "did", "must not be empty"),
        (instant(search_scope=["title"]), "search_scope[0]", f"must be one of: {scopes}"),
        (lambda client: client.search.blank("", "S"), "did", "must not be empty"),
        (lambda client: client.search.blank("D", "a b"), "sid", SHAPE),
    ]


SHAPE = "must be 1 to 64 letters, digits, - or _"


@pytest.mark.parametrize("refusal", refusals())
def test_refuses(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
