"""API reference: Mobile push tokens."""

from __future__ import annotations

from ..calls import Answer, Call
from ..contract import Contract
from ..state import State
from ..validation import TEXT, one_of

__all__ = ["CONTRACTS", "add"]

CONTRACTS = {
    "push_tokens.add": Contract(
        required={"token": TEXT, "platform": one_of("ios", "android")},
        answer={"type": "object"},
    )
}


def add(call: Call, state: State) -> Answer:
    """Keep the device's token; a token belongs to one device."""
    token = {"token": call.params["token"], "platform": call.params["platform"]}
    for tokens in state.push_tokens.values():
        if token in tokens:
            tokens.remove(token)
    state.push_tokens.setdefault(call.visitor.did, []).append(token)
    return Answer({})
