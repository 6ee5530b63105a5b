"""API reference: Bulk search by attribute."""

from __future__ import annotations

from typing import Any

from ..calls import Answer, Call
from ..contract import Contract
from ..schemas import array
from ..state import Profile, State, identifiers_of
from ..validation import DAY, TEXT_OR_NUMBER, listed, one_of

__all__ = ["CONTRACTS", "find"]

DATES = 5
COLUMNS = (
    "first_name",
    "last_name",
    "gender",
    "age",
    "birthday",
    "location",
    "email_bulk",
    "email_chain",
    "email_transactional",
    "web_push",
    "mobile_push",
    "sms_bulk",
    "sms_chain",
    "sms_transactional",
    "loyalty_location",
    "loyalty_status",
    "loyalty_bonuses",
    "loyalty_bonuses_to_next_level",
    "created_date",
    "device",
)
CONTRACTS = {
    "audience.find": Contract(
        required={
            "by": one_of("loyalty_id", "birthday", "email", "phone"),
            "ids": listed(TEXT_OR_NUMBER),
        },
        answer=array({"type": "object"}),
    )
}


def find(call: Call, state: State) -> Answer:
    """The people with these attributes; of birthdays only 5 valid dates are looked up."""
    by, ids = call.params["by"], [str(one) for one in call.params["ids"]]
    if by == "birthday":
        days = [day for day in ids if DAY.test(day)]
        if len(ids) > len(days[:DATES]):
            call.notes.append("only 5 valid dates are looked up: others are skipped")
        wanted = set(days[:DATES])
        found = [one for one in state.profiles if one.fields.get("birthday") in wanted]
    else:
        values = {identifiers_of({by: one}).get(by) for one in ids}
        found = [one for one in state.profiles if one.identifiers.get(by) in values - {None}]
    return Answer([row(profile) for profile in found])


def row(profile: Profile) -> dict[str, Any]:
    kinds = ("email", "external_id", "phone", "loyalty_id")
    return {
        **{kind: profile.identifiers.get(kind) for kind in kinds},
        **{column: profile.fields.get(column) for column in COLUMNS},
    }
