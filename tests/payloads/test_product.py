from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from django_personaclick.exceptions import PayloadError
from django_personaclick.payloads import (
    BonusStatus,
    Location,
    Product,
    ProductCategory,
    ProductLocation,
    ProductParam,
    decode,
    encode,
)

LEAST: Any = {
    "price": 13000,
    "url": "https://mysite.com/products/6335.html",
    "picture": "https://mysite.com/pictures/6335.jpg",
    "categories": ["17", 3],
}


def full() -> Product:
    """The example of the vendor's documentation: Product import."""
    return Product(
        6335,
        "Bicycle",
        **LEAST,
        group_id=633,
        price_with_promocode=12000,
        oldprice="16000.50",
        currency="RUB",
        deeplink_android="app://products/6335",
        available=True,
        barcode="17333838374318",
        price_margin=10,
        locations=[
            ProductLocation("msk", delivery_types={"shop": 10, "stock": 50}),
            ProductLocation("spb", price=12500, sizes=["S"], merchant="abc"),
        ],
        brand="Marine",
        tags=["aluminium", "sport"],
        params=[
            ProductParam("interface", ["bluetooth", "wi-fi"]),
            ProductParam("power", 23.5, unit="W"),
            ProductParam("esim", True, priority=20, searchable=False),
        ],
        merchant="abc123xyz789",
        date=date(2022, 1, 1),
        gift=True,
        installment=36,
        discount_percent=50,
        promocode="Sale50",
        bonuses_accrual_allowed=True,
        bonuses_spending_allowed=False,
        rating=5,
        leftovers="lot",
        seasonality=[1, 2, 12],
        accessories=[1, "A-2"],
        fashion={"gender": "m", "type": "jacket", "sizes": ["48", "50"], "colors": []},
        extra={"is_child": True},
    )


WIRE = {
    "id": "6335",
    "name": "Bicycle",
    "price": Decimal(13000),
    "url": "https://mysite.com/products/6335.html",
    "picture": "https://mysite.com/pictures/6335.jpg",
    "categories": ["17", "3"],
    "available": True,
    "oldprice": Decimal("16000.50"),
    "currency": "RUB",
    "params": [
        {"name": "interface", "value": ["bluetooth", "wi-fi"]},
        {"name": "power", "value": [Decimal("23.5")], "unit": "W"},
        {"name": "esim", "value": ["true"], "priority": 20, "searchable": False},
    ],
    "locations": [
        {"location": "msk", "delivery_types": {"shop": 10, "stock": 50}},
        {"location": "spb", "price": Decimal(12500), "merchant": ["abc"], "sizes": ["S"]},
    ],
    "group_id": "633",
    "brand": "Marine",
    "barcode": "17333838374318",
    "merchant": ["abc123xyz789"],
    "tags": ["aluminium", "sport"],
    "discount_percent": 50,
    "gift": True,
    "installment": 36,
    "promocode": "Sale50",
    "price_with_promocode": Decimal(12000),
    "deeplink_android": "app://products/6335",
    "bonuses_accrual_allowed": True,
    "bonuses_spending_allowed": False,
    "accessories": ["1", "A-2"],
    "seasonality": [1, 2, 12],
    "rating": 5,
    "leftovers": "lot",
    "date": "2022-01-01",
    "price_margin": 10,
    "fashion": {"gender": "m", "type": "jacket", "sizes": ["48", "50"]},
    "is_child": True,
}


def test_the_wire_form() -> None:
    assert full().to_wire() == WIRE


def test_the_least() -> None:
    wire = Product("1", "Lamp", **LEAST).to_wire()
    assert wire == {"id": "1", "name": "Lamp", **LEAST, "categories": ["17", "3"]}


def test_the_stored_form() -> None:
    assert decode(Product, encode(full())) == full()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (datetime(2025, 3, 3, 12, tzinfo=UTC), "2025-03-03T12:00:00+00:00"),
        ("2025-03-03T12:00:00Z", "2025-03-03T12:00:00Z"),
        ("", None),
    ],
)
def test_when_it_was_added(given: Any, kept: str | None) -> None:
    assert Product("1", "Lamp", **LEAST, date=given).date == kept


