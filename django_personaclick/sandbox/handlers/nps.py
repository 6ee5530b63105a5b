"""API reference: Net Promoter Score."""

from __future__ import annotations

from typing import Any

from ..books.contact import Review, day_of
from ..calls import Answer, Call, Refused
from ..contract import Contract
from ..schemas import INTEGER, STRING, SUCCEEDED, array, maybe, record
from ..state import Profile, State, identifiers_of
from ..validation import DAY, EMAIL, PHONE, TEXT, Rule, one_of, whole

__all__ = ["CONTRACTS", "categories", "channels", "create", "reviews"]

MOST = 1000
CATEGORIES = {
    "website": "Online checkout quality",
    "delivery": "Delivery quality survey",
    "checkout": "Checkout quality survey",
    "product": "Product quality survey",
}
CHANNELS = {
    "website": "Website",
    "email": "E-mail",
    "popup": "Popup",
    "ios_app": "iOS mobile app",
    "android_app": "Android mobile app",
    "pos": "POS terminal",
}
TEXTS = {
    "promoter_question": "Which features do you value/use the most?",
    "passive_question": "How can we improve your experience?",
    "detractor_question": "What was missing or disappointing in your experience with us?",
    "promoter_success": "Thanks for your feedback.",
    "passive_success": "Thanks for your feedback.",
    "detractor_success": "Thanks for your feedback.",
}
CHANNEL, CATEGORY = one_of(*CHANNELS), one_of(*CATEGORIES)
ORDER_ID = Rule(
    "a string or a number",
    lambda value: TEXT.test(value) or (isinstance(value, int) and not isinstance(value, bool)),
    {"type": ["string", "integer"], "minLength": 1, "pattern": r"\S"},
)
CONTRACTS = {
    "nps.categories": Contract(
        answer=array(record(id=INTEGER, code=STRING, name=STRING, **dict.fromkeys(TEXTS, STRING))),
        in_payload=True,
    ),
    "nps.channels": Contract(
        answer=array(record(id=INTEGER, code=STRING, name=STRING)), in_payload=True
    ),
    "nps.reviews": Contract(
        optional={"date_from": DAY, "date_to": DAY, "channel": CHANNEL, "category": CATEGORY},
        answer=array(
            record(
                id=INTEGER,
                channel=STRING,
                category=STRING,
                rate=INTEGER,
                comment=maybe(STRING),
                client_id=INTEGER,
                email=maybe(STRING),
                phone=maybe(STRING),
                created_at=STRING,
            )
        ),
        in_payload=True,
    ),
    "nps.create": Contract(
        required={"channel": CHANNEL, "category": CATEGORY, "rate": whole(1, 10)},
        optional={
            "sid": TEXT,
            "email": EMAIL,
            "phone": PHONE,
            "loyalty_id": TEXT,
            "external_id": TEXT,
            "order_id": ORDER_ID,
            "comment": TEXT,
        },
        answer=SUCCEEDED,
        in_payload=True,
    ),
}


def categories(_: Call, __: State) -> Answer:
    return Answer(
        [
            {"id": number, "code": code, "name": name, **TEXTS}
            for number, (code, name) in enumerate(CATEGORIES.items(), start=1)
        ]
    )


def channels(_: Call, __: State) -> Answer:
    return Answer(
        [
            {"id": number, "code": code, "name": name}
            for number, (code, name) in enumerate(CHANNELS.items(), start=1)
        ]
    )


def reviews(call: Call, state: State) -> Answer:
    """At most 1000, the oldest first."""
    params = call.params
    first, last = params.get("date_from", ""), params.get("date_to", "9999-12-31")
    found = [
        review.to_json()
        for review in state.reviews
        if first <= day_of(review.at) <= last
        and params.get("channel") in (None, review.channel)
        and params.get("category") in (None, review.category)
    ]
    return Answer(found[:MOST])


def create(call: Call, state: State) -> Answer:
    """Save a review: of the same person, channel, category and day it replaces the first."""
    params = call.params
    if call.device is not None and not (params.get("sid") or params.get("seance")):
        raise Refused(400, "sid is required with did")
    person = reviewer(call, state)
    values: dict[str, Any] = {"rate": params["rate"], "comment": params.get("comment")}
    for review in state.reviews:
        key = (review.profile, review.channel, review.category, day_of(review.at))
        if key == (person, params["channel"], params["category"], day_of(call.now)):
            review.rate, review.comment = values["rate"], values["comment"]
            call.notes.append("the review of this day was updated")
            return Answer()
    state.reviews.append(
        Review(
            id=len(state.reviews) + 1,
            channel=params["channel"],
            category=params["category"],
            profile=person,
            at=call.now,
            order_id=str(params.get("order_id", "")),
            **values,
        )
    )
    return Answer()


def reviewer(call: Call, state: State) -> Profile:
    identifiers = identifiers_of({**call.params, "id": ""})
    if identifiers or call.device is not None:
        return state.identify(identifiers, call.device)
    order = state.orders.get(str(call.params["order_id"]))
    if order is None or order.profile is None:
        raise Refused(404, "Order not found")
    return order.profile
