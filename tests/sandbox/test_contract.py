"""The sandbox against its own description: what a generated client would send, over real HTTP."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET, Sandbox
from django_personaclick.sandbox.openapi import description

from .conftest import DID

pytestmark = pytest.mark.slow
EXAMPLES = 12
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
KEYS = {
    "shop_id": SHOP_ID,
    "shop_secret": SHOP_SECRET,
    "did": DID,
    "X-Shop-Secret": SHOP_SECRET,
}
# Why a call may be refused that fits the schema. That of a query cannot say "one of these", none
# knows what the sandbox remembers, and JSON Schema takes 1.0 for an integer.
UNSAID = re.compile(
    r"one of .+ is required|exactly one identifier is required|sid is required with did"
    r"|(shop_id|shop_secret|sms_code|data|did|did or email) is missing"
    r"|At least one subscription is required|.+ is required for a block of this algorithm"
    r"|items must not be empty|items: every item was filtered out.+|items is missing"
    r"|category_id is missing|search_query must be a non-empty string"
    r"|.+: a property's name is made of a-z, 0-9 and _|.+ a list of strings or an object"
    r"|.*must be an integer.*|Not enough bonuses|sms_code is wrong"
)
schema = schemathesis.openapi.from_dict(description())


@pytest.fixture(scope="module")
def api() -> Iterator[Sandbox]:
    with Sandbox(rng=random.Random(7), per_minute=0, keep=10) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def client() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def message_of(error: dict[str, Any]) -> str:
    return str(error.get("message") or error["payload"]["message"])


def known(values: Any) -> None:
    """The keys of this shop in place of made-up ones: else each answer would be a 404."""
    if isinstance(values, MutableMapping):
        values.update({name: key for name, key in KEYS.items() if name in values})


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_described(
    case: schemathesis.Case[Any], api: Sandbox, client: requests.Session
) -> None:
    if not api.state.devices:
        api.state.device(DID)
    for values in (case.query, case.body, case.headers):
        known(values)
    response = case.call(base_url=api.url, session=client, timeout=10)
    case.validate_response(response, checks=CHECKS)
    fits = case.meta is not None and case.meta.generation.mode.is_positive
    fits = fits and case.media_type in (None, "application/json")  # forms nest by names
    if fits and response.status_code >= 400 and response.status_code != 404:
        assert UNSAID.fullmatch(message_of(response.json())), response.text
