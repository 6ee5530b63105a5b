"""The way of every request: keys of the shop added, sent once, the answer checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..exceptions import ConfigurationError, PayloadError
from .attachment import Attachment
from .backends.base import Backend
from .endpoints import ENDPOINTS, Endpoint, Shape
from .request import PreparedRequest, Request
from .response import check
from .secret import Secret

__all__ = ["Caller", "Family"]


class Caller:
    """Calls endpoints in the name of one shop. It never retries."""

    def __init__(self, shop_id: str, shop_secret: str, stream: str, backend: Backend) -> None:
        self.shop_id = shop_id
        self.stream = stream
        self.backend = backend
        self._secret = Secret(shop_secret)

    def call(
        self,
        name: str,
        params: Mapping[str, Any],
        *,
        secret: bool = False,
        request_id: str | None = None,
        method: str | None = None,
        files: Sequence[Attachment] = (),
    ) -> Any:
        """Call endpoint ``name``, with the shop's secret key if ``secret``; gives its answer.

        Absent (``None``) parameters are left out. ``method`` asks for another documented one than
        the endpoint's first. Raises ``ApiError``.
        """
        endpoint = ENDPOINTS[name]
        given = {key: value for key, value in params.items() if value is not None}
        key = self._secret_key(name) if secret else ""
        shape = shape_of(endpoint, method)
        request = Request(endpoint, given, request_id, shape, files).prepare(self.shop_id, key)
        check_size(request)
        response = self.backend.send(request)
        return check(endpoint, response.without(self._secret))

    def _secret_key(self, name: str) -> str:
        if not self._secret:
            raise ConfigurationError(
                f"{name} needs the shop's secret key: set PERSONACLICK['SHOP_SECRET'] "
                f"(Account > Settings > Store Settings) or give shop_secret to the client."
            )
        return self._secret

    def __repr__(self) -> str:
        return f"<Caller of shop {self.shop_id}>"


def shape_of(endpoint: Endpoint, method: str | None) -> Shape:
    """The first documented shape of ``endpoint``, of those with ``method`` if it is given."""
    for shape in endpoint.shapes():
        if method in (None, shape.method):
            return shape
    documented = ", ".join(sorted({shape.method for shape in endpoint.shapes()}))
    raise PayloadError("method", method, f"must be one of {documented}")


def check_size(request: PreparedRequest) -> None:
    """Refuse a batch whose body is longer than the API takes."""
    batch = request.endpoint.batch
    size = len(request.body or b"")
    if batch is not None and size > batch.bytes:
        raise PayloadError(batch.key, size, f"must be at most {batch.bytes} bytes of JSON")


class Family:
    """The methods for one family of endpoints."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of shop {self._caller.shop_id}>"
