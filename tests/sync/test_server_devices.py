"""``DEVICES = "server"``: devices without a script, made by workers, kept in the shop's cookies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone

from django_personaclick import tracking
from django_personaclick.client.response import Response
from django_personaclick.delivery import deliver
from django_personaclick.models import OutboxMessage, Visitor
from django_personaclick.payloads import View
from tests.shops.models import Product

from .browsers import browser
from .told import told

pytestmark = pytest.mark.urls("tests.sync.urls")

OURS = ("personaclick_visitor", "personaclick_device_id")


@pytest.fixture(autouse=True)
def server(settings, personaclick, jane):
    told(personaclick)
    settings.PERSONACLICK = {
        **settings.PERSONACLICK,
        "DEVICES": "server",
        "TRACKING": {"view": "server", "category": "server", "search": "server"},
    }


def cookies(answer):
    """Our cookies that an answer sets."""
    return {name: answer.cookies[name].value for name in OURS if name in answer.cookies}


def test_from_the_first_page_to_the_device(personaclick):
    client = browser()

    assert cookies(client.get("/quiet/")) == {}
    key = cookies(client.get("/product/37"))["personaclick_visitor"]
    assert (len(key), key.isalnum()) == (32, True)
    assert cookies(client.get("/product/38")) == {}

    (init, first, second) = told(personaclick)
    visitor = Visitor.objects.get()
    assert init == ("/init", {"v": "3"})
    device = {"did": visitor.did, "sid": visitor.sid}
    assert first == ("/push", {"event": "view", **device, "items": [{"id": "37"}]})
    assert second == ("/push", {"event": "view", **device, "items": [{"id": "38"}]})
    assert visitor.key == key

    assert cookies(client.get("/quiet/")) == {"personaclick_device_id": visitor.did}
    assert cookies(client.get("/quiet/")) == {}


def test_device_is_made_once(personaclick):
    client = browser()
    client.get("/product/1")
    told(personaclick)
    did = Visitor.objects.get().did

    for page in ("/product/2", "/product/3"):
        client.get(page)
        calls = told(personaclick)
        assert [(path, body["did"]) for path, body in calls] == [("/push", did)]


def test_visitors_are_apart(personaclick):
    for number in range(3):
        browser().get(f"/product/{number}")

    calls = told(personaclick)

    assert sorted(path for path, _ in calls) == ["/init"] * 3 + ["/push"] * 3
    assert len({body["did"] for path, body in calls if path == "/push"}) == 3
    assert Visitor.objects.values("did").distinct().count() == 3


def test_session_is_renewed_after_two_hours(personaclick):
    client = browser()
    client.get("/product/1")
    told(personaclick)
    old = Visitor.objects.get()
    Visitor.objects.update(sid_at=timezone.now() - timedelta(hours=2, minutes=1))

    client.get("/product/2")
    init, push = told(personaclick)

    new = Visitor.objects.get()
    assert init == ("/init", {"v": "3", "did": old.did})
    assert (new.did, push[1]["did"]) == (old.did, old.did)
    assert push[1]["sid"] == new.sid != old.sid


def test_session_lasts_as_long_as_it_is_used(personaclick):
    client = browser()
    client.get("/product/1")
    told(personaclick)
    for _ in range(3):
        Visitor.objects.update(sid_at=timezone.now() - timedelta(minutes=119))
        client.get("/product/2")
        assert [path for path, _ in told(personaclick)] == ["/push"]


def test_failed_init_loses_nothing(personaclick):
    client = browser()
    client.get("/product/1")
    personaclick.answer("session.init", Response(503, {}, b""))

    deliver(sleep=lambda seconds: None)
    assert [sent.path for sent in personaclick.sent] == ["/init"]
    personaclick.reset()

    assert [path for path, _ in told(personaclick)] == ["/init", "/push"]
    assert OutboxMessage.objects.filter(kind="view", state="sent").count() == 1


@pytest.mark.parametrize("key", ["x", "a" * 31, "a" * 33, "ü" * 32, "a" * 31 + "-", "../" * 11])
def test_forged_key_is_replaced(personaclick, key):
    client = browser(personaclick_visitor=key)

    assert len(cookies(client.get("/product/1"))["personaclick_visitor"]) == 32


def test_only_captured_visitors_get_a_cookie(personaclick, settings):
    settings.PERSONACLICK = {**settings.PERSONACLICK, "TRACKING": {"view": "off"}}
    client = browser()
    client.get("/product/1")

    assert dict(client.cookies) == {}
    assert OutboxMessage.objects.count() == OutboxMessage.objects.exclude(kind="view").count()


def test_bots_get_no_cookie():
    client = browser()
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (compatible; bingbot/2.0)"
    client.get("/product/1")

    assert dict(client.cookies) == {}


def test_login_binds_the_device_that_is_made_for_it(personaclick, jane):
    client = browser()
    client.get("/product/1")
    client.post("/login/", {"username": "jane", "password": "secret"})

    calls = told(personaclick)
    visitor = Visitor.objects.get()
    assert [path for path, _ in calls] == ["/init", "/push", "/profile/set"]
    assert {body["did"] for _, body in calls[1:]} == {visitor.did}


def test_login_as_the_first_thing_ever(personaclick, jane):
    answer = browser().post("/login/", {"username": "jane", "password": "secret"})

    assert "personaclick_visitor" in cookies(answer)
    assert [path for path, _ in told(personaclick)] == ["/init", "/profile/set"]


def test_whole_visit_is_one_device(personaclick, jane):
    Product.objects.create(name="Lamp", sku="L-1", price="19.90")
    client = browser()
    client.get("/product/1")
    client.post("/cart/", {"sku": "L-1"})
    client.post("/checkout/", {"number": "1", "email": "ann@shopmail.org"})

    calls = told(personaclick)

    assert [path for path, _ in calls if path == "/init"] == ["/init"]
    pushes = [body for path, body in calls if path == "/push"]
    assert sorted(body["event"] for body in pushes) == ["cart", "purchase", "view"]
    assert {body["did"] for body in pushes} == {Visitor.objects.get().did}


def test_order_by_a_browser_that_was_never_seen_has_no_purchase(personaclick, jane):
    """It may as well be a bank's server: whoever buys has looked at something before."""
    Product.objects.create(name="Lamp", sku="L-1", price="19.90")
    answer = browser().post("/checkout/", {"number": "1", "email": "ann@shopmail.org"})

    assert cookies(answer) == {}
    assert [path for path, _ in told(personaclick)] == ["/sync/orders"]


