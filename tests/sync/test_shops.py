"""Several shops: each object and visitor goes to its own, with its own keys and rules."""

from __future__ import annotations

import pytest

from django_personaclick import tracking
from django_personaclick.models import OutboxMessage, SyncState
from django_personaclick.payloads import View
from tests.shops.models import CountryOrder

from .browsers import browser
from .told import told
from .visits import DID, request_of, visit

pytestmark = pytest.mark.urls("tests.sync.urls")

MAIN, GERMAN, FRENCH = "0" * 30, "d" * 30, "f" * 30


def route(*, request=None, instance=None):
    """By the host of a request, by the country of an order; the rest is the default shop's."""
    if request is not None:
        host = request.get_host()
        return {"shop.de": "de", "shop.fr": "fr"}.get(host)
    return getattr(instance, "country", None) or None


@pytest.fixture(autouse=True)
def shops(settings, personaclick, jane):
    told(personaclick)
    settings.PERSONACLICK = {
        **settings.PERSONACLICK,
        "SHOP_ID": MAIN,
        "SHOP_SECRET": "0" * 32,
        "SHOPS": {
            "de": {
                "SHOP_ID": GERMAN,
                "SHOP_SECRET": "d" * 32,
                "DEVICE_COOKIE": "de_device",
                "STREAM": "de",
            },
            "fr": {
                "SHOP_ID": FRENCH,
                "SHOP_SECRET": "f" * 32,
                "TRACKING": {"view": "browser", "purchase": "off"},
            },
        },
        "SHOP_ROUTER": route,
    }


def calls(personaclick):
    personaclick.deliver_all()
    found = [(sent.path, sent.json["shop_id"]) for sent in personaclick.sent]
    personaclick.reset()
    return found


def german_visitor(user=None):
    request = request_of(user, did=None, headers={"host": "shop.de"})
    request.COOKIES["de_device"] = "germanDvc1"
    return request


def test_orders_go_to_the_shop_of_their_country(personaclick):
    for country in ("de", "fr", ""):
        CountryOrder.objects.create(country=country, email="ann@shopmail.org")

    assert sorted(calls(personaclick)) == [
        ("/sync/orders", MAIN),
        ("/sync/orders", GERMAN),
        ("/sync/orders", FRENCH),
    ]
    mirrors = SyncState.objects.filter(kind="order").values_list("shop", flat=True)
    assert sorted(mirrors) == ["de", "default", "fr"]


def test_visitors_go_to_the_shop_they_visit(personaclick):
    assert tracking.track(german_visitor(), View("1"))
    personaclick.deliver_all()

    ((sent),) = personaclick.sent
    assert {name: sent.json[name] for name in ("shop_id", "did", "stream")} == {
        "shop_id": GERMAN,
        "did": "germanDvc1",
        "stream": "de",
    }


def test_each_shop_has_its_sides(personaclick):
    french = request_of(headers={"host": "shop.fr"})

    assert not tracking.track(french, View("1"))
    assert tracking.track(request_of(), View("1"))


@pytest.mark.parametrize(("country", "has_purchase"), [("", True), ("fr", False)])
def test_purchases_obey_the_orders_shop(personaclick, country, has_purchase):
    with visit(headers={"host": "shop.fr"} if country else {}):
        CountryOrder.objects.create(country=country, email="ann@shopmail.org")

    assert ("/push" in dict(calls(personaclick))) is has_purchase


def test_device_of_one_shop_is_unknown_to_the_next(personaclick, jane):
    """A German order taken on the main site: the device there is none of the German shop's."""
    with visit(jane):
        CountryOrder.objects.create(country="de", user=jane, email="ann@shopmail.org")

    assert calls(personaclick) == [("/sync/orders", GERMAN)]
    assert not OutboxMessage.objects.filter(shop="de").exclude(visitor="", device="").exists()


def test_login_tells_the_shop_that_knows_the_device(personaclick, jane):
    client = browser(de_device="germanDvc1")
    client.defaults["HTTP_HOST"] = "shop.de"
    client.post("/login/", {"username": "jane", "password": "secret"})

    personaclick.deliver_all()
    (sent,) = personaclick.sent
    assert (sent.path, sent.json["shop_id"], sent.json["did"]) == (
        "/profile/set",
        GERMAN,
        "germanDvc1",
    )


def test_cookie_of_another_shop_is_no_device(personaclick):
    request = request_of(did=DID, headers={"host": "shop.de"})

    assert request.personaclick.did is None
    assert not tracking.track(request, View("1"))


def test_page_is_that_of_its_shop():
    client = browser()
    client.defaults["HTTP_HOST"] = "shop.fr"

    page = client.get("/product/1").content.decode()

    assert FRENCH in page
    assert MAIN not in page
    assert '"track","view"' in page


def test_unknown_shop_loses_nothing_of_the_others(personaclick, caplog):
    CountryOrder.objects.create(country="xx", email="ann@shopmail.org")
    CountryOrder.objects.create(country="de", email="ann@shopmail.org")

    assert calls(personaclick) == [("/sync/orders", GERMAN)]
