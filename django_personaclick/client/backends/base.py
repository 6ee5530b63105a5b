"""What a backend is."""

from __future__ import annotations

from ..request import PreparedRequest
from ..response import Response

__all__ = ["Backend"]


class Backend:
    """Sends prepared requests. Subclass it and override ``send``.

    Timeouts are seconds: to connect, between two bytes of the answer, and for the whole call.
    """

    def __init__(
        self,
        api_url: str,
        *,
        connect_timeout: float = 3.0,
        read_timeout: float = 10.0,
        call_timeout: float = 20.0,
    ) -> None:
        self.api_url = api_url.rstrip("/")
        self.connect_timeout = connect_timeout
        self.read_timeout = read_timeout
        self.call_timeout = call_timeout

    def send(self, request: PreparedRequest) -> Response:
        """The server's answer, whatever it is. Raises ``TransportError`` when there is none."""
        raise NotImplementedError

    def close(self) -> None:
        """Give up idle connections; the backend stays usable."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.api_url}>"
