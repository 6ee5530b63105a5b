"""API reference: Triggers, and the subscribers' lists of Products and catalog."""

from __future__ import annotations

from ..books.triggers import Trigger, Waiting
from ..calls import Answer, Call
from ..contract import Contract
from ..schemas import BOOLEAN, INTEGER, STRING, SUCCEEDED, array, maybe, record
from ..state import State, identifiers_of
from ..validation import AMOUNT, DAY, EMAIL, OBJECT, PHONE, TEXT, TEXT_OR_NUMBER, Rule, read_list

__all__ = [
    "CONTRACTS",
    "check_price",
    "check_stock",
    "price_subscribers",
    "stock_subscribers",
    "subscribe_price",
    "subscribe_stock",
    "unsubscribe_price",
    "unsubscribe_stock",
]

CONTACTS = {"email": EMAIL, "phone": PHONE}
ITEMS = Rule(
    "product ids separated by commas, or a list of them; empty for all",
    lambda value: isinstance(value, list) and all(map(TEXT_OR_NUMBER.test, value)),
    {"type": "string", "pattern": r"^([^,\s]+(, ?[^,\s]+)*)?$"},
    read_list,
    lax=True,
)
STOP = Contract(required={"item_ids": ITEMS}, optional=CONTACTS, answer=SUCCEEDED)
CHECK = Contract(
    required={"item_id": TEXT_OR_NUMBER},
    optional={**CONTACTS, "external_id": TEXT, "loyalty_id": TEXT, "telegram_id": TEXT},
    answer=BOOLEAN,
)
SUBSCRIBERS = Contract(
    optional={"date_from": DAY, "date_to": DAY},
    answer=array(
        record(
            id=STRING,
            barcode=maybe(STRING),
            quantity=INTEGER,
            date=STRING,
            contacts=array(STRING),
        )
    ),
)
CONTRACTS = {
    "triggers.subscribe_price": Contract(
        required={"item_id": TEXT_OR_NUMBER, "price": AMOUNT}, optional=CONTACTS, answer=SUCCEEDED
    ),
    "triggers.unsubscribe_price": STOP,
    "triggers.subscribe_stock": Contract(
        required={"item_id": TEXT_OR_NUMBER},
        optional={**CONTACTS, "properties": OBJECT},
        answer=SUCCEEDED,
    ),
    "triggers.unsubscribe_stock": STOP,
    "triggers.check_price": CHECK,
    "triggers.check_stock": CHECK,
    "triggers.price_subscribers": SUBSCRIBERS,
    "triggers.stock_subscribers": SUBSCRIBERS,
}


def subscribe_price(call: Call, state: State) -> Answer:
    return subscribe(call, state, state.price_drops)


def unsubscribe_price(call: Call, state: State) -> Answer:
    return unsubscribe(call, state, state.price_drops)


def subscribe_stock(call: Call, state: State) -> Answer:
    return subscribe(call, state, state.back_in_stock)


def unsubscribe_stock(call: Call, state: State) -> Answer:
    return unsubscribe(call, state, state.back_in_stock)


def check_price(call: Call, state: State) -> Answer:
    return has(call, state, state.price_drops)


def check_stock(call: Call, state: State) -> Answer:
    return has(call, state, state.back_in_stock)


def price_subscribers(call: Call, state: State) -> Answer:
    return subscribers(call, state.price_drops)


def stock_subscribers(call: Call, state: State) -> Answer:
    return subscribers(call, state.back_in_stock)


def subscribe(call: Call, state: State, trigger: Trigger) -> Answer:
    """Wait for a product; a second subscription of a person to it replaces the first."""
    identifiers = identifiers_of({key: call.params.get(key) for key in CONTACTS})
    profile = state.identify(identifiers, call.device)
    contacts = tuple(identifiers.values()) or (call.visitor.did,)
    item = str(call.params["item_id"])
    if state.catalogue.products and item not in state.catalogue.products:
        call.notes.append(f"product {item} is not in the catalogue")
    price = call.params.get("price")
    properties = call.params.get("properties", {})
    trigger.add(item, Waiting(profile, contacts, price, properties, call.now))
    return Answer()


def unsubscribe(call: Call, state: State, trigger: Trigger) -> Answer:
    profile = state.person(call.params)
    items = [str(item) for item in call.params["item_ids"]]
    if profile is None or not trigger.remove(profile, items):
        call.notes.append("there was no such subscription")
    return Answer()


def has(call: Call, state: State, trigger: Trigger) -> Answer:
    profile = state.person(call.params)
    return Answer(profile is not None and trigger.has(profile, str(call.params["item_id"])))


def subscribers(call: Call, trigger: Trigger) -> Answer:
    first = call.params.get("date_from", "")
    last = call.params.get("date_to", "9999-12-31")
    return Answer([row for row in trigger.rows() if first <= row["date"] <= last])
