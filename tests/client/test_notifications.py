"""API reference: Notifications center; User Profile (REST API): Notification Center."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.client.notifications import MessageStatus
from tests.client.contracts import KEYS, PUBLIC, Example, Refusal, examples, prove_refusal
from tests.client.servers import ApiServer

JOHN = "john.doe@examplemail.com"
SINCE = date(2023, 7, 1)
MESSAGES: list[Any] = [
    {
        "type": "trigger",
        "code": "C1",
        "date": "2023-07-06",
        "sent_at": "2023-07-06T14:25:21.000Z",
        "statistics": {"opened": True, "clicked": False},
    }
]
CHANNELS = "must be one of: email, sms, web_push, mobile_push, telegram, whatsapp"


@examples(
    Example(
        "notifications.list",
        lambda client: client.notifications.list(
            SINCE, ["bulk", "trigger", "transactional"], ["web_push", "mobile_push"], email=JOHN
        ),
        "GET",
        "/notifications",
        {
            **KEYS,
            "date_from": "2023-07-01",
            "email": JOHN,
            "type": "bulk,chain,transactional",
            "channel": "web_push,mobile_push",
        },
        answer={"status": "success", "payload": {"messages": MESSAGES}},
        result=MESSAGES,
    ),
    Example(
        "notifications.list",
        lambda client: client.notifications.list(
            "2023-07-01",
            ("bulk",),
            ("WhatsApp",),
            phone="+14155552671",
            loyalty_id=1,
            external_id=2,
            did="DEVICE_ID",
            page=2,
            limit=50,
        ),
        "GET",
        "/notifications",
        {
            **KEYS,
            "date_from": "2023-07-01",
            "did": "DEVICE_ID",
            "phone": "14155552671",
            "loyalty_id": "1",
            "external_id": "2",
            "type": "bulk",
            "channel": "whatsapp",
            "page": "2",
            "limit": "50",
        },
        answer={"messages": MESSAGES},
        result=MESSAGES,
    ),
    Example(
        "notifications.status",
        lambda client: client.notifications.status("C1"),
        "GET",
        "/notifications/C1",
        PUBLIC,
        answer=b'{"200"}',
        result=MessageStatus([], '{"200"}'),
    ),
    Example(
        "notifications.status",
        lambda client: client.notifications.status("C/1", type="transactional"),
        "GET",
        "/notifications/C%2F1",
        {**PUBLIC, "type": "transactional"},
        answer={"status": "success", "payload": {"messages": MESSAGES}},
        result=MessageStatus(MESSAGES),
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


@pytest.mark.parametrize(
    "refusal",
    [
        (
            lambda client: client.notifications.list(SINCE, ["bulk"], ["sms"]),
            "phone",
            "must be given and usable, or one of email, loyalty_id, external_id, did",
        ),
        (
            lambda client: client.notifications.list(None, ["bulk"], ["sms"], email=JOHN),
            "date_from",
            "must not be empty",
        ),
        (
            lambda client: client.notifications.list("2023-7-1", ["bulk"], ["sms"], email=JOHN),
            "date_from",
            "must be a date (YYYY-MM-DD)",
        ),
        (
            lambda client: client.notifications.list(SINCE, [], ["sms"], email=JOHN),
            "type",
            "must not be empty",
        ),
        (
            lambda client: client.notifications.list(SINCE, ["push"], ["sms"], email=JOHN),
            "type[0]",
            "must be one of: bulk, chain, transactional",
        ),
        (
            lambda client: client.notifications.list(SINCE, ["bulk"], "sms", email=JOHN),
            "channel",
            "must be a list",
        ),
        (
            lambda client: client.notifications.list(SINCE, ["bulk"], ["fax"], email=JOHN),
            "channel[0]",
            CHANNELS,
        ),
        (
            lambda client: client.notifications.list(
                SINCE, ["bulk"], ["sms"], email=JOHN, limit=51
            ),
            "limit",
            "must be from 1 to 50",
        ),
        (
            lambda client: client.notifications.list(SINCE, ["bulk"], ["sms"], email=JOHN, page=0),
            "page",
            "must be at least 1",
        ),
        (lambda client: client.notifications.status(""), "code", "must not be empty"),
        (
            lambda client: client.notifications.status(".."),
            "code",
            "must be given: it is part of the path",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
