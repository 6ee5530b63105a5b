"""API reference: Events tracking, Track custom event."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from ...payloads.device import RECOMMENDED_BY
from ..calls import SUCCESS, Answer, Call, Refused
from ..contract import Contract
from ..fields import bogus
from ..schemas import SUCCEEDED
from ..state import State, identifiers_of
from ..validation import (
    CONTENT,
    EMAIL,
    FLAG,
    PHONE,
    STREAM,
    TEXT,
    TEXT_OR_NUMBER,
    WHOLE,
    Rule,
    complaints,
    one_of,
)
from .items import items, product_id
from .purchase import RULES as PURCHASE
from .purchase import purchase

__all__ = ["CONTRACTS", "custom", "push"]

TEXTS = dict.fromkeys(("sid", "seance", "referer", "recommended_code"), TEXT)
COMMON: dict[str, Rule] = {
    **TEXTS,
    "stream": STREAM,
    "segment": one_of("A", "B"),
    "recommended_by": one_of(*RECOMMENDED_BY),
    "email": EMAIL,
    "phone": PHONE,
    "external_id": TEXT,
    "loyalty_id": TEXT,
    "telegram_id": TEXT,
}
SECONDS = re.compile(r"[1-9][0-9]{0,10}")


def plain(value: object) -> str:
    """A number or text as text; JSON may write a whole number with a point or an exponent."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


CUSTOM: dict[str, Rule] = {
    **COMMON,
    "category": TEXT,
    "label": TEXT,
    "value": WHOLE,
    "time": Rule(
        "a unix time in seconds",
        lambda value: SECONDS.fullmatch(plain(value)) is not None,
        {"type": "integer", "minimum": 1, "maximum": 99_999_999_999},
    ),
    "payload": CONTENT,
}
PROPERTY = re.compile(r"[a-z0-9_]+")


def push(call: Call, state: State) -> Answer:
    """One standard event."""
    check(call, COMMON)
    event = call.params.get("event")
    if not event:
        raise Refused(422, "event is missing")
    if not isinstance(event, str) or event not in EVENTS:
        raise Refused(422, "event is unknown")
    EVENTS[event](call, state)
    state.events[event] += 1
    remember(call, state)
    return Answer(SUCCESS)


def custom(call: Call, state: State) -> Answer:
    """One event of the shop's own invention."""
    check(call, CUSTOM)
    event = call.params.get("event")
    if not isinstance(event, str) or not event.strip():
        raise Refused(422, "event is missing")
    for key in call.params:
        if not PROPERTY.fullmatch(key):
            raise Refused(422, f"{key!r}: a property's name is made of a-z, 0-9 and _")
    kept = {key: value for key, value in call.params.items() if not key.startswith("shop_")}
    state.custom_events.append(kept)
    state.events[event] += 1
    remember(call, state)
    return Answer(SUCCESS)


def check(call: Call, rules: dict[str, Rule]) -> None:
    for complaint in complaints(call.params, rules):
        raise Refused(422, complaint)
    if "source" in call.params:
        check_source(call)


def check_source(call: Call) -> None:
    """An object, or one as a JSON string; an unknown one is ignored."""
    source: Any = call.params["source"]
    if isinstance(source, str):
        try:
            source = msgspec.json.decode(source)
        except msgspec.DecodeError:
            source = None
    if not isinstance(source, dict) or not source:
        raise Refused(422, "source must be an object with from and code")
    if source.get("from") not in RECOMMENDED_BY or not source.get("code"):
        call.notes.append("source ignored: from is unknown or code missing")


def remember(call: Call, state: State) -> None:
    """The session, and the person if the event names one: the device moves to that person."""
    identifiers = identifiers_of({**call.params, "id": ""})
    if bogus(call.params):
        call.notes.append("bogus e-mail: its domain cannot have mailboxes")
    if identifiers:
        state.identify(identifiers, call.device)
    sid = call.params.get("sid") or call.params.get("seance")
    if call.device is not None and sid and sid not in call.device.sids:
        call.device.sids.append(sid)


def view(call: Call, state: State) -> None:
    numbers = [item["id"] for item in items(call)]
    state.views.update(numbers)
    state.activity.add(call.now, "view", call.visitor.did, numbers)


def category(call: Call, state: State) -> None:
    number = product_id(call.params.get("category_id"))
    if not number:
        raise Refused(422, "category_id is missing")
    state.categories[number] += 1


def search(call: Call, state: State) -> None:
    query = call.params.get("search_query")
    if not isinstance(query, str) or not query.strip():
        raise Refused(422, "search_query must be a non-empty string")
    state.searches[query] += 1


def cart(call: Call, state: State) -> None:
    found = items(call, snapshot="full_cart")
    content = {item["id"]: item for item in found}
    before = state.carts.get(call.visitor.did, {})
    fresh = [number for number in content if number not in before]
    state.activity.add(call.now, "cart", call.visitor.did, fresh)
    if call.params.get("full_cart") is True:
        state.carts[call.visitor.did] = content
    else:
        state.carts.setdefault(call.visitor.did, {}).update(content)


def remove_from_cart(call: Call, state: State) -> None:
    for item in items(call):
        state.carts.get(call.visitor.did, {}).pop(item["id"], None)


def wish(call: Call, state: State) -> None:
    found = [item["id"] for item in items(call, snapshot="full_wish", strings=True)]
    old = [] if call.params.get("full_wish") is True else state.wish_lists.get(call.visitor.did, [])
    state.wish_lists[call.visitor.did] = list(dict.fromkeys([*old, *found]))


def remove_wish(call: Call, state: State) -> None:
    gone = {item["id"] for item in items(call, strings=True)}
    left = [number for number in state.wish_lists.get(call.visitor.did, []) if number not in gone]
    state.wish_lists[call.visitor.did] = left


ITEM = Rule(
    "an array of items",
    lambda value: isinstance(value, list),
    {
        "type": "array",
        "items": {
            "anyOf": [
                {"type": ["string", "integer"]},
                {"type": "object", "properties": {"id": {"type": ["string", "integer"]}}},
            ]
        },
    },
)
EVENTS: dict[str, Callable[[Call, State], None]] = {
    "view": view,
    "category": category,
    "search": search,
    "cart": cart,
    "remove_from_cart": remove_from_cart,
    "wish": wish,
    "remove_wish": remove_wish,
    "purchase": purchase,
}

CONTRACTS = {
    "events.push": Contract(
        required={"event": one_of(*EVENTS)},
        optional={
            **COMMON,
            **PURCHASE,
            "source": CONTENT,
            "items": ITEM,
            "full_cart": FLAG,
            "full_wish": FLAG,
            "category_id": TEXT_OR_NUMBER,
            "search_query": TEXT,
        },
        answer=SUCCEEDED,
        wrong=422,
        by_hand=True,
    ),
    "events.custom": Contract(
        required={"event": TEXT},
        optional={**CUSTOM, "source": CONTENT},
        answer=SUCCEEDED,
        wrong=422,
        by_hand=True,
    ),
}
