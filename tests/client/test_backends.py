from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest

from django_personaclick.client import Attachment, Client, Response
from django_personaclick.client.backends import locmem
from django_personaclick.client.backends.console import ConsoleBackend
from django_personaclick.client.backends.dummy import DummyBackend
from django_personaclick.client.backends.locmem import LocmemBackend, SentRequest
from django_personaclick.exceptions import RateLimited, TransportError
from django_personaclick.payloads import Custom, Order, OrderItem, Profile, View, valid_did
from tests.client.servers import SECRET, SHOP

URL = "https://api.shop.org"
ORDER = Order(1, "paid", email="jane@shopmail.org", items=[OrderItem(1, "9.90")])


def client_of(kind: Callable[[str], Any]) -> Client:
    return Client(SHOP, SECRET, backend=kind(URL))


@pytest.mark.parametrize("kind", [DummyBackend, LocmemBackend, ConsoleBackend])
def test_they_answer_as_the_documentation_says(kind: Any, capsys: Any) -> None:
    client = client_of(kind)
    session = client.session.init()
    assert valid_did(session.did)
    assert valid_did(session.sid)
    assert client.session.init().did != session.did
    again = client.session.init(session.did, sid=session.sid)
    assert (again.did, again.sid) == (session.did, session.sid)
    client.events.push(View(1, did="D"))
    client.events.custom(Custom("e", did="D"))
    client.profile.set(Profile(id=1))
    assert client.profile.get(did="D") == {}
    client.orders.sync([ORDER])
    assert client.orders.by_user(did="D") == []
    assert client.orders.last_for_user("D") == []
    client.audience.upload([Profile(email="jane@shopmail.org")])
    client.close()
    assert SECRET not in capsys.readouterr().out


def test_console(capsys: Any) -> None:
    client = client_of(ConsoleBackend)
    client.orders.sync([ORDER])
    client.profile.get(email="jane@shopmail.org")
    assert capsys.readouterr().out == (
        "POST https://api.shop.org/sync/orders\n"
        "{\n"
        '  "orders": [\n'
        "    {\n"
        '      "id": "1",\n'
        '      "status": "paid",\n'
        '      "items": [\n'
        "        {\n"
        '          "id": "1",\n'
        '          "price": 9.90,\n'
        '          "quantity": 1\n'
        "        }\n"
        "      ],\n"
        '      "email": "jane@shopmail.org",\n'
        '      "value": {\n'
        '        "total": 9.90\n'
        "      }\n"
        "    }\n"
        "  ],\n"
        f'  "shop_id": "{SHOP}"\n'
        "}\n" + "-" * 79 + "\n"
        f"GET https://api.shop.org/profile?email=jane%40shopmail.org&shop_id={SHOP}\n"
        + "-" * 79
        + "\n"
    )


def test_locmem_keeps_what_was_sent_without_the_secret() -> None:
    client = client_of(LocmemBackend)
    client.orders.sync([ORDER], request_id="row-1")
    client.profile.get(email="jane@shopmail.org")
    assert locmem.outbox == [
        SentRequest(
            endpoint="orders.sync",
            method="POST",
            path="/sync/orders",
            query={},
            json={
                "orders": [
                    {
                        "id": "1",
                        "status": "paid",
                        "items": [{"id": "1", "price": Decimal("9.90"), "quantity": 1}],
                        "email": "jane@shopmail.org",
                        "value": {"total": Decimal("9.90")},
                    }
                ],
                "shop_id": SHOP,
            },
            request_id="row-1",
        ),
        SentRequest(
            endpoint="profile.get",
            method="GET",
            path="/profile",
            query={"email": "jane@shopmail.org", "shop_id": SHOP},
            json=None,
        ),
    ]
    assert SECRET not in repr(locmem.outbox)


def test_locmem_answers_what_it_was_told_to() -> None:
    client = client_of(LocmemBackend)
    event = View(1, did="D")
    locmem.answer("events.push", Response(429, {"Retry-After": "7"}, b""), times=2)
    locmem.answer("events.push", TransportError("gone", endpoint="events.push"))
    for _ in range(2):
        with pytest.raises(RateLimited) as caught:
            client.events.push(event)
        assert caught.value.retry_after == 7
    with pytest.raises(TransportError, match=r"^events.push: gone$"):
        client.events.push(event)
    client.events.push(event)
    client.profile.set(Profile(id=1))
    assert [sent.endpoint for sent in locmem.outbox] == ["events.push"] * 4 + ["profile.set"]


def test_locmem_reset() -> None:
    locmem.answer("events.push", Response(500, {}, b""))
    client_of(LocmemBackend).session.init()
    locmem.reset()
    assert locmem.outbox == []
    client_of(LocmemBackend).events.push(View(1, did="D"))


def test_locmem_knows_its_endpoints() -> None:
    with pytest.raises(ValueError, match=r"^No endpoint 'push'; there are: session\.init, "):
        locmem.answer("push", Response(200, {}, b""))


def test_locmem_keeps_forms_and_files() -> None:
    client = client_of(LocmemBackend)
    note = Attachment("note.txt", b"hello", "text/plain")
    client.messages.transact_files("bill", [note], email="jane@shopmail.org", variables={"a": 1})
    assert locmem.outbox == [
        SentRequest(
            endpoint="messages.transact_files",
            method="POST",
            path="/transact",
            query={},
            json=None,
            form=[
                ("email", "jane@shopmail.org"),
                ("code", "bill"),
                ("variables[a]", "1"),
                ("shop_id", SHOP),
            ],
            files=(note,),
        )
    ]
    assert SECRET not in repr(locmem.outbox)
    assert "hello" not in repr(locmem.outbox)


def test_console_writes_forms_and_files() -> None:
    stream = StringIO()
    client = Client(SHOP, SECRET, backend=ConsoleBackend("https://api.shop.org", stream=stream))
    client.messages.transact_files(
        "bill", [Attachment("note.txt", b"hello")], email="jane@shopmail.org"
    )
    assert stream.getvalue() == (
        "POST https://api.shop.org/transact\n"
        "email=jane@shopmail.org\n"
        "code=bill\n"
        f"shop_id={SHOP}\n"
        "note.txt (5 bytes)\n" + "-" * 79 + "\n"
    )
