"""No consent, no tracking, no bots: but orders and profiles are the shop's own business."""

from __future__ import annotations

import pytest

from django_personaclick import tracking
from django_personaclick.mapping import CartItem
from django_personaclick.models import OutboxMessage, Visitor
from django_personaclick.payloads import View
from django_personaclick.visitors import Consent
from tests.shops.models import Basket, BasketLine, Order, OrderLine, PhoneOrder

from .browsers import browser
from .told import told
from .visits import DID, request_of, visit

pytestmark = pytest.mark.urls("tests.sync.urls")

NO_TRACKING = Consent(tracking=False)
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def refuse(request):
    return False


def fail(request):
    raise RuntimeError("the consent service is down")


def ask_cookie(request):
    return Consent(tracking=request.COOKIES.get("consent") == "yes")


@pytest.fixture
def consent(settings):
    def use(function):
        settings.PERSONACLICK = {**settings.PERSONACLICK, "CONSENT": function}

    return use


@pytest.fixture(autouse=True)
def quiet(personaclick, jane, product):
    told(personaclick)


def shop_around(user, product, **kwargs):
    """Everything that a visitor can do; the ids of the orders that come of it."""
    with visit(user, **kwargs) as request:
        assert not tracking.track(request, View("1"))
        assert not tracking.cart(request, [CartItem("1")])
        BasketLine.objects.create(basket=Basket.objects.create(user=user), product=product)
        order = Order.objects.create(number="1", user=user, email="jane@shopmail.org")
        OrderLine.objects.create(order=order, product=product, price=1)
        by_hand = PhoneOrder.objects.create(user=user, email="a@shopmail.org", goods=[["A", 1]])
        tracking.purchase(by_hand, request)
    return ["1", f"P{by_hand.pk}"]


@pytest.mark.parametrize(
    "function",
    [
        refuse,
        fail,
        lambda request: None,
        lambda request: NO_TRACKING,
        "tests.sync.test_consent.refuse",
        "tests.sync.no_such.function",
    ],
)
@pytest.mark.parametrize("is_anonymous", [True, False])
def test_without_consent_orders_have_no_device(
    personaclick, jane, product, consent, function, is_anonymous
):
    consent(function)
    ids = shop_around(None if is_anonymous else jane, product)

    calls = told(personaclick)
    assert [path for path, _ in calls] == ["/sync/orders"]
    assert sorted(row["id"] for row in calls[0][1]["orders"]) == ids
    assert not OutboxMessage.objects.exclude(visitor="", device="").exists()
    assert not Visitor.objects.exists()


def test_consent_of_one_visitor_is_not_anothers(personaclick, consent):
    consent(ask_cookie)
    yes, no = request_of(did="saidYes001"), request_of(did="saidNo0001")
    yes.COOKIES["consent"] = "yes"

    assert tracking.track(yes, View("1"))
    assert not tracking.track(no, View("1"))

    assert [body["did"] for _, body in told(personaclick)] == ["saidYes001"]


def test_consent_is_asked_once_a_request(consent):
    asked = []
    consent(lambda request: asked.append(1) or True)
    request = request_of()

    for _ in range(3):
        tracking.track(request, View("1"))

    assert asked == [1]


def test_login_without_consent_binds_nothing(personaclick, consent, jane):
    consent(refuse)
    browser(DID).post("/login/", {"username": "jane", "password": "secret"})

    assert told(personaclick) == []


@pytest.mark.parametrize("function", [refuse, fail])
def test_page_without_consent_has_no_scripts(consent, function, settings):
    consent(function)
    settings.PERSONACLICK = {**settings.PERSONACLICK, "TRACKING": {"view": "browser"}}

    answer = browser(DID).get("/product/1")

    assert answer.content == b"<head></head>"


def test_bots_are_no_visitors(personaclick, jane, product):
    request = request_of()
    request.META["HTTP_USER_AGENT"] = GOOGLEBOT

    assert not tracking.track(request, View("1"))
    assert told(personaclick) == []


@pytest.mark.parametrize(
    ("agent", "is_bot"),
    [
        (GOOGLEBOT, True),
        ("python-requests/2.32", True),
        ("curl/8.5.0", True),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", False),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
                "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
            ),
            False,
        ),
        ("", False),
    ],
)
def test_who_is_a_bot(agent, is_bot):
    request = request_of()
    request.META["HTTP_USER_AGENT"] = agent

    assert request.personaclick.is_bot is is_bot


def test_bots_are_tracked_where_the_shop_wants_it(personaclick, settings):
    settings.PERSONACLICK = {**settings.PERSONACLICK, "BOTS": True}
    request = request_of()
    request.META["HTTP_USER_AGENT"] = GOOGLEBOT

    assert tracking.track(request, View("1"))


def test_server_may_not_store_what_would_tell_visitors_apart(personaclick, settings, consent):
    """Without a cookie each page would be another visitor, with a device of its own."""
    settings.PERSONACLICK = {**settings.PERSONACLICK, "DEVICES": "server"}
    consent(lambda request: Consent(storage=False))
    client = browser()

    for _ in range(2):
        client.get("/product/1")

    assert told(personaclick) == []
    assert [name for name in client.cookies if name.startswith("personaclick")] == []
