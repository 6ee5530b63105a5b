from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from django_personaclick.conf import default_tracking
from django_personaclick.exceptions import PayloadError
from django_personaclick.payloads import (
    AddToCart,
    Cart,
    CartItem,
    Category,
    Custom,
    Device,
    Event,
    OrderItem,
    Purchase,
    RemoveFromCart,
    RemoveWish,
    Search,
    Source,
    View,
    Wish,
    WishList,
    decode_event,
    encode,
    with_device,
)

LINE = OrderItem("a", "9.90", 2, line_id=7, fashion_size=38, status="created", barcode="1")

# event, its kind, stored form, wire form
EVENTS: list[tuple[Event, str, bytes, dict[str, Any]]] = [
    (
        View(37),
        "view",
        b'{"event":"view","id":"37"}',
        {"event": "view", "items": [{"id": "37"}]},
    ),
    (
        Category("100500"),
        "category",
        b'{"event":"category","id":"100500"}',
        {"event": "category", "category_id": "100500"},
    ),
    (
        Search("red shoes"),
        "search",
        b'{"event":"search","query":"red shoes"}',
        {"event": "search", "search_query": "red shoes"},
    ),
    (
        AddToCart(37),
        "cart_item",
        b'{"event":"cart_item","id":"37"}',
        {"event": "cart", "items": [{"id": "37", "amount": 1}]},
    ),
    (
        AddToCart(37, 3, "9.90", "M"),
        "cart_item",
        b'{"event":"cart_item","id":"37","quantity":3,"price":9.90,"fashion_size":"M"}',
        {
            "event": "cart",
            "items": [{"id": "37", "amount": 3, "price": Decimal("9.90"), "fashion_size": "M"}],
        },
    ),
    (
        Cart([CartItem(1), CartItem(2, 3, 5, "L")]),
        "cart",
        b'{"event":"cart","items":[{"id":"1"},{"id":"2","quantity":3,"price":5,"fashion_size":"L"}]}',
        {
            "event": "cart",
            "items": [
                {"id": "1", "amount": 1},
                {"id": "2", "amount": 3, "price": Decimal(5), "fashion_size": "L"},
            ],
            "full_cart": True,
        },
    ),
    (
        Cart([]),
        "cart",
        b'{"event":"cart","items":[]}',
        {"event": "cart", "items": [], "full_cart": True},
    ),
    (
        RemoveFromCart(37),
        "remove_from_cart",
        b'{"event":"remove_from_cart","id":"37"}',
        {"event": "remove_from_cart", "items": [{"id": "37"}]},
    ),
    (
        Wish(37),
        "wish",
        b'{"event":"wish","id":"37"}',
        {"event": "wish", "items": [{"id": "37"}]},
    ),
    (
        WishList([1, "2"]),
        "wish",
        b'{"event":"wish_list","ids":["1","2"]}',
        {"event": "wish", "items": ["1", "2"], "full_wish": True},
    ),
    (
        WishList([]),
        "wish",
        b'{"event":"wish_list","ids":[]}',
        {"event": "wish", "items": [], "full_wish": True},
    ),
    (
        RemoveWish(37),
        "remove_wish",
        b'{"event":"remove_wish","id":"37"}',
        {"event": "remove_wish", "items": [{"id": "37"}]},
    ),
    (
        Purchase("N318", [LINE]),
        "purchase",
        (
            b'{"event":"purchase","order_id":"N318","items":[{"id":"a","price":9.90,"quantity":2,'
            b'"status":"created","barcode":"1","line_id":"7","fashion_size":"38"}]}'
        ),
        {
            "event": "purchase",
            "order_id": "N318",
            "items": [
                {
                    "id": "a",
                    "price": Decimal("9.90"),
                    "amount": 2,
                    "line_id": "7",
                    "fashion_size": "38",
                }
            ],
        },
    ),
    (
        Purchase(
            318,
            [OrderItem(37, 318, 3), OrderItem(187, 5000)],
            order_price=29999,
            email="jane@shopmail.org",
            phone="+14155552671",
            promocode="SPRING",
            order_cash="100.50",
            order_bonuses=0,
            order_delivery=5,
            order_discount=10,
            delivery_type="courier",
            delivery_address="Rouse st, 13",
            payment_type="card",
            tax_free=False,
            custom={"route": "Moscow - Берлин", "duration": 11},
        ),
        "purchase",
        b'{"event":"purchase","order_id":"318","items":[{"id":"37","price":318,"quantity":3},'
        b'{"id":"187","price":5000}],"order_price":29999,"email":"jane@shopmail.org",'
        b'"phone":"14155552671","promocode":"SPRING","order_cash":100.50,"order_bonuses":0,'
        b'"order_delivery":5,"order_discount":10,"delivery_type":"courier",'
        b'"delivery_address":"Rouse st, 13","payment_type":"card","tax_free":false,'
        b'"custom":{"route":"Moscow - ' + "Берлин".encode() + b'","duration":11}}',
        {
            "event": "purchase",
            "order_id": "318",
            "items": [
                {"id": "37", "price": Decimal(318), "amount": 3},
                {"id": "187", "price": Decimal(5000), "amount": 1},
            ],
            "order_price": Decimal(29999),
            "email": "jane@shopmail.org",
            "phone": "14155552671",
            "promocode": "SPRING",
            "order_cash": Decimal("100.50"),
            "order_bonuses": Decimal(0),
            "order_delivery": Decimal(5),
            "order_discount": Decimal(10),
            "delivery_type": "courier",
            "delivery_address": "Rouse st, 13",
            "payment_type": "card",
            "tax_free": False,
            "custom": {"route": "Moscow - Берлин", "duration": 11},
        },
    ),
    (
        Custom("my_event"),
        "custom",
        b'{"event":"custom","code":"my_event"}',
        {"event": "my_event"},
    ),
    (
        Custom(
            "my_event",
            category="event category",
            label="event label",
            value=0,
            time=datetime(2022, 5, 15, 21, 0, tzinfo=UTC),
            email="jane@shopmail.org",
            phone="+14155552671",
            loyalty_id=1,
            external_id=2,
            properties={"size": "M", "score": 1.5},
        ),
        "custom",
        (
            b'{"event":"custom","code":"my_event","category":"event category",'
            b'"label":"event label",'
            b'"value":0,"time":1652648400,"email":"jane@shopmail.org","phone":"14155552671",'
            b'"loyalty_id":"1","external_id":"2","properties":{"size":"M","score":1.5}}'
        ),
        {
            "event": "my_event",
            "category": "event category",
            "label": "event label",
            "value": 0,
            "time": 1652648400,
            "email": "jane@shopmail.org",
            "phone": "14155552671",
            "loyalty_id": "1",
            "external_id": "2",
            "size": "M",
            "score": Decimal("1.5"),
        },
    ),
]
NAMES = [f"{type(event).__name__}-{number}" for number, (event, *_) in enumerate(EVENTS)]


