"""``PERSONACLICK``: each key, and the dict as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings as django_settings
from django.core import checks

from ..conf import DEFAULT_SHOP, DEFAULTS, NAME, SHOP_KEYS
from .keys import KEYS, STORE_SETTINGS
from .rules import Problem, is_number
from .shape import did_you_mean, mask_keys, shape

__all__ = ["check_settings", "given_settings", "sections"]

SECRET = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
CALLS_PER_LEASE = 3


def check_settings(**kwargs: object) -> list[checks.CheckMessage]:
    """``E001–W062``: the dict ``PERSONACLICK``."""
    given = getattr(django_settings, NAME, {})
    if not isinstance(given, Mapping):
        return [not_a_dict(given)]
    found = [
        *check_keys(given),
        *check_unknown(given),
        *check_shops(given),
        *check_shop_ids(given),
        *check_secrets(given),
        *check_lease(given),
    ]
    for message in found:
        message.msg, message.hint = mask_keys(message.msg), mask_keys(message.hint or "")
    return found


def given_settings() -> Mapping[str, Any]:
    """What stands in the shop's settings; nothing if that is no dict."""
    given = getattr(django_settings, NAME, {})
    return given if isinstance(given, Mapping) else {}


def sections(given: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The top level and the shops of ``SHOPS``, each with its place and the keys it has itself."""
    yield NAME, given
    for alias, own in shops(given).items():
        if isinstance(own, Mapping):
            yield f"{NAME}['SHOPS'][{alias!r}]", own


def shops(given: Mapping[str, Any]) -> Mapping[Any, Any]:
    found = given.get("SHOPS", {})
    return found if isinstance(found, Mapping) else {}


def not_a_dict(given: object) -> checks.CheckMessage:
    return checks.Error(
        f"{NAME} must be a dict.",
        # Only the shape: there may be a secret in it.
        hint=f"{NAME} is {shape(given, secret=True)}. Write {NAME} = {{'SHOP_ID': '…', …}}.",
        id="personaclick.E050",
    )


def check_keys(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    """Each known key by its rule."""
    for place, section in sections(given):
        for key, check in KEYS.items():
            if key not in section or (section is not given and key not in SHOP_KEYS):
                continue
            for problem in check.rule(section[key]):
                yield wrong_value(f"{place}[{key!r}]", key, problem)


def wrong_value(place: str, key: str, problem: Problem) -> checks.CheckMessage:
    check = KEYS[key]
    where = f"{place}{problem.at}"
    remedy = problem.remedy or check.remedy or f"Change it to {problem.must}. "
    return checks.Error(
        f"{where} must be {problem.must}.",
        hint=f"{where} is {problem.shown}. {remedy}{default_of(key)}".rstrip(),
        id=check.id,
    )


def default_of(key: str) -> str:
    default = getattr(DEFAULTS, key)
    if key in {"SHOP_ID", "SHOP_SECRET"}:
        return ""
    if isinstance(default, Mapping) and default:
        return f"Without {key!r} the defaults are used."
    return f"Without {key!r} it is {default!r}."


def check_unknown(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    """A key that nobody reads is a typing mistake."""
    for place, section in sections(given):
        for key in section:
            if key not in KEYS:
                yield checks.Error(
                    f"{place} has the unknown key {shape(key)}.",
                    hint=f"{did_you_mean(key, KEYS)}Rename {shape(key)} or remove it: "
                    "it has no effect.",
                    id="personaclick.E051",
                )


def check_shops(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    """A key that is the same for all shops has no effect in one of them."""
    for place, section in sections(given):
        if section is given:
            continue
        for key in section:
            if key in KEYS and key not in SHOP_KEYS:
                yield checks.Error(
                    f"{place} has the key {key!r}, which is the same for all shops.",
                    hint=f"Move {key!r} to the top level of {NAME}. A shop of its own may have: "
                    f"{', '.join(sorted(SHOP_KEYS))}.",
                    id="personaclick.E052",
                )


def whole_shops(given: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The shops that are delivered for, with what they inherit."""
    aliases = shops(given)
    routed = bool(aliases) and bool(given.get("SHOP_ROUTER"))
    if DEFAULT_SHOP not in aliases and (given.get("SHOP_ID") or not routed):
        yield NAME, given
    for place, own in sections(given):
        if own is not given:
            yield place, {**given, **own}


def check_shop_ids(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    for place, shop in whole_shops(given):
        if shop.get("SHOP_ID", "") in ("", None):
            yield checks.Error(
                f"{place}['SHOP_ID'] is missing.",
                hint=f"Set {place}['SHOP_ID'] to the shop's key, 30 hexadecimal digits. "
                f"{STORE_SETTINGS}Until then nothing of this shop is delivered.",
                id="personaclick.E053",
            )


def check_secrets(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    for place, shop in whole_shops(given):
        if shop.get("SHOP_SECRET", "") in ("", None):
            yield checks.Warning(
                f"{place}['SHOP_SECRET'] is missing.",
                hint=f"Set {place}['SHOP_SECRET']: customers and orders cannot be sent without it. "
                f"{STORE_SETTINGS.strip()}",
                id="personaclick.W060",
            )
    for place, section in sections(given):
        secret = section.get("SHOP_SECRET")
        if secret and isinstance(secret, str) and not SECRET.fullmatch(secret):
            yield checks.Warning(
                f"{place}['SHOP_SECRET'] does not look like a secret key: "
                "those have 32 hexadecimal digits.",
                hint=f"{place}['SHOP_SECRET'] is {shape(secret, secret=True)}. "
                f"{STORE_SETTINGS.strip()}",
                id="personaclick.W061",
            )


def check_lease(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    """A lease must outlive a call, or two workers send the same message."""
    lease = given.get("LEASE", DEFAULTS.LEASE)
    timeout = given.get("CALL_TIMEOUT", DEFAULTS.CALL_TIMEOUT)
    if not (is_number(lease) and is_number(timeout)) or lease >= CALLS_PER_LEASE * timeout:
        return
    least = CALLS_PER_LEASE * timeout
    yield checks.Warning(
        f"{NAME}['LEASE'] must be at least {CALLS_PER_LEASE} times {NAME}['CALL_TIMEOUT'].",
        hint=f"{NAME}['LEASE'] is {lease:g}, {NAME}['CALL_TIMEOUT'] is {timeout:g}: {least:g} is "
        f"used instead. Raise 'LEASE' to {least:g} or lower 'CALL_TIMEOUT'.",
        id="personaclick.W062",
    )
