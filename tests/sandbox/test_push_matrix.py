"""The validation matrix of ``/push``, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.payloads import RECOMMENDED_BY
from django_personaclick.sandbox import SHOP_ID

from .conftest import DID, SID, Shop

VIEW = {"shop_id": SHOP_ID, "did": DID, "sid": SID, "event": "view", "items": [{"id": "37"}]}
PURCHASE = {**VIEW, "event": "purchase", "order_id": "N318"}
GONE = object()
NOT_RECOMMENDED = f"recommended_by must be one of {', '.join(RECOMMENDED_BY)}"
WRONG_RECOMMENDERS: list[Any] = ["", "friend", 5, None]
WRONG_SOURCES: list[Any] = ["", "bulk", "{", None, [], {}, "[]", 5]
NO_TEXTS: list[Any] = ["", None, 5, ["a"], {}]

REFUSED: list[tuple[str, dict[str, Any], int, str]] = [
    # the shop
    ("no shop_id", {"shop_id": GONE}, 401, "shop_id is missing"),
    ("empty shop_id", {"shop_id": ""}, 422, "shop_id has a wrong format"),
    ("malformed shop_id", {"shop_id": "0123456789ABCDEF"}, 422, "shop_id has a wrong format"),
    ("shop_id no string", {"shop_id": 5}, 422, "shop_id has a wrong format"),
    ("unknown shop", {"shop_id": "f" * 30}, 404, "Shop not found"),
    # the device
    ("no did", {"did": GONE}, 401, "did is missing"),
    ("empty did", {"did": ""}, 401, "did is missing"),
    ("did null", {"did": None}, 401, "did is missing"),
    ("malformed did", {"did": "vxlw RZ7Cnk"}, 422, "did has a wrong format"),
    ("did too long", {"did": "a" * 65}, 422, "did has a wrong format"),
    ("did no string", {"did": 1234567890}, 422, "did has a wrong format"),
    ("unknown did", {"did": "abcdefghij"}, 404, "did not found"),
    # the event
    ("no event", {"event": GONE}, 422, "event is missing"),
    ("empty event", {"event": ""}, 422, "event is missing"),
    ("unknown event", {"event": "vew"}, 422, "event is unknown"),
    ("event no string", {"event": ["view"]}, 422, "event is unknown"),
    # the items
    ("no items", {"items": GONE}, 422, "items is missing"),
    ("items null", {"items": None}, 422, "items is missing"),
    ("empty items", {"items": []}, 422, "items must not be empty"),
    ("items no array", {"items": {"id": "37"}}, 422, "items must be an array"),
    ("empty items, other flag", {"items": [], "full_cart": True}, 422, "items must not be empty"),
    ("full_cart not true", {"event": "cart", "items": [], "full_cart": "1"}, 422,
     "items must not be empty"),
    ("full_cart without items", {"event": "cart", "items": GONE, "full_cart": True}, 422,
     "items is missing"),
    ("full_wish without items", {"event": "wish", "items": GONE, "full_wish": True}, 422,
     "items is missing"),
    *[
        (f"only item {item!r:.20}", {"items": [item]}, 422,
         f"items: every item was filtered out: item dropped: {why}")
        for item, why in (
            ({"id": ""}, "id is empty, has a backslash or over 255 characters"),
            ({"id": " "}, "id is empty, has a backslash or over 255 characters"),
            ({}, "id is empty, has a backslash or over 255 characters"),
            ({"id": None}, "id is empty, has a backslash or over 255 characters"),
            ({"id": "a" * 256}, "id is empty, has a backslash or over 255 characters"),
            ({"id": "a\\b"}, "id is empty, has a backslash or over 255 characters"),
            ("37", "it must be an object"),
        )
    ],
    # empty or non-string common fields
    *[
        (f"{key} {value!r}", {key: value}, 422, f"{key} must be {rule}")
        for key, rule in (
            ("stream", "1 to 16 letters, digits and _"),
            ("sid", "a non-empty string"),
            ("seance", "a non-empty string"),
            ("referer", "a non-empty string"),
            ("segment", "one of A, B"),
            ("recommended_code", "a non-empty string"),
            ("email", "an e-mail address"),
            ("phone", "a phone number: digits, with or without +"),
        )
        for value in NO_TEXTS
    ],
    ("stream too long", {"stream": "a" * 17}, 422, "stream must be 1 to 16 letters, digits and _"),
    ("stream with a dash", {"stream": "i-os"}, 422, "stream must be 1 to 16 letters, digits and _"),
    ("segment C", {"segment": "C"}, 422, "segment must be one of A, B"),
    ("segment in Cyrillic", {"segment": "А"}, 422, "segment must be one of A, B"),
    *[
        (f"recommended_by {value!r}", {"recommended_by": value}, 422, NOT_RECOMMENDED)
        for value in WRONG_RECOMMENDERS
    ],
    *[
        (f"source {value!r}", {"source": value}, 422, "source must be an object with from and code")
        for value in WRONG_SOURCES
    ],
    # the fields of single events
    ("empty search_query", {"event": "search", "search_query": ""}, 422,
     "search_query must be a non-empty string"),
    ("blank search_query", {"event": "search", "search_query": " "}, 422,
     "search_query must be a non-empty string"),
    ("no search_query", {"event": "search"}, 422, "search_query must be a non-empty string"),
    ("no category_id", {"event": "category"}, 422, "category_id is missing"),
    ("empty category_id", {"event": "category", "category_id": ""}, 422, "category_id is missing"),
]  # fmt: skip

REFUSED_PURCHASES: list[tuple[str, dict[str, Any], str]] = [
    ("order_id of 256", {"order_id": "a" * 256}, "order_id must have at most 255 characters"),
    ("order_id no string", {"order_id": ["N318"]}, "order_id must be a string"),
    ("order_price a string", {"order_price": "99"}, "order_price must be a number"),
    ("custom empty", {"custom": {}}, "custom must be a non-empty object"),
    ("custom an array", {"custom": ["a"]}, "custom must be a non-empty object"),
    ("custom null", {"custom": None}, "custom must be a non-empty object"),
    ("promocode empty", {"promocode": ""}, "promocode must be a non-empty string"),
    ("tax_free a number", {"tax_free": 1}, "tax_free must be true or false"),
    ("no items", {"items": []}, "items must not be empty"),
]


def changed(event: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**event, **change}.items() if value is not GONE}


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [row[1:] for row in REFUSED],
    ids=[row[0] for row in REFUSED],
)
def test_refused(shop: Shop, change: dict[str, Any], status: int, message: str) -> None:
    assert shop.post("/push", changed(VIEW, change)) == (
        status,
        {"status": "error", "message": message},
    )
    assert (shop.last.verdict, shop.last.reason) == ("refused", message)
    assert not shop.sandbox.state.events


@pytest.mark.parametrize(
    ("change", "message"),
    [row[1:] for row in REFUSED_PURCHASES],
    ids=[row[0] for row in REFUSED_PURCHASES],
)
def test_refused_purchase(shop: Shop, change: dict[str, Any], message: str) -> None:
    answer = shop.post("/push", changed(PURCHASE, change))
    assert answer == (422, {"status": "error", "message": message})
    assert shop.sandbox.state.orders == {}


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_another_method_is_405(shop: Shop, method: str) -> None:
    response = shop.send(method, "/push")
    assert response.status_code == 405
    assert response.json() == {"status": "error", "message": "Method not allowed: use POST"}


def test_an_inactive_shop_is_403(shop: Shop) -> None:
    shop.sandbox.active = False
    assert shop.post("/push", VIEW) == (
        403,
        {"status": "error", "message": "Shop is not active, restricted or unpaid"},
    )


ACCEPTED: list[tuple[str, dict[str, Any], str]] = [
    ("nothing but what is required", {"sid": GONE}, ""),
    ("id a number", {"items": [{"id": 37}]}, ""),
    ("id of 255", {"items": [{"id": "a" * 255}]}, ""),
    ("full_cart with []", {"event": "cart", "items": [], "full_cart": True}, ""),
    ("full_wish with []", {"event": "wish", "items": [], "full_wish": True}, ""),
    ("full_wish of strings", {"event": "wish", "items": ["1", 2], "full_wish": True}, ""),
    ("source an object", {"source": {"from": "bulk", "code": "abc"}}, ""),
    ("source a JSON string", {"source": '{"from": "chain", "code": "abc"}'}, ""),
    ("source from elsewhere", {"source": {"from": "friend", "code": "abc"}},
     "source ignored: from is unknown or code missing"),
    ("source without code", {"source": {"from": "bulk"}},
     "source ignored: from is unknown or code missing"),
    ("recommended_by", {"recommended_by": "dynamic", "recommended_code": "abc"}, ""),
    ("segment and stream", {"segment": "B", "stream": "ios_2"}, ""),
    ("one bad item", {"items": [{"id": ""}, {"id": "37"}]},
     "item dropped: id is empty, has a backslash or over 255 characters"),
    ("the secret, needlessly", {"shop_secret": "fedcba9876543210fedcba9876543210"},
     "shop_secret is not needed here"),
    ("a bogus e-mail", {"email": "anonymous@example.com"},
     "bogus e-mail: its domain cannot have mailboxes"),
    ("remove_from_cart", {"event": "remove_from_cart"}, ""),
    ("remove_wish", {"event": "remove_wish"}, ""),
    ("search", {"event": "search", "search_query": "red shoes"}, ""),
    ("category", {"event": "category", "category_id": 100500}, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "reason"), [row[1:] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED]
)
def test_accepted(shop: Shop, change: dict[str, Any], reason: str) -> None:
    event = changed(VIEW, change)
    assert shop.post("/push", event) == (200, {"status": "success"})
    assert (shop.last.verdict, shop.last.reason) == ("accepted", reason)
    assert shop.sandbox.state.events == {event["event"]: 1}


ALTERED: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"amount": 3}, {"amount": 3}, ""),
    ({"quantity": 3}, {"amount": 3}, ""),
    ({"amount": "3"}, {"amount": 3}, ""),
    ({"amount": 0}, {"amount": 1}, "amount 0 altered to 1"),
    ({"amount": -5}, {"amount": 1}, "amount -5 altered to 1"),
    ({"amount": 1000}, {"amount": 1000}, ""),
    ({"quantity": 2500}, {"amount": 1000}, "amount 2500 altered to 1000"),
    ({"amount": 1.5}, {"amount": 1}, "amount 1.5 altered to 1"),
    ({"amount": "many"}, {"amount": 1}, "amount 'many' altered to 1"),
    ({"amount": "nan"}, {"amount": 1}, "amount 'nan' altered to 1"),
    ({"price": 19.9}, {"amount": 1, "price": 19.9}, ""),
    ({"price": 0}, {"amount": 1, "price": 0}, ""),
    ({"price": "19.9"}, {"amount": 1, "price": 19.9}, ""),
    ({"price": -1}, {"amount": 1}, "price of item 37 dropped: it must be a number from 0"),
    ({"price": "dear"}, {"amount": 1}, "price of item 37 dropped: it must be a number from 0"),
    ({"price": True}, {"amount": 1}, "price of item 37 dropped: it must be a number from 0"),
    ({"price": None}, {"amount": 1}, "price of item 37 dropped: it must be a number from 0"),
    ({"line_id": "a", "fashion_size": "M"}, {"amount": 1, "line_id": "a", "fashion_size": "M"}, ""),
    ({"line_id": ""}, {"amount": 1}, "empty line_id of item 37 dropped"),
    ({"fashion_size": ""}, {"amount": 1}, "empty fashion_size of item 37 dropped"),
]


@pytest.mark.parametrize(("given", "kept", "reason"), ALTERED)
def test_items_are_altered(
    shop: Shop, given: dict[str, Any], kept: dict[str, Any], reason: str
) -> None:
    items = [{"id": "37", **given}]
    assert shop.push(event="cart", items=items, full_cart=True) == (200, {"status": "success"})
    assert shop.sandbox.state.carts == {DID: {"37": {"id": "37", **kept}}}
    assert shop.last.reason == reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"delivery_type": "", "payment_type": ""}, ""),
        ({"order_id": ""}, "no order_id: the order's status can never be synchronised"),
        ({"order_id": "a" * 255}, ""),
        ({"custom": {"route": "A - B"}}, ""),
        (
            {"recommended_by": "dynamic"},
            "recommended_by is not for purchases: the API finds it by itself",
        ),
    ],
)
def test_accepted_purchase(shop: Shop, change: dict[str, Any], reason: str) -> None:
    assert shop.post("/push", {**PURCHASE, **change}) == (200, {"status": "success"})
    assert shop.last.reason == reason
    assert len(shop.sandbox.state.orders) == 1
