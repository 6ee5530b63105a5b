"""Any number of rows: cut by rows and bytes, few in memory, told while it goes on."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from django_personaclick.client import Client, PreparedRequest, Response
from django_personaclick.client.backends import locmem
from django_personaclick.client.backends.base import Backend
from django_personaclick.client.backends.locmem import LocmemBackend
from django_personaclick.client.bulk import Progress, send_all
from django_personaclick.client.caller import Caller
from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.exceptions import PayloadError, RateLimited
from django_personaclick.payloads import BonusStatus, Order, OrderStatus, Product, Profile
from tests.client.servers import SECRET, SHOP, ApiServer

AUDIENCE = ENDPOINTS["audience.upload"].batch


class Counting(Backend):
    """Keeps the sizes of the requests and nothing else."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, int, int]] = []

    def send(self, request: PreparedRequest) -> Response:
        body = request.body or b""
        self.requests.append((request.path, len(body), body.count(b'"email"')))
        return Response(200, {}, b'{"status":"success"}')

    def close(self) -> None:
        pass


def caller(backend: Backend) -> Caller:
    return Caller(SHOP, SECRET, "", backend)


def people(count: int, note: str = "") -> Iterator[Profile]:
    for number in range(count):
        yield Profile(email=f"jane{number}@shopmail.org", first_name=note or None)


def to_wire(row: Profile, _field: str) -> dict[str, Any]:
    return row.to_wire()


def test_one_request_for_few_rows(server: ApiServer) -> None:
    client = Client(SHOP, SECRET, api_url=server.url)
    told: list[Progress] = []
    done = client.audience.upload_all(people(2), segment_id=146, progress=told.append)
    client.close()
    rows = [{"email": "jane0@shopmail.org"}, {"email": "jane1@shopmail.org"}]
    assert server.only.whole == (
        "POST",
        "/import/audience",
        {},
        {"shop_id": SHOP, "shop_secret": SECRET, "segment_id": 146, "audience": rows},
    )
    assert done == Progress(rows=2, requests=1, bytes=62)
    assert told == [done]


def test_no_request_for_no_rows() -> None:
    backend = Counting()
    assert send_all(caller(backend), "audience.upload", [], to_wire) == Progress()
    assert backend.requests == []


def test_cut_by_rows_at_the_documented_distance() -> None:
    backend, waits, told = Counting(), list[float](), list[int]()
    done = send_all(
        caller(backend),
        "audience.upload",
        people(40_001),
        to_wire,
        progress=lambda so_far: told.append(so_far.rows),
        wait=waits.append,
    )
    assert [rows for _, _, rows in backend.requests] == [20_000, 20_000, 1]
    assert (done.rows, done.requests) == (40_001, 3)
    assert told == [20_000, 40_000, 40_001]
    assert len(waits) == 2
    assert all(0 <= wait <= 1.55 for wait in waits)


def test_cut_by_bytes() -> None:
    assert AUDIENCE is not None
    backend = Counting()
    rows = people(30, "x" * 1_000_000)
    send_all(caller(backend), "audience.upload", rows, to_wire, wait=lambda _seconds: None)
    assert [rows for _, _, rows in backend.requests] == [7, 7, 7, 7, 2]
    assert all(size <= AUDIENCE.bytes for _, size, _ in backend.requests)


@pytest.mark.parametrize("size", range(1_600, 1_605))
def test_a_full_request_is_never_too_long(size: int) -> None:
    """Whatever the rows and the keys of the shop."""
    assert AUDIENCE is not None
    backend = Counting()
    rows = people(5_000, "x" * size)
    send_all(caller(backend), "audience.upload", rows, to_wire, wait=lambda _seconds: None)
    sizes = [size for _, size, _ in backend.requests]
    assert len(sizes) == 2
    assert AUDIENCE.bytes - 4_000 < sizes[0] <= AUDIENCE.bytes


def test_rows_are_taken_as_they_are_needed() -> None:
    taken = 0

    def source() -> Iterator[Profile]:
        nonlocal taken
        for row in people(60_000):
            taken += 1
            yield row

    seen: list[int] = []
    send_all(
        caller(Counting()),
        "audience.upload",
        source(),
        to_wire,
        progress=lambda _done: seen.append(taken),
        wait=lambda _seconds: None,
    )
    assert seen == [20_001, 40_001, 60_000]


