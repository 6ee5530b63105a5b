"""The API as an OpenAPI 3.1 description, made of the table of endpoints and of their contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .. import __version__
from ..client.endpoints import Auth, Encoding, Endpoint, Shape
from .contract import Contract
from .routes import CONTENT_TYPES, CONTRACTS, PATHS
from .validation import DID, SHOP_ID, TEXT, Schema

__all__ = ["API_URL", "description"]

API_URL = "https://api.personaclick.com"
ABOUT = (
    "The HTTP API of PersonaClick (REES46) as its documents describe it and as the sandbox of "
    "django-personaclick answers it. Each operation names the document it is from."
)
ERRORS = {
    400: "Bad request; of an import: the secret is wrong",
    401: "shop_id, or who it is about, is missing",
    403: "The secret is missing or wrong, or the shop is not active",
    404: "Not found: the shop, the device or the object",
    405: "Wrong method",
    406: "Not one of the content types",
    413: "The body is too large",
    422: "A parameter is wrong",
    429: "Too many requests",
    500: "The API's own trouble",
    503: "Not available at the moment",
}
MESSAGE: Schema = {"type": "string"}
ERROR: Schema = {
    "type": "object",
    "properties": {
        "status": {"const": "error"},
        "message": MESSAGE,
        "payload": {"type": "object", "properties": {"message": MESSAGE}},
    },
    "required": ["status"],
    "anyOf": [{"required": ["message"]}, {"required": ["payload"]}],
}
SHOP: Schema = {"type": "string", "pattern": f"^{SHOP_ID.pattern}$"}
DEVICE: Schema = {"type": "string", "pattern": f"^{DID.pattern}$"}
ACCESS = {
    Auth.PUBLIC: "shop_id",
    Auth.DEVICE: "shop_id and did",
    Auth.SECRET: "shop_id and shop_secret",
    Auth.EITHER: "shop_id, and did or shop_secret",
    Auth.PERSON: "shop_id, and did or another identifier",
}
Row = tuple[Endpoint, Shape]


def description(server: str = API_URL) -> dict[str, Any]:
    """The whole document; ``server`` is where its paths are."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "PersonaClick", "version": __version__, "description": ABOUT},
        "servers": [{"url": server}],
        "tags": [{"name": name} for name in families()],
        "paths": {
            path: {method.lower(): operation(rows, method) for method, rows in methods.items()}
            for path, methods in PATHS.items()
        },
        "components": {
            "schemas": {"Error": ERROR},
            "responses": {
                str(status): {
                    "description": text,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Error"}}
                    },
                }
                for status, text in ERRORS.items()
            },
        },
    }


def families() -> list[str]:
    return list(dict.fromkeys(name.partition(".")[0] for name in CONTRACTS))


def operation(rows: Sequence[Row], method: str) -> dict[str, Any]:
    """One method of one path: often one row of the table, else rows told apart by a parameter."""
    endpoints = list(dict.fromkeys(endpoint for endpoint, _ in rows))
    first = endpoints[0]
    encodings = {shape.encoding for _, shape in rows}
    result: dict[str, Any] = {
        "operationId": first.name if method == first.method else f"{first.name}.{method.lower()}",
        "tags": [first.name.partition(".")[0]],
        "summary": "; ".join(dict.fromkeys(endpoint.doc for endpoint in endpoints)),
        "description": " ".join(notes(endpoints)),
        "parameters": [*path_parameters(first), *header_parameters(first)],
        "responses": responses(endpoints),
    }
    if Encoding.QUERY in encodings:
        lone = encodings == {Encoding.QUERY}
        result["parameters"] += query_parameters(endpoints, optional=not lone)
    bodies = {
        CONTENT_TYPES[shape.encoding]: {"schema": body(endpoint)}
        for endpoint, shape in rows
        if shape.encoding in CONTENT_TYPES
    }
    if bodies:
        result["requestBody"] = {"required": Encoding.QUERY not in encodings, "content": bodies}
    return result


