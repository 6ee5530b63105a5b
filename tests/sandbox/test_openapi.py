"""The description of the API: complete, valid, and the one in the documentation."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema_rs
import pytest

from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.sandbox.openapi import description

from .conftest import Shop

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = description()


def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_documentation_holds_it() -> None:
    module = generate()
    assert ROOT / "docs" / "reference" / "openapi.json" == module.OPENAPI
    assert module.OPENAPI.read_text() == module.openapi_document()


def test_the_sandbox_serves_it(shop: Shop) -> None:
    response = shop.send("GET", "/openapi.json")
    assert response.json() == {**DOCUMENT, "servers": [{"url": "/"}]}
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert shop.sandbox.requests == []


def test_every_shape_of_every_row_is_in_it() -> None:
    for endpoint in ENDPOINTS.values():
        for shape in endpoint.shapes():
            assert shape.method.lower() in DOCUMENT["paths"][endpoint.path]
    operations = [one for methods in DOCUMENT["paths"].values() for one in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))


def schemas(value: Any) -> list[Any]:
    """Everything under a key ``schema``, at any depth."""
    if isinstance(value, list):
        return [found for one in value for found in schemas(one)]
    if not isinstance(value, dict):
        return []
    own = [value["schema"]] if "schema" in value else []
    return own + [found for one in value.values() for found in schemas(one)]


def test_every_schema_is_valid() -> None:
    found = schemas(DOCUMENT["paths"])
    assert len(found) > 400
    for schema in found:
        jsonschema_rs.meta.validate(schema)


@pytest.mark.parametrize(
    ("path", "method", "expected"),
    [
        (
            "/promo_codes/fetch",
            "get",
            {
                "operationId": "promo_codes.fetch",
                "tags": ["promo_codes"],
                "summary": "API reference: Fetch promo code",
                "description": "Needs shop_id, and did or shop_secret.",
                "parameters": [
                    {
                        "name": "shop_id",
                        "in": "query",
                        "required": True,
                        "schema": {"type": "string", "pattern": "^[0-9a-f]{30}$"},
                    },
                    {
                        "name": "shop_secret",
                        "in": "query",
                        "schema": {"type": "string", "minLength": 1, "pattern": r"\S"},
                    },
                    {
                        "name": "id",
                        "in": "query",
                        "required": True,
                        "schema": {
                            "type": ["string", "integer"],
                            "minLength": 1,
                            "pattern": r"\S",
                        },
                    },
                    {
                        "name": "sid",
                        "in": "query",
                        "schema": {"type": "string", "minLength": 1, "pattern": r"\S"},
                    },
                ],
            },
        )
    ],
)
def test_an_operation(path: str, method: str, expected: dict[str, Any]) -> None:
    operation = dict(DOCUMENT["paths"][path][method])
    responses = operation.pop("responses")
    assert operation == expected
    answer = {"type": "object", "properties": {"code": {"type": "string"}}, "required": ["code"]}
    assert responses["200"] == {
        "description": "Done",
        "content": {"application/json": {"schema": answer}},
    }
    assert responses["404"] == {"$ref": "#/components/responses/404"}
