"""The documented fields of a profile (User Profile, Import Audience)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .state import IDENTIFIERS, Profile
from .validation import (
    DAY,
    EMAIL,
    FLAG,
    NUMBER,
    PHONE,
    STREAM,
    TEXT,
    TEXT_OR_NUMBER,
    WHOLE,
    Rule,
    complaints,
    is_number,
    one_of,
)

__all__ = ["PROFILE", "REQUEST", "bogus", "profile_complaints", "store"]

REQUEST: dict[str, Rule] = {
    "sid": TEXT,
    "seance": TEXT,
    "segment": one_of("A", "B"),
    "referer": TEXT,
    "stream": STREAM,
}
KEYS = frozenset({"shop_id", "shop_secret", "did", *REQUEST})
"""What is of the request, not of the profile."""

GENDER = one_of("m", "f")
KID = {"gender": GENDER, "birthday": DAY}
VEHICLE = {"brand": TEXT, "model": TEXT, "vds": TEXT}
RESERVED_DOMAINS = ("example.com", "example.net", "example.org", "localhost")
RESERVED_TOPS = (".example", ".test", ".invalid", ".localhost")


def rows_of(rules: Mapping[str, Rule]) -> Rule:
    def test(value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(row, dict) and row.keys() <= rules.keys() and not any(complaints(row, rules))
            for row in value
        )

    properties = {name: rule.schema for name, rule in rules.items()}
    row = {"type": "object", "properties": properties, "additionalProperties": False}
    return Rule(
        f"a list of objects with {', '.join(rules)}",
        test,
        {"type": "array", "items": row, "minItems": 1},
    )


FLAGS = [
    f"{channel}_{kind}"
    for channel in ("email", "sms")
    for kind in ("bulk", "chain", "transactional")
]
PROFILE: dict[str, Rule] = {
    "email": EMAIL,
    "phone": PHONE,
    "id": TEXT_OR_NUMBER,
    "external_id": TEXT,
    "loyalty_id": TEXT,
    "telegram_id": TEXT,
    "first_name": TEXT,
    "last_name": TEXT,
    "middle_name": TEXT,
    "gender": GENDER,
    "age": WHOLE,
    "birthday": DAY,
    "location": TEXT,
    "bought_something": FLAG,
    "loyalty_card_location": TEXT,
    "loyalty_status": TEXT,
    "loyalty_bonuses": NUMBER,
    "loyalty_bonuses_to_next_level": NUMBER,
    "fb_id": TEXT,
    "vk_id": TEXT,
    "kids": rows_of(KID),
    "auto": rows_of(VEHICLE),
    "mobile_token": TEXT,
    "mobile_token_platform": one_of("ios", "android"),
    **dict.fromkeys(FLAGS, FLAG),
}


def profile_complaints(row: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a profile, custom properties included."""
    yield from complaints(row, PROFILE)
    yield from complaints(row, REQUEST)
    for key, value in row.items():
        if key not in PROFILE and key not in KEYS and not is_custom(value):
            yield f"{key} must be a string, a number, a list of strings or an object"


def is_custom(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, str | dict) or is_number(value)


def bogus(row: Mapping[str, Any]) -> bool:
    """Whether the e-mail is on a domain that nobody can own."""
    domain = str(row.get("email", "")).lower().rpartition("@")[2]
    return domain in RESERVED_DOMAINS or domain.endswith(RESERVED_TOPS)


def store(profile: Profile, row: Mapping[str, Any]) -> None:
    """Keep the fields and custom properties of ``row``."""
    for key, value in row.items():
        if key in PROFILE and key not in IDENTIFIERS:
            profile.fields[key] = value
        elif key not in PROFILE and key not in KEYS:
            profile.custom[key] = value
