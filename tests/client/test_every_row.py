"""What holds for every row of the table."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from django_personaclick.client import Client
from django_personaclick.client.backends.answers import success
from django_personaclick.client.backends.console import ConsoleBackend
from django_personaclick.client.backends.dummy import DummyBackend
from django_personaclick.client.backends.locmem import LocmemBackend
from django_personaclick.client.endpoints import TABLE, Endpoint
from django_personaclick.client.request import Request
from django_personaclick.client.response import check
from tests.client.contracts import Example
from tests.client.servers import SECRET, SHOP

ELSEWHERE = {"messages.transact_files"}
"""Rows whose contract tests are no ``Example``: a body of parts, in ``test_messages``."""


def contracts() -> Iterator[Example]:
    """Every example of the tests beside this one."""
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        module = import_module(f"tests.client.{file.stem}")
        for test in vars(module).values():
            for mark in getattr(test, "pytestmark", ()):
                if mark.name == "parametrize" and mark.args[0] == "example":
                    yield from mark.args[1]


def name(row: Endpoint) -> str:
    return row.name


@pytest.mark.parametrize("row", TABLE, ids=name)
def test_it_has_a_documented_method(row: Endpoint) -> None:
    client = Client(SHOP, SECRET, backend=DummyBackend("https://api.shop.org"))
    family, method = row.name.split(".")
    found = getattr(getattr(client, family), method)
    text = inspect.getdoc(found) or ""
    assert "Source:" in text
    assert inspect.signature(found).return_annotation is not inspect.Signature.empty


def test_it_has_a_contract_test() -> None:
    proven = {example.endpoint for example in contracts()}
    assert proven | ELSEWHERE == {row.name for row in TABLE}
    assert not proven & ELSEWHERE


def test_contracts_and_table_agree() -> None:
    rows = {row.name: row for row in TABLE}
    for example in contracts():
        row = rows[example.endpoint]
        pattern = re.sub(r"\{[a-z]+\}", "[^/]+", row.path)
        assert re.fullmatch(pattern, example.path), example
        assert example.method in {shape.method for shape in row.shapes()}, example


@pytest.mark.parametrize("row", TABLE, ids=name)
def test_the_answer_without_a_server_is_one_that_is_accepted(row: Endpoint) -> None:
    params = dict.fromkeys(row.path_parameters, "37")
    for shape in row.shapes():
        prepared = Request(row, params, shape=shape).prepare(SHOP, SECRET)
        check(row, success(prepared))


@pytest.mark.parametrize("backend", [LocmemBackend, DummyBackend, ConsoleBackend])
def test_methods_read_the_answers_without_a_server(backend: type[LocmemBackend]) -> None:
    client = Client(SHOP, SECRET, backend=backend("https://api.shop.org"))
    device = {"did": "DEVICE", "sid": "SEANCE"}
    assert client.recommend.get("abc", **device)["recommends"] == []  # type: ignore[arg-type]
    assert client.search.full("lamp", email="jane@shopmail.org") == {
        "search_query": "lamp",
        "html": "",
        "brands": [],
        "categories": [],
        "filters": {},
        "price_range": {"min": 0, "max": 0},
        "products": [],
        "products_total": 0,
    }
    assert client.search.no_results() == []
    assert client.products.cart("DEVICE") == []
    assert client.products.get("37")["id"] == "37"
    assert client.products.not_widgetable() == {"total": 0, "items": []}
    assert client.categories.tree() == []
    assert list(client.promo_codes.all_lists()) == []
    assert client.promo_codes.fetch(1)
    assert client.promo_codes.delete(1, ["a", "b"]) == {"deleted": 2, "not_found": 0}
    assert client.loyalty.join(phone="+14155552671")["identifier"] == "14155552671"
    assert client.loyalty.use_without_code(5, phone="+14155552671") == {
        "confirmation": "success",
        "confirmed": 5,
    }
    assert client.nps.reviews() == []
    assert client.messages.transact("code", email="jane@shopmail.org")
