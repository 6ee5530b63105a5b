"""API reference: Products and catalog; REES46 documentation: Product import."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import UndecodableResponse
from django_personaclick.payloads import Product
from tests.client.contracts import (
    DEVICE,
    KEYS,
    PUBLIC,
    SUCCESS,
    Example,
    Refusal,
    examples,
    prove_refusal,
)
from tests.client.servers import ApiServer

VISITOR: Any = {"did": "DEVICE_ID", "sid": "SEANCE_ID"}
COUNTS = {"view": 123, "cart": 456, "purchase": 789}
COUNTERS = {"daily": COUNTS, "now": COUNTS}
LINES = [{"uniqid": "SKU_1", "quantity": 1}, {"uniqid": "SKU_2", "quantity": 3}]
LAMP = Product(
    "6335",
    "Lamp",
    price="9.90",
    url="https://shop.org/6335",
    picture="https://shop.org/6335.jpg",
    categories=["17", 3],
)
PERSONS = {
    "phone": "14155552671",
    "email": "jane@shopmail.org",
    "loyalty_id": "LOYALTY_ID",
    "external_id": "EXTERNAL_ID",
    "telegram_id": "123456",
}


def listing(query: dict[str, str], **values: Any) -> Example:
    return Example(
        "products.list",
        lambda client: client.products.list("DEVICE_ID", "SEANCE_ID", **values),
        "GET",
        "/products",
        {**DEVICE, **query},
        answer={"products": [{"id": "37"}], "products_total": 1},
        result={"products": [{"id": "37"}], "products_total": 1},
    )


@examples(
    listing({}),
    listing({"brands": "BRAND_1,BRAND_2"}, brands=["BRAND_1", "BRAND_2"]),
    listing({"categories": "CATEGORY_1,CATEGORY_2"}, categories=["CATEGORY_1", "CATEGORY_2"]),
    listing({"locations": "LOCATION_1,LOCATION_2"}, locations=["LOCATION_1", "LOCATION_2"]),
    listing({"merchants": "MERCHANT_1,MERCHANT_2"}, merchants=["MERCHANT_1", "MERCHANT_2"]),
    listing(
        {"filters": '{"PARAM_1":["VALUE_1","VALUE_2"],"PARAM_2":["VALUE_1"]}'},
        filters={"PARAM_1": ["VALUE_1", "VALUE_2"], "PARAM_2": ["VALUE_1"]},
    ),
    listing(
        {"filters": '{"PARAM_1":["true"],"PARAM_2":["false"]}'},
        filters={"PARAM_1": [True], "PARAM_2": [False]},
    ),
    listing(
        {"sort_by": "price_margin", "sort_dir": "desc"}, sort_by="price_margin", sort_dir="desc"
    ),
    listing({"limit": "5", "page": "2"}, limit=5, page=2),
    Example(
        "products.list",
        lambda client: client.products.list("DEVICE_ID", "SEANCE_ID"),
        "GET",
        "/products",
        DEVICE,
        answer={"status": "success", "payload": {"listing": {"products": []}}},
        result={"products": []},
    ),
    Example(
        "products.get",
        lambda client: client.products.get(37),
        "GET",
        "/products/get",
        {**PUBLIC, "item_id": "37"},
        answer={"name": "Lamp", "price": "9.90", "oldprice": 13450},
        result={"name": "Lamp", "price": "9.90", "oldprice": 13450, "old_price": 13450},
    ),
    Example(
        "products.get",
        lambda client: client.products.get("37"),
        "GET",
        "/products/get",
        {**PUBLIC, "item_id": "37"},
        answer={"status": "success", "payload": {"product": {"name": "Lamp"}}},
        result={"name": "Lamp"},
    ),
    Example(
        "products.counters",
        lambda client: client.products.counters("37"),
        "GET",
        "/products/counters",
        {**PUBLIC, "item": "37"},
        answer=COUNTERS,
        result=COUNTERS,
    ),
    Example(
        "products.counters",
        lambda client: client.products.counters("37"),
        "GET",
        "/products/counters",
        {**PUBLIC, "item": "37"},
        answer={**SUCCESS, "payload": {"counters": COUNTERS}},
        result=COUNTERS,
    ),
    Example(
        "products.not_widgetable",
        lambda client: client.products.not_widgetable(),
        "GET",
        "/products/not_widgetable",
        KEYS,
        answer={**SUCCESS, "data": {"total": 1, "items": [{"uniqid": "37", "price": None}]}},
        result={"total": 1, "items": [{"uniqid": "37", "price": None}]},
    ),
    Example(
        "products.cart",
        lambda client: client.products.cart("DEVICE_ID"),
        "GET",
        "/products/cart",
        {**PUBLIC, "did": "DEVICE_ID"},
        answer={**SUCCESS, "data": {"items": LINES}},
        result=LINES,
    ),
    Example(
        "products.cart",
        lambda client: client.products.cart("DEVICE_ID"),
        "GET",
        "/products/cart",
        {**PUBLIC, "did": "DEVICE_ID"},
        answer={**SUCCESS, "payload": {"cart_items": LINES}},
        result=LINES,
    ),
    Example(
        "products.upload",
        lambda client: client.products.upload([LAMP], webhook="https://shop.org/imported"),
        "PUT",
        "/import/products",
        body={
            **KEYS,
            "items": [
                {
                    "id": "6335",
                    "name": "Lamp",
                    "price": "9.90",
                    "url": "https://shop.org/6335",
                    "picture": "https://shop.org/6335.jpg",
                    "categories": ["17", "3"],
                }
            ],
            "webhook": "https://shop.org/imported",
        },
        answer=b"",
        status=204,
    ),
    Example(
        "products.in_stock",
        lambda client: client.products.in_stock(["635", "3373", 75778, "635"]),
        "PATCH",
        "/import/products",
        body={**KEYS, "items": ["635", "3373", "75778"]},
        answer=b"",
        status=204,
    ),
    Example(
        "products.out_of_stock",
        lambda client: client.products.out_of_stock(iter(["635", "3373", "75778"])),
        "DELETE",
        "/import/products",
        body={**KEYS, "items": ["635", "3373", "75778"]},
        answer=b"",
        status=204,
    ),
)
def test_contract(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def clearing(name: str) -> Example:
    person: Any = {name: PERSONS[name]}
    return Example(
        "products.clear_cart",
        lambda client: client.products.clear_cart(**person),
        "DELETE",
        "/products/cart/clear",
        {**KEYS, **person},
    )


@examples(*map(clearing, PERSONS))
def test_clear_cart(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def test_a_number_of_the_import_is_exact(client: Client, server: ApiServer) -> None:
    client.products.upload([LAMP], request_id="row-1")
    assert b'"price":9.90' in server.only.body
    assert server.only.headers["X-Request-ID"] == "row-1"


def test_prices_are_exact(client: Client, server: ApiServer) -> None:
    server.answer(b'{"products":[{"price_full":9.90}]}')
    found = client.products.list("D", "S")
    assert found["products"][0]["price_full"] == Decimal("9.90")


@pytest.mark.parametrize("answer", [{}, {**SUCCESS, "data": {}}, {"data": {"items": None}}])
def test_a_cart_without_items(client: Client, server: ApiServer, answer: Any) -> None:
    server.answer(answer)
    with pytest.raises(UndecodableResponse, match="the answer has no items"):
        client.products.cart("DEVICE_ID")


def refusals() -> list[Refusal]:
    def listing(**values: Any) -> Any:
        return lambda client: client.products.list("D", "S", **values)

    persons = "must be given and usable, or one of phone, loyalty_id, external_id, telegram_id"
    keys = "popular, price, discount, sales_rate, date, price_margin, rating"
    shared: Any = {"picture": LAMP.picture, "categories": ["1"], "url": LAMP.url}
    long = Product("1", "Lamp", price=1, description="x" * 30_000_000, **shared)
    return [
        (lambda client: client.products.list("", "S"), "did", "must not be empty"),
        (lambda client: client.products.list("D", ""), "sid", "must not be empty"),
        (listing(sort_by="relevance"), "sort_by", f"must be one of: {keys}"),
        (listing(sort_dir="up"), "sort_dir", "must be one of: asc, desc"),
        (listing(price_min=5, price_max=4), "price_max", "must not be less than price_min"),
        (listing(limit=0), "limit", "must be from 1 to 10000"),
        (lambda client: client.products.get(""), "item_id", "must not be empty"),
        (lambda client: client.products.counters("x" * 256), "item", LONG),
        (lambda client: client.products.cart(""), "did", "must not be empty"),
        (lambda client: client.products.clear_cart(), "email", persons),
        (lambda client: client.products.clear_cart(email="x@example.com"), "email", persons),
        (lambda client: client.products.upload([]), "items", "must not be empty"),
        (lambda client: client.products.upload([{"id": 1}]), "items[0]", "must be Product"),
        (
            lambda client: client.products.upload([LAMP, LAMP]),
            "items[1].id",
            "must not come twice",
        ),
        (
            lambda client: client.products.upload([LAMP] * 5_001),
            "items",
            "must be at most 5000 rows",
        ),
        (
            lambda client: client.products.upload([long]),
            "items",
            "must be at most 30000000 bytes of JSON",
        ),
        (
            lambda client: client.products.upload([LAMP], webhook="shop.org"),
            "webhook",
            "must be a URL (http or https)",
        ),
        (lambda client: client.products.in_stock([]), "items", "must not be empty"),
        (lambda client: client.products.in_stock("635"), "items", "must be a list"),
        (lambda client: client.products.in_stock(["1", ""]), "items[1]", "must not be empty"),
        (
            lambda client: client.products.out_of_stock(range(5_001)),
            "items",
            "must be at most 5000 rows",
        ),
    ]


LONG = "must have at most 255 characters"


@pytest.mark.parametrize("refusal", refusals())
def test_refuses(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
