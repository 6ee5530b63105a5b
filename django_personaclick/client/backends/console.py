"""A backend that writes requests to the console instead of sending them."""

from __future__ import annotations

import sys
import threading
from typing import Any, TextIO
from urllib.parse import urlencode

import msgspec

from ...payloads import encode
from ..request import PreparedRequest
from ..response import Response
from .answers import success
from .base import Backend

__all__ = ["ConsoleBackend"]

RULER = "-" * 79


class ConsoleBackend(Backend):
    """Writes each request to ``stream`` (standard output), without the secret."""

    def __init__(self, api_url: str, *, stream: TextIO | None = None, **timeouts: Any) -> None:
        super().__init__(api_url, **timeouts)
        self.stream = stream
        self._lock = threading.Lock()

    def send(self, request: PreparedRequest) -> Response:
        stream = self.stream or sys.stdout
        with self._lock:
            stream.write(self._describe(request))
            stream.flush()
        return success(request)

    def _describe(self, request: PreparedRequest) -> str:
        query = request.shown_query()
        url = f"{self.api_url}{request.path}" + (f"?{urlencode(query)}" if query else "")
        return f"{request.method} {url}\n{shown_body(request)}{RULER}\n"


def shown_body(request: PreparedRequest) -> str:
    data = request.shown_json()
    if data is not None:
        return msgspec.json.format(encode(data), indent=2).decode() + "\n"
    fields = [f"{name}={value}\n" for name, value in request.shown_form() or ()]
    files = [f"{file.name} ({len(file.content)} bytes)\n" for file in request.files]
    return "".join(fields + files)