def test_cookies_are_first_party_and_for_this_browser_alone():
    client = browser()
    plain = client.get("/product/1").cookies["personaclick_visitor"]
    secure = browser().get("/product/1", secure=True).cookies["personaclick_visitor"]

    assert (plain["samesite"], plain["path"], plain["domain"]) == ("Lax", "/", "")
    assert plain["max-age"] == 10 * 365 * 86_400
    assert (plain["secure"], secure["secure"]) == ("", True)


@override_settings(
    MIDDLEWARE=[
        "django.middleware.cache.UpdateCacheMiddleware",
        "django_personaclick.middleware.PersonaClickMiddleware",
        "django.middleware.cache.FetchFromCacheMiddleware",
    ],
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
)
def test_cached_page_does_not_hand_its_first_visitor_to_the_next():
    cache.clear()
    first = browser().get("/product/1")
    second = browser().get("/product/1")

    assert "Cookie" in first["Vary"]
    assert cookies(first)["personaclick_visitor"] != cookies(second)["personaclick_visitor"]
    cache.clear()


def test_nothing_is_asked_of_the_database_when_nothing_is_used(django_assert_num_queries):
    client = browser()
    with django_assert_num_queries(0):
        client.get("/quiet/")


def test_until_there_is_a_device_each_page_asks_for_it_once(
    personaclick, django_assert_num_queries
):
    client = browser()
    client.get("/product/1")
    with django_assert_num_queries(1):
        client.get("/quiet/")
    told(personaclick)
    with django_assert_num_queries(1):
        client.get("/quiet/")
    with django_assert_num_queries(0):
        client.get("/quiet/")


def test_sdk_is_not_printed(client):
    assert client.get("/product/1").content == b"<head></head>"


def test_track_makes_one_key_for_one_request(personaclick, rf):
    from .visits import request_of

    request = request_of(did=None, sid=None)
    assert tracking.track(request, View("1"))
    assert tracking.track(request, View("2"))

    assert OutboxMessage.objects.exclude(visitor="").values("visitor").distinct().count() == 1
