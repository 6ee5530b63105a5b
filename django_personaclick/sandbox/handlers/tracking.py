"""API reference: Message received, delivered, clicked, closed; Stories tracking."""

from __future__ import annotations

from ..calls import Answer, Call
from ..contract import Contract
from ..schemas import SUCCEEDED
from ..state import State
from ..validation import TEXT, TEXT_OR_NUMBER, one_of

__all__ = ["CONTRACTS", "clicked", "closed", "delivered", "opened", "story"]

# "trigger" is the older word for "chain".
MESSAGE = Contract(
    required={"code": TEXT, "type": one_of("bulk", "chain", "transactional", "trigger")},
    answer=SUCCEEDED,
)
CONTRACTS = {
    **dict.fromkeys(
        ("events.opened", "events.delivered", "events.clicked", "events.closed"), MESSAGE
    ),
    "events.story": Contract(
        required={
            "event": one_of("view", "click"),
            "code": TEXT,
            "story_id": TEXT_OR_NUMBER,
            "slide_id": TEXT_OR_NUMBER,
        },
        optional={"sid": TEXT},
        answer=SUCCEEDED,
    ),
}


def opened(call: Call, state: State) -> Answer:
    return track(call, state, "opened")


def delivered(call: Call, state: State) -> Answer:
    return track(call, state, "delivered")


def clicked(call: Call, state: State) -> Answer:
    return track(call, state, "clicked")


def closed(call: Call, state: State) -> Answer:
    return track(call, state, "closed")


def track(call: Call, state: State, event: str) -> Answer:
    """Record what became of a message; one that the sandbox sent shows it in its statistics."""
    code = call.params["code"]
    state.tracked.append({"event": event, "code": code, "type": call.params["type"]})
    message = state.messages.get(code)
    if message is None:
        call.notes.append("no message of this code was sent from here")
    elif event in message.statistics:
        message.statistics[event] = True
    return Answer()


def story(call: Call, state: State) -> Answer:
    """A visitor looked at, or clicked, a slide of a story."""
    kept = {key: call.params[key] for key in CONTRACTS["events.story"].required}
    state.tracked.append({"did": call.visitor.did, **kept})
    return Answer()
