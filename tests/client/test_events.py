"""API reference: Events tracking, Track custom event, User received on mobile push, Stories."""

from __future__ import annotations

import pytest

from django_personaclick.client import Client
from django_personaclick.payloads import Custom, View
from tests.client.contracts import DEVICE, PUBLIC, Example, Refusal, examples, prove_refusal
from tests.client.forms import FormExample
from tests.client.servers import ApiServer

MESSAGE = {**PUBLIC, "code": "CODE", "type": "bulk"}
KINDS = "must be one of: bulk, chain, transactional"


@examples(
    Example(
        "events.push",
        lambda client: client.events.push(
            View("PRODUCT_ID", did="DEVICE_ID", sid="SEANCE_ID", segment="A")
        ),
        "POST",
        "/push",
        body={**DEVICE, "event": "view", "segment": "A", "items": [{"id": "PRODUCT_ID"}]},
    ),
    Example(
        "events.custom",
        lambda client: client.events.custom(
            Custom(
                "my_event",
                did="DEVICE_ID",
                sid="SEANCE_ID",
                category="event category",
                label="event label",
                value=100,
            )
        ),
        "POST",
        "/push/custom",
        body={
            **DEVICE,
            "event": "my_event",
            "category": "event category",
            "label": "event label",
            "value": 100,
        },
    ),
    Example(
        "events.opened",
        lambda client: client.events.opened("CODE", "bulk"),
        "POST",
        "/track/opened",
        body=MESSAGE,
    ),
    Example(
        "events.delivered",
        lambda client: client.events.delivered("CODE", "trigger"),
        "POST",
        "/track/delivered",
        body={**MESSAGE, "type": "chain"},
    ),
    Example(
        "events.clicked",
        lambda client: client.events.clicked("CODE", "transactional"),
        "POST",
        "/track/clicked",
        body={**MESSAGE, "type": "transactional"},
    ),
    Example(
        "events.closed",
        lambda client: client.events.closed("CODE", "bulk"),
        "POST",
        "/track/closed",
        body=MESSAGE,
    ),
    FormExample(
        "events.story",
        lambda client: client.events.story(
            "view", code="CODE", story_id=7, slide_id="s-1", did="DEVICE_ID", sid="SEANCE_ID"
        ),
        "POST",
        "/track/stories",
        body={**DEVICE, "event": "view", "code": "CODE", "story_id": "7", "slide_id": "s-1"},
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def test_an_empty_answer_will_do(client: Client, server: ApiServer) -> None:
    server.answer(b"", status=204)
    client.events.opened("CODE", "bulk", request_id="row-1")
    assert server.only.headers["X-Request-ID"] == "row-1"


STORY = {"code": "CODE", "story_id": 7, "slide_id": 1, "did": "DEVICE_ID", "sid": "SEANCE_ID"}


@pytest.mark.parametrize(
    "refusal",
    [
        (lambda client: client.events.opened("", "bulk"), "code", "must not be empty"),
        (lambda client: client.events.delivered("CODE", ""), "type", "must not be empty"),
        (lambda client: client.events.clicked("CODE", "push"), "type", KINDS),
        (lambda client: client.events.closed("CODE", 1), "type", "must be text"),
        (
            lambda client: client.events.story("tap", **STORY),
            "event",
            "must be one of: view, click",
        ),
        (
            lambda client: client.events.story("view", **{**STORY, "slide_id": ""}),
            "slide_id",
            "must not be empty",
        ),
        (
            lambda client: client.events.story("view", **{**STORY, "sid": ""}),
            "sid",
            "must not be empty",
        ),
        (
            lambda client: client.events.story("view", **{**STORY, "did": "a b"}),
            "did",
            "must be 1 to 64 letters, digits, - or _",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
