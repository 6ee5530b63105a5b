"""A backend that does nothing and is always told that it succeeded."""

from __future__ import annotations

from ..request import PreparedRequest
from ..response import Response
from .answers import success
from .base import Backend

__all__ = ["DummyBackend"]


class DummyBackend(Backend):
    """Sends nothing."""

    def send(self, request: PreparedRequest) -> Response:
        return success(request)
