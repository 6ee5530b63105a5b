from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET

from .conftest import DID, Shop


def control(shop: Shop, path: str, **params: Any) -> Any:
    status, answer = shop.get(f"/_sandbox/{path}", **params)
    assert status == 200
    return answer


def view(shop: Shop, product: str) -> int:
    shop.push(event="view", items=[{"id": product}])
    return shop.last.number


def test_requests_after_a_number(shop: Shop) -> None:
    first, second, third = (view(shop, product) for product in "abc")
    answer = control(shop, "requests.json", after=first)
    assert answer["last"] == third
    assert [request["number"] for request in answer["requests"]] == [second, third]
    assert answer["requests"][0]["body"]["items"] == [{"id": "b"}]
    assert control(shop, "requests.json", after=third) == {"requests": [], "last": third}


def test_the_newest_requests_in_brief(shop: Shop) -> None:
    numbers = [view(shop, product) for product in "abc"]
    answer = control(shop, "requests.json", limit=2, brief=1)
    assert [request["number"] for request in answer["requests"]] == numbers[1:]
    assert answer["requests"][0].keys() == {
        "number", "at", "received", "endpoint", "method", "path", "title", "status", "verdict",
        "reason", "repeat",
    }  # fmt: skip


def test_one_request(shop: Shop) -> None:
    numbers = [view(shop, product) for product in "abc"]
    (request,) = control(shop, "requests.json", number=numbers[1])["requests"]
    assert request["body"]["items"] == [{"id": "b"}]
    assert control(shop, "requests.json", number=numbers[2] + 1)["requests"] == []


def test_control_is_not_recorded(shop: Shop) -> None:
    for path in ("/", "/v3.js", "/_sandbox/summary.json", "/_sandbox/nothing"):
        shop.send("GET", path)
    assert shop.sandbox.requests == []


def test_summary(shop: Shop) -> None:
    view(shop, "a")
    shop.sandbox.fail("/push", times=3, share=0.5, status=503, delay=2)
    assert control(shop, "summary.json") == {
        **shop.sandbox.summary(),
        "shop_id": SHOP_ID,
        "faults": [
            {
                "path": "/push",
                "times": 3,
                "share": 0.5,
                "what": "injected: status 503, 2 s late",
            }
        ],
    }


def test_state(shop: Shop) -> None:
    shop.push(event="cart", items=[{"id": "37", "amount": 2}])
    shop.push(event="wish", items=[{"id": "9"}])
    shop.push(
        event="purchase",
        order_id="N318",
        email="jane@shopmail.org",
        items=[{"id": "37", "price": 5, "amount": 2}],
    )
    state = control(shop, "state.json")
    date = shop.sandbox.state.orders["N318"].date
    assert state == {
        "profiles": {
            "total": 1,
            "rows": [
                {
                    "number": 1,
                    "identifiers": {"email": "jane@shopmail.org"},
                    "fields": {},
                    "custom": {},
                    "segments": [],
                    "orders": ["N318"],
                }
            ],
        },
        "orders": {
            "total": 1,
            "rows": [
                {
                    "id": "N318",
                    "status": "new",
                    "source": "purchase",
                    "date": date,
                    "total": 10,
                    "items": [{"id": "37", "quantity": 2, "price": 5}],
                    "fields": {},
                    "history": [["new", date]],
                    "person": "jane@shopmail.org",
                    "repeats": 0,
                }
            ],
        },
        "catalogue": {"total": 0, "rows": []},
        "messages": {"total": 0, "rows": []},
        "devices": {
            "total": 1,
            "rows": [
                {
                    "did": DID,
                    "sids": ["R5eQXkrKCf"],
                    "person": "jane@shopmail.org",
                    "owners": ["jane@shopmail.org"],
                    "cart": [{"id": "37", "amount": 2}],
                    "wish_list": ["9"],
                }
            ],
        },
    }


