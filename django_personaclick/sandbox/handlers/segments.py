"""API reference: Segments."""

from __future__ import annotations

from typing import Any

from ..calls import Answer, Call
from ..contract import Contract
from ..schemas import BOOLEAN, STRING, SUCCEEDED, array, record
from ..state import State, identifiers_of
from ..validation import EMAIL, PHONE, TEXT, TEXT_OR_NUMBER

__all__ = ["CONTRACTS", "add", "get", "includes", "remove"]

CONTACTS = {"email": EMAIL, "phone": PHONE}
CHANGE = Contract(required={"segment_id": TEXT_OR_NUMBER}, optional=CONTACTS, answer=SUCCEEDED)
SEGMENT = record(id={"type": ["integer", "string"]}, type=STRING)
CONTRACTS = {
    "segments.add": CHANGE,
    "segments.remove": CHANGE,
    "segments.get": Contract(optional=CONTACTS, answer=array(SEGMENT)),
    "segments.includes": Contract(
        required={"segment_id": TEXT_OR_NUMBER},
        optional={**CONTACTS, "external_id": TEXT, "loyalty_id": TEXT, "telegram_id": TEXT},
        answer=BOOLEAN,
    ),
}


def add(call: Call, state: State) -> Answer:
    """Into a static segment; somebody new becomes known, and a device moves to its person."""
    profile = state.identify(identifiers_of(call.params), call.device)
    profile.segments.add(str(call.params["segment_id"]))
    return Answer()


def remove(call: Call, state: State) -> Answer:
    profile = state.person(call.params)
    segment = str(call.params["segment_id"])
    if profile is None or segment not in profile.segments:
        call.notes.append("the person was not in this segment")
    else:
        profile.segments.remove(segment)
    return Answer()


def get(call: Call, state: State) -> Answer:
    """The person's segments; those of the sandbox are all static."""
    profile = state.person(call.params)
    segments = sorted(profile.segments) if profile else []
    return Answer([{"id": number(segment), "type": "static"} for segment in segments])


def includes(call: Call, state: State) -> Answer:
    profile = state.person(call.params)
    return Answer(profile is not None and str(call.params["segment_id"]) in profile.segments)


def number(segment: str) -> Any:
    return int(segment) if segment.isascii() and segment.isdigit() else segment
