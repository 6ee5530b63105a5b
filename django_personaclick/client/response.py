"""An answer, and what it means: the documented data or one of the errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import msgspec

from ..exceptions import (
    ApiError,
    InvalidRequest,
    NotAuthorised,
    RateLimited,
    ServerFailed,
    UndecodableResponse,
)
from .endpoints import Answer, Endpoint

__all__ = ["Response", "check"]

LONGEST_WAIT = 3600.0
SECONDS = re.compile(r"[+-]?\d+(\.\d+)?")
SHOWN = 500
BOM = b"\xef\xbb\xbf"
DECODER = msgspec.json.Decoder(float_hook=Decimal)
FAILED = frozenset({"error", "fail", "failed", "failure"})
NOTHING = object()


@dataclass(frozen=True, slots=True, repr=False)
class Response:
    """What the server answered. ``body`` may be cut off where it was too long to be an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str | None:
        """The header ``name``, in whatever case it came."""
        values = {key.lower(): value for key, value in self.headers.items()}
        return values.get(name.lower())

    def text(self) -> str:
        """The beginning of the body."""
        return self.body[: SHOWN * 4].decode("utf-8", "replace")[:SHOWN]

    def without(self, secret: str) -> Response:
        """The same answer with every echo of ``secret`` masked."""
        echo = str.__str__(secret).encode()
        if not echo or echo not in self.body:
            return self
        return replace(self, body=self.body.replace(echo, b"***"))

    def __repr__(self) -> str:
        return f"<Response {self.status}, {len(self.body)} bytes>"


def check(endpoint: Endpoint, response: Response) -> Any:
    """The data of a successful answer (``None`` for an empty one); decimals are ``Decimal``.

    Raises the error that the answer means: by its HTTP status, by a numeric ``status`` of 400 and
    more or ``"error"`` inside a 200, or because it is not what the endpoint promises.
    Source: API reference, Errors.
    """
    data = parse(response.body)
    if not 200 <= response.status < 300:
        raise failure(endpoint, response, response.status, data)
    status = inner_status(data)
    if status is not None:
        raise failure(endpoint, response, status, data)
    if says_error(data):
        message = message_of(data) or "the answer says: error"
        raise undecodable(endpoint, response, message, may_have_arrived=False)
    kind = kind_of(response.body, data)
    if kind not in endpoint.answer:
        raise undecodable(endpoint, response, describe(kind, response))
    if kind is Answer.TEXT:
        return response.body.decode("utf-8", "replace").strip()
    return None if kind is Answer.EMPTY else data


def parse(body: bytes) -> Any:
    """The JSON of ``body``, or ``NOTHING``."""
    try:
        return DECODER.decode(body.removeprefix(BOM))
    except (msgspec.DecodeError, UnicodeError, ArithmeticError, RecursionError):
        return NOTHING


def kind_of(body: bytes, data: Any) -> Answer:
    """What the body is; ``TEXT`` is all that is none of the others."""
    if not body.strip():
        return Answer.EMPTY
    kinds = {dict: Answer.OBJECT, list: Answer.LIST, bool: Answer.BOOLEAN}
    return kinds.get(type(data), Answer.TEXT)


def describe(kind: Answer, response: Response) -> str:
    if kind is Answer.EMPTY:
        return "the answer is empty"
    if kind is Answer.TEXT:
        content = response.header("Content-Type") or "no content type"
        return f"the answer is not the JSON that was promised ({content})"
    return f"the answer is not what was promised but a JSON {(kind.name or '').lower()}"


def inner_status(data: Any) -> int | None:
    """The HTTP status that the platform sometimes puts into the body of a 200."""
    status = data.get("status") if isinstance(data, dict) else None
    return status if type(status) is int and status >= 400 else None


def says_error(data: Any) -> bool:
    if not isinstance(data, dict):
        return False
    status = data.get("status")
    return data.get("success") is False or (isinstance(status, str) and status.lower() in FAILED)


def message_of(data: Any) -> str:
    """The server's own words, in any of the three documented places."""
    if not isinstance(data, dict):
        return ""
    inner = data.get("payload")
    nested = inner.get("message") if isinstance(inner, dict) else None
    for message in (data.get("message"), nested, data.get("error")):
        if isinstance(message, str) and message.strip():
            return message.strip()[:SHOWN]
    return ""


def failure(endpoint: Endpoint, response: Response, status: int, data: Any) -> ApiError:
    """The error that ``status`` means, with the server's message."""
    if status < 400:
        message = "answered with a redirect, which is not followed"
        return undecodable(endpoint, response, message, may_have_arrived=False)
    return error_class(status)(
        message_of(data) or reason(status),
        endpoint=endpoint.name,
        status=status,
        body=response.text(),
        retry_after=retry_after(response),
    )


def error_class(status: int) -> type[ApiError]:
    if status in (401, 403):
        return NotAuthorised
    if status == 429:
        return RateLimited
    if status in (408, 425) or status >= 500:
        return ServerFailed
    return InvalidRequest


def reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"


def undecodable(
    endpoint: Endpoint, response: Response, message: str, *, may_have_arrived: bool = True
) -> UndecodableResponse:
    return UndecodableResponse(
        message,
        endpoint=endpoint.name,
        status=response.status,
        body=response.text(),
        retry_after=retry_after(response),
        may_have_arrived=may_have_arrived,
    )


def retry_after(response: Response) -> float | None:
    """Seconds to wait, from 0 to 3600; the header is a number of seconds or a date."""
    value = (response.header("Retry-After") or "").strip()
    if not value:
        return None
    seconds = float(value) if SECONDS.fullmatch(value) else seconds_until(value, response)
    return None if seconds is None else min(max(seconds, 0.0), LONGEST_WAIT)


def seconds_until(value: str, response: Response) -> float | None:
    until = http_date(value)
    if until is None:
        return None
    # By the server's own clock where it tells it: ours may be wrong.
    now = http_date(response.header("Date") or "") or datetime.now(UTC)
    return (until - now).total_seconds()


def http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
