"""What reaches the sandbox and what it says to it, between the HTTP server and the handlers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import msgspec

from ..client.endpoints import Endpoint
from .state import Device

__all__ = ["SUCCESS", "Answer", "Call", "Incoming", "Refused", "Reply", "error"]

SUCCESS = {"status": "success"}


class Refused(Exception):
    """The API refuses the request: HTTP ``status`` and the ``message`` of the error body."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        self.message = message
        super().__init__(status, message)


@dataclass(slots=True)
class Incoming:
    """A request as it came over the wire. ``raw`` is ``None`` when the body was too large."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    raw: bytes | None = b""

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


@dataclass(slots=True)
class Call:
    """A request for an endpoint of the table. ``params`` are the query and the body together."""

    endpoint: Endpoint
    params: dict[str, Any]
    headers: Mapping[str, str]
    now: float
    device: Device | None = None
    notes: list[str] = field(default_factory=list)
    refused_rows: list[str] = field(default_factory=list)

    def rows(self, key: str) -> list[Any]:
        """The rows of an import under ``key``; an empty or a wrong list is only recorded."""
        rows = self.params.get(key)
        if isinstance(rows, list) and rows:
            return rows
        self.refused_rows.append(f"{key} must be a non-empty array")
        return []

    @property
    def visitor(self) -> Device:
        """The device, where the endpoint demands one."""
        if self.device is None:
            raise Refused(401, "did is missing")
        return self.device

    def reason(self) -> str:
        rows = len(self.refused_rows)
        parts = list(self.notes)
        if rows:
            word = "row" if rows == 1 else "rows"
            parts.insert(0, f"{rows} {word} refused: " + "; ".join(self.refused_rows[:20]))
        return "; ".join(parts)


@dataclass(slots=True)
class Answer:
    """What a handler answers: data for the JSON body."""

    data: Any = field(default_factory=lambda: SUCCESS)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Reply:
    """What goes over the wire; ``mode`` and ``delay`` (seconds) are those of an injected fault."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    mode: str = "status"
    delay: float = 0.0

    @classmethod
    def json(cls, data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
        if status == HTTPStatus.NO_CONTENT:
            return cls(status, b"", dict(headers or {}))
        content = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
        return cls(status, msgspec.json.encode(data), content)


def error(message: str, *, in_payload: bool = False) -> dict[str, Any]:
    """The documented error body: the older one, or the one with the message in a payload."""
    if in_payload:
        return {"status": "error", "payload": {"message": message}}
    return {"status": "error", "message": message}
