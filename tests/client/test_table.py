"""Every row of the table of endpoints is called, proved and documented."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import tests.client
from django_personaclick.client import Client
from django_personaclick.client.endpoints import ENDPOINTS, Endpoint
from tests.client.contracts import Example
from tests.client.servers import SHOP

ROOT = Path(__file__).resolve().parent.parent.parent
every_row = pytest.mark.parametrize("row", ENDPOINTS.values(), ids=ENDPOINTS)


def proved() -> Iterator[Example]:
    """The examples of the contract tests in this package."""
    for found in pkgutil.iter_modules(tests.client.__path__):
        if found.name.startswith("test_"):
            module = importlib.import_module(f"tests.client.{found.name}")
            yield from of_module(module)


def of_module(module: ModuleType) -> Iterator[Example]:
    for test in vars(module).values():
        for mark in getattr(test, "pytestmark", ()):
            if mark.name == "parametrize" and mark.args[0] == "example":
                yield from (entry for entry in mark.args[1] if isinstance(entry, Example))


def page() -> str:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert generate.ENDPOINTS == ROOT / "docs" / "reference" / "endpoints.md"
    return str(generate.endpoints_page())


@every_row
def test_a_method_with_types_and_a_docstring(row: Endpoint) -> None:
    family, _, name = row.name.partition(".")
    method = getattr(getattr(Client(SHOP), family), name)
    text = inspect.getdoc(method)
    assert text
    assert re.search(r"Source:\s\S", text) or re.search(r"[Ss]ee ``\w+``", text)
    parameters = inspect.signature(method).parameters.values()
    assert [p.name for p in parameters if p.annotation is inspect.Parameter.empty] == []
    assert inspect.signature(method).return_annotation is not inspect.Signature.empty


def test_a_contract_test() -> None:
    examples = list(proved())
    assert {example.endpoint for example in examples} == set(ENDPOINTS)
    for example in examples:
        row = ENDPOINTS[example.endpoint]
        path = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(row.path))
        assert re.fullmatch(path, example.path), example.endpoint
        assert example.method in {shape.method for shape in row.shapes()}, example.endpoint


def test_a_row_in_the_generated_page() -> None:
    written = (ROOT / "docs" / "reference" / "endpoints.md").read_text()
    assert written == page()
    rows = re.findall(r"^\| `client\.([a-z_.]+)`", written, re.MULTILINE)
    assert rows == [name for family in families() for name in family]


def families() -> Iterator[list[str]]:
    grouped: dict[str, list[str]] = {}
    for name in ENDPOINTS:
        grouped.setdefault(name.partition(".")[0], []).append(name)
    yield from grouped.values()
