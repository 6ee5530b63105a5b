"""API reference: Subscriptions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import UndecodableResponse
from tests.client.contracts import KEYS, PUBLIC, Example, Refusal, examples, prove_refusal
from tests.client.forms import HeaderExample
from tests.client.servers import ApiServer

JANE = "jane@shopmail.org"
PHONE = "+14155552671"
PERSON = {"email": JANE, "phone": "14155552671"}
FLAGS: Any = {
    "email_bulk": True,
    "email_chain": True,
    "email_transactional": True,
    "sms_bulk": True,
    "sms_chain": True,
    "sms_transactional": False,
}
STATUS = {"exists": True, "email_bulk": False, "email_suppressed": False, "wallet_bulk": True}
NOBODY = "must be given and usable, or one of "


def change(number: int) -> dict[str, Any]:
    return {
        "contact_type": "email",
        "contact": JANE,
        "campaign_type": "chain",
        "event": "subscribe",
        "channel": "popup",
        "datetime": f"2020-09-24 14:42:{number:02}",
        "ip": "192.168.0.1",
    }


@examples(
    Example(
        "subscriptions.manage",
        lambda client: client.subscriptions.manage(email=JANE, phone=PHONE, **FLAGS),
        "POST",
        "/subscriptions/manage",
        body={**KEYS, **PERSON, **FLAGS},
    ),
    Example(
        "subscriptions.manage",
        lambda client: client.subscriptions.manage(
            did="DEVICE_ID", web_push_bulk=True, email_bulk=None
        ),
        "POST",
        "/subscriptions/manage",
        body={**PUBLIC, "did": "DEVICE_ID", "web_push_bulk": True},
    ),
    Example(
        "subscriptions.callback",
        lambda client: client.subscriptions.callback(JANE, "hard_bounced"),
        "POST",
        "/subscriptions/callback",
        body={**KEYS, "email": JANE, "event": "hard_bounced"},
    ),
    HeaderExample(
        "subscriptions.check",
        lambda client: client.subscriptions.check(email=JANE, phone=PHONE, did="DEVICE_ID"),
        "GET",
        "/subscriptions/check",
        {**PUBLIC, **PERSON, "did": "DEVICE_ID"},
        answer=STATUS,
        result=STATUS,
    ),
    HeaderExample(
        "subscriptions.check",
        lambda client: client.subscriptions.check(email=JANE),
        "GET",
        "/subscriptions/check",
        {**PUBLIC, "email": JANE},
        answer={"status": "success", "payload": {"subscriptions": STATUS}},
        result=STATUS,
    ),
    HeaderExample(
        "subscriptions.changes",
        lambda client: list(client.subscriptions.changes()),
        "GET",
        "/subscriptions/changes",
        {**PUBLIC, "limit": "10000", "offset": "0"},
        answer=[],
        result=[],
    ),
    HeaderExample(
        "subscriptions.changes",
        lambda client: list(
            client.subscriptions.changes(
                date_from=date(2020, 9, 23),
                date_to=date(2020, 9, 24),
                event="unsubscribe",
                channel="unsubscribe_page",
                email=JANE,
                phone=PHONE,
                page=20_000,
            )
        ),
        "GET",
        "/subscriptions/changes",
        {
            **PUBLIC,
            **PERSON,
            "from": "2020-09-23",
            "to": "2020-09-24",
            "event": "unsubscribe",
            "channel": "unsubscribe_page",
            "limit": "20000",
            "offset": "0",
        },
        answer={"status": "success", "payload": {"changes": []}},
        result=[],
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


@pytest.mark.parametrize("event", ["complained", "blacklisted", "unsubscribed"])
def test_other_operations(client: Client, server: ApiServer, event: str) -> None:
    client.subscriptions.callback(JANE, event)
    assert server.only.json == {**KEYS, "email": JANE, "event": event}


def test_changes_page_through_all_as_they_are_needed(client: Client, server: ApiServer) -> None:
    """Also where the server gives fewer rows than it was asked for."""
    for page in ([change(1), change(2)], [change(3)], []):
        server.answer(page)
    changes = client.subscriptions.changes(page=2)
    assert server.received == []
    assert next(changes) == change(1)
    assert len(server.received) == 1
    assert list(changes) == [change(2), change(3)]
    asked = [(request.query["offset"], request.query["limit"]) for request in server.received]
    assert asked == [("0", "2"), ("2", "2"), ("3", "2")]


def test_changes_that_never_end(client: Client, server: ApiServer) -> None:
    for _ in range(3):
        server.answer([change(1)])
    changes = client.subscriptions.changes()
    assert next(changes) == change(1)
    with pytest.raises(UndecodableResponse, match="the answer is the page before once more"):
        next(changes)


@pytest.mark.parametrize(
    "refusal",
    [
        (
            lambda client: client.subscriptions.manage(email_bulk=True),
            "did",
            NOBODY + "email, phone, loyalty_id, external_id, telegram_id",
        ),
        (
            lambda client: client.subscriptions.manage(email=JANE),
            "email_bulk",
            "must be given, or another subscription",
        ),
        (
            lambda client: client.subscriptions.manage(email=JANE, sms_bulk="false"),
            "sms_bulk",
            "must be True or False",
        ),
        (
            lambda client: client.subscriptions.manage(email=JANE, fax_bulk=True),
            "fax_bulk",
            "is no subscription: a channel and a kind of mailing",
        ),
        (
            lambda client: client.subscriptions.callback(JANE, "soft_bounced"),
            "event",
            "must be one of: hard_bounced, complained, blacklisted, unsubscribed",
        ),
        (
            lambda client: client.subscriptions.callback(JANE, ""),
            "event",
            "must be one of: hard_bounced, complained, blacklisted, unsubscribed",
        ),
        (
            lambda client: client.subscriptions.callback("", "complained"),
            "email",
            "must not be empty",
        ),
        (lambda client: client.subscriptions.check(), "email", NOBODY + "phone, did"),
        (
            lambda client: client.subscriptions.changes(date_from="24.09.2020"),
            "from",
            "must be a date (YYYY-MM-DD)",
        ),
        (
            lambda client: client.subscriptions.changes(
                date_from=date(2020, 9, 24), date_to=date(2020, 9, 23)
            ),
            "to",
            "must not be before from",
        ),
        (
            lambda client: client.subscriptions.changes(page=20_001),
            "limit",
            "must be from 1 to 20000",
        ),
        (
            lambda client: client.subscriptions.changes(page=None),
            "limit",
            "must be from 1 to 20000",
        ),
        (
            lambda client: client.subscriptions.changes(event="unsubscribed"),
            "event",
            "must be one of: subscribe, unsubscribe, hard_bounced, complained, blacklisted",
        ),
        (
            lambda client: client.subscriptions.changes(email="jane"),
            "email",
            "must be a usable e-mail address",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)


def test_a_channel_that_is_none(client: Client, server: ApiServer) -> None:
    with pytest.raises(ValueError, match=r"^channel: must be one of: email_feedback_processing, "):
        client.subscriptions.changes(channel="pigeon")
    assert server.received == []
