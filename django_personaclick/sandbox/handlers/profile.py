"""User Profile (REST API)."""

from __future__ import annotations

from typing import Any

from ..books.mailing import FLAGS
from ..calls import SUCCESS, Answer, Call, Refused
from ..contract import Contract
from ..fields import PROFILE, REQUEST, bogus, profile_complaints, store
from ..schemas import STRING, SUCCEEDED, record
from ..state import IDENTIFIERS, Order, Profile, State, identifiers_of
from ..validation import EMAIL, LOOSE_FLAG, PHONE, TEXT

__all__ = ["CONTRACTS", "force_change_email", "force_change_phone", "get", "purge", "set_"]

AGREED = {"i_understand_what_i_am_doing": LOOSE_FLAG}
PERSON = {
    "email": EMAIL,
    "phone": PHONE,
    "loyalty_id": TEXT,
    "external_id": TEXT,
    "telegram_id": TEXT,
}
CHANGED = record(status={"const": "success"}, message=STRING)
PERSONAL = ("first_name", "last_name", "middle_name", "telegram_id", "mobile_token")
CONTRACTS = {
    "profile.set": Contract(optional={**PROFILE, **REQUEST}, answer=SUCCEEDED, by_hand=True),
    "profile.get": Contract(optional=PERSON, answer={"type": "object"}, by_hand=True),
    "profile.force_change_email": Contract(
        required={"old_email": TEXT, "new_email": EMAIL, **AGREED}, answer=CHANGED
    ),
    "profile.force_change_phone": Contract(
        required={"old_phone": TEXT, "new_phone": PHONE, **AGREED}, answer=CHANGED
    ),
    "profile.purge": Contract(optional=PERSON, answer=SUCCEEDED),
}


def set_(call: Call, state: State) -> Answer:
    """Create or update the profile of a device or of a person."""
    for key, value in call.params.items():
        if value in (None, "", [], {}):
            raise Refused(400, f"{key} is empty: leave it out")
    for complaint in profile_complaints(call.params):
        raise Refused(400, complaint)
    identifiers = identifiers_of(call.params)
    if not identifiers and call.device is None:
        raise Refused(400, f"one of did, {', '.join(IDENTIFIERS)} is required")
    profile = state.identify(identifiers, call.device)
    if bogus(call.params):
        call.notes.append("bogus e-mail: its domain cannot have mailboxes")
    flags = {key: call.params[key] for key in FLAGS if key in call.params}
    state.mailing.change(profile, flags, "api" if call.device is None else "js_sdk", call.now)
    store(profile, call.params)
    return Answer(SUCCESS)


def get(call: Call, state: State) -> Answer:
    """The whole profile with the secret, an anonymous part of it with a did."""
    if call.device is not None:
        return Answer(anonymous(state.owner(call.device)))
    identifiers = identifiers_of({**call.params, "id": ""})
    if not identifiers:
        raise Refused(400, f"one of {', '.join(IDENTIFIERS)} is required")
    profile = state.profile(**identifiers)
    if profile is None:
        raise Refused(404, "Profile not found")
    return Answer(whole(profile))


def anonymous(profile: Profile) -> dict[str, Any]:
    """What a browser may know: nothing that tells who it is."""
    return {
        "gender": profile.fields.get("gender"),
        "children": profile.fields.get("kids", []),
        "fashion_sizes": [],
        "cosmetic_hair": [],
        "cosmetic_skin": [],
        "cosmetic_perfume": [],
        "allergy": False,
        "compatibility": None,
        "vds": None,
        "pets": [],
        "jewelry": None,
        "realty": [],
        "income_level": None,
    }


def whole(profile: Profile) -> dict[str, Any]:
    return {
        **profile.fields,
        **profile.identifiers,
        "has_email": "email" in profile.identifiers,
        "computed_gender": profile.fields.get("gender"),
        "custom_properties": profile.custom,
        "additional_emails": profile.additional.get("email", []),
        "additional_phones": profile.additional.get("phone", []),
        "additional_loyalty_ids": profile.additional.get("loyalty_id", []),
        "tags": [],
        "orders": [brief(order) for order in profile.orders],
    }


def brief(order: Order) -> dict[str, Any]:
    items = [
        {"id": i["id"], "name": None, "price": i.get("price"), "quantity": i["quantity"]}
        for i in order.lines
    ]
    return {"id": order.id, "status": order.status, "value": order.total, "items": items}


def force_change_email(call: Call, state: State) -> Answer:
    return force_change("email", call, state)


def force_change_phone(call: Call, state: State) -> Answer:
    return force_change("phone", call, state)


def force_change(kind: str, call: Call, state: State) -> Answer:
    """Another e-mail or phone; whoever has it now loses it."""
    profile = state.profile(**{kind: call.params[f"old_{kind}"]})
    if profile is None:
        raise Refused(404, f"No profile has the old {kind}")
    new = identifiers_of({kind: call.params[f"new_{kind}"]})[kind]
    state.rename(profile, kind, new)
    return Answer({**SUCCESS, "message": f"The {kind} was changed"})


def purge(call: Call, state: State) -> Answer:
    """Erase what tells who the person is; the orders stay."""
    identifiers = identifiers_of({**call.params, "id": ""})
    if len(identifiers) != 1:
        raise Refused(400, "exactly one identifier is required")
    profile = state.profile(**identifiers)
    if profile is None:
        raise Refused(404, "Profile not found")
    for kind in ("phone", "email", "loyalty_id", "external_id"):
        state.forget(profile, kind)
    for name in PERSONAL:
        profile.fields.pop(name, None)
    profile.custom.clear()
    return Answer(SUCCESS)
