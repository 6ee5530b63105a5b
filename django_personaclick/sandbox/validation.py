"""Rules for values, and how a row is held against a table of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec

__all__ = [
    "AMOUNT",
    "CLOCK",
    "CONTENT",
    "COUNT",
    "DAY",
    "DID",
    "EMAIL",
    "FILTERS",
    "FLAG",
    "LIST",
    "LOOSE_FLAG",
    "MOMENT",
    "NUMBER",
    "OBJECT",
    "PHONE",
    "POSITIVE",
    "ROWS",
    "SHOP_ID",
    "SID",
    "STREAM",
    "TEXT",
    "TEXT_OR_NUMBER",
    "UNIX_TIME",
    "URL",
    "WHOLE",
    "Rule",
    "Schema",
    "all_of",
    "complaints",
    "filled",
    "is_number",
    "is_whole",
    "listed",
    "matches",
    "one_of",
    "read_list",
    "read_number",
    "whole",
]

DID = re.compile(r"[A-Za-z0-9_-]{1,64}")
SID = DID
SHOP_ID = re.compile(r"[0-9a-f]{30}")
ADDRESS = re.compile(r"[^@\s\"<>,;]+@[^@\s\"<>,;]+\.[^@\s\"<>,;.]+")
DIGITS = re.compile(r"\+?[0-9]{5,15}")
HOURS = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
DECIMAL = re.compile(r"[+-]?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?")
WORD = re.compile(r"[A-Za-z0-9_]{1,16}")
LINK = re.compile(r"https?://[^\s/?#]+[^\s]*")
FIRST_MILLISECONDS = 100_000_000_000
SANE = 1e15
WORDS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}

Schema = dict[str, Any]


def as_it_is(text: str) -> Any:
    return text


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be: in words, as a test and as a JSON schema.

    ``read`` makes the value out of text, for queries and forms; ``lax``: for JSON too, where the
    documents show numbers and lists as strings.
    """

    must: str
    test: Callable[[Any], bool]
    schema: Schema = field(default_factory=dict)
    read: Callable[[str], Any] = as_it_is
    lax: bool = False


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < SANE


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def is_moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def is_unix_time(value: Any) -> bool:
    return is_whole(value) and 0 < value < FIRST_MILLISECONDS


def is_filters(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(key, str) and isinstance(allowed, list) for key, allowed in value.items()
    )


def read_whole(text: str) -> Any:
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()) else text


def read_number(text: str) -> Any:
    return float(text) if DECIMAL.fullmatch(text.strip()) else text


def read_flag(text: str) -> Any:
    return WORDS.get(text.strip().lower(), text)


def read_list(text: str) -> Any:
    return [part.strip() for part in text.split(",") if part.strip()]


