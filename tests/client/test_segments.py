"""API reference: Segments."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import UndecodableResponse
from tests.client.contracts import KEYS, PUBLIC, Example, Refusal, examples, prove_refusal
from tests.client.servers import ApiServer

JANE = "jane@shopmail.org"
PHONE = "+14155552671"
PERSON = {"email": JANE, "phone": "14155552671"}
SEGMENTS = [{"id": 313, "type": "static"}, {"id": 314, "type": "dynamic"}]
NOBODY = "must be given and usable, or one of phone, did"


@examples(
    Example(
        "segments.add",
        lambda client: client.segments.add("333", email=JANE, phone=PHONE),
        "POST",
        "/segments/add",
        body={**KEYS, **PERSON, "segment_id": 333},
    ),
    Example(
        "segments.add",
        lambda client: client.segments.add(333, did="DEVICE_ID"),
        "POST",
        "/segments/add",
        body={**PUBLIC, "did": "DEVICE_ID", "segment_id": 333},
    ),
    Example(
        "segments.remove",
        lambda client: client.segments.remove(333, phone=PHONE),
        "POST",
        "/segments/remove",
        body={**KEYS, "phone": "14155552671", "segment_id": 333},
    ),
    Example(
        "segments.get",
        lambda client: client.segments.get(email=JANE, phone=PHONE),
        "GET",
        "/segments/get",
        {**KEYS, **PERSON},
        answer=SEGMENTS,
        result=SEGMENTS,
    ),
    Example(
        "segments.get",
        lambda client: client.segments.get(did="DEVICE_ID", method="POST"),
        "POST",
        "/segments/get",
        body={**PUBLIC, "did": "DEVICE_ID"},
        answer={"status": "success", "payload": {"segments": SEGMENTS}},
        result=SEGMENTS,
    ),
    Example(
        "segments.includes",
        lambda client: client.segments.includes(333, email=JANE),
        "GET",
        "/segments/includes",
        {**KEYS, "email": JANE, "segment_id": "333"},
        answer=True,
        result=True,
    ),
    Example(
        "segments.includes",
        lambda client: client.segments.includes(
            333, external_id=1, loyalty_id=2, telegram_id=3, method="POST"
        ),
        "POST",
        "/segments/includes",
        body={**KEYS, "external_id": "1", "loyalty_id": "2", "telegram_id": "3", "segment_id": 333},
        answer=False,
        result=False,
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


@pytest.mark.parametrize(
    ("answer", "included"),
    [
        ({"status": "success", "payload": {"includes": True}}, True),
        ({"status": "success", "payload": False}, False),
        ({"status": "success", "data": {"in_segment": False, "id": 1}}, False),
        ({"result": True}, True),
    ],
)
def test_includes_in_each_envelope(
    client: Client, server: ApiServer, answer: Any, included: bool
) -> None:
    server.answer(answer)
    assert client.segments.includes(333, email=JANE) is included


@pytest.mark.parametrize("answer", [{}, {"a": True, "b": False}, {"payload": {"includes": 1}}])
def test_includes_without_an_answer(client: Client, server: ApiServer, answer: Any) -> None:
    server.answer(answer)
    with pytest.raises(UndecodableResponse, match="the answer has no yes or no"):
        client.segments.includes(333, email=JANE)


@pytest.mark.parametrize(
    "refusal",
    [
        (lambda client: client.segments.add(333), "email", NOBODY),
        (lambda client: client.segments.remove(333, email="x@example.com"), "email", NOBODY),
        (lambda client: client.segments.get(), "email", NOBODY),
        (
            lambda client: client.segments.includes(333),
            "email",
            "must be given and usable, or one of phone, loyalty_id, external_id, telegram_id",
        ),
        (lambda client: client.segments.add("", email=JANE), "segment_id", "must not be empty"),
        (lambda client: client.segments.add(0, email=JANE), "segment_id", "must be at least 1"),
        (
            lambda client: client.segments.includes("gold", email=JANE),
            "segment_id",
            "must be a whole number",
        ),
        (
            lambda client: client.segments.get(email=JANE, method="PUT"),
            "method",
            "must be one of GET, POST",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
