from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.client.request import Request
from tests.client.servers import SECRET, SHOP

PARAMS = {"price": Decimal("9.90"), "flag": True, "count": 3}


def test_a_body_is_json_with_the_keys_of_the_shop() -> None:
    prepared = Request(ENDPOINTS["orders.sync"], PARAMS).prepare(SHOP, SECRET)
    assert prepared.body == (
        b'{"shop_secret":"%b","price":9.90,"flag":true,"count":3,"shop_id":"%b"}'
        % (SECRET.encode(), SHOP.encode())
    )
    assert prepared.query == {}
    assert (prepared.method, prepared.path) == ("POST", "/sync/orders")
    assert prepared.shown_json() == {"shop_id": SHOP, **PARAMS}
    assert prepared.shown_query() == {}


def test_a_query_is_text_with_the_keys_of_the_shop() -> None:
    prepared = Request(ENDPOINTS["profile.get"], {**PARAMS, "no": False}).prepare(SHOP, SECRET)
    shown = {"price": "9.90", "flag": "true", "count": "3", "no": "false", "shop_id": SHOP}
    assert prepared.query == {**shown, "shop_secret": SECRET}
    assert prepared.body is None
    assert "Content-Type" not in prepared.headers
    assert prepared.shown_query() == shown
    assert prepared.shown_json() is None


def test_a_post_may_have_a_query() -> None:
    endpoint = replace(ENDPOINTS["profile.get"], method="POST")
    prepared = Request(endpoint, {"a": 1}).prepare(SHOP)
    assert (prepared.method, prepared.query, prepared.body) == (
        "POST",
        {"a": "1", "shop_id": SHOP},
        None,
    )


def test_nothing_shows_the_secret() -> None:
    for name in ("orders.sync", "profile.get"):
        prepared = Request(ENDPOINTS[name], PARAMS).prepare(SHOP, SECRET)
        shown = [repr(prepared), repr(prepared.query), f"{prepared.shown_json()}"]
        assert [text for text in shown if SECRET in text] == []
    prepared = Request(ENDPOINTS["orders.sync"], {}).prepare(SHOP)
    assert repr(prepared) == "<POST /sync/orders, 44 bytes>"
    assert repr(Request(ENDPOINTS["profile.get"], {}).prepare(SHOP, SECRET)) == "<GET /profile>"