def test_a_row_that_fits_into_no_request() -> None:
    backend = Counting()
    rows = [
        Profile(email="a@shopmail.org"),
        Profile(email="b@shopmail.org", first_name="x" * 8_000_000),
    ]
    with pytest.raises(PayloadError, match=r"^audience\[1\]: must be less than \d+ bytes of JSON"):
        send_all(caller(backend), "audience.upload", rows, to_wire)
    assert backend.requests == []


def test_a_failure_ends_it_and_the_progress_is_known() -> None:
    refused = Response(429, {"Retry-After": "7"}, b"")
    locmem.answer("audience.upload", Response(200, {}, b'{"status":"success"}'))
    locmem.answer("audience.upload", refused)
    told: list[Progress] = []
    with pytest.raises(RateLimited) as caught:
        send_all(
            caller(LocmemBackend("")),
            "audience.upload",
            people(50_000),
            to_wire,
            progress=told.append,
            wait=lambda _seconds: None,
        )
    assert caught.value.retry_after == 7
    assert [done.rows for done in told] == [20_000]
    assert len(locmem.outbox) == 2


def test_an_order_that_comes_again_goes_into_a_later_request() -> None:
    backend = LocmemBackend("")
    orders = [OrderStatus(1, "new"), OrderStatus(2, "new"), OrderStatus(1, "paid")]
    client = Client(SHOP, SECRET, backend=backend)
    waits = list[float]()
    send_all(
        caller(backend),
        "orders.sync",
        orders,
        lambda order, _field: order.to_wire(),
        key=lambda order: order.id,
        wait=waits.append,
    )
    client.orders.sync_all([Order(3, "new", loyalty_id=1)])
    bodies = [request.json for request in locmem.outbox]
    assert [[row["id"] for row in (body or {})["orders"]] for body in bodies] == [
        ["1", "2"],
        ["1"],
        ["3"],
    ]
    assert len(waits) == 1
    assert 4 < waits[0] <= 5


def test_what_else_comes_in_any_number() -> None:
    client = Client(SHOP, SECRET, backend=LocmemBackend(""))
    client.audience.suppress_all(iter(["jane@shopmail.org"]))
    client.bonuses.upload_all(iter([BonusStatus(loyalty_id=1, balance=5)]))
    client.promo_codes.upload_all(7, iter(["code1", "code2"]))
    client.products.upload_all(iter([PRODUCT]), webhook="https://shopmail.org/hook")
    shop = {"shop_id": SHOP}
    assert [(request.endpoint, request.json) for request in locmem.outbox] == [
        ("audience.suppress", {**shop, "audience": [{"email": "jane@shopmail.org"}]}),
        ("bonuses.upload", {**shop, "bonuses": [{"loyalty_id": "1", "balance": 5}]}),
        ("promo_codes.upload", {**shop, "id": "7", "codes": ["code1", "code2"]}),
        (
            "products.upload",
            {**shop, "webhook": "https://shopmail.org/hook", "items": [PRODUCT.to_wire()]},
        ),
    ]


PRODUCT = Product(
    "37",
    "Lamp",
    price=10,
    url="https://shopmail.org/37",
    picture="https://shopmail.org/37.jpg",
    categories=["1"],
)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda client: client.bonuses.upload_all([1]), r"^bonuses\[0\]: must be BonusStatus"),
        (
            lambda client: client.bonuses.upload_all([BonusStatus(balance=5)]),
            r"^bonuses\[0\].email: must be given, or phone or loyalty_id",
        ),
        (lambda client: client.products.upload_all([1]), r"^items\[0\]: must be Product"),
        (lambda client: client.promo_codes.upload_all("", []), "^id: must not be empty"),
        (lambda client: client.promo_codes.upload_all(7, [""]), r"^codes\[0\]: must not be empty"),
    ],
)
def test_rows_that_are_refused(call: Any, message: str) -> None:
    with pytest.raises(PayloadError, match=message):
        call(Client(SHOP, SECRET, backend=LocmemBackend("")))
    assert locmem.outbox == []


@pytest.mark.parametrize("name", ["products.in_stock", "profile.set"])
def test_what_must_not_be_divided(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} takes no rows that may be divided"):
        send_all(caller(Counting()), name, people(1), to_wire)


def peak_of(count: int) -> int:
    tracemalloc.start()
    try:
        send_all(
            caller(Counting()),
            "audience.upload",
            people(count, "x" * 200),
            to_wire,
            wait=lambda _seconds: None,
        )
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows() -> None:
    few, many = peak_of(40_000), peak_of(100_000)
    assert many < few * 1.05
    assert many < 40_000_000
