from __future__ import annotations

import io
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from django_personaclick import client as package
from django_personaclick.client import Client
from django_personaclick.client.backends import locmem
from django_personaclick.client.backends.base import Backend
from django_personaclick.client.backends.console import ConsoleBackend
from django_personaclick.client.backends.dummy import DummyBackend
from django_personaclick.client.backends.http import HttpBackend
from django_personaclick.client.backends.locmem import LocmemBackend
from django_personaclick.client.batch import check_rows
from django_personaclick.client.secret import Secret
from django_personaclick.exceptions import ConfigurationError
from django_personaclick.payloads import View
from tests.client.servers import SECRET, SHOP, ApiServer

ROOT = Path(__file__).resolve().parents[2]


def test_everything_named_is_there() -> None:
    assert [name for name in package.__all__ if not hasattr(package, name)] == []


def test_defaults() -> None:
    client = Client(SHOP, SECRET)
    backend = client.backend
    assert isinstance(backend, HttpBackend)
    assert (
        backend.api_url,
        backend.connect_timeout,
        backend.read_timeout,
        backend.call_timeout,
    ) == ("https://api.personaclick.com", 3, 10, 20)


def test_nothing_shows_the_secret() -> None:
    client = Client(SHOP, SECRET)
    families = [client.session, client.events, client.profile, client.orders, client.audience]
    shown = [repr(thing) for thing in (client, client.backend, *families)]
    shown += [repr(vars(thing)) for thing in (client, *families)]
    shown += [repr(vars(families[0]._caller))]
    assert [text for text in shown if SECRET in text] == []
    assert repr(client) == f"<Client of shop {SHOP}>"
    assert repr(client.orders) == f"<OrdersFamily of shop {SHOP}>"
    assert repr(client.backend) == "<HttpBackend https://api.personaclick.com>"
    assert repr(Secret(SECRET)) == "'***'"


def test_a_shop_id_is_needed() -> None:
    with pytest.raises(ConfigurationError, match=r"PERSONACLICK\['SHOP_ID'\] is empty: set it to"):
        Client("")


@pytest.mark.parametrize(
    "url", ["", "api.personaclick.com", "ftp://shop.org", "https://", "https://shop.org?x=1"]
)
def test_an_api_url_is_needed(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"PERSONACLICK\['API_URL'\] is .*Use one such as"):
        Client(SHOP, api_url=url)


def test_from_settings(settings: Any) -> None:
    settings.PERSONACLICK = {
        "SHOP_ID": SHOP,
        "SHOP_SECRET": SECRET,
        "API_URL": "https://api.shop.org/",
        "STREAM": "web_1",
        "BACKEND": "django_personaclick.client.backends.locmem.LocmemBackend",
        "CONNECT_TIMEOUT": 1,
        "READ_TIMEOUT": 2,
        "CALL_TIMEOUT": 4,
        "SHOPS": {"de": {"SHOP_ID": "other", "BACKEND": DummyBackend}},
    }
    client = Client.from_settings()
    backend = client.backend
    assert isinstance(backend, LocmemBackend)
    assert (client.shop_id, backend.api_url) == (SHOP, "https://api.shop.org")
    assert (backend.connect_timeout, backend.read_timeout, backend.call_timeout) == (1, 2, 4)
    client.events.push(View(37, did="D"))
    assert locmem.outbox[0].json == {
        "stream": "web_1",
        "event": "view",
        "did": "D",
        "items": [{"id": "37"}],
        "shop_id": SHOP,
    }
    german = Client.from_settings("de")
    assert german.shop_id == "other"
    assert isinstance(german.backend, DummyBackend)


@pytest.mark.parametrize(
    ("given", "shop", "message"),
    [
        ({}, "default", r"PERSONACLICK\['SHOP_ID'\] is missing: set it to"),
        (
            {"SHOPS": {"de": {}}},
            "de",
            r"PERSONACLICK\['SHOPS'\]\['de'\]\['SHOP_ID'\] is missing: set it to",
        ),
        ({"SHOP_ID": "x"}, "fr", r"has no shop 'fr' \(it has: default\)"),
        (
            {"SHOP_ID": "x", "BACKEND": "no.such.Backend"},
            "default",
            r"PERSONACLICK\['BACKEND'\] cannot be imported",
        ),
        ({"SHOP_ID": "x", "BACKEND": None}, "default", r"PERSONACLICK\['BACKEND'\] is empty"),
    ],
)
def test_from_settings_names_what_is_missing(
    settings: Any, given: dict[str, Any], shop: str, message: str
) -> None:
    settings.PERSONACLICK = given
    with pytest.raises(ConfigurationError, match=message):
        Client.from_settings(shop)


def run(code: str, *args: str) -> str:
    """Run ``code`` in a Python of its own, without any Django settings."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code), *args],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_plain_script_needs_no_django_settings(server: ApiServer) -> None:
    code = """
        import sys
        from django.conf import settings
        from django_personaclick.client import Client
        from django_personaclick.payloads import Order, OrderItem, Profile, View

        client = Client(sys.argv[2], sys.argv[3], api_url=sys.argv[1])
        client.events.push(View(37, did="D"))
        client.profile.set(Profile(email="jane@shopmail.org", phone="+14155552671"))
        client.orders.sync([Order(1, "paid", email="jane@shopmail.org", items=[OrderItem(1, 2)])])
        try:
            client.orders.sync([])
        except ValueError as error:
            print(error)
        client.close()
        print(settings.configured, client)
    """
    printed = run(code, server.url, SHOP, SECRET)
    assert printed == (f"orders: must not be empty (got list)\nFalse <Client of shop {SHOP}>\n")
    assert [request.path for request in server.received] == [
        "/push",
        "/profile/set",
        "/sync/orders",
    ]


def test_a_forked_child_has_connections_of_its_own(server: ApiServer) -> None:
    code = """
        import os, sys, traceback
        from django_personaclick.client import Client
        from django_personaclick.payloads import View

        client = Client(sys.argv[2], api_url=sys.argv[1])
        client.events.push(View("before", did="D"))
        child = os.fork()
        try:
            client.events.push(View("child" if child == 0 else "parent", did="D"))
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        if child == 0:
            os._exit(0)
        _, status = os.waitpid(child, 0)
        client.events.push(View("after", did="D"))
        client.close()
        print(status)
    """
    assert run(code, server.url, SHOP) == "0\n"
    ports = {request.json["items"][0]["id"]: request.port for request in server.received}
    assert ports.keys() == {"before", "child", "parent", "after"}
    assert ports["before"] == ports["parent"] == ports["after"]
    assert ports["child"] != ports["before"]


def test_a_backend_has_to_send() -> None:
    backend = Backend("https://api.shop.org")
    with pytest.raises(NotImplementedError):
        backend.send(None)  # type: ignore[arg-type]
    Client(SHOP, backend=backend).close()


def test_batch_rules_are_for_batches() -> None:
    with pytest.raises(ValueError, match=r"events.push takes no batch"):
        check_rows("events.push", [1], (int,))


def test_a_console_of_ones_own() -> None:
    stream = io.StringIO()
    backend = ConsoleBackend("https://api.shop.org", stream=stream, call_timeout=1)
    Client(SHOP, SECRET, backend=backend).session.init()
    assert stream.getvalue() == (
        f"GET https://api.shop.org/init?v=3&shop_id={SHOP}\n" + "-" * 79 + "\n"
    )
