"""API reference: Subscriptions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ..books.mailing import FLAGS, KINDS, Change
from ..calls import Answer, Call, Refused
from ..contract import Contract
from ..schemas import BOOLEAN, STRING, SUCCEEDED, array, record
from ..state import Profile, State, identifiers_of
from ..validation import COUNT, DAY, EMAIL, FLAG, PHONE, TEXT, one_of, whole

__all__ = ["CONTRACTS", "callback", "changes", "check", "manage"]

NEWER = ("telegram", "whatsapp", "max")
MANAGED = (*FLAGS, *(f"{channel}_{kind}" for channel in NEWER for kind in KINDS), "wallet_bulk")
MARKS = ("invalid", "blacklisted", "bounced", "suppressed", "confirmed")
EVENTS = ("hard_bounced", "complained", "blacklisted", "unsubscribed")
MARK_OF = {"hard_bounced": "bounced", "complained": "suppressed", "blacklisted": "blacklisted"}
LOGGED = ("subscribe", "unsubscribe", "hard_bounced", "complained", "blacklisted")
SOURCES = (
    "email_feedback_processing",
    "email_processing",
    "api",
    "api_callback",
    "js_sdk",
    "mobile_sdk",
    "push_attributes",
    "auto_collector",
    "popup",
    "import",
    "crm",
    "bulk_sending",
    "transactional_sending",
    "unsubscribe_page",
    "resubscribe_page",
)
MOST = 20_000
PERSON = {"email": EMAIL, "phone": PHONE, "external_id": TEXT, "telegram_id": TEXT}
CONTRACTS = {
    "subscriptions.manage": Contract(
        optional={**PERSON, "loyalty_id": TEXT, **dict.fromkeys(MANAGED, FLAG)}, answer=SUCCEEDED
    ),
    "subscriptions.callback": Contract(
        required={"email": EMAIL, "event": one_of(*EVENTS)}, answer=SUCCEEDED
    ),
    "subscriptions.check": Contract(
        optional={"email": EMAIL, "phone": PHONE},
        answer=record(
            exists=BOOLEAN,
            **dict.fromkeys(FLAGS, BOOLEAN),
            **{f"email_{mark}": BOOLEAN for mark in MARKS},
        ),
    ),
    "subscriptions.changes": Contract(
        optional={
            "event": one_of(*LOGGED),
            "channel": one_of(*SOURCES),
            "from": DAY,
            "to": DAY,
            "email": EMAIL,
            "phone": PHONE,
            "offset": COUNT,
            "limit": whole(1, MOST),
        },
        answer=array(
            record(
                contact_type=STRING,
                contact=STRING,
                campaign_type=STRING,
                event=STRING,
                channel=STRING,
                datetime=STRING,
                ip=STRING,
            )
        ),
    ),
}


def manage(call: Call, state: State) -> Answer:
    """Change the subscriptions that are named; the others stay as they are."""
    flags = {flag: call.params[flag] for flag in MANAGED if flag in call.params}
    if not flags:
        raise Refused(400, "At least one subscription is required")
    profile = state.identify(identifiers_of({**call.params, "id": ""}), call.device)
    state.mailing.change(profile, flags, "api" if call.device is None else "js_sdk", call.now)
    return Answer()


def callback(call: Call, state: State) -> Answer:
    """What a mailing service learned of an e-mail; a hard bounce purges it for ever."""
    email, event = call.params["email"].lower(), call.params["event"]
    mailing, profile = state.mailing, state.profile(email=email)
    if event == "unsubscribed":
        unsubscribe(profile, state, "api_callback", call.now)
        return Answer()
    mailing.mark(email, event, "api_callback", call.now)
    mailing.marks[email].add(MARK_OF[event])
    if event == "complained":
        unsubscribe(profile, state, "api_callback", call.now)
    if event == "hard_bounced" and profile is not None:
        state.forget(profile, "email")
    return Answer()


def unsubscribe(profile: Profile | None, state: State, channel: str, at: float) -> None:
    """End all subscriptions of a person's e-mail."""
    if profile is not None:
        state.mailing.change(profile, {f"email_{kind}": False for kind in KINDS}, channel, at)


def check(call: Call, state: State) -> Answer:
    """The flags of a contact; all false for somebody unknown."""
    profile = state.person(call.params)
    own: dict[str, Any] = profile.fields if profile else {}
    email = str(call.params.get("email", "")).lower()
    if not email and profile:
        email = profile.identifiers.get("email", "")
    marks = state.mailing.marks.get(email, set())
    return Answer(
        {
            "exists": profile is not None,
            **{flag: own.get(flag) is True for flag in FLAGS},
            **{f"email_{mark}": mark in marks for mark in MARKS},
        }
    )


def changes(call: Call, state: State) -> Answer:
    """The log of the given days, or of the last 24 hours; the oldest first."""
    first = start_of(call.params["from"]) if "from" in call.params else call.now - 24 * 3600
    last = start_of(call.params["to"], days=1) if "to" in call.params else call.now + 1
    found = [
        change
        for change in state.mailing.changes
        if first <= change.at < last and fits(change, call.params)
    ]
    offset, limit = call.params.get("offset", 0), call.params.get("limit", MOST)
    return Answer([change.to_json() for change in found[offset : offset + limit]])


def start_of(day: str, days: int = 0) -> float:
    moment = datetime.combine(date.fromisoformat(day), time(), UTC)
    try:
        return (moment + timedelta(days=days)).timestamp()
    except OverflowError:
        return moment.timestamp()


def fits(change: Change, wanted: dict[str, Any]) -> bool:
    contacts = identifiers_of({key: wanted.get(key) for key in ("email", "phone")}).values()
    return (
        wanted.get("event") in (None, change.event)
        and wanted.get("channel") in (None, change.channel)
        and (not contacts or change.contact in contacts)
    )
