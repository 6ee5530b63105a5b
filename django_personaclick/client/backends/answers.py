"""The answers that a healthy server gives, for backends that have no server."""

from __future__ import annotations

import secrets
import string
from typing import Any

from ...payloads import encode
from ..request import PreparedRequest
from ..response import Response

__all__ = ["success"]

ALPHABET = string.ascii_letters + string.digits
KEY_LENGTH = 10
STATUS = {"status": "success"}


def success(request: PreparedRequest) -> Response:
    """The documented answer of success to ``request``."""
    return Response(200, {"Content-Type": "application/json"}, encode(_data(request)))


def _data(request: PreparedRequest) -> Any:
    match request.endpoint.name:
        case "session.init":
            return _session(request)
        case "profile.get":
            return {}
        case "orders.by_user":
            return {**STATUS, "data": {"orders": []}}
        case "orders.last_for_user":
            return []
        case _:
            return STATUS


def _session(request: PreparedRequest) -> dict[str, Any]:
    return {
        "did": request.query.get("did") or _key(),
        "seance": request.query.get("sid") or _key(),
        "segment": "A",
        "currency": "USD",
        "recommendations": True,
        "snippets": [],
    }


def _key() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))
