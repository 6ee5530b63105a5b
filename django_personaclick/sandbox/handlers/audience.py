"""Import Audience; API reference: Import users."""

from __future__ import annotations

from typing import Any

from ..books.mailing import FLAGS
from ..calls import SUCCESS, Answer, Call
from ..contract import Contract
from ..fields import PROFILE, bogus, profile_complaints, store
from ..schemas import SUCCEEDED
from ..state import State, identifiers_of
from ..validation import EMAIL, TEXT_OR_NUMBER, filled, is_whole
from .subscriptions import unsubscribe

__all__ = ["CONTRACTS", "suppress", "upload"]

CONTRACTS = {
    "audience.upload": Contract(
        optional={"segment_id": TEXT_OR_NUMBER}, row=PROFILE, answer=SUCCEEDED, by_hand=True
    ),
    "audience.suppress": Contract(
        row={"email": EMAIL}, row_required=("email",), answer=SUCCEEDED, by_hand=True
    ),
}


def upload(call: Call, state: State) -> Answer:
    """Answer success at once; what is wrong with a row is only in the record."""
    segment = segment_id(call)
    for number, row in enumerate(call.rows("audience")):
        problem = take(row, segment, call, state)
        if problem:
            call.refused_rows.append(f"row {number}: {problem}")
    return Answer(SUCCESS)


def suppress(call: Call, state: State) -> Answer:
    """No more e-mails to these addresses."""
    for number, row in enumerate(call.rows("audience")):
        email = row.get("email") if isinstance(row, dict) else None
        if not EMAIL.test(email):
            call.refused_rows.append(f"row {number}: email must be {EMAIL.must}")
            continue
        state.mailing.marks[str(email).lower()].add("suppressed")
        unsubscribe(state.profile(email=str(email)), state, "import", call.now)
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
    flags = {flag: row.pop(flag) for flag in FLAGS if flag in row}
    state.mailing.change(profile, flags, "import", call.now)
    store(profile, row)
    if segment:
        profile.segments.add(segment)
    return ""