@pytest.mark.parametrize(
    ("values", "field", "rule"),
    [
        ({"price": 0}, "price", "must be greater than 0"),
        ({"price": None}, "price", "must not be empty"),
        ({"price": "NaN"}, "price", None),
        ({"oldprice": -1}, "oldprice", "must be greater than 0"),
        ({"url": "/products/1"}, "url", "must be a URL (http or https)"),
        ({"url": ""}, "url", "must not be empty"),
        ({"url": "https://[x"}, "url", "must be a URL (http or https)"),
        (
            {"picture": "https://mysite.com/" + "x" * 482},
            "picture",
            "must have at most 500 characters",
        ),
        ({"categories": []}, "categories", "must not be empty"),
        ({"categories": "17"}, "categories", "must be a list"),
        ({"categories": ["17", ""]}, "categories[1]", "must not be empty"),
        ({"rating": 6}, "rating", "must be from 1 to 5"),
        ({"seasonality": [0]}, "seasonality[0]", "must be from 1 to 12"),
        ({"price_margin": 101}, "price_margin", "must be from 0 to 100"),
        ({"discount_percent": -1}, "discount_percent", "must be from 0 to 100"),
        ({"stock_quantity": -1}, "stock_quantity", "must be at least 0"),
        ({"leftovers": "lots"}, "leftovers", "must be one of: one, few, lot"),
        ({"date": "1 May"}, "date", "must be a date (ISO 8601)"),
        ({"params": [{"name": "x"}]}, "params", "must be a list of ProductParam"),
        ({"locations": ["msk"]}, "locations", "must be a list of ProductLocation"),
        ({"available": 1}, "available", "must be True or False"),
        ({"gift": 1}, "gift", "must be text"),
        ({"extra": {"price": 1}}, "extra.price", "is a field of its own"),
        ({"fashion": ["m"]}, "fashion", "must be a mapping"),
    ],
)
def test_product_refuses(values: Any, field: str, rule: str | None) -> None:
    with pytest.raises(PayloadError) as caught:
        Product("1", "Lamp", **{**LEAST, **values})
    assert caught.value.field == field
    assert rule is None or caught.value.rule == rule


@pytest.mark.parametrize(
    ("build", "field", "rule"),
    [
        (lambda: Product("", "Lamp", **LEAST), "id", "must not be empty"),
        (lambda: Product("a\\b", "Lamp", **LEAST), "id", "must not contain a backslash"),
        (lambda: Product("1", "", **LEAST), "name", "must not be empty"),
        (lambda: ProductParam("x", []), "value", "must not be empty"),
        (lambda: ProductParam("", ["y"]), "name", "must not be empty"),
        (lambda: ProductLocation(""), "location", "must not be empty"),
        (
            lambda: ProductLocation("msk", delivery_types={"shop": -1}),
            "delivery_types.shop",
            "must be at least 0",
        ),
        (lambda: ProductCategory("1", ""), "name", "must not be empty"),
        (lambda: ProductCategory(1, "A", parent="1"), "parent", "must be another than itself"),
        (lambda: ProductCategory(1, "A", url="x"), "url", "must be a URL (http or https)"),
        (lambda: Location(1, "A", parent=1), "parent", "must be another than itself"),
        (
            lambda: Location(1, "A", search_level_up=-1),
            "search_level_up",
            "must be at least 0",
        ),
    ],
)
def test_refusals(build: Any, field: str, rule: str) -> None:
    with pytest.raises(PayloadError) as caught:
        build()
    assert (caught.value.field, caught.value.rule) == (field, rule)


@pytest.mark.parametrize(
    ("values", "field", "rule"),
    [
        ({"balance": "many"}, "balance", None),
        (
            {"purchase_date": "06.05.2024"},
            "purchase_date",
            "must be a date and time (YYYY-MM-DD hh:mm:ss)",
        ),
        (
            {"expiration": "2024-13-06 00:00:00"},
            "expiration",
            "must be a date and time (YYYY-MM-DD hh:mm:ss)",
        ),
        ({"event": 7}, "event", "must be text"),
    ],
)
def test_bonus_status_refuses(values: Any, field: str, rule: str | None) -> None:
    with pytest.raises(PayloadError) as caught:
        BonusStatus(email="jane@shopmail.org", **values)
    assert caught.value.field == field
    assert rule is None or caught.value.rule == rule


def test_bonus_status_drops_bogus_contacts() -> None:
    assert BonusStatus(email="nobody@example.com", phone="123").identifiers() == {}
    assert BonusStatus(expiration="2024-05-06T00:00:00").expiration == "2024-05-06 00:00:00"