def notes(endpoints: Sequence[Endpoint]) -> Iterator[str]:
    """What no schema says: keys, limits, and what tells the rows of one path apart."""
    first = endpoints[0]
    yield f"Needs {ACCESS[first.auth]}."
    for endpoint in endpoints:
        for name, value in endpoint.fixed.items():
            yield f"{endpoint.name}: {name} is {value}."
    if first.batch:
        yield f"At most {first.batch.rows:,} rows and {first.batch.bytes:,} bytes in a request."
    if first.rate:
        yield f"At most {first.rate.per_minute} requests a minute."


def values(endpoint: Endpoint) -> tuple[dict[str, Schema], list[str]]:
    """All parameters but those of the path, and which of them are required."""
    contract = CONTRACTS[endpoint.name]
    schemas = {"shop_id": SHOP}
    required = ["shop_id"]
    if endpoint.auth in (Auth.SECRET, Auth.EITHER):
        schemas["shop_secret"] = TEXT.schema
    if endpoint.auth is Auth.SECRET and not endpoint.secret_header:
        required.append("shop_secret")
    if endpoint.auth is Auth.DEVICE or "did" in endpoint.identifiers:
        schemas["did"] = DEVICE
    if endpoint.auth is Auth.DEVICE:
        required.append("did")
    schemas |= {name: rule.schema for name, rule in contract.rules.items()}
    required += contract.required
    if endpoint.batch and contract.row:
        schemas[endpoint.batch.key] = batch(endpoint, contract)
    if endpoint.batch:
        required.append(endpoint.batch.key)
    return schemas, list(dict.fromkeys(required))


def batch(endpoint: Endpoint, contract: Contract) -> Schema:
    """The rows of an import."""
    row: Schema = {
        "type": "object",
        "properties": {name: rule.schema for name, rule in contract.row.items()},
        "required": list(contract.row_required),
    }
    if not contract.row_required and endpoint.identifiers:
        row["anyOf"] = [{"required": [name]} for name in endpoint.identifiers]
    return {"type": "array", "items": row, "minItems": 1}


def body(endpoint: Endpoint) -> Schema:
    schemas, required = values(endpoint)
    schema: Schema = {"type": "object", "properties": schemas, "required": required}
    if not endpoint.batch and len(endpoint.identifiers) > 1:
        schema["anyOf"] = [{"required": [name]} for name in endpoint.identifiers]
    return schema


def path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": TEXT.schema}
        for name in endpoint.path_parameters
    ]


def header_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    if not endpoint.secret_header:
        return []
    text = "The secret key, in place of shop_secret"
    name = endpoint.secret_header
    return [{"name": name, "in": "header", "description": text, "schema": TEXT.schema}]


def query_parameters(endpoints: Sequence[Endpoint], *, optional: bool) -> list[dict[str, Any]]:
    """Those of all the rows; required is what every row requires."""
    schemas: dict[str, Schema] = {}
    required: set[str] = set()
    for number, endpoint in enumerate(endpoints):
        own, needed = values(endpoint)
        schemas |= own
        required = required & set(needed) if number else set(needed)
    return [
        query_parameter(name, schema, required=name in required and not optional)
        for name, schema in schemas.items()
    ]


def query_parameter(name: str, schema: Schema, *, required: bool) -> dict[str, Any]:
    parameter: dict[str, Any] = {"name": name, "in": "query"}
    if required:
        parameter["required"] = True
    if schema.get("type") == "object":
        return {**parameter, "content": {"application/json": {"schema": schema}}}
    if schema.get("type") == "array":
        parameter |= {"style": "form", "explode": False}
    return {**parameter, "schema": schema}


def responses(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    contract = CONTRACTS[endpoints[0].name]
    answers = [CONTRACTS[endpoint.name].answer for endpoint in endpoints]
    success: dict[str, Any] = {"description": "Done"}
    if contract.status != 204:
        schema = answers[0] if answers.count(answers[0]) == len(answers) else {"anyOf": answers}
        success["content"] = {"application/json": {"schema": schema}}
    return {
        str(contract.status): success,
        **{str(status): {"$ref": f"#/components/responses/{status}"} for status in ERRORS},
    }
