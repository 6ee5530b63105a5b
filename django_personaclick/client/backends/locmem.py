"""A backend that keeps requests in memory, for tests.

``outbox`` holds what was sent; ``answer`` prepares what the next calls of an endpoint answer or
raise; ``reset`` forgets both.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from ..attachment import Attachment
from ..endpoints import ENDPOINTS
from ..request import PreparedRequest
from ..response import Response
from .answers import success
from .base import Backend

__all__ = ["LocmemBackend", "SentRequest", "answer", "outbox", "reset"]


@dataclass(frozen=True, slots=True)
class SentRequest:
    """A request as it was sent, without the secret. Numbers with a point are ``Decimal``.

    ``json`` or ``form`` is the body; ``files`` are what was attached to it.
    """

    endpoint: str
    method: str
    path: str
    query: dict[str, str]
    json: dict[str, Any] | None = None
    request_id: str | None = None
    form: list[tuple[str, str]] | None = None
    files: tuple[Attachment, ...] = ()


outbox: list[SentRequest] = []
_answers: defaultdict[str, deque[Response | Exception]] = defaultdict(deque)
_lock = threading.Lock()


def answer(endpoint: str, outcome: Response | Exception, times: int = 1) -> None:
    """Let the next ``times`` calls of ``endpoint`` answer with ``outcome``, or raise it."""
    if endpoint not in ENDPOINTS:
        raise ValueError(f"No endpoint {endpoint!r}; there are: {', '.join(ENDPOINTS)}.")
    with _lock:
        _answers[endpoint].extend([outcome] * times)


def reset() -> None:
    """Forget what was sent and what was to be answered."""
    with _lock:
        outbox.clear()
        _answers.clear()


class LocmemBackend(Backend):
    """Keeps each request in ``outbox`` and answers as the documentation says."""

    def send(self, request: PreparedRequest) -> Response:
        sent = SentRequest(
            endpoint=request.endpoint.name,
            method=request.method,
            path=request.path,
            query=request.shown_query(),
            json=request.shown_json(),
            request_id=request.request_id,
            form=request.shown_form(),
            files=request.files,
        )
        with _lock:
            outbox.append(sent)
            prepared = _answers[sent.endpoint]
            outcome = prepared.popleft() if prepared else success(request)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome
