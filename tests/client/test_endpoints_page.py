"""The page of endpoints is generated and names every row of the table."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from django_personaclick.client.endpoints import ENDPOINTS

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    return generate


def test_it_is_up_to_date() -> None:
    generate = generator()
    assert generate.ENDPOINTS == DOCS / "reference" / "endpoints.md"
    assert generate.ENDPOINTS.read_text() == generate.endpoints_page()


def test_every_endpoint_has_a_row() -> None:
    page = (DOCS / "reference" / "endpoints.md").read_text()
    rows = re.findall(r"^\| `client\.([a-z_.]+)`.* \| `(/[^`]*)`.* \| ([^|]+) \|$", page, re.M)
    assert sorted(rows) == sorted((row.name, row.path, row.doc) for row in ENDPOINTS.values())
