from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest

from django_personaclick.client import Client
from django_personaclick.client.backends.dummy import DummyBackend
from django_personaclick.client.endpoints import ENDPOINTS, Encoding, Shape
from django_personaclick.client.request import Request
from django_personaclick.exceptions import PayloadError
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


def test_parameters_of_the_path() -> None:
    row = ENDPOINTS["communications.edit"]
    prepared = Request(row, {"id": "7/8 ü", "status": "new"}).prepare(SHOP)
    assert (prepared.method, prepared.path) == ("PATCH", "/crm/client_calls/7%2F8%20%C3%BC")
    assert prepared.query == {"status": "new", "shop_id": SHOP}
    assert repr(prepared) == "<PATCH /crm/client_calls/7%2F8%20%C3%BC>"


@pytest.mark.parametrize("value", ["", ".", "..", " .. "])
def test_a_parameter_cannot_be_another_path(value: str) -> None:
    with pytest.raises(PayloadError, match=r"^code: must be given: it is part of the path"):
        Request(ENDPOINTS["recommend.get"], {"code": value}).prepare(SHOP)
    with pytest.raises(PayloadError, match=r"^code: must be given"):
        Request(ENDPOINTS["recommend.get"], {}).prepare(SHOP)


def test_fixed_parameters() -> None:
    prepared = Request(ENDPOINTS["loyalty.use"], {"bonus_points": 5}).prepare(SHOP)
    assert prepared.query == {"confirm_code": "true", "bonus_points": "5", "shop_id": SHOP}


def test_a_query_of_lists_objects_and_round_numbers() -> None:
    params = {"brands": ["Alas", "poor"], "filters": {"new": ["true"]}, "n": Decimal("5E+3")}
    prepared = Request(ENDPOINTS["products.list"], params).prepare(SHOP)
    assert prepared.shown_query() == {
        "brands": "Alas,poor",
        "filters": '{"new":["true"]}',
        "n": "5000",
        "shop_id": SHOP,
    }


def test_a_form() -> None:
    row = ENDPOINTS["events.story"]
    params = {"event": "view", "flag": True, "a": {"b": [1, 2]}, "c": "x&y=ü"}
    prepared = Request(row, params).prepare(SHOP, SECRET)
    shown = [
        ("event", "view"),
        ("flag", "true"),
        ("a[b][]", "1"),
        ("a[b][]", "2"),
        ("c", "x&y=ü"),
        ("shop_id", SHOP),
    ]
    assert parse_qsl((prepared.body or b"").decode()) == [*shown, ("shop_secret", SECRET)]
    assert prepared.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert prepared.query == {}
    assert prepared.shown_form() == shown
    assert prepared.shown_json() is None
    assert SECRET not in repr(prepared.form)


def test_the_secret_in_a_header() -> None:
    row = ENDPOINTS["subscriptions.changes"]
    prepared = Request(row, {"limit": 5}).prepare(SHOP, SECRET)
    assert prepared.query == {"limit": "5", "shop_id": SHOP}
    assert prepared.headers["X-Shop-Secret"] == SECRET
    assert SECRET not in repr(prepared.headers)
    assert "X-Shop-Secret" not in Request(row, {}).prepare(SHOP).headers


def test_another_documented_shape() -> None:
    row = ENDPOINTS["segments.get"]
    prepared = Request(row, {"a": 1}, shape=Shape("POST", Encoding.JSON)).prepare(SHOP)
    assert (prepared.method, prepared.query) == ("POST", {})
    assert prepared.shown_json() == {"a": 1, "shop_id": SHOP}


def test_a_method_that_is_not_documented() -> None:
    client = Client(SHOP, backend=DummyBackend("https://api.shop.org"))
    caller = client.session._caller
    with pytest.raises(PayloadError, match=r"^method: must be one of GET, POST \(got str\)$"):
        caller.call("segments.get", {}, method="PUT")
    assert caller.call("segments.get", {}, method="POST") == []
