"""What a value may be. A rule takes a value and yields what is wrong with it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from django.utils.module_loading import import_string

from .shape import did_you_mean, shape

__all__ = [
    "Problem",
    "Rule",
    "aliases",
    "choice",
    "flag",
    "function",
    "imported",
    "number",
    "patterns",
    "region",
    "table",
    "text",
    "url",
    "whole",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a value: what it must be, what it is, how to mend it.

    ``at`` is the place inside the value, ``"['view']"``; empty is the value itself.
    """

    must: str
    shown: str
    remedy: str = ""
    at: str = ""


Rule = Callable[[Any], Iterator[Problem]]


def text(
    pattern: str, must: str, *, empty: bool = False, secret: bool = False, remedy: str = ""
) -> Rule:
    """A string of which the whole matches ``pattern``."""
    allowed = re.compile(pattern)

    def rule(value: Any) -> Iterator[Problem]:
        fits = isinstance(value, str) and (allowed.fullmatch(value) or (empty and not value))
        if not fits:
            yield Problem(must, shape(value, secret=secret), remedy)

    return rule


def flag(value: Any) -> Iterator[Problem]:
    """``True`` or ``False``: the text ``"False"`` of an environment variable would be true."""
    if not isinstance(value, bool):
        yield Problem("True or False", shape(value))


def choice(*names: str) -> Rule:
    """One of ``names``."""
    must = f"{', '.join(map(repr, names[:-1]))} or {names[-1]!r}"

    def rule(value: Any) -> Iterator[Problem]:
        if not (isinstance(value, str) and value in names):
            yield Problem(must, shape(value), did_you_mean(value, names))

    return rule


def is_number(value: Any) -> bool:
    is_real = isinstance(value, int | float) and not isinstance(value, bool)
    return is_real and math.isfinite(value)


def number(must: str, *, zero: bool = False) -> Rule:
    """A finite number above zero, or zero itself where that has a meaning."""

    def rule(value: Any) -> Iterator[Problem]:
        if not is_number(value) or value < 0 or (value == 0 and not zero):
            yield Problem(must, shape(value))

    return rule


def whole(must: str) -> Rule:
    """A whole number of at least 1."""

    def rule(value: Any) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            yield Problem(must, shape(value))

    return rule


def url(value: Any) -> Iterator[Problem]:
    """Address of a server."""
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        fits = parts is not None and bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, fits = None, False
    whole_url = fits and parts is not None and not (parts.query or parts.fragment)
    if not whole_url or parts is None or parts.scheme not in ("http", "https"):
        yield Problem("the http or https URL of a server", shape(value))


def region(value: Any) -> Iterator[Problem]:
    """A country whose phone numbers are known."""
    known = phonenumbers.SUPPORTED_REGIONS
    if value != "" and not (isinstance(value, str) and value in known):
        upper = value.upper() if isinstance(value, str) else ""
        guess = f"Did you mean {upper!r}? " if upper in known else ""
        must = "empty or the two capital letters of a country (ISO 3166), as in 'DE'"
        yield Problem(must, shape(value), guess)


def patterns(value: Any) -> Iterator[Problem]:
    """Regular expressions that compile."""
    must = "a tuple of regular expressions"
    if not isinstance(value, list | tuple):
        guess = "Write a single one with a comma, ('…',). " if isinstance(value, str) else ""
        yield Problem(must, shape(value), guess)
        return
    for position, item in enumerate(value):
        if isinstance(item, str):
            try:
                re.compile(item)
            except (re.error, OverflowError, RecursionError) as error:
                shown = f"{shape(item)}, which does not compile ({error})"
                yield Problem("a regular expression", shown, at=f"[{position}]")
        else:
            yield Problem("a regular expression", shape(item), at=f"[{position}]")


def imported(must: str, fits: Callable[[Any], bool]) -> Rule:
    """A dotted path to something that ``fits``."""

    def rule(value: Any) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(must, shape(value))
            return
        try:
            found = import_string(value)
        except Exception as error:  # noqa: BLE001  (the shop's module may raise anything)
            yield Problem(must, f"{shape(value)}, which cannot be imported ({brief(error)})")
        else:
            if not fits(found):
                yield Problem(must, f"{shape(value)}, which is {shape(found)}")

    return rule


def brief(error: Exception) -> str:
    first_line = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first_line}" if first_line else type(error).__name__


def function(must: str) -> Rule:
    """``None``, a function, or the dotted path of one."""
    by_path = imported(must, callable)

    def rule(value: Any) -> Iterator[Problem]:
        if value is not None and not callable(value):
            yield from by_path(value)

    return rule


def table(known: Iterable[str], noun: str, inner: Rule) -> Rule:
    """A dict from some of the ``known`` names to values under the rule ``inner``."""
    names = sorted(known)

    def rule(value: Any) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield Problem(f"a dict with {noun} as keys", shape(value))
            return
        for key, item in value.items():
            if key in names:
                for problem in inner(item):
                    at = f"[{key!r}]{problem.at}"
                    yield Problem(problem.must, problem.shown, problem.remedy, at)
            else:
                must = f"a dict with {noun} as keys ({', '.join(names)})"
                shown = f"a dict with the unknown key {shape(key)}"
                yield Problem(must, shown, did_you_mean(key, names))

    return rule


def aliases(value: Any) -> Iterator[Problem]:
    """A dict from aliases to dicts; what is in those is checked like the top level."""
    must = "a dict from the alias of a shop to the dict of its keys"
    if not isinstance(value, Mapping):
        yield Problem(must, shape(value, secret=True))
        return
    for alias, own in value.items():
        if not (isinstance(alias, str) and 0 < len(alias) <= 64):
            known_as = f"{must} (an alias is a text of 1 to 64 characters)"
            yield Problem(known_as, f"a dict with the key {shape(alias)}")
        elif not isinstance(own, Mapping):
            yield Problem("the dict of the shop's keys", shape(own, secret=True), at=f"[{alias!r}]")
