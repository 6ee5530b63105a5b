"""Parameters of a call: checked before they are sent, absent ones left out.

``checked`` puts values through cleaners: those of ``payloads.fields`` and ``query_list``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..exceptions import PayloadError
from ..payloads import fields
from ..payloads.base import on_wire
from ..payloads.fields import Cleaner, address, listed, not_negative, positive, whole

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


def query_list(clean: Cleaner) -> Cleaner:
    """A list that travels in a query, where commas separate its values."""

    def without_comma(value: object, field: str) -> str | None:
        cleaned = clean(value, field)
        if cleaned is not None and "," in str(cleaned):
            raise PayloadError(field, value, "must not contain a comma: commas separate values")
        return None if cleaned is None else str(cleaned)

    return listed(without_comma)


def unique(field: str, values: Iterable[object]) -> None:
    """Refuse a value that comes twice. ``field`` has a place for the number: ``"items[{}].id"``."""
    seen: set[object] = set()
    for number, value in enumerate(values):
        if value in seen:
            raise PayloadError(field.format(number), value, "must not come twice")
        seen.add(value)
