"""What a field of a payload accepts: one function for each kind of value.

Each takes the value and the name of its field and gives the value as it is stored. ``None`` and
``""`` mean absent; what cannot be right is a ``PayloadError`` that names the field and its rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.functional import Promise

from ..exceptions import PayloadError
from .money import to_decimal

__all__ = [
    "address",
    "amount",
    "choice",
    "clock",
    "day",
    "flag",
    "identifier",
    "integer",
    "item_id",
    "listed",
    "moment",
    "not_negative",
    "optional",
    "positive",
    "properties",
    "required",
    "text",
    "timestamp",
    "whole",
]

ID_LENGTH = 255  # longer product ids are dropped by the server, longer order ids are refused
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
# The first second that cannot be meant: year 2286. Milliseconds of today lie far above.
TIMESTAMP_LIMIT = 10_000_000_000
DEPTH = 8

Cleaner = Callable[[Any, str], Any]


def plain(value: object) -> object:
    """``value`` without the wrappings of Django: members of choices, lazy and safe strings."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Promise):
        value = str(value)
    return str.__str__(value) if isinstance(value, str) else value


def text(value: object, field: str) -> str | None:
    """Text that is valid Unicode; blank is absent."""
    value = plain(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise PayloadError(field, value, "must be text")
    if NOT_TEXT.search(value):
        raise PayloadError(field, value, "must not contain NUL or lone surrogates")
    return value if value.strip() else None


def identifier(value: object, field: str) -> str | None:
    """A key of the shop: text, whole number or UUID, at most 255 characters; kept as text."""
    value = plain(value)
    if isinstance(value, UUID) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise PayloadError(field, value, "must be text, a whole number or a UUID")
    cleaned = text(value, field)
    if cleaned is not None and len(cleaned) > ID_LENGTH:
        raise PayloadError(field, value, f"must have at most {ID_LENGTH} characters")
    return cleaned


def required(clean: Cleaner) -> Cleaner:
    """``clean``, but an absent value is an error."""

    def cleaner(value: object, field: str) -> Any:
        cleaned = clean(value, field)
        if cleaned is None:
            raise PayloadError(field, value, "must not be empty")
        return cleaned

    return cleaner


def item_id(value: object, field: str) -> str:
    """Id of a product or category: the API drops empty, overlong and backslashed ones silently."""
    cleaned = identifier(value, field)
    if cleaned is None:
        raise PayloadError(field, value, "must not be empty")
    if "\\" in cleaned:
        raise PayloadError(field, value, "must not contain a backslash")
    return cleaned


def flag(value: object, field: str) -> bool | None:
    """``True`` or ``False``, nothing that merely looks like it."""
    if value is None or isinstance(value, bool):
        return value
    raise PayloadError(field, value, "must be True or False")


def integer(value: object, field: str) -> int | None:
    """A whole number."""
    value = plain(value)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise PayloadError(field, value, "must be a whole number")
    return value


def amount(value: object, field: str) -> Decimal | None:
    """A number of money or points, kept exactly."""
    return None if value is None or value == "" else to_decimal(value, field)


def whole(low: int, high: int | None = None) -> Cleaner:
    """A whole number from ``low`` to ``high``."""

    def cleaner(value: object, field: str) -> int | None:
        number = integer(value, field)
        if number is not None and (number < low or (high is not None and number > high)):
            wanted = f"at least {low}" if high is None else f"from {low} to {high}"
            raise PayloadError(field, value, f"must be {wanted}")
        return number

    return cleaner


def not_negative(value: object, field: str) -> Any:
    """An amount of money or points, 0 or more."""
    number = amount(value, field)
    if number is not None and number < 0:
        raise PayloadError(field, value, "must not be negative")
    return number


def positive(value: object, field: str) -> Any:
    """An amount of money or points, more than 0."""
    number = amount(value, field)
    if number is not None and number <= 0:
        raise PayloadError(field, value, "must be greater than 0")
    return number


def listed(clean: Cleaner) -> Cleaner:
    """A list of values, none of them absent."""
    clean_one = required(clean)

    def cleaner(value: object, field: str) -> list[Any] | None:
        if value is None:
            return None
        if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
            raise PayloadError(field, value, "must be a list")
        return [clean_one(entry, f"{field}[{number}]") for number, entry in enumerate(value)]

    return cleaner


def address(value: object, field: str) -> str | None:
    """A URL with ``http`` or ``https``."""
    cleaned = text(value, field)
    if cleaned is None:
        return None
    try:
        parts = urlsplit(cleaned)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise PayloadError(field, value, "must be a URL (http or https)")
    return cleaned


def choice(*allowed: str) -> Cleaner:
    """One of ``allowed``."""

    def cleaner(value: object, field: str) -> str | None:
        cleaned = text(value, field)
        if cleaned is not None and cleaned not in allowed:
            raise PayloadError(field, value, f"must be one of: {', '.join(allowed)}")
        return cleaned

    return cleaner


def optional(pattern: re.Pattern[str], rule: str) -> Cleaner:
    """Text that matches ``pattern`` from end to end."""

    def cleaner(value: object, field: str) -> str | None:
        cleaned = text(value, field)
        if cleaned is not None and not pattern.fullmatch(cleaned):
            raise PayloadError(field, value, rule)
        return cleaned

    return cleaner


def day(value: object, field: str) -> date | None:
    """A date; also a datetime or ``"YYYY-MM-DD"``."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or value == "" or isinstance(value, date):
        return value or None  # type: ignore[return-value]
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PayloadError(field, value, "must be a date (YYYY-MM-DD)")


def moment(value: object, field: str) -> str | None:
    """A date and time, kept as ``"YYYY-MM-DD hh:mm:ss"``; of a date its first second."""
    if isinstance(value, date):
        start = value if isinstance(value, datetime) else datetime.combine(value, time())
        return start.strftime("%Y-%m-%d %H:%M:%S")
    cleaned = text(value, field)
    if cleaned is None:
        return None
    if MOMENT.fullmatch(cleaned):
        try:
            return datetime.fromisoformat(cleaned).strftime("%Y-%m-%d %H:%M:%S")
        except ValueError:
            pass
    raise PayloadError(field, value, "must be a date and time (YYYY-MM-DD hh:mm:ss)")


def clock(value: object, field: str) -> str | None:
    """A time of day, kept as ``"HH:MM"``."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    cleaned = text(value, field)
    if cleaned is not None and not CLOCK.fullmatch(cleaned):
        raise PayloadError(field, value, "must be a time of day (HH:MM)")
    return cleaned


def timestamp(value: object, field: str) -> int | None:
    """A moment in whole seconds since 1970 (UTC); also a datetime."""
    if isinstance(value, datetime):
        value = int(value.timestamp())
    seconds = integer(value, field)
    if seconds is not None and not 0 <= seconds < TIMESTAMP_LIMIT:
        raise PayloadError(
            field, value, "must be a moment in seconds (not milliseconds) since 1970"
        )
    return seconds


def properties(value: object, field: str) -> dict[str, Any]:
    """Custom properties as plain data, without absent values.

    Dates become ``"YYYY-MM-DD"``, datetimes ``"YYYY-MM-DD hh:mm:ss"`` in their own time zone.
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise PayloadError(field, value, "must be a mapping")
    return _mapping(value, field, DEPTH)


def _property(value: object, field: str, depth: int) -> Any:
    value = plain(value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return text(value, field)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return _nested(value, field, depth)


def _nested(value: object, field: str, depth: int) -> Any:
    if depth == 0:
        raise PayloadError(field, value, f"must not be nested deeper than {DEPTH} levels")
    if isinstance(value, Mapping):
        return _mapping(value, field, depth)
    if isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray)):
        entries = (_property(entry, field, depth - 1) for entry in value)
        return [entry for entry in entries if present(entry)]
    return to_decimal(value, field)


def _mapping(value: Mapping[Any, object], field: str, depth: int) -> dict[str, Any]:
    cleaned = {}
    for key, entry in value.items():
        name = text(key, field)
        if name is None:
            raise PayloadError(field, key, "must not have an empty key")
        item = _property(entry, f"{field}.{name}", depth - 1)
        if present(item):
            cleaned[name] = item
    return cleaned


def present(value: object) -> bool:
    """Whether ``value`` is something to send. ``False`` and ``0`` are; an empty list is not."""
    return value is not None and value != "" and value != [] and value != {}
