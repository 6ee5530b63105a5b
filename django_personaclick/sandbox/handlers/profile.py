"""User Profile (REST API)."""

from __future__ import annotations

from typing import Any

from ..calls import SUCCESS, Answer, Call, Refused
from ..fields import bogus, profile_complaints, store
from ..state import IDENTIFIERS, Order, Profile, State, identifiers_of

__all__ = ["get", "set_"]


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
