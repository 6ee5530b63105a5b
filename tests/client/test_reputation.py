"""API reference: Reputation."""

from __future__ import annotations

import pytest

from django_personaclick.client import Client
from tests.client.contracts import PUBLIC, Example, Refusal, examples, prove_refusal
from tests.client.forms import FormExample
from tests.client.servers import ApiServer

REVIEWS = [{"rate": 5, "comment": "Good"}]


@examples(
    FormExample(
        "reputation.shop",
        lambda client: client.reputation.shop(count=10, offset=20),
        "POST",
        "/reputation/shop",
        body={**PUBLIC, "count": "10", "offset": "20"},
        answer=REVIEWS,
        result=REVIEWS,
    ),
    FormExample(
        "reputation.shop",
        lambda client: client.reputation.shop(),
        "POST",
        "/reputation/shop",
        body=PUBLIC,
        answer={"status": "success", "payload": {"reviews": REVIEWS}},
        result=REVIEWS,
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


@pytest.mark.parametrize(
    "refusal",
    [
        (lambda client: client.reputation.shop(count=0), "count", "must be at least 1"),
        (lambda client: client.reputation.shop(offset=-1), "offset", "must be at least 0"),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