@pytest.mark.parametrize(("event", "kind", "stored", "wire"), EVENTS, ids=NAMES)
def test_forms(event: Event, kind: str, stored: bytes, wire: dict[str, Any]) -> None:
    assert event.name == kind
    assert encode(event) == stored
    assert event.to_wire() == wire
    assert decode_event(stored) == event
    assert type(decode_event(stored)) is type(event)


def test_every_kind_has_its_setting() -> None:
    assert {event.name for event, *_ in EVENTS} - {"cart_item"} == default_tracking().keys() - {
        "cart_item"
    }


DEVICE = Device(
    did="vxlwRZ7Cnk",
    sid="R5eQXkrKCf",
    segment="B",
    stream="ios",
    referer="https://shop.org/?q=1",
    recommended_by="dynamic",
    recommended_code="beb620922934b6ba",
    source=Source("bulk", "12345"),
)
DEVICE_WIRE = {
    "did": "vxlwRZ7Cnk",
    "sid": "R5eQXkrKCf",
    "segment": "B",
    "stream": "ios",
    "referer": "https://shop.org/?q=1",
    "recommended_by": "dynamic",
    "recommended_code": "beb620922934b6ba",
    "source": {"from": "bulk", "code": "12345"},
}


def test_with_device() -> None:
    event = with_device(View(37), DEVICE)
    assert event.to_wire() == {"event": "view", **DEVICE_WIRE, "items": [{"id": "37"}]}
    assert decode_event(encode(event)) == event


