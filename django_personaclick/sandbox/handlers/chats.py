"""API reference: Save chat log."""

from __future__ import annotations

from ..calls import Answer, Call
from ..contract import Contract
from ..schemas import SUCCEEDED
from ..state import State, identifiers_of
from ..validation import EMAIL, OBJECT, PHONE, TEXT, one_of

__all__ = ["CONTRACTS", "report"]

CONTRACTS = {
    "chats.report": Contract(
        required={"code": TEXT, "platform": one_of("livetex"), "data": OBJECT},
        optional={"phone": PHONE, "email": EMAIL},
        answer=SUCCEEDED,
    )
}


def report(call: Call, state: State) -> Answer:
    """Keep a conversation; somebody new becomes known."""
    state.identify(identifiers_of({key: call.params.get(key) for key in ("phone", "email")}))
    kept = ("code", "platform", "phone", "email", "data")
    state.chats.append({key: call.params[key] for key in kept if key in call.params})
    return Answer()
