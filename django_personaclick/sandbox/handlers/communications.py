"""API reference: Communications."""

from __future__ import annotations

from typing import Any

from ..books.contact import Communication
from ..calls import Answer, Call, Refused
from ..contract import Contract
from ..schemas import array
from ..state import Profile, State, identifiers_of
from ..validation import EMAIL, PHONE, TEXT, TEXT_OR_NUMBER, Rule

__all__ = ["CONTRACTS", "edit", "read", "save"]

LAST = 20
CONTACTS: dict[str, Rule] = {"phone": PHONE, "email": EMAIL}
FIELDS: dict[str, Rule] = {
    "channel": TEXT,
    "event": TEXT,
    "location_id": TEXT_OR_NUMBER,
    "call_type": TEXT,
    "call_theme": TEXT,
    "comment": TEXT,
    "author_type": TEXT,
    "status": TEXT,
}
# Required by the table of the document, left out by its example.
SUBJECT: dict[str, Rule] = {"subject_appeal": TEXT}
LOG = array({"type": "object"})
CONTRACTS = {
    "communications.save": Contract(
        required=FIELDS,
        optional={**SUBJECT, **CONTACTS},
        answer={"type": "object"},
    ),
    "communications.read": Contract(optional=CONTACTS, answer=LOG),
    "communications.edit": Contract(optional={**FIELDS, **SUBJECT, **CONTACTS}, answer=LOG),
}


def save(call: Call, state: State) -> Answer:
    if "did" in call.params and str(call.params["did"]) not in state.devices:
        raise Refused(404, "did not found")
    profile = state.person(call.params)
    if profile is None:
        profile = state.identify(identifiers_of({key: call.params.get(key) for key in CONTACTS}))
    number = str(len(state.communications) + 1)
    state.communications.append(Communication(number, profile, call.now, fields_of(call)))
    return Answer()


def read(call: Call, state: State) -> Answer:
    """The person's last 20, by time."""
    return Answer(log_of(state.person(call.params), state))


def edit(call: Call, state: State) -> Answer:
    """Change what is given of one communication of this person."""
    profile = state.person(call.params)
    for one in state.communications:
        if one.id == call.params["id"] and one.profile is profile:
            one.fields.update(fields_of(call))
            return Answer(log_of(profile, state))
    raise Refused(404, "Communication not found")


def fields_of(call: Call) -> dict[str, Any]:
    return {key: call.params[key] for key in (*FIELDS, *SUBJECT) if key in call.params}


def log_of(profile: Profile | None, state: State) -> list[dict[str, Any]]:
    own = [one for one in state.communications if one.profile is profile and profile is not None]
    return [one.to_json() for one in own[-LAST:]]
