"""A request: what to say to which endpoint, and the form in which it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from .. import __version__
from ..exceptions import PayloadError
from ..payloads import encode
from .attachment import Attachment, encode_multipart
from .endpoints import Encoding, Endpoint, Shape
from .secret import Secret

__all__ = ["PreparedRequest", "Request"]

USER_AGENT = f"django-personaclick/{__version__}"
REQUEST_ID = re.compile(r"[!-~]{1,128}")  # goes into a header
DECODER = msgspec.json.Decoder(float_hook=Decimal)
SECRET = "shop_secret"  # noqa: S105
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What a caller wants: ``params`` are plain data without the keys of the shop.

    ``shape`` is another documented one than the endpoint's first; ``files`` go with a
    ``MULTIPART`` one.
    """

    endpoint: Endpoint
    params: Mapping[str, Any]
    request_id: str | None = None
    shape: Shape | None = None
    files: Sequence[Attachment] = ()

    def prepare(self, shop_id: str, shop_secret: str = "") -> PreparedRequest:
        """The request as it leaves: with the keys of the shop, encoded once."""
        shape = self.shape or next(self.endpoint.shapes())
        path, params = expand(self.endpoint, {**self.endpoint.fixed, **self.params})
        values = {**params, "shop_id": shop_id}
        sent = headers(self.request_id)
        key = shop_secret
        if key and self.endpoint.secret_header:
            # A header, unlike a URL, is in nobody's log.
            sent[self.endpoint.secret_header] = Secret(key)
            key = ""
        query, form, body, content_type = encoded(shape.encoding, values, key, self.files)
        if content_type:
            sent["Content-Type"] = content_type
        return PreparedRequest(
            endpoint=self.endpoint,
            method=shape.method,
            path=path,
            query=query,
            form=form,
            files=tuple(self.files),
            body=body,
            headers=sent,
            request_id=self.request_id,
        )


def expand(endpoint: Endpoint, params: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The path with its parameters in it, and the other parameters."""
    rest = dict(params)
    path = endpoint.path
    for name in endpoint.path_parameters:
        value = str(rest.pop(name, ""))
        if not value.strip(". "):  # an empty part or "..": another path
            raise PayloadError(name, value, "must be given: it is part of the path")
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path, rest


def encoded(
    encoding: Encoding, values: dict[str, Any], secret: str, files: Sequence[Attachment]
) -> tuple[dict[str, str], Pairs | None, bytes | None, str]:
    """Query, form, body and content type of a request."""
    if encoding is Encoding.JSON:
        return {}, None, with_secret(encode(values), secret), "application/json"
    if encoding is Encoding.QUERY:
        query = {name: in_query(value) for name, value in values.items()}
        return (query | {SECRET: Secret(secret)} if secret else query), None, None, ""
    form = tuple(in_form(values))
    if secret:
        form += ((SECRET, Secret(secret)),)
    if encoding is Encoding.FORM:
        return {}, form, urlencode(form).encode(), "application/x-www-form-urlencoded"
    body, content_type = encode_multipart(form, files)
    return {}, form, body, content_type


def with_secret(body: bytes, shop_secret: str) -> bytes:
    """The JSON object ``body`` with the secret in front of its other keys."""
    if not shop_secret:
        return body
    return b'{"shop_secret":' + encode(str.__str__(shop_secret)) + b"," + body[1:]


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class PreparedRequest:
    """A request ready to be sent by a backend. Its ``repr`` shows neither query nor body.

    ``form`` holds the fields of a ``FORM`` or ``MULTIPART`` body in their order.
    """

    endpoint: Endpoint
    method: str
    path: str
    query: Mapping[str, str]
    body: bytes | None
    headers: Mapping[str, str]
    form: Pairs | None = None
    files: tuple[Attachment, ...] = ()
    request_id: str | None = None

    def shown_query(self) -> dict[str, str]:
        """The query without the secret."""
        return {name: value for name, value in self.query.items() if name != SECRET}

    def shown_form(self) -> list[tuple[str, str]] | None:
        """The fields of the form without the secret; ``None`` if the body is no form."""
        if self.form is None:
            return None
        return [(name, value) for name, value in self.form if name != SECRET]

    def shown_json(self) -> dict[str, Any] | None:
        """The body as data, decimals exact, without the secret; ``None`` if it is no JSON."""
        if self.body is None or self.form is not None:
            return None
        data: dict[str, Any] = DECODER.decode(self.body)
        data.pop(SECRET, None)
        return data

    def __repr__(self) -> str:
        size = f", {len(self.body)} bytes" if self.body is not None else ""
        return f"<{self.method} {self.path}{size}>"


def in_query(value: object) -> str:
    """``value`` as text: lists separated by commas, objects as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(map(in_query, value))
    if isinstance(value, dict):
        return encode(value).decode()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def in_form(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of a form: of an object ``name[key]``, of a list ``name[]`` for each item."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from in_form({f"{name}[{key}]": item for key, item in value.items()})
        elif isinstance(value, (list, tuple)):
            for item in value:
                yield from in_form({f"{name}[]": item})
        else:
            yield name, in_query(value)


def headers(request_id: str | None) -> dict[str, str]:
    values = {
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
        "Accept-Encoding": "gzip, deflate",
    }
    if request_id is not None:
        if not REQUEST_ID.fullmatch(request_id):
            rule = "must be 1 to 128 printable ASCII characters without spaces"
            raise PayloadError("request_id", request_id, rule)
        values["X-Request-ID"] = request_id
    return values
