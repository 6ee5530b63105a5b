from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from django_personaclick import __version__
from django_personaclick.client import Client, Session
from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.exceptions import (
    ConfigurationError,
    PayloadError,
    UndecodableResponse,
)
from django_personaclick.payloads import Custom, Order, OrderItem, OrderStatus, Profile, View
from tests.client.servers import SECRET, SHOP, ApiServer

KEYS = {"shop_id": SHOP, "shop_secret": SECRET}
JANE = Profile(email="jane@shopmail.org", first_name="Jane", loyalty_bonuses="10.50")
ORDER = Order(
    1, "paid", email="jane@shopmail.org", items=[OrderItem(37, "9.90", 2)], date=1602338740
)
STARTED = {"did": "vxlwRZ7Cnk", "seance": "R5eQXkrKCf", "segment": "B", "currency": "EUR"}


# --- session


def test_init_of_a_new_device(client: Client, server: ApiServer) -> None:
    server.answer(STARTED)
    session = client.session.init()
    assert session == Session("vxlwRZ7Cnk", "R5eQXkrKCf", "B", "EUR", STARTED)
    assert server.only.whole == ("GET", "/init", {"shop_id": SHOP, "v": "3"}, None)


def test_init_of_a_known_device(server: ApiServer) -> None:
    server.answer({"did": "vxlwRZ7Cnk", "sid": "NEW", "seance": "OLD", "segment": "Z"})
    client = Client(SHOP, SECRET, api_url=server.url, stream="ios")
    session = client.session.init(
        "vxlwRZ7Cnk", sid="R5eQXkrKCf", referrer="https://shop.org/?a=1&b=2", tz=-180
    )
    client.close()
    assert (session.did, session.sid, session.segment, session.currency) == (
        "vxlwRZ7Cnk",
        "NEW",
        None,
        None,
    )
    query = {
        "shop_id": SHOP,
        "v": "3",
        "did": "vxlwRZ7Cnk",
        "sid": "R5eQXkrKCf",
        "referrer": "https://shop.org/?a=1&b=2",
        "tz": "-180",
        "stream": "ios",
    }
    assert server.only.whole == ("GET", "/init", query, None)


@pytest.mark.parametrize("answer", [{}, {"did": "abc"}, {"did": 7, "seance": "x"}, {"seance": "x"}])
def test_init_without_a_device(client: Client, server: ApiServer, answer: Any) -> None:
    server.answer(answer)
    with pytest.raises(UndecodableResponse, match=r"^session.init answered 200: the answer has no"):
        client.session.init()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"did": "a b"}, "did"), ({"sid": "a b"}, "sid"), ({"tz": 5000}, "tz"), ({"tz": True}, "tz")],
)
def test_init_refuses(client: Client, server: ApiServer, values: Any, field: str) -> None:
    with pytest.raises(PayloadError) as caught:
        client.session.init(**values)
    assert caught.value.field == field
    assert server.received == []


# --- events


def test_push(client: Client, server: ApiServer) -> None:
    client.events.push(View(37, did="DEVICE", sid="SEANCE", segment="A"), request_id="row-1")
    body = {
        "shop_id": SHOP,
        "event": "view",
        "did": "DEVICE",
        "sid": "SEANCE",
        "segment": "A",
        "items": [{"id": "37"}],
    }
    assert server.only.whole == ("POST", "/push", {}, body)
    assert {name: server.only.headers.get(name) for name in HEADERS} == {
        "User-Agent": f"django-personaclick/{__version__}",
        "Accept": "application/json",
        "Content-Type": "application/json",
        "X-Request-ID": "row-1",
        "Cookie": None,
        "Authorization": None,
    }


HEADERS = ("User-Agent", "Accept", "Content-Type", "X-Request-ID", "Cookie", "Authorization")


def test_stream_of_the_client_and_of_the_event(server: ApiServer) -> None:
    client = Client(SHOP, api_url=server.url, stream="site_b")
    client.events.push(View(37, did="D"))
    client.events.push(View(37, did="D", stream="ios"))
    client.events.custom(Custom("my_event", did="D"))
    client.close()
    assert [request.json["stream"] for request in server.received] == ["site_b", "ios", "site_b"]


