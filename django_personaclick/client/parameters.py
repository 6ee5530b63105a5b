"""Parameters of a call: checked before they are sent, absent ones left out.

``checked`` puts values through the cleaners of ``payloads.fields`` and those that are here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from ..exceptions import PayloadError
from ..payloads import fields
from ..payloads.base import on_wire
from ..payloads.fields import Cleaner

__all__ = [
    "address",
    "checked",
    "listed",
    "not_negative",
    "positive",
    "query_list",
    "unique",
    "whole",
]


def checked(rules: Mapping[str, Cleaner], **given: Any) -> dict[str, Any]:
    """The ``given`` values as they are sent, each cleaned by the rule of its name."""
    cleaned = {name: rules[name](value, name) for name, value in given.items()}
    return {name: on_wire(value) for name, value in cleaned.items() if fields.present(value)}


def whole(low: int, high: int | None = None) -> Cleaner:
    """A whole number from ``low`` to ``high``."""

    def cleaner(value: object, field: str) -> int | None:
        number = fields.integer(value, field)
        if number is not None and (number < low or (high is not None and number > high)):
            wanted = f"at least {low}" if high is None else f"from {low} to {high}"
            raise PayloadError(field, value, f"must be {wanted}")
        return number

    return cleaner


def not_negative(value: object, field: str) -> Any:
    """An amount of money or points, 0 or more."""
    number = fields.amount(value, field)
    if number is not None and number < 0:
        raise PayloadError(field, value, "must not be negative")
    return number


def positive(value: object, field: str) -> Any:
    """An amount of money or points, more than 0."""
    number = fields.amount(value, field)
    if number is not None and number <= 0:
        raise PayloadError(field, value, "must be greater than 0")
    return number


def listed(clean: Cleaner) -> Cleaner:
    """A list of values, none of them absent."""
    clean_one = fields.required(clean)

    def cleaner(value: object, field: str) -> list[Any] | None:
        if value is None:
            return None
        if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
            raise PayloadError(field, value, "must be a list")
        return [clean_one(entry, f"{field}[{number}]") for number, entry in enumerate(value)]

    return cleaner


def query_list(clean: Cleaner) -> Cleaner:
    """A list that travels in a query, where commas separate its values."""

    def without_comma(value: object, field: str) -> str | None:
        cleaned = clean(value, field)
        if cleaned is not None and "," in str(cleaned):
            raise PayloadError(field, value, "must not contain a comma: commas separate values")
        return None if cleaned is None else str(cleaned)

    return listed(without_comma)


def address(value: object, field: str) -> str | None:
    """A URL with ``http`` or ``https``."""
    cleaned = fields.text(value, field)
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


def unique(field: str, values: Iterable[object]) -> None:
    """Refuse a value that comes twice. ``field`` has a place for the number: ``"items[{}].id"``."""
    seen: set[object] = set()
    for number, value in enumerate(values):
        if value in seen:
            raise PayloadError(field.format(number), value, "must not come twice")
        seen.add(value)
