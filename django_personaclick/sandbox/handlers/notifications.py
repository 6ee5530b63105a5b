"""API reference: Notifications center; User Profile (REST API): Get Last Messages."""

from __future__ import annotations

from ..books.contact import day_of
from ..calls import SUCCESS, Answer, Call, Refused
from ..contract import Contract
from ..schemas import array, record
from ..state import State
from ..validation import DAY, EMAIL, PHONE, TEXT, all_of, one_of, whole

__all__ = ["CONTRACTS", "list_", "status"]

TWO_WEEKS = 14 * 24 * 3600
LIMIT = 20
TYPES = ("bulk", "trigger", "chain", "transactional")
CHANNELS = ("email", "sms", "web_push", "mobile_push", "telegram", "whatsapp")
MESSAGES = record(status={"const": "success"}, payload=record(messages=array({"type": "object"})))
CONTRACTS = {
    "notifications.list": Contract(
        required={"date_from": DAY, "type": all_of(*TYPES), "channel": all_of(*CHANNELS)},
        optional={
            "phone": PHONE,
            "email": EMAIL,
            "loyalty_id": TEXT,
            "external_id": TEXT,
            "page": whole(1),
            "limit": whole(1, 50),
        },
        answer=MESSAGES,
    ),
    "notifications.status": Contract(optional={"type": one_of(*TYPES)}, answer=MESSAGES),
}


def list_(call: Call, state: State) -> Answer:
    """What was sent to a person, the newest first; ``did`` goes before other identifiers."""
    params = call.params
    profile = state.person(params)
    if profile is None:
        raise Refused(404, "Profile not found")
    if params["date_from"] < day_of(call.now - TWO_WEEKS):
        call.notes.append("date_from is more than 2 weeks ago: it slows the API down")
    types = {"chain" if one.lower() == "trigger" else one.lower() for one in params["type"]}
    channels = {one.lower() for one in params["channel"]}
    found = [
        message.to_json()
        for message in reversed(state.messages.values())
        if message.profile is profile
        and message.kind in types
        and message.channel in channels
        and day_of(message.at) >= params["date_from"]
    ]
    limit = params.get("limit", LIMIT)
    start = (params.get("page", 1) - 1) * limit
    return Answer({**SUCCESS, "payload": {"messages": found[start : start + limit]}})


def status(call: Call, state: State) -> Answer:
    """What became of one message."""
    message = state.messages.get(call.params["code"])
    if message is None:
        raise Refused(404, "Message not found")
    return Answer({**SUCCESS, "payload": {"messages": [message.to_json()]}})
