"""The shop's secret, looked for everywhere that people or machines may read."""

from __future__ import annotations

import io
import logging
import traceback

import pytest
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.management import call_command
from django.urls import reverse

from django_personaclick import delivery
from django_personaclick.client import Client
from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.conf import get_settings
from django_personaclick.exceptions import ApiError
from django_personaclick.models import Channel, OutboxMessage, SyncState, Visitor
from django_personaclick.payloads import Order, Profile
from django_personaclick.sandbox import Sandbox
from tests.shops.models import Order as ShopOrder
from tests.shops.models import OrderLine
from tests.sync.visits import visit

SECRET = "fedcba9876543210fedcba9876543210"


@pytest.fixture
def sandbox(settings):
    with Sandbox(port=0) as server:
        settings.PERSONACLICK = {
            **settings.PERSONACLICK,
            "API_URL": server.url,
            "CDN_URL": server.url,
            "BACKEND": "django_personaclick.client.backends.http.HttpBackend",
            "CALL_TIMEOUT": 2.0,
            "READ_TIMEOUT": 0.5,
        }
        yield server


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("urllib3", "urllib3.connectionpool", "django_personaclick", "django"):
        caplog.set_level(logging.DEBUG, logger=name)
    return caplog


FAULTS = {
    "nothing": None,
    "status": {"status": 500, "body": f'{{"message": "you sent shop_secret={SECRET}"}}'},
    "refusal": {"status": 403, "body": f'{{"message": "bad shop_secret: {SECRET}"}}'},
    "reset": {"mode": "reset"},
    "garbage": {"mode": "garbage"},
    "silence": {"mode": "silence"},
}


def orders(client: Client) -> None:
    client.orders.sync([Order("1", "new", email="jane@shopmail.org", total=1)])


CALLS = {
    "orders.sync": orders,
    "orders.by_user": lambda client: client.orders.by_user(email="jane@shopmail.org"),
    "profile.get": lambda client: client.profile.get(email="jane@shopmail.org"),
    "profile.set": lambda client: client.profile.set(Profile(email="jane@shopmail.org")),
    "audience.upload": lambda client: client.audience.upload([Profile(email="jane@shopmail.org")]),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
def test_no_call_shows_it(sandbox, log, call, fault):
    if FAULTS[fault]:
        sandbox.fail(**FAULTS[fault])
    client = Client.from_settings()
    error: ApiError | None = None
    try:
        CALLS[call](client)
    except ApiError as caught:
        error = caught

    assert sandbox.requests, "the call did not arrive"
    assert SECRET in str(sandbox.requests[-1].query) + str(sandbox.requests[-1].body)
    seen = [log.text, *map(repr, (client, client.backend, get_settings(), ENDPOINTS))]
    while error is not None:
        seen += [str(error), repr(error), repr(vars(error))]
        seen += traceback.format_exception(error)
        error = error.__cause__ or error.__context__
    assert SECRET not in "\n".join(seen)
    assert "jane" not in log.text


def test_no_connection_shows_it(settings, log):
    settings.PERSONACLICK = {
        **settings.PERSONACLICK,
        "API_URL": "http://127.0.0.1:1",
        "BACKEND": "django_personaclick.client.backends.http.HttpBackend",
    }
    with pytest.raises(ApiError) as caught:
        Client.from_settings().profile.get(email="jane@shopmail.org")

    shown = "\n".join(traceback.format_exception(caught.value))
    assert SECRET not in shown + log.text
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


def test_no_page_shows_it(sandbox, log, client, product, jane, transactional_db):
    with visit(jane):
        order = ShopOrder.objects.create(number="1001", user=jane, email=jane.email)
        OrderLine.objects.create(order=order, product=product, price="19.90")
    sandbox.fail("/sync/orders", status=500, body=f"shop_secret={SECRET}", times=1)
    delivery.deliver(sleep=lambda _: None)
    assert SyncState.objects.exists()
    assert Visitor.objects.exists()

    shown = [client.get("/product/37/").content.decode()]
    staff = get_user_model().objects.create_superuser("staff", "staff@shopmail.org", "secret")
    client.force_login(staff)
    for model in (OutboxMessage, SyncState, Channel, Visitor):
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        shown.append(client.get(reverse(f"{name}_changelist")).content.decode())
        for row in model.objects.all():
            shown.append(client.get(reverse(f"{name}_change", args=[row.pk])).content.decode())
            shown.append(repr(row) + str(vars(row)))
    output = io.StringIO()
    call_command("personaclick_check", stdout=output, stderr=output)
    shown += [output.getvalue(), repr(checks.run_checks(include_deployment_checks=True))]

    assert len(shown) > 10
    assert "1001" in "".join(shown)
    assert SECRET not in "\n".join(shown) + log.text


def test_no_check_shows_a_wrong_one(settings):
    wrong = "not a secret of the right shape"
    settings.PERSONACLICK = {**settings.PERSONACLICK, "SHOP_SECRET": wrong, "SHOP_ID": "x"}

    found = repr(checks.run_checks())

    assert "SHOP_SECRET" in found
    assert wrong not in found


def test_the_sandbox_hides_it(sandbox):
    Client.from_settings().orders.by_user(email="jane@shopmail.org")
    orders(Client.from_settings())

    import requests

    for path in ("/", "/_sandbox/requests.json", "/_sandbox/state.json", "/_sandbox/summary.json"):
        text = requests.get(sandbox.url + path, timeout=5).text
        assert SECRET not in text
    assert (
        "/orders/by_user" in requests.get(sandbox.url + "/_sandbox/requests.json", timeout=5).text
    )
