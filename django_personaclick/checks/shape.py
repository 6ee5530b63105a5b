"""How a wrong value is shown: enough to find it, nothing that must stay secret."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["did_you_mean", "mask_keys", "shape"]

LONGEST = 60
# A key of the shop may have been put anywhere by mistake; check output ends up in public CI logs.
KEY_LIKE = re.compile(r"[0-9a-f]{20,}", re.IGNORECASE)
LOGIN = re.compile(r"://[^/]*@")


def shape(value: Any, *, secret: bool = False) -> str:
    """``value`` as text: itself when it is short and harmless, else its type and size."""
    if isinstance(value, str):
        hidden = secret or len(value) > LONGEST or KEY_LIKE.search(value) or LOGIN.search(value)
        return f"a string of {count(len(value), 'character')}" if hidden else repr(value)
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int | float):
        return f"a number ({type(value).__name__})" if secret else repr(value)
    if isinstance(value, Mapping):
        return f"a {type(value).__name__} of {count(len(value), 'key')}"
    if isinstance(value, list | tuple | set | frozenset):
        return f"a {type(value).__name__} of {count(len(value), 'item')}"
    name = value.__name__ if isinstance(value, type) else type(value).__name__
    return f"the class {name}" if isinstance(value, type) else f"an object of type {name}"


def mask_keys(text: str) -> str:
    """``text`` without whatever looks like a key: errors of others may quote the value."""
    return KEY_LIKE.sub("***", text)


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def did_you_mean(value: object, known: Iterable[str]) -> str:
    """``"Did you mean 'celery'? "`` or nothing."""
    names = list(known)
    by_case = {name.lower(): name for name in names}
    if not isinstance(value, str):
        return ""
    close = difflib.get_close_matches(value.lower(), by_case, n=1)
    return f"Did you mean {by_case[close[0]]!r}? " if close else ""
