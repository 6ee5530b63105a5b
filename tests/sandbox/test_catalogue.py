"""Imported products: listed, filtered, searched, recommended; and the cart."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import DID, Shop

SUCCESS = (200, {"status": "success"})
CATEGORIES = [
    {"id": "1", "name": "Jewelry", "url": "https://shop.example/c/1"},
    {"id": "2", "name": "Rings", "parent": "1"},
    {"id": "3", "name": "Toys"},
]


def product(number: str, name: str, price: float, *categories: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "price": price,
        "categories": list(categories),
        "picture": f"https://shop.example/{number}.jpg",
        "url": f"https://shop.example/p/{number}",
        **more,
    }


def params(**values: str) -> list[dict[str, Any]]:
    return [{"name": name, "value": [value]} for name, value in values.items()]


PRODUCTS = [
    product("A", "Gold ring", 300, "2", brand="Alas", params=params(metal="gold"), oldprice=400),
    product("B", "Silver ring", 100.5, "2", brand="Poor", params=params(metal="silver")),
    product("C", "Gold chain", 500, "1", brand="Alas", params=params(metal="gold")),
    product("D", "Teddy bear", 20, "3", brand="Yorick", locations=[{"location": "msk"}]),
]


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    assert shop.call("categories.upload", categories=CATEGORIES) == (204, None)
    assert shop.call("products.upload", items=PRODUCTS) == (204, None)
    assert shop.last.outcome == "accepted"
    return shop


def ids(answer: tuple[int, Any], key: str = "products") -> list[str]:
    status, data = answer
    assert status == 200
    return [row["id"] if isinstance(row, dict) else row for row in data[key]]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "A B C D"),
        ({"categories": "2"}, "A B"),
        ({"categories": "1"}, "A B C"),
        ({"categories": "2,3"}, "A B D"),
        ({"brands": "alas,yorick"}, "A C D"),
        ({"locations": "spb"}, "A B C"),
        ({"locations": "spb,msk"}, "A B C D"),
        ({"filters": '{"metal":["gold"]}'}, "A C"),
        ({"filters": '{"metal":["gold","silver"]}', "brands": "Poor"}, "B"),
        ({"merchants": "nobody"}, ""),
        ({"sort_by": "price", "sort_dir": "asc"}, "D B A C"),
        ({"sort_by": "price", "sort_dir": "desc"}, "C A B D"),
        ({"sort_by": "discount"}, "A B C D"),
        ({"limit": 3}, "A B C"),
        ({"limit": 3, "page": 2}, "D"),
        ({"limit": 0}, ""),
        ({"brands": ""}, "A B C D"),
    ],
)
def test_a_list(stocked: Shop, wanted: dict[str, Any], found: str) -> None:
    assert ids(stocked.call("products.list", **wanted)) == found.split()


def test_a_list_by_post(stocked: Shop) -> None:
    body = {"shop_id": stocked.sandbox._api.shop.id, "did": DID, "sort_by": "price"}
    status, answer = stocked.post("/products", {**body, "sort_dir": "asc", "brands": ["Alas"]})
    assert ids((status, answer)) == ["A", "C"]


def test_the_sums_of_a_list(stocked: Shop) -> None:
    answer = stocked.call("products.list", categories="1")[1]
    assert answer.pop("products")[0] == {
        "id": "A",
        "name": "Gold ring",
        "description": "",
        "brand": "Alas",
        "currency": "USD",
        "url": "https://shop.example/p/A",
        "url_handle": "/p/A",
        "picture": "https://shop.example/A.jpg",
        "image_url": "https://shop.example/A.jpg",
        "image_url_handle": "/A.jpg",
        "image_url_resized": dict.fromkeys(
            ("120", "140", "160", "180", "200", "220", "310", "520"), "https://shop.example/A.jpg"
        ),
        "is_new": None,
        "group_id": None,
        "category_ids": ["2"],
        "sales_rate": 0,
        "price": 300,
        "price_full": 300.0,
        "price_formatted": "300 $",
        "price_full_formatted": "300.00 $",
        "old_price": 400,
        "old_price_full": 400.0,
        "old_price_formatted": "400 $",
        "old_price_full_formatted": "400.00 $",
        "categories": [
            {
                "id": "2",
                "name": "Rings",
                "parent": "1",
                "parent_id": "1",
                "url": "",
                "url_handle": "",
                "alias": "",
            }
        ],
        "params": [{"key": "metal", "values": ["gold"]}],
    }
    assert answer == {
        "brands": [
            {"name": "Alas", "picture": "", "count": 2},
            {"name": "Poor", "picture": "", "count": 1},
        ],
        "categories": [
            {"id": "2", "name": "Rings", "url": "", "alias": "", "parent": "1", "count": 2},
            {
                "id": "1",
                "name": "Jewelry",
                "url": "https://shop.example/c/1",
                "alias": "",
                "parent": None,
                "count": 1,
            },
        ],
        "filters": {
            "metal": {
                "count": 3,
                "priority": 0,
                "ranges": {},
                "values": [{"value": "gold", "count": 2}, {"value": "silver", "count": 1}],
            }
        },
        "price_range": {"min": 100.5, "max": 500.0},
        "price_ranges": [
            {"to": 180.4, "count": 1},
            {"to": 260.3, "count": 0},
            {"to": 340.2, "count": 1},
            {"to": 420.1, "count": 0},
            {"to": 500.0, "count": 1},
        ],
        "price_median": 300.0,
        "products_total": 3,
    }
    assert stocked.call("products.list")[1]["filters"] == {}


def test_one_product(stocked: Shop) -> None:
    status, answer = stocked.call("products.get", item_id="B")
    assert status == 200
    kept = ("name", "price", "url", "is_available", "widgetable", "ignored")
    assert {key: answer[key] for key in kept} == {
        "name": "Silver ring",
        "price": "100.5",
        "url": "https://shop.example/p/B",
        "is_available": True,
        "widgetable": True,
        "ignored": False,
    }
    missing = stocked.call("products.get", item_id="Z")
    assert missing == (404, {"status": "error", "message": "Product not found"})


def test_what_is_in_stock(stocked: Shop) -> None:
    assert stocked.call("products.out_of_stock", items=["A", "Z"]) == (204, None)
    assert stocked.last.outcome == "accepted, unknown products: Z"
    assert ids(stocked.call("products.list")) == ["B", "C", "D"]
    assert stocked.call("products.in_stock", items=["A", "C"]) == (204, None)
    assert ids(stocked.call("products.list")) == ["A", "C"]
    assert stocked.call("products.get", item_id="B")[1]["is_available"] is False


def test_rows_that_are_wrong(stocked: Shop) -> None:
    rows = [product("E", "Ring", 0, "2"), {"id": "F"}, product("A", "Gold ring", 250, "9"), 5]
    assert stocked.call("products.upload", items=rows) == (204, None)
    assert stocked.last.outcome == (
        "accepted, 3 rows refused: E: price must be a number above 0; F: categories is required; "
        "row 3: must be an object; product A: unknown category 9"
    )
    assert stocked.call("products.get", item_id="A")[1]["price"] == "250"
    assert stocked.call("products.upload", items=[]) == (204, None)
    assert stocked.last.outcome == "accepted, 1 row refused: items must be a non-empty array"


def test_products_that_cannot_be_shown(stocked: Shop) -> None:
    stocked.call("products.upload", items=[product("E", "Ring", 10, "2", picture="ring.jpg")])
    assert ids(stocked.call("products.list")) == ["A", "B", "C", "D"]
    assert stocked.call("products.not_widgetable") == (
        200,
        {
            "status": "success",
            "data": {
                "total": 1,
                "items": [
                    {
                        "uniqid": "E",
                        "price": 10.0,
                        "name": "Ring",
                        "url": "https://shop.example/p/E",
                        "image_url": "ring.jpg",
                        "image_downloading_error": "The address is not http or https",
                    }
                ],
            },
        },
    )


def names(rows: list[dict[str, Any]]) -> list[Any]:
    return [[row["external_id"], names(row["children"])] for row in rows]


@pytest.mark.parametrize(
    ("wanted", "tree"),
    [
        ({}, [["1", [["2", []]]], ["3", []]]),
        ({"depth": 0}, [["1", []], ["3", []]]),
        ({"exclude": "2"}, [["1", []], ["3", []]]),
        ({"only_discount": "true"}, [["1", [["2", []]]]]),
        ({"locations": "msk"}, [["1", [["2", []]]], ["3", []]]),
    ],
)
def test_the_tree(stocked: Shop, wanted: dict[str, Any], tree: list[Any]) -> None:
    status, answer = stocked.call("categories.tree", **wanted)
    assert (status, names(answer)) == (200, tree)


def test_a_branch_of_the_tree(stocked: Shop) -> None:
    assert stocked.call("categories.tree", exclude="3")[1] == [
        {
            "id": 1,
            "external_id": "1",
            "name": "Jewelry",
            "url": "https://shop.example/c/1",
            "parent_id": None,
            "parent_external_id": None,
            "children": [
                {
                    "id": 2,
                    "external_id": "2",
                    "name": "Rings",
                    "url": "",
                    "parent_id": 1,
                    "parent_external_id": "1",
                    "children": [],
                }
            ],
        }
    ]


def test_the_products_of_a_category(stocked: Shop) -> None:
    twins = [product(number, "Twin", 5, "3", group_id="T") for number in ("T1", "T2")]
    stocked.call("products.upload", items=twins)
    assert ids(stocked.call("categories.products", id="1")) == ["A", "B", "C"]
    assert ids(stocked.call("categories.products", id="3")) == ["D", "T1"]
    assert ids(stocked.call("categories.products", id="3", collapse="false")) == ["D", "T1", "T2"]
    assert stocked.call("categories.products", id="9")[0] == 404


def test_locations_are_kept(shop: Shop) -> None:
    rows = [{"id": "msk", "name": "Moscow"}, {"id": "spb"}]
    assert shop.call("locations.upload", locations=rows, webhook="https://x.example/") == (
        204,
        None,
    )
    assert shop.last.outcome == (
        "accepted, 1 row refused: spb: name is required; the sandbox calls no webhooks"
    )
    assert shop.sandbox.state.catalogue.locations == {"msk": rows[0]}


def test_a_cart_pushed_is_the_cart_got(shop: Shop) -> None:
    def items() -> list[tuple[str, int]]:
        status, answer = shop.call("products.cart")
        assert (status, answer["status"]) == (200, "success")
        return [(item["uniqid"], item["quantity"]) for item in answer["data"]["items"]]

    assert items() == []
    shop.push(event="cart", items=[{"id": "A", "amount": 2}, {"id": "B"}], full_cart=True)
    shop.push(event="cart", items=[{"id": "C", "quantity": 3}])
    shop.push(event="remove_from_cart", items=[{"id": "B"}])
    assert items() == [("A", 2), ("C", 3)]
    person = {"email": "jane@shopmail.org"}
    assert shop.call("products.clear_cart", **person)[0] == 404
    shop.push(event="view", items=[{"id": "A"}], **person)
    assert shop.call("products.clear_cart", **person) == SUCCESS
    assert items() == []


def test_counters(shop: Shop) -> None:
    shop.push(event="view", items=[{"id": "A"}])
    shop.push(event="view", items=[{"id": "A"}])
    shop.push(event="cart", items=[{"id": "A"}])
    shop.push(event="purchase", order_id="1", items=[{"id": "A", "price": 10}])
    shop.push(event="purchase", order_id="1", items=[{"id": "A", "price": 10}])
    counts = {"view": 2, "cart": 1, "purchase": 1}
    assert shop.call("products.counters", item="A") == (200, {"daily": counts, "now": counts})
    nothing = dict.fromkeys(counts, 0)
    assert shop.call("products.counters", item="B") == (200, {"daily": nothing, "now": nothing})


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"search_query": "ring"}, "A B"),
        ({"search_query": "GO ri"}, "A"),
        ({"search_query": "alas"}, "C A"),
        ({"search_query": "rings"}, "A B"),
        ({"search_query": "gold"}, "C A"),
        ({"search_query": "gold", "price_max": 400}, "A"),
        ({"search_query": "gold", "price_min": 400}, "C"),
        ({"search_query": "gold", "exclude": "A"}, "C"),
        ({"search_query": "gold", "discount": "true"}, "A"),
        ({"search_query": "gold", "sort_by": "price", "order": "asc"}, "A C"),
        ({"search_query": "ring", "excluded_brands": "poor"}, "A"),
        ({"search_query": "ring", "limit": 1, "offset": 1}, "B"),
        ({"search_query": "ring", "limit": 1, "page": 2}, "B"),
        ({"search_query": "unicorn"}, ""),
    ],
)
def test_a_full_search(stocked: Shop, wanted: dict[str, Any], found: str) -> None:
    answer = stocked.call("search.full", did=DID, **wanted)
    assert ids(answer) == found.split()
    assert answer[1]["search_query"] == wanted["search_query"]


def test_an_instant_search(stocked: Shop) -> None:
    stocked.call("search.full", did=DID, search_query="gold ring")
    answer = stocked.call("search.instant", search_query="gol")
    assert ids(answer) == ["C", "A"]
    assert answer[1]["products_total"] == 2
    assert [row["id"] for row in answer[1]["categories"]] == ["1", "2"]
    assert answer[1]["queries"] == {
        "0": {"name": "gold ring", "url": "", "url_handle": "", "score": 1.0}
    }
    by_category = stocked.call("search.instant", search_query="rings", search_scope="name,brand")
    assert ids(by_category) == []


def test_searches_without_a_result(stocked: Shop) -> None:
    for query in ("unicorn", "gold", "unicorn", "dragon"):
        stocked.call("search.full", did=DID, search_query=query)
    stocked.call("search.instant", search_query="dragon egg")
    assert stocked.call("search.no_results") == (
        200,
        [
            {"query": "unicorn", "quantity": 2},
            {"query": "dragon", "quantity": 1},
            {"query": "dragon egg", "quantity": 1},
        ],
    )


def test_an_empty_search_field(stocked: Shop) -> None:
    for query in ("ring", "gold", "ring", "unicorn"):
        stocked.call("search.full", did=DID, search_query=query)
    stocked.push(event="view", items=[{"id": "D"}])
    status, answer = stocked.call("search.blank")
    assert [row["name"] for row in answer["suggests"]] == ["ring", "gold"]
    assert answer["last_queries"] == ["unicorn", "ring", "gold"]
    assert ids((status, answer)) == ["D", "A", "B", "C"]


@pytest.mark.parametrize("kind", ["", "sometimes"])
def test_a_search_has_a_type(shop: Shop, kind: str) -> None:
    answer = shop.call("search.full", did=DID, search_query="x", type=kind)
    message = "type must be one of instant_search, full_search"
    assert answer == (400, {"status": "error", "message": message})


def buy(shop: Shop, number: str, *items: str) -> None:
    shop.push(event="purchase", order_id=number, items=[{"id": item, "price": 1} for item in items])


def recommended(shop: Shop, code: str, **wanted: Any) -> list[str]:
    return ids(shop.call("recommend.get", code=code, did=DID, **wanted), "recommends")


def test_popular_products(stocked: Shop) -> None:
    buy(stocked, "1", "C")
    stocked.push(event="view", items=[{"id": "D"}])
    assert recommended(stocked, "popular") == ["C", "D", "A", "B"]
    assert recommended(stocked, "1fd1b3495137bc3c") == ["C", "D", "A", "B"]
    assert recommended(stocked, "popular", limit=1, page=2) == ["D"]
    assert recommended(stocked, "popular", category="2") == ["A", "B"]
    assert recommended(stocked, "popular", exclude="C", exclude_brands="Yorick") == ["A", "B"]
    assert recommended(stocked, "popular", discount="true") == ["A"]
    stocked.call("products.out_of_stock", items=["C"])
    assert recommended(stocked, "popular") == ["D", "A", "B"]


def test_products_also_bought(stocked: Shop) -> None:
    buy(stocked, "1", "A", "D")
    buy(stocked, "2", "A", "B")
    buy(stocked, "3", "A", "B", "Z")
    assert recommended(stocked, "also_bought", item="A") == ["B", "D"]
    assert recommended(stocked, "1fd1b3495137bc3c", item="B") == ["A"]
    order = {
        "id": "4",
        "status": "new",
        "channel": "pos",
        "date": 1602338740,
        "email": "jane@shopmail.org",
        "value": {"total": 2},
        "items": [{"id": item, "price": 1, "quantity": 1} for item in ("C", "D")],
    }
    stocked.call("orders.sync", orders=[order])
    stocked.call("orders.sync", orders=[order])
    assert recommended(stocked, "also_bought", item="D") == ["A", "C"]


def test_similar_and_viewed_and_found_products(stocked: Shop) -> None:
    assert recommended(stocked, "similar", item="A") == ["B"]
    assert recommended(stocked, "block-search", search_query="gold") == ["C", "A"]
    for item in ("A", "D", "A", "Z"):
        stocked.push(event="view", items=[{"id": item}])
    assert recommended(stocked, "viewed") == ["A", "D"]


def test_a_block_with_everything(stocked: Shop) -> None:
    wanted = {"extended": 1, "with_locations": "true", "limit": 1, "category": "3"}
    status, answer = stocked.call("recommend.get", code="popular", did=DID, **wanted)
    assert (status, answer["title"], answer["html"]) == (200, "Popular", "")
    (only,) = answer["recommends"]
    assert (only["id"], only["name"], only["location_ids"]) == ("D", "Teddy bear", ["msk"])


@pytest.mark.parametrize(("code", "needed"), [("similar", "item"), ("search", "search_query")])
def test_what_a_block_needs(shop: Shop, code: str, needed: str) -> None:
    message = f"{needed} is required for a block of this algorithm"
    answer = shop.call("recommend.get", code=code, did=DID)
    assert answer == (400, {"status": "error", "message": message})


def test_the_products_of_the_last_order_are_whole(stocked: Shop) -> None:
    buy(stocked, "1", "A")
    (row,) = stocked.call("orders.last_for_user")[1]
    assert {key: row[key] for key in ("id", "name", "price", "oldprice", "brand")} == {
        "id": "A",
        "name": "Gold ring",
        "price": 1,
        "oldprice": 0,
        "brand": "Alas",
    }
    assert "old_price" not in row


def test_a_fault_by_the_path_of_the_table(shop: Shop) -> None:
    shop.sandbox.fail("/recommend/{code}", times=1, status=503)
    assert shop.call("recommend.get", code="popular", did=DID)[0] == 503
    assert shop.call("recommend.get", code="popular", did=DID)[0] == 200
