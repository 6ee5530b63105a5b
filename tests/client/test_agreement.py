"""What the client sends, the sandbox takes: every contract test's call, to the other side."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import InvalidRequest
from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET, Sandbox
from tests.client.contracts import Example
from tests.client.test_every_row import contracts

CODE_OF_ANOTHER = {"loyalty.use", "loyalty.use_confirmed"}
"""The sandbox sent no such code."""

CALLS = list(contracts())


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(rng=random.Random(7), per_minute=0) as running:
        yield running


@pytest.mark.parametrize(
    "sent", CALLS, ids=[f"{number}-{call.endpoint}" for number, call in enumerate(CALLS)]
)
def test_it_is_understood(sandbox: Sandbox, sent: Example) -> None:
    """It does what was asked, or knows nobody and nothing by that name (404)."""
    sandbox.clear()
    client = Client(SHOP_ID, SHOP_SECRET, api_url=sandbox.url)
    try:
        sent.call(client)
    except InvalidRequest as error:
        allowed = {404, 400} if sent.endpoint in CODE_OF_ANOTHER else {404}
        assert error.status in allowed, error.message
    finally:
        client.close()
    assert {request.endpoint for request in sandbox.requests} == {sent.endpoint}
