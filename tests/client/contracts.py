"""Contract tests: the exact request that a method sends, as the vendor's example has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import PayloadError
from tests.client.servers import SECRET, SHOP, ApiServer

PUBLIC = {"shop_id": SHOP}
KEYS = {**PUBLIC, "shop_secret": SECRET}
DEVICE = {**PUBLIC, "did": "DEVICE_ID", "sid": "SEANCE_ID"}
SUCCESS = {"status": "success"}


@dataclass
class Example:
    """``call`` of ``endpoint`` sends the rest and, on ``answer``, gives ``result``."""

    endpoint: str
    call: Callable[[Client], Any]
    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    answer: Any = field(default_factory=lambda: SUCCESS)
    status: int = 200
    result: Any = None

    def prove(self, client: Client, server: ApiServer) -> None:
        server.answer(self.answer, status=self.status)
        assert self.call(client) == self.result
        assert server.only.whole == (self.method, self.path, self.query, self.body)


def examples(*given: Example) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "example", given, ids=[f"{example.endpoint}-{n}" for n, example in enumerate(given)]
    )


Refusal = tuple[Callable[[Client], Any], str, str]


def prove_refusal(client: Client, server: ApiServer, refusal: Refusal) -> None:
    """``refusal``: a call, the field that is wrong and the rule. Nothing may be sent."""
    call, name, rule = refusal
    with pytest.raises(PayloadError) as caught:
        call(client)
    assert (caught.value.field, caught.value.rule) == (name, rule)
    assert str(caught.value) == f"{name}: {rule} (got {type(caught.value.value).__name__})"
    assert server.received == []