def read_json(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return text


def one_of(*values: str) -> Rule:
    schema: Schema = {"type": "string", "enum": list(values)}
    return Rule(f"one of {', '.join(values)}", lambda value: value in values, schema)


def whole(least: int, most: int | None = None) -> Rule:
    """An integer in a range."""
    schema: Schema = {"type": "integer", "minimum": least}
    must = f"an integer from {least}"
    if most is not None:
        schema["maximum"] = most
        must += f" to {most}"
    return Rule(
        must,
        lambda value: is_whole(value) and least <= value and (most is None or value <= most),
        schema,
        read_whole,
    )


def all_of(*values: str) -> Rule:
    """A list, or a text with commas, of these words."""
    return Rule(
        f"a comma-separated list of {', '.join(values)}",
        lambda value: (
            isinstance(value, list)
            and bool(value)
            and all(str(word).lower() in values for word in value)
        ),
        {"type": "array", "items": {"type": "string", "enum": list(values)}, "minItems": 1},
        read_list,
        lax=True,
    )


def listed(rule: Rule) -> Rule:
    """A non-empty list of what ``rule`` says."""
    return Rule(
        f"a non-empty array, each item {rule.must}",
        lambda value: isinstance(value, list) and bool(value) and all(map(rule.test, value)),
        {"type": "array", "items": rule.schema, "minItems": 1},
    )


def is_scalar_list(value: Any) -> bool:
    return isinstance(value, list) and all(is_text(one) or is_number(one) for one in value)


VISIBLE = r"\S"
TEXT = Rule("a non-empty string", is_text, {"type": "string", "minLength": 1, "pattern": VISIBLE})
TEXT_OR_NUMBER = Rule(
    "a number or a non-empty string",
    lambda v: is_text(v) or is_whole(v),
    {"type": ["string", "integer"], "minLength": 1, "pattern": VISIBLE},
)
LIMITS: Schema = {"exclusiveMinimum": -SANE, "exclusiveMaximum": SANE}
NUMBER = Rule("a number", is_number, {"type": "number", **LIMITS}, read_number)
AMOUNT = Rule(
    "a number from 0",
    lambda value: is_number(value) and value >= 0,
    {
        "anyOf": [
            {"type": "number", "minimum": 0, "exclusiveMaximum": SANE},
            {"type": "string", "pattern": r"^[0-9]{1,15}$"},
        ]
    },
    read_number,
    lax=True,
)
POSITIVE = Rule(
    "a number above 0",
    lambda value: is_number(value) and value > 0,
    {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": SANE},
    read_number,
)
WHOLE = Rule("an integer", is_whole, {"type": "integer"}, read_whole)
COUNT = whole(0)
FLAG = Rule("true or false", lambda v: isinstance(v, bool), {"type": "boolean"}, read_flag)
LOOSE_FLAG = Rule(
    "a true value",
    lambda value: value not in (False, 0, "", "false", "0", None),
    {"anyOf": [{"const": True}, {"const": 1}, {"type": "string", "enum": ["true", "1", "yes"]}]},
)
DAY = Rule("a date as YYYY-MM-DD", is_day, {"type": "string", "format": "date"})
MOMENT = Rule(
    "a date as YYYY-MM-DD hh:mm:ss",
    is_moment,
    {"type": "string", "pattern": r"^20[0-9]{2}-0[1-9]-[01][1-9] [01][0-9]:[0-5][0-9]:[0-5][0-9]$"},
)
CLOCK = Rule(
    "a time as HH:MM", matches(HOURS), {"type": "string", "pattern": f"^({HOURS.pattern})$"}
)
EMAIL = Rule("an e-mail address", matches(ADDRESS), {"type": "string", "format": "email"})
PHONE = Rule(
    "a phone number: digits, with or without +",
    matches(DIGITS),
    {"type": "string", "pattern": rf"^{DIGITS.pattern}$"},
)
UNIX_TIME = Rule(
    "a unix time in seconds",
    is_unix_time,
    {"type": "integer", "minimum": 1, "maximum": FIRST_MILLISECONDS - 1},
)
STREAM = Rule(
    "1 to 16 letters, digits and _",
    matches(WORD),
    {"type": "string", "pattern": f"^{WORD.pattern}$"},
)
CONTENT = Rule(
    "a non-empty object",
    lambda value: isinstance(value, dict) and bool(value),
    {"type": "object", "minProperties": 1},
    read_json,
)
OBJECT = Rule(
    "an object", lambda value: isinstance(value, dict), {"type": "object"}, read_json, lax=True
)
FILTERS = Rule(
    "a JSON object of lists",
    is_filters,
    {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    read_json,
    lax=True,
)
LIST = Rule(
    "a list, or its items separated by commas",
    is_scalar_list,
    {"type": "array", "items": {"type": "string", "minLength": 1, "pattern": r"^[^,\s]+$"}},
    read_list,
    lax=True,
)
ROWS = Rule(
    "a non-empty array",
    lambda value: isinstance(value, list) and bool(value),
    {"type": "array", "items": {"type": "object"}, "minItems": 1},
)
URL = Rule("an address: http or https", matches(LINK), {"type": "string", "format": "uri"})


def complaints(row: Mapping[str, Any], rules: Mapping[str, Rule]) -> Iterator[str]:
    """What is wrong with the keys of ``row`` that ``rules`` knows."""
    for key, rule in rules.items():
        if key in row and not rule.test(row[key]):
            yield f"{key} must be {rule.must}"


def filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """``row`` without its empty values, which the imports ignore."""
    return {key: value for key, value in row.items() if value not in (None, "", [], {})}
