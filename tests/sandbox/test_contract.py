"""The sandbox against its own description: what a generated client would send, over real HTTP."""

from __future__ import annotations

import random
from collections.abc import Iterator
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
KEYS = {"shop_id": SHOP_ID, "shop_secret": SHOP_SECRET, "did": DID}
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


def known(values: Any) -> None:
    """The keys of this shop in place of made-up ones: else each answer would be a 404."""
    if isinstance(values, dict):
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
    for values in (case.query, case.body):
        known(values)
    response = case.call(base_url=api.url, session=client, timeout=10)
    case.validate_response(response, checks=CHECKS)