def test_the_catalogue_and_the_messages(shop: Shop) -> None:
    row = {
        "id": "37",
        "name": "Gold ring",
        "price": 5,
        "categories": ["1", "2"],
        "picture": "https://shop.example/37.jpg",
        "url": "https://shop.example/37",
    }
    shop.call("categories.upload", categories=[{"id": "1", "name": "Rings"}])
    shop.call("products.upload", items=[row])
    shop.push(event="view", items=[{"id": "37"}])
    shop.push(event="purchase", order_id="1", items=[{"id": "37"}])
    shop.call("messages.transact", code="WELCOME", email="jane@shopmail.org", variables={"a": "b"})
    state = control(shop, "state.json")
    assert state["catalogue"] == {
        "total": 1,
        "rows": [
            {
                "id": "37",
                "name": "Gold ring",
                "price": 5,
                "available": True,
                "shown": True,
                "categories": ["Rings", "2"],
                "views": 1,
                "sales": 1,
                "fields": row,
            }
        ],
    }
    (message,) = state["messages"]["rows"]
    kept = ("subject", "channel", "person", "variables", "files")
    assert {key: message[key] for key in kept} == {
        "subject": "WELCOME",
        "channel": "email",
        "person": "jane@shopmail.org",
        "variables": {"a": "b"},
        "files": [],
    }
    titles = [row["title"] for row in control(shop, "requests.json?brief=1")["requests"]]
    assert titles == ["1 category", "1 product", "view 37", "purchase 1", ""]


def test_the_secret_is_nowhere(shop: Shop) -> None:
    shop.secret("/sync/orders", orders=[{"id": SHOP_SECRET, "status": "x"}])
    shop.secret("/profile/set", email="jane@shopmail.org", note=f"it is {SHOP_SECRET}!")
    shop.read("/" + SHOP_SECRET)
    for path in ("/", "/v3.js", *(f"/_sandbox/{n}.json" for n in ("requests", "summary", "state"))):
        assert SHOP_SECRET not in shop.send("GET", path).text
    assert "it is ***!" in shop.send("GET", "/_sandbox/state.json").text


def test_clear(shop: Shop) -> None:
    view(shop, "a")
    assert shop.send("POST", "/_sandbox/clear").json() == {"status": "success"}
    assert (shop.sandbox.requests, shop.sandbox.state.views) == ([], {})


def test_fail_and_heal(shop: Shop) -> None:
    options = {"path": "/push", "status": 503, "headers": {"Retry-After": "5"}, "times": 9}
    assert shop.post("/_sandbox/fail", options) == (200, {"status": "success"})
    assert shop.push(event="view", items=[{"id": "1"}])[0] == 503
    assert shop.post("/_sandbox/heal", {}) == (200, {"status": "success"})
    assert shop.push(event="view", items=[{"id": "1"}])[0] == 200


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mod": "reset", "stat": 1}, "Unknown option: mod, stat"),
        ({"mode": "explode"}, "Invalid enum value 'explode' - at `$.mode`"),
        ({"share": 2}, "share must be from 0 to 1, not 2.0"),
        ({"times": "3"}, "Expected `int | null`, got `str` - at `$.times`"),
        ([], "A JSON object of fail()'s options is required"),
    ],
)
def test_wrong_options(shop: Shop, options: Any, message: str) -> None:
    assert shop.post("/_sandbox/fail", options) == (400, {"status": "error", "message": message})


def test_a_form_of_another_site_cannot_make_it_fail(shop: Shop) -> None:
    headers = {"Content-Type": "text/plain", "Origin": "http://elsewhere.test"}
    response = shop.send("POST", "/_sandbox/fail", data=b"{}", headers=headers)
    assert response.status_code == 400
    assert shop.push(event="view", items=[{"id": "1"}])[0] == 200


def test_other_sites_may_not_read_it(shop: Shop) -> None:
    headers = {"Origin": "http://elsewhere.test"}
    response = shop.send("GET", "/_sandbox/requests.json", headers=headers)
    assert "Access-Control-Allow-Origin" not in response.headers


def test_the_page_needs_nothing_from_elsewhere(shop: Shop) -> None:
    response = shop.send("GET", "/")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    links = [
        part for part in response.text.split('"') if part.startswith(("http:", "https:", "//"))
    ]
    assert links == []
    assert "<title>PersonaClick sandbox</title>" in response.text


def test_the_script(shop: Shop) -> None:
    response = shop.send("GET", "/v3.js?global=shop")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "personaclick_device_id" in response.text
