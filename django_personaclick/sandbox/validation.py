"""Rules for values, and how a row is held against a table of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

__all__ = [
    "CLOCK",
    "CONTENT",
    "DAY",
    "DID",
    "EMAIL",
    "FLAG",
    "NUMBER",
    "PHONE",
    "SHOP_ID",
    "SID",
    "STREAM",
    "TEXT",
    "TEXT_OR_NUMBER",
    "UNIX_TIME",
    "WHOLE",
    "Rule",
    "complaints",
    "filled",
    "is_number",
    "is_whole",
    "one_of",
]

DID = re.compile(r"[A-Za-z0-9_-]{1,64}")
SID = DID
SHOP_ID = re.compile(r"[0-9a-f]{30}")
ADDRESS = re.compile(r"[^@\s\"<>,;]+@[^@\s\"<>,;]+\.[^@\s\"<>,;.]+")
DIGITS = re.compile(r"\+?[0-9]{5,15}")
HOURS = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
FIRST_MILLISECONDS = 100_000_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be, in words and as a test."""

    must: str
    test: Callable[[Any], bool]


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


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


def is_unix_time(value: Any) -> bool:
    return is_whole(value) and 0 < value < FIRST_MILLISECONDS


def one_of(*values: str) -> Rule:
    return Rule(f"one of {', '.join(values)}", lambda value: value in values)


TEXT = Rule("a non-empty string", is_text)
TEXT_OR_NUMBER = Rule("a number or a non-empty string", lambda v: is_text(v) or is_whole(v))
NUMBER = Rule("a number", is_number)
WHOLE = Rule("an integer", is_whole)
FLAG = Rule("true or false", lambda value: isinstance(value, bool))
DAY = Rule("a date as YYYY-MM-DD", is_day)
CLOCK = Rule("a time as HH:MM", matches(HOURS))
EMAIL = Rule("an e-mail address", matches(ADDRESS))
PHONE = Rule("a phone number: digits, with or without +", matches(DIGITS))
UNIX_TIME = Rule("a unix time in seconds", is_unix_time)
STREAM = Rule("1 to 16 letters, digits and _", matches(re.compile(r"[A-Za-z0-9_]{1,16}")))
CONTENT = Rule("a non-empty object", lambda value: isinstance(value, dict) and bool(value))


def complaints(row: Mapping[str, Any], rules: Mapping[str, Rule]) -> Iterator[str]:
    """What is wrong with the keys of ``row`` that ``rules`` knows."""
    for key, rule in rules.items():
        if key in row and not rule.test(row[key]):
            yield f"{key} must be {rule.must}"


def filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """``row`` without its empty values, which the imports ignore."""
    return {key: value for key, value in row.items() if value not in (None, "", [], {})}
