"""API reference: Mobile push tokens."""

from __future__ import annotations

import pytest

from django_personaclick.client import Client
from tests.client.contracts import PUBLIC, Example, Refusal, examples, prove_refusal
from tests.client.forms import FormExample
from tests.client.servers import ApiServer


@examples(
    FormExample(
        "push_tokens.add",
        lambda client: client.push_tokens.add("DEVICE_ID", "TOKEN:a/b+c", "android"),
        "POST",
        "/mobile_push_tokens",
        body={**PUBLIC, "did": "DEVICE_ID", "token": "TOKEN:a/b+c", "platform": "android"},
        answer={},
    )
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


@pytest.mark.parametrize(
    "refusal",
    [
        (
            lambda client: client.push_tokens.add("", "TOKEN", "ios"),
            "did",
            "must be given and usable",
        ),
        (lambda client: client.push_tokens.add("D", "", "ios"), "token", "must not be empty"),
        (
            lambda client: client.push_tokens.add("D", "TOKEN", "windows"),
            "platform",
            "must be one of: ios, android",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
