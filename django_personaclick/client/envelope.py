"""Answers in the envelopes of both generations.

The older documents answer with the data itself or under ``data``; the newer ones announce
``{"status": "success", "payload": {name: data}}`` and ask to accept both.
"""

from __future__ import annotations

from typing import Any

from ..exceptions import UndecodableResponse

__all__ = ["contents", "record", "rows", "yes_or_no"]

ENVELOPES = ("payload", "data")


def contents(data: Any) -> Any:
    """What an envelope holds; ``data`` itself where there is none."""
    if isinstance(data, dict):
        for key in ENVELOPES:
            if isinstance(data.get(key), (dict, list)):
                return data[key]
    return data


def record(endpoint: str, data: Any, *names: str) -> dict[str, Any]:
    """The object of an answer, bare or in an envelope, there perhaps under one of ``names``."""
    inner = contents(data)
    if inner is not data and isinstance(inner, dict):
        for name in names:
            if isinstance(inner.get(name), dict):
                return dict(inner[name])
    if not isinstance(inner, dict):
        raise broken(endpoint, "object")
    return dict(inner)


def rows(endpoint: str, data: Any, *names: str) -> list[Any]:
    """The list of an answer, bare or in an envelope, there perhaps under one of ``names``."""
    inner = contents(data)
    found = [inner.get(name) for name in names] if isinstance(inner, dict) else [inner]
    for entries in found:
        if isinstance(entries, list):
            return entries
    raise broken(endpoint, names[0].replace("_", " ") if names else "list")


def yes_or_no(endpoint: str, data: Any) -> bool:
    """The boolean of an answer: bare, or in an envelope, there perhaps the only one by its name."""
    inner = data
    if isinstance(data, dict):
        inner = next((data[key] for key in ENVELOPES if key in data), data)
    found = inner.values() if isinstance(inner, dict) else [inner]
    answers = [value for value in found if isinstance(value, bool)]
    if len(answers) != 1:
        raise broken(endpoint, "yes or no")
    return answers[0]


def broken(endpoint: str, wanted: str) -> UndecodableResponse:
    return UndecodableResponse(f"the answer has no {wanted}", endpoint=endpoint, status=200)
