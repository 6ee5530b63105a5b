"""API reference: Net Promoter Score."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from django_personaclick.client import Client
from tests.client.contracts import (
    DEVICE,
    KEYS,
    PUBLIC,
    SUCCESS,
    Example,
    Refusal,
    examples,
    prove_refusal,
)
from tests.client.servers import ApiServer

CATEGORIES = [{"id": 1, "code": "website", "name": "Online checkout quality"}]
CHANNELS = [{"id": 4, "code": "pos", "name": "POS terminal"}]
REVIEWS = [{"id": 1, "channel": "email", "rate": 7, "comment": None, "client_id": 151591562553}]


def reading(name: str, call: Any, rows: Any, keys: dict[str, str], new: bool) -> Example:
    return Example(
        f"nps.{name}",
        call,
        "GET",
        f"/nps/{name}",
        keys,
        answer={**SUCCESS, "payload": {name: rows}} if new else rows,
        result=rows,
    )


@examples(
    reading("categories", lambda client: client.nps.categories(), CATEGORIES, PUBLIC, False),
    reading("categories", lambda client: client.nps.categories(), CATEGORIES, PUBLIC, True),
    reading("channels", lambda client: client.nps.channels(), CHANNELS, PUBLIC, False),
    reading("channels", lambda client: client.nps.channels(), CHANNELS, PUBLIC, True),
    reading("reviews", lambda client: client.nps.reviews(), REVIEWS, KEYS, False),
    reading(
        "reviews",
        lambda client: client.nps.reviews(
            date_from=date(2023, 7, 1),
            date_to="2023-07-31",
            channel="email",
            category="delivery",
        ),
        REVIEWS,
        {
            **KEYS,
            "date_from": "2023-07-01",
            "date_to": "2023-07-31",
            "channel": "email",
            "category": "delivery",
        },
        True,
    ),
    Example(
        "nps.create",
        lambda client: client.nps.create(
            "email", "delivery", 7, email="jane@shopmail.org", comment="Some comment"
        ),
        "POST",
        "/nps/create",
        body={
            **KEYS,
            "email": "jane@shopmail.org",
            "channel": "email",
            "category": "delivery",
            "rate": 7,
            "comment": "Some comment",
        },
    ),
    Example(
        "nps.create",
        lambda client: client.nps.create(
            "ios_app", "checkout", 6, did="DEVICE_ID", sid="SEANCE_ID", order_id="ORDER-3341"
        ),
        "POST",
        "/nps/create",
        body={
            **DEVICE,
            "channel": "ios_app",
            "category": "checkout",
            "rate": 6,
            "order_id": "ORDER-3341",
        },
    ),
    Example(
        "nps.create",
        lambda client: client.nps.create("pos", "checkout", 10, order_id=3341),
        "POST",
        "/nps/create",
        body={**KEYS, "channel": "pos", "category": "checkout", "rate": 10, "order_id": "3341"},
    ),
)
def test_contract(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def refusals() -> list[Refusal]:
    def create(*values: Any, **named: Any) -> Any:
        return lambda client: client.nps.create(*values, **named)

    def reviews(**named: Any) -> Any:
        return lambda client: client.nps.reviews(**named)

    jane = {"email": "jane@shopmail.org"}
    nobody = "must be given, or one of email, phone, loyalty_id, external_id, order_id"
    return [
        (create("", "delivery", 7, **jane), "channel", "must not be empty"),
        (create("email", "", 7, **jane), "category", "must not be empty"),
        (create("email", "delivery", 0, **jane), "rate", "must be from 1 to 10"),
        (create("email", "delivery", 11, **jane), "rate", "must be from 1 to 10"),
        (create("email", "delivery", "7", **jane), "rate", "must be a whole number"),
        (create("email", "delivery", None, **jane), "rate", "must not be empty"),
        (create("email", "delivery", 7), "did", nobody),
        (create("email", "delivery", 7, email="nobody@example.com"), "did", nobody),
        (create("email", "delivery", 7, did="DEVICE_ID"), "sid", "must not be empty"),
        (reviews(date_from="1 May"), "date_from", "must be a date (YYYY-MM-DD)"),
        (
            reviews(date_from="2023-07-02", date_to="2023-07-01"),
            "date_to",
            "must not be before date_from",
        ),
    ]


@pytest.mark.parametrize("refusal", refusals())
def test_refuses(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
