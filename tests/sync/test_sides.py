"""One event, one side: each kind is sent by the browser, by the server, or not at all."""

from __future__ import annotations

import pytest

from django_personaclick import tracking
from django_personaclick.mapping import CartItem
from django_personaclick.models import OutboxMessage
from django_personaclick.payloads import (
    AddToCart,
    Cart,
    Category,
    Custom,
    RemoveFromCart,
    RemoveWish,
    Search,
    View,
    Wish,
    WishList,
)
from tests.shops.models import Basket, BasketLine, JsonBasket

from .browsers import browser
from .told import events, told
from .visits import DID, SID, request_of, visit

pytestmark = pytest.mark.urls("tests.sync.urls")

EVENTS = {
    "view": View("1"),
    "category": Category("c"),
    "search": Search("lamp"),
    "cart": Cart([CartItem("1")]),
    "cart_item": AddToCart("1"),
    "remove_from_cart": RemoveFromCart("1"),
    "wish": Wish("1"),
    "wish_list": WishList(["1"]),
    "remove_wish": RemoveWish("1"),
    "custom": Custom("subscribed"),
}


@pytest.fixture
def side(settings):
    def use(**tracking_):
        settings.PERSONACLICK = {**settings.PERSONACLICK, "TRACKING": tracking_}

    return use


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
@pytest.mark.parametrize("who", ["server", "browser", "off"])
def test_track_sends_what_is_the_servers(personaclick, side, event, who):
    side(**{event.name: who})

    assert tracking.track(request_of(), event) is (who == "server")

    assert len(told(personaclick)) == (who == "server")


@pytest.mark.parametrize("who", ["browser", "off"])
def test_saved_carts_obey(personaclick, side, product, jane, who):
    told(personaclick)
    side(cart=who)
    with visit(jane) as request:
        basket = Basket.objects.create(user=jane)
        line = BasketLine.objects.create(basket=basket, product=product)
        line.delete()
        JsonBasket.objects.create(token="t", owner=jane)
        assert not tracking.cart(request, [CartItem("1")])

    assert told(personaclick) == []
    assert not OutboxMessage.objects.filter(kind="cart").exists()


def test_product_page_on_the_servers_side(personaclick, side):
    side(view="server")

    answer = browser(DID, SID).get("/product/37")

    assert b"view" not in answer.content
    assert events(personaclick) == [
        {"event": "view", "did": DID, "sid": SID, "items": [{"id": "37"}]}
    ]


def test_product_page_on_the_browsers_side(personaclick, side):
    side(view="browser")

    answer = browser(DID, SID).get("/product/37")

    assert answer.content.count(b'"view"') == 1
    assert events(personaclick) == []


def test_product_page_on_no_side(personaclick, side):
    side(view="off")

    answer = browser(DID, SID).get("/product/37")

    assert b"view" not in answer.content
    assert events(personaclick) == []


def test_attribution_of_the_page_goes_with_the_view(personaclick, side):
    side(view="server")
    browser(DID).get("/product/37?recommended_by=dynamic&recommended_code=B1")

    assert events(personaclick) == [
        {
            "event": "view",
            "did": DID,
            "recommended_by": "dynamic",
            "recommended_code": "B1",
            "items": [{"id": "37"}],
        }
    ]


def test_visitor_without_a_device_has_no_events(personaclick, side):
    assert not tracking.track(request_of(did=None), View("1"))
    assert told(personaclick) == []


def test_custom_event_of_a_person_without_a_device(personaclick):
    request = request_of(did=None, sid=None)

    assert tracking.track(request, Custom("subscribed", email="ann@shopmail.org"))
    assert not tracking.track(request, Custom("subscribed", email="ann@example.com"))

    assert told(personaclick) == [
        ("/push/custom", {"event": "subscribed", "email": "ann@shopmail.org"})
    ]


def test_request_without_the_middleware_says_so(caplog):
    request = request_of()
    del request.personaclick

    assert not tracking.track(request, View("1"))
    assert "PersonaClickMiddleware in MIDDLEWARE" in caplog.text
