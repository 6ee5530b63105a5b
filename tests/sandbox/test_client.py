"""Everything the client can say is accepted, to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import InvalidRequest, NotAuthorised, RateLimited
from django_personaclick.payloads import (
    AddToCart,
    Cart,
    CartItem,
    Category,
    Custom,
    Event,
    Kid,
    Order,
    OrderItem,
    OrderStatus,
    Profile,
    Purchase,
    RemoveFromCart,
    RemoveWish,
    Search,
    Source,
    Vehicle,
    View,
    Wish,
    WishList,
)
from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET, Sandbox

from .conftest import DID, SID

JANE = "jane@shopmail.org"
PHONE = "+14155552671"
ITEMS = [OrderItem(id="37", price=Decimal("19.90"), quantity=2, line_id="l1", fashion_size="M")]
WHOLE = Profile(
    email=JANE,
    phone=PHONE,
    id=100500,
    external_id="100500",
    loyalty_id="7",
    telegram_id="8",
    first_name="Jane",
    last_name="Doe",
    middle_name="M",
    gender="f",
    age=31,
    birthday=date(1990, 3, 11),
    location="NY",
    bought_something=True,
    loyalty_status="VIP",
    loyalty_bonuses=5,
    kids=[Kid(gender="f", birthday=date(2015, 7, 28))],
    auto=[Vehicle(brand="Mini", model="Countryman", vds="1234567")],
    custom={"favourite": "tea", "sizes": ["S", "M"], "weight": Decimal("7.62")},
)
EVENTS: list[Event] = [
    View("37", did=DID, sid=SID, segment="A", stream="ios", referer="https://shop.org/"),
    View("37", did=DID, recommended_by="dynamic", recommended_code="abc"),
    Category("100500", did=DID, source=Source(from_="bulk", code="abc")),
    Search("red shoes", did=DID),
    AddToCart("37", quantity=2, price=Decimal("19.90"), fashion_size="M", did=DID),
    Cart([CartItem("37", quantity=2), CartItem("40")], did=DID),
    Cart([], did=DID),
    RemoveFromCart("37", did=DID),
    Wish("37", did=DID),
    WishList(["37", "40"], did=DID),
    WishList([], did=DID),
    RemoveWish("37", did=DID),
    Purchase(
        "N318",
        ITEMS,
        order_price=Decimal("39.80"),
        email=JANE,
        phone=PHONE,
        promocode="SALE",
        order_delivery=Decimal("5"),
        delivery_type="courier",
        tax_free=True,
        custom={"route": "A - B"},
        did=DID,
        sid=SID,
    ),
]


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Client]:
    client = Client(SHOP_ID, SHOP_SECRET, api_url=sandbox.url)
    sandbox.state.device(DID)
    yield client
    client.backend.close()


def outcomes(sandbox: Sandbox) -> list[str]:
    return [request.outcome for request in sandbox.requests]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_events(client: Client, sandbox: Sandbox, event: Event) -> None:
    client.events.push(event, request_id="a")
    assert outcomes(sandbox) == ["accepted"]


def test_custom_events(client: Client, sandbox: Sandbox) -> None:
    whole = Custom(
        "subscribed", category="c", label="l", value=3, time=1652648400, did=DID, sid=SID
    )
    client.events.custom(whole)
    client.events.custom(Custom("subscribed", email=JANE, properties={"colour": "red"}))
    assert outcomes(sandbox) == ["accepted", "accepted"]


def test_sessions(client: Client, sandbox: Sandbox) -> None:
    made = client.session.init()
    again = client.session.init(made.did, sid=made.sid, referrer="https://shop.org/", tz=3)
    assert (again.did, again.sid) == (made.did, made.sid)
    assert outcomes(sandbox) == ["accepted", "accepted"]


def test_profiles(client: Client, sandbox: Sandbox) -> None:
    client.profile.set(WHOLE)
    client.profile.set(WHOLE, did=DID, sid=SID, request_id="a")
    assert client.profile.get(email=JANE)["first_name"] == "Jane"
    assert client.profile.get(did=DID)["gender"] == "f"
    assert outcomes(sandbox) == ["accepted"] * 4


def test_orders(client: Client, sandbox: Sandbox) -> None:
    whole = Order(
        "A",
        "new",
        channel="website",
        date=1602338740,
        items=ITEMS,
        email=JANE,
        phone=PHONE,
        promocode="SALE",
        delivery_date=date(2021, 12, 21),
        delivery_time="15:00",
        cash=Decimal("39.80"),
        custom={"route": "A - B"},
    )
    client.orders.sync([whole])
    client.orders.sync([OrderStatus("A", "paid")])
    client.profile.set(Profile(email=JANE), did=DID)
    (found,) = client.orders.by_user(email=JANE)
    assert (found["id"], found["status"], found["value"]) == ("A", "paid", Decimal("39.8"))
    assert [product["id"] for product in client.orders.last_for_user(DID)] == ["37"]
    assert outcomes(sandbox) == ["accepted"] * 5


def test_audiences(client: Client, sandbox: Sandbox) -> None:
    john = Profile(
        email="john@shopmail.org",
        email_bulk=True,
        sms_transactional=False,
        mobile_token="token",
        mobile_token_platform="ios",
    )
    client.audience.upload([WHOLE, john], segment_id=146)
    assert outcomes(sandbox) == ["accepted"]
    assert len(sandbox.state.profiles) == 2


def test_refusals_become_exceptions(client: Client, sandbox: Sandbox) -> None:
    with pytest.raises(InvalidRequest, match="did not found"):
        client.events.push(View("37", did="gone123456"))
    sandbox.shop_secret = "0" * 32
    with pytest.raises(NotAuthorised, match="shop_secret is wrong"):
        client.orders.by_user(email=JANE)
    sandbox.fail(status=429, headers={"Retry-After": "7"})
    with pytest.raises(RateLimited) as raised:
        client.events.push(View("37", did=DID))
    assert raised.value.retry_after == 7
