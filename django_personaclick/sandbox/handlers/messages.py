"""API reference: Transactionals, Multi-messaging, SMS messaging."""

from __future__ import annotations

from ..books.contact import Message
from ..calls import Answer, Call, Refused
from ..contract import Contract, is_file
from ..schemas import STRING, SUCCEEDED, record
from ..state import State, identifiers_of
from ..validation import EMAIL, FLAG, OBJECT, PHONE, TEXT, listed

__all__ = ["CONTRACTS", "sms", "transact"]

FILES_LIMIT = 10_000_000
SENT = record(code=STRING)
CONTRACTS = {
    "messages.transact": Contract(
        required={"code": TEXT},
        optional={
            "email": EMAIL,
            "phone": PHONE,
            "external_id": TEXT,
            "loyalty_id": TEXT,
            "telegram_id": TEXT,
            "variables": OBJECT,
            "send_everywhere": FLAG,
            "test": FLAG,
            "cc": listed(EMAIL),
            "bcc": listed(EMAIL),
        },
        answer=SENT,
    ),
    "messages.transact_files": Contract(
        required={"code": TEXT, "email": EMAIL}, optional={"variables": OBJECT}, answer=SENT
    ),
    "messages.sms": Contract(
        required={"code": TEXT, "phone": PHONE, "variables": OBJECT}, answer=SUCCEEDED
    ),
}


def transact(call: Call, state: State) -> Answer:
    """Send a message: the code of the answer finds it in the notifications."""
    files = {name: value for name, value in call.params.items() if is_file(value)}
    if sum(file["size"] for file in files.values()) > FILES_LIMIT:
        raise Refused(400, f"The files must have at most {FILES_LIMIT} bytes in all")
    message = send(call, state, "email" if "email" in call.params else "sms")
    message.files = [file["filename"] for file in files.values()]
    return Answer({"code": message.code})


def sms(call: Call, state: State) -> Answer:
    send(call, state, "sms")
    return Answer()


def send(call: Call, state: State, channel: str) -> Message:
    """Record the message; somebody new becomes known."""
    profile = state.identify(identifiers_of({**call.params, "id": ""}))
    message = Message(
        code=state.code(),
        template=call.params["code"],
        campaign_id=len(state.messages) + 1,
        channel=channel,
        profile=profile,
        at=call.now,
        variables=call.params.get("variables", {}),
    )
    state.messages[message.code] = message
    return message
