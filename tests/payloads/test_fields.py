from __future__ import annotations

import enum
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from django_personaclick.exceptions import PayloadError
from django_personaclick.payloads import fields

KEY = UUID("12345678-1234-5678-1234-567812345678")
NOON = datetime(2024, 5, 6, 12, 30, 15, tzinfo=UTC)


class Status(enum.StrEnum):
    PAID = "paid"


class Code(enum.IntEnum):
    PAID = 20


@pytest.mark.parametrize(
    ("clean", "given", "expected"),
    [
        (fields.text, "Zoë ", "Zoë "),
        (fields.text, "", None),
        (fields.text, "  ", None),
        (fields.text, None, None),
        (fields.text, Status.PAID, "paid"),
        (fields.text, lazystr("paid"), "paid"),
        (fields.text, mark_safe("paid"), "paid"),
        (fields.identifier, 7, "7"),
        (fields.identifier, 0, "0"),
        (fields.identifier, Code.PAID, "20"),
        (fields.identifier, KEY, str(KEY)),
        (fields.identifier, "", None),
        (fields.item_id, "a/b", "a/b"),
        (fields.flag, False, False),
        (fields.flag, None, None),
        (fields.integer, 5, 5),
        (fields.integer, "", None),
        (fields.amount, "", None),
        (fields.amount, "1.50", Decimal("1.50")),
        (fields.choice("m", "f"), "m", "m"),
        (fields.choice("m", "f"), "", None),
        (fields.day, NOON, date(2024, 5, 6)),
        (fields.day, date(2024, 5, 6), date(2024, 5, 6)),
        (fields.day, "2024-05-06", date(2024, 5, 6)),
        (fields.day, "", None),
        (fields.day, None, None),
        (fields.clock, time(9, 5, 59), "09:05"),
        (fields.clock, "23:59", "23:59"),
        (fields.clock, "", None),
        (fields.timestamp, 1_602_338_740, 1_602_338_740),
        (fields.timestamp, NOON, 1_714_998_615),
        (fields.timestamp, None, None),
    ],
)
def test_accepted(clean: Any, given: object, expected: object) -> None:
    cleaned = clean(given, "field")
    assert cleaned == expected
    assert type(cleaned) is type(expected)


@pytest.mark.parametrize(
    ("clean", "given", "rule"),
    [
        (fields.text, 5, "must be text"),
        (fields.text, "a\x00b", "must not contain NUL or lone surrogates"),
        (fields.text, "a\ud800b", "must not contain NUL or lone surrogates"),
        (fields.identifier, True, "must be text, a whole number or a UUID"),
        (fields.identifier, 1.5, "must be text, a whole number or a UUID"),
        (fields.identifier, "x" * 256, "must have at most 255 characters"),
        (fields.item_id, "", "must not be empty"),
        (fields.item_id, "a\\b", "must not contain a backslash"),
        (fields.required(fields.text), " ", "must not be empty"),
        (fields.flag, 1, "must be True or False"),
        (fields.integer, True, "must be a whole number"),
        (fields.integer, 1.0, "must be a whole number"),
        (fields.choice("m", "f"), "x", "must be one of: m, f"),
        (fields.day, "06.05.2024", "must be a date (YYYY-MM-DD)"),
        (fields.day, "2024-02-30", "must be a date (YYYY-MM-DD)"),
        (fields.day, 20240506, "must be a date (YYYY-MM-DD)"),
        (fields.clock, "24:00", "must be a time of day (HH:MM)"),
        (
            fields.timestamp,
            1_602_338_740_000,
            "must be a moment in seconds (not milliseconds) since 1970",
        ),
        (fields.timestamp, -1, "must be a moment in seconds (not milliseconds) since 1970"),
        (fields.properties, ["a"], "must be a mapping"),
        (fields.properties, {"": 1}, "must not have an empty key"),
    ],
)
def test_refused(clean: Any, given: object, rule: str) -> None:
    with pytest.raises(PayloadError) as caught:
        clean(given, "field")
    assert (caught.value.field, caught.value.rule) == ("field", rule)


def test_properties_become_plain_data_without_absent_values() -> None:
    given = {
        "text": "a",
        "number": 3,
        "price": Decimal("9.90"),
        "ratio": 0.1,
        "yes": True,
        "no": False,
        "zero": 0,
        "day": date(2024, 5, 6),
        "moment": NOON,
        "key": KEY,
        "status": Status.PAID,
        "list": ["a", None, "", 2.5],
        "set": frozenset({"a"}),
        "object": {"a": 1, "b": None, "c": {"d": ""}},
        "none": None,
        "empty": "",
        "no_list": [],
        "no_object": {},
    }
    assert fields.properties(given, "custom") == {
        "text": "a",
        "number": 3,
        "price": Decimal("9.90"),
        "ratio": Decimal("0.1"),
        "yes": True,
        "no": False,
        "zero": 0,
        "day": "2024-05-06",
        "moment": "2024-05-06 12:30:15",
        "key": str(KEY),
        "status": "paid",
        "list": ["a", Decimal("2.5")],
        "set": ["a"],
        "object": {"a": 1},
    }
    assert fields.properties(None, "custom") == {}


@pytest.mark.parametrize(
    ("given", "field", "rule"),
    [
        ({"a": {"b": float("nan")}}, "custom.a.b", "must be a finite number"),
        ({"a": ["\ud800"]}, "custom.a", "must not contain NUL or lone surrogates"),
        ({"a": object()}, "custom.a", "must be a number"),
        ({"a": b"bytes"}, "custom.a", "must be a number"),
        ({1: "a"}, "custom", "must be text"),
    ],
)
def test_properties_name_the_one_that_is_wrong(given: object, field: str, rule: str) -> None:
    with pytest.raises(PayloadError) as caught:
        fields.properties(given, "custom")
    assert (caught.value.field, caught.value.rule) == (field, rule)


def test_properties_end_somewhere() -> None:
    endless: dict[str, object] = {}
    endless["a"] = endless
    with pytest.raises(PayloadError, match="must not be nested deeper than 8 levels"):
        fields.properties(endless, "custom")
