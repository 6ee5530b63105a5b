"""Keys, methods, bodies: what every endpoint of the table asks for."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.client.endpoints import ENDPOINTS, Auth, Encoding, Endpoint
from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET
from django_personaclick.sandbox.api import BODY_LIMIT
from django_personaclick.sandbox.calls import Call, Refused
from django_personaclick.sandbox.routes import CONTRACTS, HANDLERS, PATHS

from .conftest import DID, Shop

ROWS = list(ENDPOINTS.values())
WITH_SECRET = [row for row in ROWS if row.auth is Auth.SECRET]
ENCODINGS: dict[tuple[str, str], set[Encoding]] = {}
for _row in ROWS:
    for _shape in _row.shapes():
        ENCODINGS.setdefault((_shape.method, _row.path), set()).add(_shape.encoding)
WRITES = [row for row in ROWS if row.encoding is Encoding.JSON]


def name(endpoint: Endpoint) -> str:
    return endpoint.name


def call(shop: Shop, endpoint: Endpoint, **params: Any) -> tuple[int, Any]:
    """As the table says, with what tells the row from others of its path."""
    values = {**endpoint.fixed, **params}
    body: dict[str, Any] = {
        Encoding.JSON: {"json": values},
        Encoding.QUERY: {"params": values},
        Encoding.FORM: {"data": values},
        Encoding.MULTIPART: {"files": {key: (None, value) for key, value in values.items()}},
    }[endpoint.encoding]
    response = shop.send(endpoint.method, path_of(endpoint), **body)
    return response.status_code, response.json()


def path_of(endpoint: Endpoint) -> str:
    return endpoint.path.replace("{", "").replace("}", "")


def refusal(message: str, endpoint: Endpoint | None = None) -> dict[str, Any]:
    if endpoint and CONTRACTS[endpoint.name].in_payload:
        return {"status": "error", "payload": {"message": message}}
    return {"status": "error", "message": message}


def test_every_row_of_the_table_has_a_route() -> None:
    assert HANDLERS.keys() == ENDPOINTS.keys()
    assert CONTRACTS.keys() == ENDPOINTS.keys()
    routed = {
        row.name for methods in PATHS.values() for rows in methods.values() for row, _ in rows
    }
    assert routed == ENDPOINTS.keys()


@pytest.mark.parametrize("endpoint", ROWS, ids=name)
def test_the_shop_is_required(shop: Shop, endpoint: Endpoint) -> None:
    assert call(shop, endpoint, did=DID) == (401, refusal("shop_id is missing", endpoint))
    assert shop.last.endpoint == endpoint.name


@pytest.mark.parametrize("endpoint", ROWS, ids=name)
def test_an_unknown_shop_is_404(shop: Shop, endpoint: Endpoint) -> None:
    assert call(shop, endpoint, shop_id="0" * 30) == (404, refusal("Shop not found", endpoint))


@pytest.mark.parametrize("endpoint", ROWS, ids=name)
def test_an_inactive_shop_is_403(shop: Shop, endpoint: Endpoint) -> None:
    assert shop.sandbox.active
    shop.sandbox.active = False
    answer = call(shop, endpoint, shop_id=SHOP_ID, shop_secret=SHOP_SECRET)
    assert answer == (403, refusal("Shop is not active, restricted or unpaid", endpoint))


@pytest.mark.parametrize("endpoint", WITH_SECRET, ids=name)
def test_a_wrong_secret(shop: Shop, endpoint: Endpoint) -> None:
    answer = call(shop, endpoint, shop_id=SHOP_ID, shop_secret="wrong")
    if endpoint.rate:
        assert answer == (400, refusal("Unsuccessful authorization"))
    else:
        assert answer == (403, refusal("shop_secret is wrong", endpoint))


@pytest.mark.parametrize("endpoint", WITH_SECRET, ids=name)
def test_no_secret(shop: Shop, endpoint: Endpoint) -> None:
    answer = call(shop, endpoint, shop_id=SHOP_ID)
    if endpoint.rate:
        assert answer == (400, refusal("Unsuccessful authorization"))
    else:
        assert answer == (403, refusal("shop_secret is missing", endpoint))


@pytest.mark.parametrize("path", ["/profile/set", "/profile"])
def test_device_or_secret(shop: Shop, path: str) -> None:
    endpoint = next(iter(PATHS[path].values()))[0][0]
    without = call(shop, endpoint, shop_id=SHOP_ID, email="jane@shopmail.org")
    assert without == (403, refusal("shop_secret is missing"))
    unknown = call(shop, endpoint, shop_id=SHOP_ID, did="gone123456")
    assert unknown == (404, refusal("did not found"))
    assert call(shop, endpoint, shop_id=SHOP_ID, did=DID)[0] == 200
    wrong = call(shop, endpoint, shop_id=SHOP_ID, did=DID, shop_secret="wrong")
    assert wrong == (403, refusal("shop_secret is wrong"))


def test_a_call_without_a_device_has_no_visitor() -> None:
    with pytest.raises(Refused) as raised:
        _ = Call(ENDPOINTS["events.push"], {}, {}, now=0).visitor
    assert raised.value.status == 401


def test_a_revoked_secret(shop: Shop) -> None:
    assert shop.sandbox.shop_secret == SHOP_SECRET
    shop.sandbox.shop_secret = "0" * 32
    assert shop.read("/orders/by_user", did=DID) == (403, refusal("shop_secret is wrong"))


@pytest.mark.parametrize("path", ["/", "/pushes", "/push/", "/_sandbox/nothing"])
def test_an_unknown_path_is_404(shop: Shop, path: str) -> None:
    assert shop.post(path, {}) == (404, refusal("Not found"))


@pytest.mark.parametrize("endpoint", ROWS, ids=name)
def test_a_wrong_method_is_405(shop: Shop, endpoint: Endpoint) -> None:
    methods = ("DELETE", "PATCH", "PUT", "POST")
    unused = next(one for one in methods if one not in PATHS[endpoint.path])
    response = shop.send(unused, path_of(endpoint))
    allowed = ", ".join(PATHS[endpoint.path])
    assert response.status_code == 405
    assert response.json() == refusal(f"Method not allowed: use {allowed}")


@pytest.mark.parametrize("endpoint", WRITES, ids=name)
@pytest.mark.parametrize(
    ("body", "content_type", "status", "message"),
    [
        (b"{", "application/json", 400, "The body is not valid JSON"),
        (b'{"a": NaN}', "application/json", 400, "The body is not valid JSON"),
        (b'{"a": "\xff"}', "application/json", 400, "The body is not valid JSON"),
        (b"[]", "application/json", 400, "The body must be a JSON object"),
        (b"{}", "text/plain", 406, ""),
        (b"{}", "", 406, ""),
        (b"{}", "application/json; charset=utf-8", 401, "shop_id is missing"),
        (b"", "", 401, "shop_id is missing"),
    ],
)
def test_the_body_is_json(
    shop: Shop, endpoint: Endpoint, body: bytes, content_type: str, status: int, message: str
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    response = shop.send(endpoint.method, path_of(endpoint), data=body, headers=headers)
    if status == 406:
        message = f"Content-Type must be {' or '.join(content_types(endpoint))}"
    expected = refusal(message, endpoint if status == 401 else None)
    assert (response.status_code, response.json()) == (status, expected)


def content_types(endpoint: Endpoint) -> list[str]:
    names = {
        Encoding.JSON: "application/json",
        Encoding.FORM: "application/x-www-form-urlencoded",
        Encoding.MULTIPART: "multipart/form-data",
    }
    shapes = [shape for _, shape in PATHS[endpoint.path][endpoint.method]]
    return [names[shape.encoding] for shape in shapes if shape.encoding in names]


@pytest.mark.parametrize(
    ("method", "path"),
    [(row.method, row.path) for row in ROWS if ENCODINGS[row.method, row.path] == {Encoding.QUERY}],
)
def test_a_query_has_no_body(shop: Shop, method: str, path: str) -> None:
    response = shop.send(method, path.replace("{", "").replace("}", ""), json={"shop_id": SHOP_ID})
    message = "The parameters belong into the query: there is no body here"
    assert (response.status_code, response.json()) == (406, refusal(message))


def test_a_body_over_32_mb_is_413(shop: Shop) -> None:
    headers = {"Content-Type": "application/json"}
    body = b" " * (BODY_LIMIT - 2) + b"{}"
    exact = shop.send("POST", "/sync/orders", data=body, headers=headers)
    assert exact.status_code == 401
    over = shop.send("POST", "/sync/orders", data=body + b" ", headers=headers)
    message = "Request entity too large: at most 32000000 bytes"
    assert (over.status_code, over.json()) == (413, refusal(message))
