"""API reference: Categories; REES46 documentation: Category import, Location import."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import PayloadError
from django_personaclick.payloads import Location, ProductCategory
from tests.client.contracts import (
    DEVICE,
    KEYS,
    SUCCESS,
    Example,
    Refusal,
    examples,
    prove_refusal,
)
from tests.client.servers import ApiServer

TREE = [
    {
        "id": 19,
        "external_id": "482",
        "name": "Jewelry",
        "url": "https://demo.site.com/categories/jewelry",
        "parent_id": None,
        "parent_external_id": None,
        "children": [],
    }
]
FOUND = {"brands": [], "filters": {}, "products": [{"id": "37"}], "products_total": 1}
CATEGORIES = [
    ProductCategory("1", "All", url="https://mysite.com/catalog"),
    ProductCategory("2", "Apparel", parent=1, url="https://mysite.com/catalog/apparel"),
    ProductCategory(
        "100",
        "Children",
        parent="2",
        url="https://mysite.com/catalog/bicycles/child",
        alias="bicycles/child",
    ),
]
LOCATIONS = [
    Location("1", "Moscow", type="city", group="Rich", discount_percent=5),
    Location(145, "Pick-up point", parent=1, type="store", search_level_up=1, group=["a", "b"]),
    Location("3", "Territory", parent="1", type="state", search_level_up=0),
]


@examples(
    Example(
        "categories.tree",
        lambda client: client.categories.tree(),
        "GET",
        "/products/categories",
        KEYS,
        answer=TREE,
        result=TREE,
    ),
    Example(
        "categories.tree",
        lambda client: client.categories.tree(
            depth=0, exclude=["482", 483], only_discount=True, locations=["msk", "spb"]
        ),
        "GET",
        "/products/categories",
        {
            **KEYS,
            "depth": "0",
            "exclude": "482,483",
            "only_discount": "true",
            "locations": "msk,spb",
        },
        answer={**SUCCESS, "payload": {"categories": TREE}},
        result=TREE,
    ),
    Example(
        "categories.products",
        lambda client: client.categories.products("482", "DEVICE_ID", "SEANCE_ID"),
        "GET",
        "/category/482",
        DEVICE,
        answer=FOUND,
        result=FOUND,
    ),
    Example(
        "categories.products",
        lambda client: client.categories.products(
            "rings/gold",
            "DEVICE_ID",
            "SEANCE_ID",
            limit=20,
            page=3,
            locations=["msk"],
            brands=["Alas"],
            filters={"bluetooth": ["yes"], "offers": ["15% cashback"], "weight": ["1.6"]},
            collapse=False,
            extended=True,
        ),
        "GET",
        "/category/rings%2Fgold",
        {
            **DEVICE,
            "limit": "20",
            "page": "3",
            "locations": "msk",
            "brands": "Alas",
            "filters": '{"bluetooth":["yes"],"offers":["15% cashback"],"weight":["1.6"]}',
            "collapse": "false",
            "extended": "true",
        },
        answer={**SUCCESS, "payload": {"listing": FOUND}},
        result=FOUND,
    ),
    Example(
        "categories.upload",
        lambda client: client.categories.upload(CATEGORIES),
        "PUT",
        "/import/categories",
        body={
            **KEYS,
            "categories": [
                {"id": "1", "name": "All", "url": "https://mysite.com/catalog"},
                {
                    "id": "2",
                    "name": "Apparel",
                    "parent": "1",
                    "url": "https://mysite.com/catalog/apparel",
                },
                {
                    "id": "100",
                    "name": "Children",
                    "parent": "2",
                    "url": "https://mysite.com/catalog/bicycles/child",
                    "alias": "bicycles/child",
                },
            ],
        },
        answer=b"",
        status=204,
    ),
    Example(
        "categories.upload",
        lambda client: client.categories.upload(
            [ProductCategory(1, "All")], webhook="https://shop.org/done"
        ),
        "PUT",
        "/import/categories",
        body={
            **KEYS,
            "categories": [{"id": "1", "name": "All"}],
            "webhook": "https://shop.org/done",
        },
    ),
    Example(
        "locations.upload",
        lambda client: client.locations.upload(LOCATIONS),
        "POST",
        "/import/locations",
        body={
            **KEYS,
            "locations": [
                {
                    "id": "1",
                    "name": "Moscow",
                    "parent": None,
                    "type": "city",
                    "group": "Rich",
                    "discount_percent": 5,
                },
                {
                    "id": "145",
                    "name": "Pick-up point",
                    "parent": "1",
                    "type": "store",
                    "group": ["a", "b"],
                    "search_level_up": 1,
                },
                {
                    "id": "3",
                    "name": "Territory",
                    "parent": "1",
                    "type": "state",
                    "search_level_up": 0,
                },
            ],
        },
        answer=b"",
        status=204,
    ),
)
def test_contract(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def refusals() -> list[Refusal]:
    def products(*keys: Any, **values: Any) -> Any:
        return lambda client: client.categories.products(*keys, **values)

    return [
        (lambda client: client.categories.tree(depth=-1), "depth", "must be at least 0"),
        (lambda client: client.categories.tree(exclude="1,2"), "exclude", "must be a list"),
        (products("", "D", "S"), "id", "must not be empty"),
        (products("..", "D", "S"), "id", "must be given: it is part of the path"),
        (products("1", "", "S"), "did", "must not be empty"),
        (products("1", "D", ""), "sid", "must not be empty"),
        (products("1", "D", "S", page=0), "page", "must be at least 1"),
        (lambda client: client.categories.upload([]), "categories", "must not be empty"),
        (
            lambda client: client.categories.upload([{"id": "1"}]),
            "categories[0]",
            "must be ProductCategory",
        ),
        (
            lambda client: client.categories.upload([CATEGORIES[0]] * 2),
            "categories[1].id",
            "must not come twice",
        ),
        (
            lambda client: client.categories.upload([CATEGORIES[0]] * 5_001),
            "categories",
            "must be at most 5000 rows",
        ),
        (
            lambda client: client.categories.upload(CATEGORIES, webhook="ftp://shop.org"),
            "webhook",
            "must be a URL (http or https)",
        ),
        (lambda client: client.locations.upload([]), "locations", "must not be empty"),
        (
            lambda client: client.locations.upload([LOCATIONS[0]] * 2),
            "locations[1].id",
            "must not come twice",
        ),
        (
            lambda client: client.locations.upload(CATEGORIES),
            "locations[0]",
            "must be Location",
        ),
    ]


@pytest.mark.parametrize("refusal", refusals())
def test_refuses(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)


def test_any_number_of_categories(client: Client, server: ApiServer) -> None:
    seen: list[int] = []
    done = client.categories.upload_all(
        iter(CATEGORIES),
        webhook="https://shop.org/done",
        progress=lambda progress: seen.append(progress.rows),
    )
    assert (done.rows, done.requests, seen) == (3, 1, [3])
    assert [row["id"] for row in server.only.json["categories"]] == ["1", "2", "100"]
    assert server.only.json["webhook"] == "https://shop.org/done"
    with pytest.raises(PayloadError, match=r"^categories\[0\]: must be ProductCategory"):
        client.categories.upload_all([{}])  # type: ignore[list-item]
