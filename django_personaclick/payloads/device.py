"""The device of a visitor and what is known of the visit. Its values come from the browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec

from ..exceptions import PayloadError
from . import fields
from .base import Payload

__all__ = ["RECOMMENDED_BY", "Device", "Source", "valid_did", "valid_segment", "valid_sid"]

# Every documented sample has 10 letters and digits; older sessions are UUIDs, and an app may
# bring a device id of its own.
KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
STREAM = re.compile(r"[A-Za-z0-9_]{1,16}")
RECOMMENDED_BY = (
    "dynamic", "instant_search", "full_search", "chain", "trigger", "bulk", "transactional",
    "stories", "web_push_digest", "listing",
)  # fmt: skip
"""What may have led to a product; the API answers 422 to any other value."""
SEGMENTS = ("A", "B")
CODE_LENGTH = 255
URL_LENGTH = 2048


def valid_did(value: object) -> bool:
    """Whether ``value`` has the shape of a device id; the API answers 422 to any other."""
    return isinstance(value, str) and KEY.fullmatch(value) is not None


def valid_sid(value: object) -> bool:
    """Whether ``value`` has the shape of a session id."""
    return isinstance(value, str) and KEY.fullmatch(value) is not None


def valid_segment(value: object) -> bool:
    """Whether ``value`` is a segment of the A/B test."""
    return value in SEGMENTS


def short(value: object, field: str) -> str | None:
    """Text of at most 255 characters."""
    cleaned = fields.text(value, field)
    if cleaned is not None and len(cleaned) > CODE_LENGTH:
        raise PayloadError(field, value, f"must have at most {CODE_LENGTH} characters")
    return cleaned


def address(value: object, field: str) -> str | None:
    """An URL."""
    cleaned = fields.text(value, field)
    if cleaned is not None and len(cleaned) > URL_LENGTH:
        raise PayloadError(field, value, f"must have at most {URL_LENGTH} characters")
    return cleaned


class Source(Payload, frozen=True):
    """The mailing that brought the visitor: ``from_`` is its kind, ``code`` its message code."""

    from_: str = msgspec.field(name="from")
    code: str

    rules: ClassVar[Mapping[str, fields.Cleaner]] = dict.fromkeys(
        ("from_", "code"), fields.required(short)
    )

    def to_wire(self) -> dict[str, Any]:
        return {"from": self.from_, "code": self.code}


def source(value: object, field: str) -> Source | None:
    if value is None or isinstance(value, Source):
        return value
    raise PayloadError(field, value, "must be a Source")


RULES: Mapping[str, fields.Cleaner] = {
    "did": fields.optional(KEY, "must be 1 to 64 letters, digits, - or _"),
    "sid": fields.optional(KEY, "must be 1 to 64 letters, digits, - or _"),
    "segment": fields.choice(*SEGMENTS),
    "stream": fields.optional(STREAM, "must be 1 to 16 letters, digits or _"),
    "referer": address,
    "recommended_by": fields.choice(*RECOMMENDED_BY),
    "recommended_code": short,
    "source": source,
}
"""The rules of what an event says of its device."""


def lenient(clean: fields.Cleaner) -> fields.Cleaner:
    def cleaner(value: object, field: str) -> Any:
        try:
            return clean(value, field)
        except PayloadError:
            return None

    return cleaner


class Device(Payload, frozen=True, kw_only=True):
    """What is known of the visitor at this moment; see ``with_device``.

    ``did`` is the device, ``sid`` its session, ``segment`` its half of the A/B test (``"A"`` or
    ``"B"``). ``recommended_by`` and ``recommended_code`` name the block that led to the page,
    ``source`` the mailing that led to the site. A value of the wrong shape becomes absent: a
    browser may send anything, and a forged cookie must not break the shop.
    """

    did: str | None = None
    sid: str | None = None
    segment: str | None = None
    source: Source | None = None
    recommended_by: str | None = None
    recommended_code: str | None = None
    referer: str | None = None
    stream: str | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        name: lenient(clean) for name, clean in RULES.items()
    }