def test_what_the_event_says_itself_goes_first() -> None:
    event = with_device(View(37, did="own", segment="A"), Device(did="other", sid="s", segment="B"))
    assert event == View(37, did="own", sid="s", segment="A")


def test_an_unknown_device_adds_nothing() -> None:
    assert with_device(View(37), Device()) == View(37)


def test_a_purchase_does_not_say_what_led_to_it() -> None:
    event = with_device(Purchase("1", [OrderItem(1, 1)]), DEVICE)
    wire = dict(DEVICE_WIRE)
    del wire["recommended_by"], wire["recommended_code"]
    items = [{"id": "1", "price": Decimal(1), "amount": 1}]
    assert event.to_wire() == {"event": "purchase", **wire, "order_id": "1", "items": items}


def test_a_custom_event_has_nothing_that_would_become_a_property() -> None:
    event = with_device(Custom("my_event"), DEVICE)
    wire = {key: DEVICE_WIRE[key] for key in ("did", "sid", "segment", "stream", "source")}
    assert event.to_wire() == {"event": "my_event", **wire}


def test_weighted_goods_in_the_cart() -> None:
    assert CartItem("cheese", "0.5", 10) == CartItem("cheese", 1, 5)
    assert CartItem("cheese", "0.5") == CartItem("cheese", 1)
    assert AddToCart("cheese", 1.5, 10) == AddToCart("cheese", 1, 15)


def test_identifiers_of_a_custom_event() -> None:
    event = Custom("x", email="jane@shopmail.org", loyalty_id=5)
    assert event.identifiers() == {"email": "jane@shopmail.org", "loyalty_id": "5"}


@pytest.mark.parametrize(
    ("build", "field", "rule"),
    [
        (lambda: View(""), "id", "must not be empty"),
        (lambda: View(None), "id", "must not be empty"),  # type: ignore[arg-type]
        (lambda: View("a\\b"), "id", "must not contain a backslash"),
        (lambda: Category("x" * 256), "id", "must have at most 255 characters"),
        (lambda: Search(" "), "query", "must not be empty"),
        (lambda: Search("\ud83d"), "query", "must not contain NUL or lone surrogates"),
        (lambda: AddToCart(1, 0), "quantity", "must be greater than 0"),
        (lambda: AddToCart(1, price=float("nan")), "price", "must be a finite number"),
        (lambda: Cart(["1"]), "items", "must be a list of CartItem"),  # type: ignore[list-item]
        (lambda: CartItem(1, price=-1), "price", "must not be negative"),
        (lambda: WishList("37"), "ids", "must be a list of product ids"),
        (lambda: WishList(37), "ids", "must be a list of product ids"),  # type: ignore[arg-type]
        (lambda: WishList([""]), "ids", "must not be empty"),
        (lambda: Purchase("", [LINE]), "order_id", "must not be empty"),
        (lambda: Purchase("1", []), "items", "must not be empty"),
        (lambda: Custom(""), "code", "must not be empty"),
        (lambda: Custom("x" * 256), "code", "must have at most 255 characters"),
        (lambda: Custom("view"), "code", "is a standard event, which has its own class"),
        (lambda: Custom("x", value=1.5), "value", "must be a whole number"),  # type: ignore[arg-type]
        (lambda: Custom("x", properties={"time": 1}), "properties.time", "its name is reserved"),
        (lambda: Custom("x", properties={"from": 1}), "properties.from", "its name is reserved"),
        (
            lambda: Custom("x", properties={"aB": 1}),
            "properties.aB",
            "its name must match [a-z0-9_]+",
        ),
        (lambda: View(1, did="a b"), "did", "must be 1 to 64 letters, digits, - or _"),
        (lambda: View(1, segment="C"), "segment", "must be one of: A, B"),
        (lambda: View(1, stream="my-app"), "stream", "must be 1 to 16 letters, digits or _"),
        (lambda: View(1, source="bulk"), "source", "must be a Source"),  # type: ignore[arg-type]
        (lambda: View(1, referer="h" * 2049), "referer", "must have at most 2048 characters"),
        (lambda: Source("bulk", ""), "code", "must not be empty"),
    ],
)
def test_refused(build: Any, field: str, rule: str) -> None:
    with pytest.raises(PayloadError) as caught:
        build()
    assert (caught.value.field, caught.value.rule) == (field, rule)
