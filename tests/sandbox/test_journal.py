from __future__ import annotations

import json

import pytest

from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET, Sandbox

from .conftest import DID, SID, Clock, Shop

VIEW = {"shop_id": SHOP_ID, "did": DID, "event": "view", "items": [{"id": "37"}]}


def test_a_recorded_request(shop: Shop, clock: Clock) -> None:
    body = {**VIEW, "sid": SID}
    shop.send("POST", "/push?from=here", json=body, headers={"X-Request-ID": "a"})
    (request,) = shop.sandbox.requests
    assert (request.method, request.path, request.query) == ("POST", "/push", {"from": "here"})
    assert (request.body, request.headers["x-request-id"]) == (body, "a")
    assert (request.endpoint, request.status, request.at) == ("events.push", 200, clock.now)
    assert (request.verdict, request.reason, request.repeat) == ("accepted", "", False)
    assert repr(request) == "<POST /push 200 accepted>"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/push", VIEW),
        ("/push/custom", {"shop_id": SHOP_ID, "did": DID, "event": "mine"}),
        ("/profile/set", {"shop_id": SHOP_ID, "did": DID, "gender": "f"}),
    ],
)
def test_a_repeated_request_id(shop: Shop, path: str, body: dict[str, object]) -> None:
    for request_id in ("a", "b", "a"):
        assert shop.post(path, body, {"X-Request-ID": request_id})[0] == 200
    assert [request.repeat for request in shop.sandbox.requests] == [False, False, True]
    assert shop.sandbox.repeats == [shop.last]
    assert shop.sandbox.summary()["repeats"] == 1


def test_a_request_id_may_be_repeated_elsewhere(shop: Shop) -> None:
    for _ in range(2):
        shop.post("/sync/orders", {}, {"X-Request-ID": "a"})
        shop.post("/push", VIEW)
    assert shop.sandbox.repeats == []


def test_a_retry_after_a_failure_is_no_repeat(shop: Shop) -> None:
    shop.sandbox.fail(times=1)
    for _ in range(2):
        shop.post("/push", VIEW, {"X-Request-ID": "a"})
    assert shop.sandbox.repeats == []


def test_a_retry_after_a_lost_answer_is_a_repeat(shop: Shop) -> None:
    shop.sandbox.fail(times=1, status=504, acted=True)
    for _ in range(2):
        shop.post("/push", VIEW, {"X-Request-ID": "a"})
    assert shop.sandbox.repeats == [shop.last]
    assert shop.sandbox.state.views == {"37": 2}


def test_the_secret_is_masked(shop: Shop) -> None:
    shop.secret("/sync/orders", orders=[], nested={"Shop_Secret": "another"})
    shop.read("/profile", email="jane@shopmail.org")
    shop.send("GET", "/profile", headers={"X-Shop-Secret": SHOP_SECRET})
    shown = [request.to_json() for request in shop.sandbox.requests]
    assert shown[0]["body"] == {
        "shop_id": SHOP_ID,
        "shop_secret": "***",
        "orders": [],
        "nested": {"Shop_Secret": "***"},
    }
    assert shown[1]["query"]["shop_secret"] == "***"
    assert shown[2]["headers"]["x-shop-secret"] == "***"
    text = json.dumps(shown) + repr(shop.sandbox.requests) + repr(shop.sandbox)
    assert SHOP_SECRET not in text
    assert shop.sandbox.requests[0].body["shop_secret"] == SHOP_SECRET


@pytest.mark.parametrize(
    ("path", "body", "title"),
    [
        ("/push", {"event": "view", "items": [{"id": "37"}]}, "view 37"),
        ("/push", {"event": "wish", "items": ["37"]}, "wish 37"),
        ("/push", {"event": "wish", "items": ["37"], "full_wish": True}, "wish of 1 items"),
        ("/push", {"event": "search", "search_query": "red"}, "search red"),
        ("/push", {"event": "purchase", "order_id": "N1", "items": []}, "purchase N1"),
        ("/push", {"event": "a" * 80}, "a" * 60),
        ("/push", {"event": 5}, ""),
        ("/push", [], ""),
        ("/sync/orders", {"orders": [{}, {}]}, "2 orders"),
        ("/import/audience", {"audience": [{}]}, "1 person"),
    ],
)
def test_titles(shop: Shop, path: str, body: object, title: str) -> None:
    shop.post(path, body)
    assert shop.last.to_json()["title"] == title


def test_summary(shop: Shop) -> None:
    shop.post("/push", VIEW)
    shop.post("/push", {})
    shop.post("/nothing", {})
    shop.secret("/sync/orders", orders=[])
    first = shop.sandbox.requests[0].number
    assert shop.sandbox.summary() == {
        "total": 4,
        "first": first,
        "last": first + 3,
        "repeats": 0,
        "endpoints": {"events.push": 2, "unknown": 1, "orders.sync": 1},
        "verdicts": {"accepted": 1, "refused": 2, "partly": 1},
        "statuses": {"200": 2, "401": 1, "404": 1},
    }


def test_clear(shop: Shop) -> None:
    shop.post("/push", VIEW)
    number = shop.last.number
    shop.sandbox.clear()
    assert (shop.sandbox.requests, shop.sandbox.summary()["total"]) == ([], 0)
    assert (shop.sandbox.state.devices, shop.sandbox.state.views) == ({}, {})
    shop.post("/push", VIEW)
    assert (shop.last.number, shop.last.status) == (number + 1, 404)


def test_only_the_newest_are_kept() -> None:
    with Sandbox(keep=2) as sandbox:
        shop = Shop(sandbox)
        for path in ("/a", "/b", "/c"):
            shop.post(path, {})
        shop.session.close()
        assert [request.path for request in sandbox.requests] == ["/b", "/c"]
        assert sandbox.summary()["total"] == 3


def test_wait_for(shop: Shop) -> None:
    with pytest.raises(TimeoutError, match=r"^0 of 1 calls of /push in 0\.01 s$"):
        shop.sandbox.wait_for(path="/push", timeout=0.01)
    shop.post("/nothing", {})
    shop.post("/push", VIEW)
    assert shop.sandbox.wait_for(path="/push") == [shop.last]
    assert len(shop.sandbox.wait_for(2)) == 2


def test_listen(shop: Shop) -> None:
    with Sandbox() as sandbox:
        heard: list[str] = []
        sandbox.listen(lambda request: heard.append(request.path))
        other = Shop(sandbox)
        other.post("/push", VIEW)
        other.session.close()
    assert heard == ["/push"]