def test_custom(client: Client, server: ApiServer) -> None:
    client.events.custom(
        Custom("my_event", value=3, email="jane@shopmail.org", properties={"score": 1.5})
    )
    body = {
        "shop_id": SHOP,
        "event": "my_event",
        "value": 3,
        "email": "jane@shopmail.org",
        "score": "1.5",  # a number on the wire; the test server keeps its digits
    }
    assert server.only.whole == ("POST", "/push/custom", {}, body)
    assert b'"score":1.5' in server.only.body


@pytest.mark.parametrize(
    ("method", "event", "field"),
    [
        ("push", View(37), "did"),
        ("push", Custom("my_event", did="D"), "event"),
        ("push", {"event": "view"}, "event"),
        ("custom", View(37, did="D"), "event"),
        ("custom", Custom("my_event"), "did"),
    ],
)
def test_events_refuse(
    client: Client, server: ApiServer, method: str, event: Any, field: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        getattr(client.events, method)(event)
    assert caught.value.field == field
    assert server.received == []


# --- profile


def test_profile_set_with_the_secret(client: Client, server: ApiServer) -> None:
    client.profile.set(JANE, request_id="row-2")
    body = {
        **KEYS,
        "email": "jane@shopmail.org",
        "first_name": "Jane",
        "loyalty_bonuses": "10.50",
    }
    assert server.only.whole == ("POST", "/profile/set", {}, body)
    assert b'"loyalty_bonuses":10.50' in server.only.body
    assert server.only.headers["X-Request-ID"] == "row-2"


def test_profile_set_on_a_device_does_not_carry_the_secret(
    client: Client, server: ApiServer
) -> None:
    client.profile.set(Profile(first_name="Jane"), did="DEVICE", sid="SEANCE")
    body = {
        "shop_id": SHOP,
        "did": "DEVICE",
        "sid": "SEANCE",
        "seance": "SEANCE",
        "first_name": "Jane",
    }
    assert server.only.whole == ("POST", "/profile/set", {}, body)


def test_profile_set_by_the_shops_own_id(client: Client, server: ApiServer) -> None:
    client.profile.set(Profile(id=7))
    assert server.only.whole == ("POST", "/profile/set", {}, {**KEYS, "id": 7})


@pytest.mark.parametrize(
    ("profile", "device", "field"),
    [
        (Profile(), {"did": "DEVICE"}, "profile"),
        (Profile(first_name="Jane"), {}, "email"),
        (JANE, {"did": "a b"}, "did"),
        (JANE, {"sid": "a b"}, "sid"),
    ],
)
def test_profile_set_refuses(
    client: Client, server: ApiServer, profile: Profile, device: Any, field: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        client.profile.set(profile, **device)
    assert caught.value.field == field
    assert server.received == []


def test_profile_get(client: Client, server: ApiServer) -> None:
    server.answer(b'{"email":"jane@shopmail.org","loyalty_bonuses":10.10,"tags":[]}')
    found = client.profile.get(
        email="jane@shopmail.org", phone="+14155552671", loyalty_id=5, external_id="u-1"
    )
    assert found == {
        "email": "jane@shopmail.org",
        "loyalty_bonuses": Decimal("10.10"),
        "tags": [],
    }
    query = {
        **KEYS,
        "email": "jane@shopmail.org",
        "phone": "14155552671",
        "loyalty_id": "5",
        "external_id": "u-1",
    }
    assert server.only.whole == ("GET", "/profile", query, None)


def test_profile_get_of_a_device(client: Client, server: ApiServer) -> None:
    server.answer({})
    assert client.profile.get(did="DEVICE") == {}
    assert server.only.whole == ("GET", "/profile", {"shop_id": SHOP, "did": "DEVICE"}, None)


@pytest.mark.parametrize(
    "person",
    [{}, {"email": "nobody@example.com"}, {"did": "DEVICE", "email": "jane@shopmail.org"}],
)
def test_profile_get_refuses(client: Client, server: ApiServer, person: Any) -> None:
    with pytest.raises(PayloadError, match=r"^did: must be given, or else identifiers"):
        client.profile.get(**person)
    assert server.received == []


# --- orders


def test_orders_sync(client: Client, server: ApiServer) -> None:
    client.orders.sync([ORDER, OrderStatus(2, "cancelled")], request_id="row-3")
    orders = [
        {
            "id": "1",
            "status": "paid",
            "date": 1602338740,
            "email": "jane@shopmail.org",
            "items": [{"id": "37", "price": "9.90", "quantity": 2}],
            "value": {"total": "19.80"},
        },
        {"id": "2", "status": "cancelled"},
    ]
    assert server.only.whole == ("POST", "/sync/orders", {}, {**KEYS, "orders": orders})
    assert b'"price":9.90' in server.only.body
    assert server.only.headers["X-Request-ID"] == "row-3"


@pytest.mark.parametrize(
    ("orders", "field", "rule"),
    [
        ([], "orders", "must not be empty"),
        ([OrderStatus(1, "paid")] * 1001, "orders", "must be at most 1000 rows"),
        ([ORDER, OrderStatus(1, "paid")], "orders[1].id", "must not come twice"),
        ([{"id": "1"}], "orders[0]", "must be Order or OrderStatus"),
        (
            [ORDER, Order(2, "paid")],
            "orders[1].email",
            "must be given, or phone, external_id, loyalty_id or telegram_id",
        ),
        (
            [Order(1, "paid", loyalty_id=1, custom={"note": "x" * 30_000_000})],
            "orders",
            "must be at most 30000000 bytes of JSON",
        ),
    ],
)
def test_orders_sync_refuses(
    client: Client, server: ApiServer, orders: Any, field: str, rule: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        client.orders.sync(orders)
    assert (caught.value.field, caught.value.rule) == (field, rule)
    assert server.received == []


def test_orders_by_user(client: Client, server: ApiServer) -> None:
    server.answer([])
    client.orders.by_user(
        did="DEVICE",
        email="jane@shopmail.org",
        phone="+14155552671",
        loyalty_id=1,
        external_id=2,
        date_from=date(2024, 5, 6),
    )
    query = {
        **KEYS,
        "did": "DEVICE",
        "email": "jane@shopmail.org",
        "phone": "14155552671",
        "loyalty_id": "1",
        "external_id": "2",
        "date_from": "2024-05-06",
    }
    assert server.only.whole == ("GET", "/orders/by_user", query, None)


@pytest.mark.parametrize(
    "answer",
    [
        b'[{"id":"1","value":9.90}]',
        b'{"status":"success","data":{"orders":[{"id":"1","value":9.90}]}}',
        b'{"status":"success","payload":{"orders":[{"id":"1","value":9.90}]}}',
        b'{"status":"success","payload":[{"id":"1","value":9.90}]}',
    ],
)
def test_orders_by_user_in_each_documented_envelope(
    client: Client, server: ApiServer, answer: bytes
) -> None:
    server.answer(answer)
    assert client.orders.by_user(did="DEVICE") == [{"id": "1", "value": Decimal("9.90")}]


@pytest.mark.parametrize("answer", [{}, {"status": "success"}, {"data": {"orders": None}}])
def test_orders_by_user_without_orders(client: Client, server: ApiServer, answer: Any) -> None:
    server.answer(answer)
    with pytest.raises(UndecodableResponse, match="the answer has no orders"):
        client.orders.by_user(did="DEVICE")


def test_orders_by_user_refuses_nobody(client: Client, server: ApiServer) -> None:
    with pytest.raises(PayloadError, match=r"^did: must be given, or one of email"):
        client.orders.by_user(email="nobody@example.com")
    assert server.received == []


def test_orders_last_for_user(client: Client, server: ApiServer) -> None:
    server.answer([{"id": "37", "name": "Lamp"}])
    assert client.orders.last_for_user("DEVICE", "SEANCE") == [{"id": "37", "name": "Lamp"}]
    query = {"shop_id": SHOP, "did": "DEVICE", "sid": "SEANCE"}
    assert server.only.whole == ("GET", "/orders/last_for_user", query, None)


def test_orders_last_for_user_refuses(client: Client) -> None:
    with pytest.raises(PayloadError, match=r"^did: must not be empty"):
        client.orders.last_for_user("")


# --- audience


def test_audience_upload(client: Client, server: ApiServer) -> None:
    server.answer(b"", status=204)
    client.audience.upload(
        [JANE, Profile(external_id=7, custom={"plan": "gold"})], segment_id=146, request_id="row-4"
    )
    rows = [
        {"email": "jane@shopmail.org", "first_name": "Jane", "loyalty_bonuses": "10.50"},
        {"external_id": "7", "plan": "gold"},
    ]
    body = {**KEYS, "segment_id": 146, "audience": rows}
    assert server.only.whole == ("POST", "/import/audience", {}, body)
    assert server.only.headers["X-Request-ID"] == "row-4"


def test_audience_upload_to_the_general_list(client: Client, server: ApiServer) -> None:
    client.audience.upload([Profile(email="jane@shopmail.org")])
    rows = [{"email": "jane@shopmail.org"}]
    assert server.only.whole == ("POST", "/import/audience", {}, {**KEYS, "audience": rows})


@pytest.mark.parametrize(
    ("rows", "field", "rule"),
    [
        ([], "audience", "must not be empty"),
        ([JANE] * 20_001, "audience", "must be at most 20000 rows"),
        ([JANE, {}], "audience[1]", "must be Profile"),
        (
            [JANE, Profile(id=1, telegram_id=5)],
            "audience[1].email",
            "must be given, or phone, loyalty_id or external_id",
        ),
        (
            [Profile(loyalty_id=1, first_name="x" * 8_000_000)],
            "audience",
            "must be at most 8000000 bytes of JSON",
        ),
    ],
)
def test_audience_upload_refuses(
    client: Client, server: ApiServer, rows: Any, field: str, rule: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        client.audience.upload(rows)
    assert (caught.value.field, caught.value.rule) == (field, rule)
    assert server.received == []


# --- all of them


def test_calls_that_need_the_secret_say_so(server: ApiServer) -> None:
    client = Client(SHOP, api_url=server.url)
    calls: list[Any] = [
        lambda: client.orders.sync([ORDER]),
        lambda: client.orders.by_user(did="DEVICE"),
        lambda: client.audience.upload([JANE]),
        lambda: client.profile.set(JANE),
        lambda: client.profile.get(email="jane@shopmail.org"),
    ]
    for call in calls:
        with pytest.raises(ConfigurationError, match=r"PERSONACLICK\['SHOP_SECRET'\]"):
            call()
    assert server.received == []


@pytest.mark.parametrize("request_id", ["", "a b", "a\r\nX: y", "x" * 129])
def test_request_ids_that_are_no_header(client: Client, server: ApiServer, request_id: str) -> None:
    with pytest.raises(PayloadError, match=r"^request_id: must be"):
        client.events.push(View(37, did="D"), request_id=request_id)
    assert server.received == []


def test_the_endpoint_table_is_what_is_called(client: Client, server: ApiServer) -> None:
    server.answer(STARTED)
    client.session.init()
    client.events.push(View(1, did="D"))
    client.events.custom(Custom("e", did="D"))
    client.profile.set(JANE)
    client.profile.get(did="D")
    client.orders.sync([ORDER])
    server.answer([])
    client.orders.by_user(did="D")
    server.answer([])
    client.orders.last_for_user("D")
    client.audience.upload([JANE])
    called = {(request.method, request.path) for request in server.received}
    names = {
        "session.init", "events.push", "events.custom", "profile.set", "profile.get",
        "orders.sync", "orders.by_user", "orders.last_for_user", "audience.upload",
    }  # fmt: skip
    assert called == {(ENDPOINTS[name].method, ENDPOINTS[name].path) for name in names}
