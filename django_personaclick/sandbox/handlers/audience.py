"""Import Audience; API reference: Import users."""

from __future__ import annotations

from typing import Any

from ..calls import SUCCESS, Answer, Call
from ..fields import bogus, profile_complaints, store
from ..state import State, identifiers_of
from ..validation import filled, is_whole

__all__ = ["upload"]


def upload(call: Call, state: State) -> Answer:
    """Answer success at once; what is wrong with a row is only in the record."""
    rows = call.params.get("audience")
    segment = segment_id(call)
    if not isinstance(rows, list) or not rows:
        call.refused_rows.append("audience must be a non-empty array")
        return Answer(SUCCESS)
    for number, row in enumerate(rows):
        problem = take(row, segment, call, state)
        if problem:
            call.refused_rows.append(f"row {number}: {problem}")
    return Answer(SUCCESS)


def segment_id(call: Call) -> str:
    value = call.params.get("segment_id", "")
    if value != "" and not is_whole(value) and not str(value).isdigit():
        call.notes.append("segment_id must be a number: ignored")
        return ""
    return str(value)


def take(row: Any, segment: str, call: Call, state: State) -> str:
    """Keep one person; the reason if it is refused."""
    if not isinstance(row, dict):
        return "must be an object"
    row = filled(row)
    identifiers = identifiers_of(row)
    identifiers.pop("telegram_id", None)
    if not identifiers:
        return "email, phone, loyalty_id or external_id is required"
    problem = next(profile_complaints(row), "")
    if problem:
        return problem
    if bogus(row):
        call.notes.append("bogus e-mail: its domain cannot have mailboxes")
    profile = state.identify(identifiers_of(row))
    store(profile, row)
    if segment:
        profile.segments.add(segment)
    return ""
