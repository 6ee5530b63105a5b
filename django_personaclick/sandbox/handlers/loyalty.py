"""API reference: Loyalty program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from ..books.loyalty import Account
from ..calls import SUCCESS, Answer, Call, Refused
from ..contract import Contract
from ..schemas import INTEGER, NUMBER, STRING, SUCCEEDED, maybe, record
from ..state import State, identifiers_of
from ..validation import AMOUNT, DAY, EMAIL, PHONE, TEXT, Rule, one_of, whole

__all__ = [
    "CONTRACTS",
    "balance",
    "event_bonus",
    "init_usage",
    "join",
    "use",
    "use_confirmed",
    "use_without_code",
]

CONTACTS = {"email": EMAIL, "phone": PHONE}
POINTS = whole(1, 1_000_000_000)
CODE = Rule(
    "digits",
    lambda value: str(value).isascii() and str(value).isdigit(),
    {"type": ["string", "integer"], "pattern": "^[0-9]{1,9}$", "minimum": 0},
)
DONE = record(confirmation={"const": "success"}, confirmed=INTEGER)
NAMES = {"first_name": TEXT, "last_name": TEXT, "gender": one_of("m", "f"), "birthday": DAY}
FLAG_TRUE = Rule("true", lambda value: str(value).lower() == "true", {"const": "true"})


def is_german_day(value: Any) -> bool:
    try:
        return bool(datetime.strptime(str(value), "%d-%m-%Y").replace(tzinfo=UTC))
    except ValueError:
        return False


EXPIRE_IN = Rule(
    "a date as DD-MM-YYYY",
    is_german_day,
    {"type": "string", "pattern": r"^(0[1-9]|1[0-9]|2[0-8])-(0[1-9]|1[0-2])-20[0-9]{2}$"},
)
CONTRACTS = {
    "loyalty.join": Contract(
        optional={**CONTACTS, **NAMES},
        answer=record(success={"const": True}, data=record(message=STRING, identifier=STRING)),
    ),
    "loyalty.balance": Contract(
        optional={**CONTACTS, "expire_in": EXPIRE_IN, "order_total": AMOUNT},
        answer=record(
            confirmed=INTEGER,
            pending=INTEGER,
            expiring=INTEGER,
            expire_in=maybe(STRING),
            available_in_order=INTEGER,
            payable_amount=NUMBER,
        ),
    ),
    "loyalty.init_usage": Contract(
        required={"bonus_points": POINTS},
        optional=CONTACTS,
        answer=record(status={"const": "success"}, sms_code=INTEGER),
    ),
    "loyalty.use": Contract(
        required={"bonus_points": POINTS, "confirm_code": FLAG_TRUE, "sms_code": CODE},
        optional=CONTACTS,
        answer=DONE,
    ),
    "loyalty.use_without_code": Contract(
        required={"bonus_points": POINTS}, optional=CONTACTS, answer=DONE
    ),
    "loyalty.use_confirmed": Contract(
        required={"bonus_points": POINTS, "sms_code": CODE}, optional=CONTACTS, answer=DONE
    ),
    "loyalty.event_bonus": Contract(
        required={"event": TEXT, "amount": POINTS}, optional=CONTACTS, answer=SUCCEEDED
    ),
}


def join(call: Call, state: State) -> Answer:
    """Make the person a member; one who is one already stays it."""
    identifiers = contacts(call)
    profile = state.identify(identifiers)
    profile.fields.update({key: call.params[key] for key in NAMES if key in call.params})
    state.account(profile)
    identifier = identifiers.get("phone") or identifiers["email"]
    message = "Member is registered successfully"
    return Answer({"success": True, "data": {"message": message, "identifier": identifier}})


def balance(call: Call, state: State) -> Answer:
    """The bonuses; of an order they may pay all of it, one for one."""
    account = account_of(call, state)
    total = call.params.get("order_total")
    available = account.confirmed if total is None else min(account.confirmed, int(total))
    end = datetime.fromtimestamp(call.now, UTC) + timedelta(days=365)
    return Answer(
        {
            "confirmed": account.confirmed,
            "pending": account.pending,
            "expiring": 0,
            "expire_in": end.strftime("%Y-%m-%d 23:59:59 UTC"),
            "available_in_order": available,
            "payable_amount": available,
        }
    )


def init_usage(call: Call, state: State) -> Answer:
    """Make an SMS code for so many bonuses; the real one goes to the phone, too."""
    account = account_of(call, state)
    points = affordable(call, account)
    code = str(state.rng.randrange(100_000, 1_000_000))
    account.codes[code] = points
    return Answer({**SUCCESS, "sms_code": int(code)})


def use(call: Call, state: State) -> Answer:
    """Whether the SMS code is right; nothing is taken away yet."""
    account = account_of(call, state)
    return confirmed(code_points(call, account)[1])


def use_confirmed(call: Call, state: State) -> Answer:
    """Take the bonuses away; the code is used up."""
    account = account_of(call, state)
    code, points = code_points(call, account)
    affordable(call, account)
    del account.codes[code]
    account.confirmed -= points
    return confirmed(points)


def use_without_code(call: Call, state: State) -> Answer:
    account = account_of(call, state)
    points = affordable(call, account)
    account.confirmed -= points
    return confirmed(points)


def event_bonus(call: Call, state: State) -> Answer:
    """Bonuses for what is no order, active at once: for each event one time."""
    account = state.account(state.identify(contacts(call)))
    event = call.params["event"]
    if event in account.events:
        call.notes.append("the bonuses of this event were given before")
    else:
        account.events.add(event)
        account.confirmed += call.params["amount"]
    return Answer()


def contacts(call: Call) -> dict[str, str]:
    return identifiers_of({key: call.params.get(key) for key in CONTACTS})


def account_of(call: Call, state: State) -> Account:
    profile = state.profile(**contacts(call))
    account = state.accounts.get(profile.number) if profile else None
    if account is None:
        raise Refused(404, "Member not found")
    return account


def affordable(call: Call, account: Account) -> int:
    points: int = call.params["bonus_points"]
    if points > account.confirmed:
        raise Refused(400, "Not enough bonuses")
    return points


def code_points(call: Call, account: Account) -> tuple[str, int]:
    """The SMS code and its bonuses, which must be those of the call."""
    code = str(call.params["sms_code"])
    points = account.codes.get(code)
    if points is None or points != call.params["bonus_points"]:
        raise Refused(400, "sms_code is wrong")
    return code, points


def confirmed(points: int) -> Answer:
    return Answer({"confirmation": "success", "confirmed": points})
