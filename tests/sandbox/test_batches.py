"""Batch endpoints answer 200 and validate afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.client.endpoints import ENDPOINTS, Endpoint
from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET
from django_personaclick.sandbox.routes import CONTRACTS

from .conftest import Clock, Shop

IMPORTS = [row for row in ENDPOINTS.values() if row.rate]
ITEM = {"id": "37", "price": 10, "quantity": 2}
ORDER: dict[str, Any] = {
    "id": "A",
    "status": "new",
    "channel": "website",
    "date": 1602338740,
    "phone": "+15554443322",
    "value": {"total": 20},
    "items": [ITEM],
}
GONE = object()
WHOLE = {
    **ORDER,
    "offline": False,
    "email": "jane@shopmail.org",
    "external_id": "777_777",
    "telegram_id": "123456",
    "loyalty_id": "000-33-444-111",
    "location_id": "7701123",
    "promocode": "vxawxSi9Uy",
    "delivery_type": "courier",
    "delivery_address": "Rouse st, 13",
    "delivery_date": "2021-12-21",
    "delivery_time": "15:00",
    "payment_type": "card",
    "tax_free": True,
    "bank_issuer": "Sberbank",
    "bank_pos_processor": "apex",
    "bank_loyalty_program": "miles&smiles",
    "bank_total_installment": 4,
    "payment_card_provider": "mastercard",
    "gift_package": True,
    "payment_structure": {"cash": 190, "bonuses": 15, "delivery": 20, "discount": 24.87},
    "custom": {"route": "A - B"},
    "items": [
        {
            "id": "ITEM-ID-1",
            "price": 205,
            "quantity": 1,
            "status": "cancelled",
            "original_price": 230,
            "discount_product": 30,
            "discount_coupon": 10,
            "discount_bonuses": 20,
            "delivery_company": "ups",
            "barcode": "195204003541",
            "line_id": "195204003541-22323443-123434",
            "cancel_reason": "over size",
        }
    ],
}

WRONG_ORDERS: list[tuple[dict[str, Any], str]] = [
    ({"status": GONE}, "status is required"),
    ({"status": 5}, "status must be a non-empty string"),
    ({"channel": GONE}, "channel is required"),
    ({"channel": ""}, "channel is required"),
    ({"date": GONE}, "date is required"),
    ({"date": "2020-10-10"}, "date must be a unix time in seconds"),
    ({"date": 1602338740000}, "date must be a unix time in seconds"),
    ({"value": GONE}, "value is required"),
    ({"value": 20}, "value must be a non-empty object"),
    ({"value": {"products": 20}}, "value.total must be a number"),
    ({"value": {"total": "20"}}, "value.total must be a number"),
    ({"items": GONE}, "the order is not known, so it needs items"),
    ({"items": []}, "the order is not known, so it needs items"),
    ({"items": {"37": ITEM}}, "items must be a non-empty array"),
    ({"items": ["37"]}, "an item must be an object"),
    ({"phone": GONE}, "email, phone, external_id, telegram_id or loyalty_id is required"),
    ({"email": "jane"}, "email must be an e-mail address"),
    ({"delivery_time": "25:00"}, "delivery_time must be a time as HH:MM"),
    ({"delivery_date": "21.12.2021"}, "delivery_date must be a date as YYYY-MM-DD"),
    ({"tax_free": "yes"}, "tax_free must be true or false"),
    ({"bank_total_installment": "4"}, "bank_total_installment must be an integer"),
    ({"payment_structure": {"cash": "190"}}, "payment_structure.cash must be a number"),
    ({"custom": ["a"]}, "custom must be a non-empty object"),
    ({"total": 20}, "total is not a documented field"),
    ({"id": 17}, "id must be a non-empty string"),
]
WRONG_ITEMS: list[tuple[dict[str, Any], str]] = [
    ({"id": GONE}, "id of an item is required"),
    ({"price": GONE}, "price of an item is required"),
    ({"quantity": GONE}, "quantity of an item is required"),
    ({"id": "a\\b"}, "item a\\b: id must be a product id"),
    ({"price": "10"}, "item 37: price must be a number from 0"),
    ({"price": -1}, "item 37: price must be a number from 0"),
    ({"quantity": 0}, "item 37: quantity must be an integer from 1"),
    ({"quantity": 1.5}, "item 37: quantity must be an integer from 1"),
    ({"status": "sent"},
     "item 37: status must be one of created, invoiced, shipped, delivered, cancelled, refunded"),
    ({"amount": 2}, "item 37: amount is not a documented field"),
    ({"barcode_id": "1"}, "item 37: barcode_id is not a documented field"),
]  # fmt: skip
WRONG_PEOPLE: list[tuple[Any, str]] = [
    ({"first_name": "Jane"}, "email, phone, loyalty_id or external_id is required"),
    ({"telegram_id": "1"}, "email, phone, loyalty_id or external_id is required"),
    ("jane@shopmail.org", "must be an object"),
    ({"email": "jane"}, "email must be an e-mail address"),
    ({"email": "j@shopmail.org", "sms_bulk": 1}, "sms_bulk must be true or false"),
    ({"email": "j@shopmail.org", "mobile_token_platform": "palm"},
     "mobile_token_platform must be one of ios, android"),
]  # fmt: skip


def changed(row: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**row, **change}.items() if value is not GONE}


def sync(shop: Shop, *orders: Any) -> str:
    """The recorded outcome of an accepted request."""
    assert shop.secret("/sync/orders", orders=list(orders)) == (200, {"status": "success"})
    return shop.last.outcome


@pytest.mark.parametrize("row", [ORDER, WHOLE])
def test_a_right_order(shop: Shop, row: dict[str, Any]) -> None:
    assert sync(shop, row) == "accepted"
    assert shop.last.verdict == "accepted"
    assert list(shop.sandbox.state.orders) == ["A"]


@pytest.mark.parametrize(("change", "problem"), WRONG_ORDERS)
def test_a_wrong_order(shop: Shop, change: dict[str, Any], problem: str) -> None:
    row = changed(ORDER, change)
    assert sync(shop, row) == f"accepted, 1 row refused: order {row['id']}: {problem}"
    assert shop.last.verdict == "partly"
    assert shop.sandbox.state.orders == {}


@pytest.mark.parametrize(("change", "problem"), WRONG_ITEMS)
def test_a_wrong_item(shop: Shop, change: dict[str, Any], problem: str) -> None:
    row = {**ORDER, "items": [changed(ITEM, change)]}
    assert sync(shop, row) == f"accepted, 1 row refused: order A: {problem}"


def test_one_product_in_two_items(shop: Shop) -> None:
    row = {**ORDER, "items": [ITEM, ITEM]}
    assert sync(shop, row) == ("accepted, 1 row refused: order A: product 37 stands in two items")


def test_bad_rows_do_not_hinder_good_ones(shop: Shop) -> None:
    rows = [changed(ORDER, {"date": GONE}), {**ORDER, "id": "B"}, {"status": "new"}, "C"]
    assert sync(shop, *rows) == (
        "accepted, 3 rows refused: order A: date is required; row 2: id is required; "
        "row 3: id is required"
    )
    assert list(shop.sandbox.state.orders) == ["B"]


def test_a_status_alone(shop: Shop) -> None:
    paid = {"id": "A", "status": "paid"}
    assert sync(shop, paid) == (
        "accepted, 1 row refused: order A: the order is not known, so it needs items"
    )
    assert sync(shop, ORDER, paid) == "accepted"
    assert shop.sandbox.state.orders["A"].status == "paid"


@pytest.mark.parametrize("orders", [[], {}, None, "A"])
def test_no_orders(shop: Shop, orders: Any) -> None:
    assert shop.secret("/sync/orders", orders=orders) == (200, {"status": "success"})
    assert shop.last.outcome == "accepted, 1 row refused: orders must be a non-empty array"


def test_more_than_5000_orders(shop: Shop) -> None:
    rows = [{**ORDER, "id": f"A{number}"} for number in range(5001)]
    assert sync(shop, *rows) == "accepted, 5001 orders: at most 5000 in one request"


@pytest.mark.parametrize(("row", "problem"), WRONG_PEOPLE)
def test_a_wrong_person(shop: Shop, row: Any, problem: str) -> None:
    good = {"email": "john@shopmail.org"}
    assert shop.secret("/import/audience", audience=[good, row]) == (200, {"status": "success"})
    assert shop.last.outcome == f"accepted, 1 row refused: row 1: {problem}"
    assert len(shop.sandbox.state.profiles) == 1


@pytest.mark.parametrize("audience", [[], {}, None])
def test_no_audience(shop: Shop, audience: Any) -> None:
    assert shop.secret("/import/audience", audience=audience) == (200, {"status": "success"})
    assert shop.last.outcome == "accepted, 1 row refused: audience must be a non-empty array"


def test_notes_of_an_audience(shop: Shop) -> None:
    rows = [{"email": "noreply@example.com"}]
    shop.secret("/import/audience", audience=rows, segment_id="all")
    assert shop.last.outcome == (
        "accepted, segment_id must be a number: ignored; "
        "bogus e-mail: its domain cannot have mailboxes"
    )


@pytest.mark.parametrize("endpoint", IMPORTS, ids=lambda row: row.name)
def test_40_requests_a_minute(shop: Shop, clock: Clock, endpoint: Endpoint) -> None:
    key = endpoint.batch.key if endpoint.batch else ""
    body = {"shop_id": SHOP_ID, "shop_secret": SHOP_SECRET, key: []}

    def send() -> int:
        return shop.send(endpoint.method, endpoint.path, json=body).status_code

    success = CONTRACTS[endpoint.name].status
    assert [send() for _ in range(41)] == [success] * 40 + [429]
    refused = shop.send(endpoint.method, endpoint.path, json=body)
    assert refused.json() == {"status": "error", "message": "Too many requests"}
    clock.now += 59.9
    assert send() == 429
    clock.now += 0.1
    assert send() == success


def test_each_endpoint_has_its_own_minute(shop: Shop) -> None:
    for _ in range(40):
        shop.secret("/sync/orders", orders=[])
    assert shop.secret("/sync/orders", orders=[])[0] == 429
    assert shop.secret("/import/audience", audience=[])[0] == 200
    assert shop.push(event="view", items=[{"id": "1"}])[0] == 200


def test_an_unauthorised_request_costs_nothing(shop: Shop) -> None:
    for _ in range(41):
        assert shop.post("/sync/orders", {"shop_id": "0" * 30})[0] == 404
    assert shop.secret("/sync/orders", orders=[])[0] == 200
