from __future__ import annotations

import re

import pytest
import requests

from django_personaclick.sandbox import SHOP_ID

from .conftest import DID, Shop


def test_a_new_device(shop: Shop) -> None:
    status, answer = shop.get("/init", shop_id=SHOP_ID, v=3)
    assert status == 200
    assert re.fullmatch("[A-Za-z0-9]{10}", answer["did"])
    assert re.fullmatch("[A-Za-z0-9]{10}", answer["seance"])
    assert answer["segment"] in ("A", "B")
    assert shop.sandbox.state.devices[answer["did"]].sids == [answer["seance"]]
    documented = {
        "did", "seance", "currency", "email_collector", "has_email", "recommendations",
        "lazy_load", "auto_css_recommender", "cms", "snippets", "search", "web_push_settings",
        "recone",
    }  # fmt: skip
    assert answer.keys() == documented | {"segment", "popup"}


def test_two_devices_differ(shop: Shop) -> None:
    first, second = (shop.get("/init", shop_id=SHOP_ID)[1]["did"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("did", [DID, "abcdefghij", "0123456789abcdef", "my-own_id"])
def test_a_did_of_the_right_shape_is_adopted(shop: Shop, did: str) -> None:
    assert shop.get("/init", shop_id=SHOP_ID, did=did)[1]["did"] == did
    assert shop.push(did=did, event="view", items=[{"id": "1"}])[0] == 200


def test_a_did_of_a_wrong_shape_is_replaced(shop: Shop) -> None:
    answer = shop.get("/init", shop_id=SHOP_ID, did="a b")[1]
    assert answer["did"] != "a b"
    assert shop.last.reason == "did has a wrong format: a new one was made"


@pytest.mark.parametrize("name", ["sid", "seance"])
def test_a_session_goes_on(shop: Shop, name: str) -> None:
    answer = shop.get("/init", shop_id=SHOP_ID, did=DID, **{name: "R5eQXkrKCf"})[1]
    assert answer["seance"] == "R5eQXkrKCf"
    assert shop.sandbox.state.devices[DID].sids == ["R5eQXkrKCf"]


def test_has_email(shop: Shop) -> None:
    assert shop.get("/init", shop_id=SHOP_ID, did=DID)[1]["has_email"] is False
    shop.post("/profile/set", {"shop_id": SHOP_ID, "did": DID, "email": "jane@shopmail.org"})
    assert shop.get("/init", shop_id=SHOP_ID, did=DID)[1]["has_email"] is True


def test_a_wrong_stream(shop: Shop) -> None:
    assert shop.get("/init", shop_id=SHOP_ID, stream="i-os") == (
        422,
        {"status": "error", "message": "stream must be 1 to 16 letters, digits and _"},
    )


@pytest.mark.parametrize(
    "cookie", ["did", "did=a b", "did=\x22", "sessionid=abcdefghij", "a/b=1; did=abcdefghij"]
)
def test_other_cookies_do_nothing(shop: Shop, cookie: str) -> None:
    response = shop.send("GET", f"/init?shop_id={SHOP_ID}", headers={"Cookie": cookie})
    assert re.fullmatch("[A-Za-z0-9]{10}", response.json()["did"])
    assert shop.last.reason == ""


def test_a_client_that_keeps_cookies_merges_its_visitors(shop: Shop) -> None:
    with requests.Session() as careless:
        careless.trust_env = False
        dids = [
            careless.get(f"{shop.sandbox.url}/init?shop_id={SHOP_ID}", timeout=10).json()["did"]
            for _ in range(2)
        ]
    assert dids[0] == dids[1]
    assert shop.last.reason == (
        "did was taken from the API's own cookie: does the client keep cookies?"
    )
