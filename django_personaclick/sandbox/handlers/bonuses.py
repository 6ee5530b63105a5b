"""API reference: Import bonuses status."""

from __future__ import annotations

from typing import Any

from ..books.loyalty import Account
from ..calls import Answer, Call
from ..contract import Contract
from ..schemas import SUCCEEDED
from ..state import State, identifiers_of
from ..validation import (
    EMAIL,
    MOMENT,
    NUMBER,
    PHONE,
    TEXT,
    Rule,
    complaints,
    filled,
    is_number,
    read_number,
)

__all__ = ["CONTRACTS", "upload"]

KINDS = ("email", "phone", "loyalty_id")
TOTALS = ("balance", "used", "burned", "cancelled", "inactive", "rewarded")
CHANGE = Rule(
    "a number or a number as text",
    lambda value: is_number(as_number(value)),
    {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?[0-9]{1,9}$"}]},
)
ROW: dict[str, Rule] = {
    "email": EMAIL,
    "phone": PHONE,
    "loyalty_id": TEXT,
    "current_status": TEXT,
    **{f"total_{name}": NUMBER for name in TOTALS},
    "purchase_date": MOMENT,
    "event": TEXT,
    "order_id": TEXT,
    "bonus_status": TEXT,
    "amount_changed": CHANGE,
    "activated_at": MOMENT,
    "expiration": MOMENT,
    "activity": TEXT,
    "balance": NUMBER,
}
CONTRACTS = {"bonuses.upload": Contract(row=ROW, answer=SUCCEEDED, by_hand=True)}


def upload(call: Call, state: State) -> Answer:
    """Answer success at once; what is wrong with a row is only in the record."""
    for number, row in enumerate(call.rows("bonuses")):
        if problem := take(row, call, state):
            call.refused_rows.append(f"row {number}: {problem}")
    return Answer()


def take(row: Any, call: Call, state: State) -> str:
    """Keep one row; the reason if it is refused."""
    if not isinstance(row, dict):
        return "must be an object"
    row = filled(row)
    identifiers = identifiers_of({kind: row.get(kind) for kind in KINDS})
    if not identifiers:
        return "email, phone or loyalty_id is required"
    if problem := next(complaints(row, ROW), ""):
        return problem
    unknown = row.keys() - ROW.keys()
    if unknown:
        call.notes.append(f"{', '.join(sorted(unknown))}: not documented, ignored")
    settle(state.account(state.identify(identifiers)), row)
    return ""


def settle(account: Account, row: dict[str, Any]) -> None:
    """A balance is the new balance; a change without one is added to the old."""
    account.rows.append(row)
    for name in ("balance", "total_balance"):
        if name in row:
            account.confirmed = int(row[name])
            break
    else:
        account.confirmed += int(as_number(row.get("amount_changed", 0)))
    account.pending = int(row.get("total_inactive", account.pending))


def as_number(value: Any) -> Any:
    return read_number(value) if isinstance(value, str) else value
