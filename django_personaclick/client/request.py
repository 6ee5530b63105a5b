"""A request: what to say to which endpoint, and the form in which it leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from .. import __version__
from ..exceptions import PayloadError
from ..payloads import encode
from .endpoints import Encoding, Endpoint
from .secret import Secret

__all__ = ["PreparedRequest", "Request"]

USER_AGENT = f"django-personaclick/{__version__}"
REQUEST_ID = re.compile(r"[!-~]{1,128}")  # goes into a header
DECODER = msgspec.json.Decoder(float_hook=Decimal)


@dataclass(frozen=True, slots=True)
class Request:
    """What a caller wants: ``params`` are plain data without the keys of the shop."""

    endpoint: Endpoint
    params: Mapping[str, Any]
    request_id: str | None = None

    def prepare(self, shop_id: str, shop_secret: str = "") -> PreparedRequest:
        """The request as it leaves: with the keys of the shop, encoded once."""
        in_body = self.endpoint.encoding is Encoding.JSON
        values = {**self.params, "shop_id": shop_id}
        query = {} if in_body else {name: in_query(value) for name, value in values.items()}
        if shop_secret and not in_body:
            query["shop_secret"] = Secret(shop_secret)
        return PreparedRequest(
            endpoint=self.endpoint,
            query=query,
            body=with_secret(encode(values), shop_secret) if in_body else None,
            headers=headers(in_body, self.request_id),
            request_id=self.request_id,
        )


def with_secret(body: bytes, shop_secret: str) -> bytes:
    """The JSON object ``body`` with the secret in front of its other keys."""
    if not shop_secret:
        return body
    return b'{"shop_secret":' + encode(str.__str__(shop_secret)) + b"," + body[1:]


@dataclass(frozen=True, slots=True, repr=False)
class PreparedRequest:
    """A request ready to be sent by a backend. Its ``repr`` shows neither query nor body."""

    endpoint: Endpoint
    query: Mapping[str, str]
    body: bytes | None
    headers: Mapping[str, str]
    request_id: str | None = None

    @property
    def method(self) -> str:
        return self.endpoint.method

    @property
    def path(self) -> str:
        return self.endpoint.path

    def shown_query(self) -> dict[str, str]:
        """The query without the secret."""
        return {name: value for name, value in self.query.items() if name != "shop_secret"}

    def shown_json(self) -> dict[str, Any] | None:
        """The body as data, decimals exact, without the secret; ``None`` if there is none."""
        if self.body is None:
            return None
        data: dict[str, Any] = DECODER.decode(self.body)
        data.pop("shop_secret", None)
        return data

    def __repr__(self) -> str:
        size = f", {len(self.body)} bytes" if self.body is not None else ""
        return f"<{self.method} {self.path}{size}>"


def in_query(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def headers(in_body: bool, request_id: str | None) -> dict[str, str]:
    values = {
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
        "Accept-Encoding": "gzip, deflate",
    }
    if in_body:
        values["Content-Type"] = "application/json"
    if request_id is not None:
        if not REQUEST_ID.fullmatch(request_id):
            rule = "must be 1 to 128 printable ASCII characters without spaces"
            raise PayloadError("request_id", request_id, rule)
        values["X-Request-ID"] = request_id
    return values
