"""``request.personaclick``, in sync and async stacks."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import ImproperlyConfigured
from django.test import AsyncRequestFactory, RequestFactory

from django_personaclick.middleware import PersonaClickMiddleware
from django_personaclick.models import Visitor
from django_personaclick.visitors import CurrentVisitor, current
from tests.shops.models import Product

from .browsers import async_browser, browser
from .told import told
from .visits import DID, SID

pytestmark = pytest.mark.urls("tests.sync.urls")


@pytest.fixture
def server(settings):
    settings.PERSONACLICK = {**settings.PERSONACLICK, "DEVICES": "server"}


@pytest.mark.parametrize("path", ["/quiet/", "/async/quiet/"])
def test_no_query_when_nobody_looks(db, django_assert_num_queries, path):
    client = browser(DID, SID)

    with django_assert_num_queries(0):
        assert client.get(path).content == b"quiet"


def test_no_query_in_an_async_stack(db, django_assert_num_queries):
    client = async_browser(DID, SID)

    with django_assert_num_queries(0):
        answer = async_to_sync(client.get)("/async/quiet/")

    assert answer.content == b"quiet"


def test_async_view_captures(personaclick):
    answer = async_to_sync(async_browser(DID, SID).get)("/async/view/37/")

    assert answer.content == b"True"
    assert told(personaclick) == [
        ("/push", {"event": "view", "did": DID, "sid": SID, "items": [{"id": "37"}]})
    ]


def test_async_view_that_does_not_leave_its_loop_still_answers(db, caplog):
    answer = async_to_sync(async_browser(DID, SID).get)("/async/mistake/")

    assert answer.content == b"False"
    assert "A message of kind view was not captured: SynchronousOnlyOperation" in caplog.text


def test_async_saves_belong_to_the_visitor(personaclick, jane):
    Product.objects.create(name="Lamp", sku="L-1", price="19.90")
    client = async_browser(DID, SID, jane)
    told(personaclick)
    async_to_sync(client.post)("/async/checkout/")

    assert [(path, body.get("did")) for path, body in told(personaclick)] == [
        ("/push", DID),
        ("/sync/orders", None),
    ]


def test_async_stack_sets_the_cookies_of_the_servers_devices(personaclick, server):
    client = async_browser()

    async_to_sync(client.get)("/async/view/37/")
    assert len(client.cookies["personaclick_visitor"].value) == 32
    told(personaclick)
    async_to_sync(client.get)("/async/quiet/")

    assert client.cookies["personaclick_device_id"].value == Visitor.objects.get().did


def test_visitor_is_current_inside_the_request_only():
    seen = []

    def view(request):
        seen.append(current.get())
        raise RuntimeError

    request = RequestFactory().get("/")
    with pytest.raises(RuntimeError):
        PersonaClickMiddleware(view)(request)

    assert seen == [request.personaclick]
    assert current.get() is None


def test_async_visitor_is_current_inside_the_request_only():
    seen = []

    async def view(request):
        seen.append(current.get())
        raise RuntimeError

    async def call():
        with pytest.raises(RuntimeError):
            await PersonaClickMiddleware(view)(request)
        return current.get()

    request = AsyncRequestFactory().get("/")

    assert async_to_sync(call)() is None
    assert seen == [request.personaclick]


def test_shop_router_is_not_asked_for_a_page_that_tells_nothing(settings):
    def fail(**kwargs):
        raise ImproperlyConfigured

    settings.PERSONACLICK = {**settings.PERSONACLICK, "SHOP_ROUTER": fail}
    page = PersonaClickMiddleware(lambda request: request.personaclick)

    assert isinstance(page(RequestFactory().get("/")), CurrentVisitor)


def test_page_survives_what_fails_while_cookies_are_set(settings, server, caplog):
    def fail(**kwargs):
        raise RuntimeError("no such host")

    settings.PERSONACLICK = {**settings.PERSONACLICK, "SHOP_ROUTER": fail}

    assert browser().get("/quiet/").content == b"quiet"
    assert "The cookies of a visitor were not set." in caplog.text


def test_request_without_an_authentication_middleware(personaclick, settings):
    settings.MIDDLEWARE = ["django_personaclick.middleware.PersonaClickMiddleware"]

    browser(DID, SID).get("/product/37")

    assert [path for path, _ in told(personaclick)] == ["/push"]
