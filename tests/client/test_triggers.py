"""API reference: Triggers; Products and catalog."""

from __future__ import annotations

from datetime import date

import pytest

from django_personaclick.client import Client
from tests.client.contracts import KEYS, PUBLIC, Example, Refusal, examples, prove_refusal
from tests.client.servers import ApiServer

JANE = "jane@shopmail.org"
PHONE = "+14155552671"
PERSON = {"email": JANE, "phone": "14155552671", "did": "DeviceID"}
EVERYBODY = {"email": JANE, "phone": PHONE, "did": "DeviceID"}
WAITING = [
    {"id": "ID1", "barcode": "BC101", "quantity": 337, "date": "2020-01-12", "contacts": [JANE]}
]
NOBODY = "must be given and usable, or one of "


@examples(
    Example(
        "triggers.subscribe_price",
        lambda client: client.triggers.subscribe_price(11111, 1000, **EVERYBODY),
        "POST",
        "/subscriptions/subscribe_for_product_price",
        body={**PUBLIC, **PERSON, "item_id": "11111", "price": "1000"},
    ),
    Example(
        "triggers.subscribe_price",
        lambda client: client.triggers.subscribe_price("11111", "9.90", email=JANE),
        "POST",
        "/subscriptions/subscribe_for_product_price",
        body={**PUBLIC, "email": JANE, "item_id": "11111", "price": "9.90"},
    ),
    Example(
        "triggers.unsubscribe_price",
        lambda client: client.triggers.unsubscribe_price([11111, "22222", "333333"], **EVERYBODY),
        "POST",
        "/subscriptions/unsubscribe_from_product_price",
        body={**PUBLIC, **PERSON, "item_ids": "11111, 22222, 333333"},
    ),
    Example(
        "triggers.unsubscribe_price",
        lambda client: client.triggers.unsubscribe_price(**EVERYBODY),
        "POST",
        "/subscriptions/unsubscribe_from_product_price",
        body={**PUBLIC, **PERSON, "item_ids": ""},
    ),
    Example(
        "triggers.subscribe_stock",
        lambda client: client.triggers.subscribe_stock(
            11111, fashion_size="XL", barcode="222222", **EVERYBODY
        ),
        "POST",
        "/subscriptions/subscribe_for_product_available",
        body={
            **PUBLIC,
            **PERSON,
            "item_id": "11111",
            "properties": {"fashion_size": "XL", "barcode": "222222"},
        },
    ),
    Example(
        "triggers.subscribe_stock",
        lambda client: client.triggers.subscribe_stock("11111", phone=PHONE),
        "POST",
        "/subscriptions/subscribe_for_product_available",
        body={**PUBLIC, "phone": "14155552671", "item_id": "11111"},
    ),
    Example(
        "triggers.unsubscribe_stock",
        lambda client: client.triggers.unsubscribe_stock([11111, "22222", "333333"], **EVERYBODY),
        "POST",
        "/subscriptions/unsubscribe_from_product_available",
        body={**PUBLIC, **PERSON, "item_ids": "11111, 22222, 333333"},
    ),
    Example(
        "triggers.unsubscribe_stock",
        lambda client: client.triggers.unsubscribe_stock(did="DeviceID"),
        "POST",
        "/subscriptions/unsubscribe_from_product_available",
        body={**PUBLIC, "did": "DeviceID", "item_ids": ""},
    ),
    Example(
        "triggers.check_price",
        lambda client: client.triggers.check_price(
            11111, external_id=1, loyalty_id=2, telegram_id=3, **EVERYBODY
        ),
        "GET",
        "/products/check_price_drop_subscription",
        {
            **KEYS,
            **PERSON,
            "external_id": "1",
            "loyalty_id": "2",
            "telegram_id": "3",
            "item_id": "11111",
        },
        answer=True,
        result=True,
    ),
    Example(
        "triggers.check_stock",
        lambda client: client.triggers.check_stock("11111", email=JANE),
        "GET",
        "/products/check_product_available_subscription",
        {**KEYS, "email": JANE, "item_id": "11111"},
        answer={"status": "success", "payload": {"subscribed": False}},
        result=False,
    ),
    Example(
        "triggers.price_subscribers",
        lambda client: client.triggers.price_subscribers(),
        "GET",
        "/products/subscribers/price",
        KEYS,
        answer=WAITING,
        result=WAITING,
    ),
    Example(
        "triggers.stock_subscribers",
        lambda client: client.triggers.stock_subscribers(
            date_from=date(2020, 1, 1), date_to=date(2020, 1, 1)
        ),
        "GET",
        "/products/subscribers/stock",
        {**KEYS, "date_from": "2020-01-01", "date_to": "2020-01-01"},
        answer={"status": "success", "payload": {"subscribers": WAITING}},
        result=WAITING,
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


@pytest.mark.parametrize(
    "refusal",
    [
        (
            lambda client: client.triggers.subscribe_price(1, 10),
            "email",
            NOBODY + "phone, did",
        ),
        (
            lambda client: client.triggers.subscribe_price("", 10, email=JANE),
            "item_id",
            "must not be empty",
        ),
        (
            lambda client: client.triggers.subscribe_price("a\\b", 10, email=JANE),
            "item_id",
            "must not contain a backslash",
        ),
        (
            lambda client: client.triggers.subscribe_price(1, -1, email=JANE),
            "price",
            "must not be negative",
        ),
        (
            lambda client: client.triggers.subscribe_price(1, None, email=JANE),
            "price",
            "must not be empty",
        ),
        (
            lambda client: client.triggers.unsubscribe_price([], email=JANE),
            "item_ids",
            "must not be empty; None means all products",
        ),
        (
            lambda client: client.triggers.unsubscribe_stock("11111", email=JANE),
            "item_ids",
            "must be a list",
        ),
        (
            lambda client: client.triggers.unsubscribe_stock(["1,2"], email=JANE),
            "item_ids[0]",
            "must not contain a comma: commas separate values",
        ),
        (lambda client: client.triggers.unsubscribe_stock([1]), "email", NOBODY + "phone, did"),
        (
            lambda client: client.triggers.subscribe_stock("x" * 256, email=JANE),
            "item_id",
            "must have at most 255 characters",
        ),
        (
            lambda client: client.triggers.check_stock(1),
            "did",
            NOBODY + "email, phone, loyalty_id, external_id, telegram_id",
        ),
        (
            lambda client: client.triggers.check_price("", email=JANE),
            "item_id",
            "must not be empty",
        ),
        (
            lambda client: client.triggers.price_subscribers(
                date_from=date(2020, 1, 2), date_to=date(2020, 1, 1)
            ),
            "date_to",
            "must not be before date_from",
        ),
        (
            lambda client: client.triggers.stock_subscribers(date_to="yesterday"),
            "date_to",
            "must be a date (YYYY-MM-DD)",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
