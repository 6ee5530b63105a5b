from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.sandbox import SHOP_ID

from .conftest import DID, Shop

EVENT = {"shop_id": SHOP_ID, "did": DID, "sid": "R5eQXkrKCf", "event": "my_event"}
NOBODY = {"shop_id": SHOP_ID, "event": "my_event"}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"category": "event category", "label": "event label", "value": 100},
        {"time": "1652648400"},
        {"time": 1652648400, "colour_2": "red", "size": 4.5},
    ],
)
def test_accepted(shop: Shop, more: dict[str, Any]) -> None:
    assert shop.post("/push/custom", {**EVENT, **more}) == (200, {"status": "success"})
    kept = {key: value for key, value in EVENT.items() if key != "shop_id"}
    assert shop.sandbox.state.custom_events == [{**kept, **more}]


@pytest.mark.parametrize(
    "identifier",
    [
        {"email": "jane@shopmail.org"},
        {"phone": "+14155552671"},
        {"loyalty_id": "000-33"},
        {"external_id": "777"},
        {"telegram_id": "123456"},
    ],
)
def test_an_identifier_does_instead_of_a_device(shop: Shop, identifier: dict[str, str]) -> None:
    assert shop.post("/push/custom", {**NOBODY, **identifier}) == (200, {"status": "success"})
    assert shop.sandbox.state.profile(**identifier) is not None


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"did": "gone123456"}, 404, "did not found"),
        ({"did": "go ne"}, 422, "did has a wrong format"),
        ({"event": ""}, 422, "event is missing"),
        ({"event": 5}, 422, "event is missing"),
        ({"value": "100"}, 422, "value must be an integer"),
        ({"value": 1.5}, 422, "value must be an integer"),
        ({"value": True}, 422, "value must be an integer"),
        ({"category": ""}, 422, "category must be a non-empty string"),
        ({"label": 5}, 422, "label must be a non-empty string"),
        ({"time": "yesterday"}, 422, "time must be a unix time in seconds"),
        ({"time": 1652648400000}, 422, "time must be a unix time in seconds"),
        ({"Colour": "red"}, 422, "'Colour': a property's name is made of a-z, 0-9 and _"),
        ({"payload": []}, 422, "payload must be a non-empty object"),
    ],
)
def test_refused(shop: Shop, change: dict[str, Any], status: int, message: str) -> None:
    answer = shop.post("/push/custom", {**EVENT, **change})
    assert answer == (status, {"status": "error", "message": message})
    assert shop.sandbox.state.custom_events == []


def test_somebody_is_required(shop: Shop) -> None:
    assert shop.post("/push/custom", NOBODY) == (
        401,
        {
            "status": "error",
            "message": "did, email, phone, loyalty_id, external_id or telegram_id is missing",
        },
    )
