"""API reference: Communications; Chats."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.client import Client
from tests.client.contracts import KEYS, Example, Refusal, examples, prove_refusal
from tests.client.servers import ApiServer

PHONE = "+14155552671"
JANE = "jane@shopmail.org"
TALK: dict[str, Any] = {
    "channel": "phone",
    "event": "call",
    "location_id": "7701123",
    "call_type": "incoming",
    "call_theme": "delivery",
    "comment": "asked where the parcel is",
    "author_type": "operator",
    "status": "closed",
}
TALKS = [{"id": 7, **TALK, "subject_appeal": None}]
NOBODY = "must be given and usable, or one of email, did"


@examples(
    Example(
        "communications.save",
        lambda client: client.communications.save(phone=PHONE, **TALK),
        "POST",
        "/crm/client_calls",
        body={**KEYS, "phone": "14155552671", **TALK},
    ),
    Example(
        "communications.save",
        lambda client: client.communications.save(
            email=JANE, did="DEVICE_ID", subject_appeal="late", **{**TALK, "location_id": 7701123}
        ),
        "POST",
        "/crm/client_calls",
        body={**KEYS, "email": JANE, "did": "DEVICE_ID", **TALK, "subject_appeal": "late"},
    ),
    Example(
        "communications.read",
        lambda client: client.communications.read(phone=PHONE),
        "GET",
        "/crm/client_calls",
        {**KEYS, "phone": "14155552671"},
        answer=TALKS,
        result=TALKS,
    ),
    Example(
        "communications.read",
        lambda client: client.communications.read(did="DEVICE_ID"),
        "GET",
        "/crm/client_calls",
        {**KEYS, "did": "DEVICE_ID"},
        answer={"status": "success", "payload": {"client_calls": TALKS}},
        result=TALKS,
    ),
    Example(
        "communications.edit",
        lambda client: client.communications.edit(7, email=JANE, status="open", comment="x"),
        "PATCH",
        "/crm/client_calls/7",
        {**KEYS, "email": JANE, "status": "open", "comment": "x"},
        answer=TALKS,
    ),
    Example(
        "chats.report",
        lambda client: client.chats.report("C1", {"messages": ["Hi"]}, email=JANE),
        "POST",
        "/chat_reports",
        body={
            **KEYS,
            "platform": "livetex",
            "code": "C1",
            "email": JANE,
            "data": '{"messages":["Hi"]}',
        },
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


@pytest.mark.parametrize(
    "refusal",
    [
        (lambda client: client.communications.save(**TALK), "phone", NOBODY),
        (
            lambda client: client.communications.save(email=JANE, **{**TALK, "channel": ""}),
            "channel",
            "must not be empty",
        ),
        (
            lambda client: client.communications.save(email=JANE, **{**TALK, "comment": " "}),
            "comment",
            "must not be empty",
        ),
        (lambda client: client.communications.read(phone="1"), "phone", NOBODY),
        (
            lambda client: client.communications.edit("", email=JANE, status="open"),
            "id",
            "must not be empty",
        ),
        (
            lambda client: client.communications.edit(7, email=JANE),
            "status",
            "must be given, or another detail",
        ),
        (lambda client: client.communications.edit(7, status="open"), "phone", NOBODY),
        (
            lambda client: client.chats.report("C1", {"a": 1}),
            "phone",
            "must be given and usable, or email",
        ),
        (
            lambda client: client.chats.report("C1", {}, email=JANE),
            "data",
            "must not be empty",
        ),
        (
            lambda client: client.chats.report("C1", "{}", email=JANE),
            "data",
            "must be a mapping",
        ),
        (
            lambda client: client.chats.report("C1", {"a": 1}, email=JANE, platform="jivo"),
            "platform",
            "must be one of: livetex",
        ),
        (
            lambda client: client.chats.report("", {"a": 1}, email=JANE),
            "code",
            "must not be empty",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
