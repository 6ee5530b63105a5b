"""API reference: User purchased products."""

from __future__ import annotations

from typing import Any

from ..calls import Call, Refused
from ..state import Order, State, identifiers_of
from ..validation import CONTENT, FLAG, NUMBER, TEXT, Rule, complaints
from .items import items

__all__ = ["purchase"]

ORDER_ID_LENGTH = 255
NUMBERS = ("order_price", "order_cash", "order_bonuses", "order_delivery", "order_discount")
RULES: dict[str, Rule] = {
    **dict.fromkeys(NUMBERS, NUMBER),
    "promocode": TEXT,
    "delivery_address": TEXT,
    "tax_free": FLAG,
    "custom": CONTENT,
}
EXTRA = (*RULES, "delivery_type", "payment_type")


def purchase(call: Call, state: State) -> None:
    """Make the order; one whose number is known is left as it is and counted as a repeat."""
    order_id = order_number(call)
    for complaint in complaints(call.params, RULES):
        raise Refused(422, complaint)
    lines = items(call)
    if "recommended_by" in call.params:
        call.notes.append("recommended_by is not for purchases: the API finds it by itself")
    known = state.orders.get(order_id) if order_id else None
    did = call.visitor.did
    record = {"order_id": order_id, "did": did, "items": lines, "repeat": known is not None}
    state.purchases.append(record)
    if known is not None:
        known.repeats += 1
        call.notes.append(f"repeat: order {order_id} is known, nothing was changed")
        return
    order = new_order(call, order_id or state.code(), lines)
    state.orders[order.id] = order
    numbers = [line["id"] for line in lines]
    state.activity.add(call.now, "purchase", did, numbers)
    state.activity.bought(numbers)
    identifiers = identifiers_of({**call.params, "id": ""})
    state.attach(order, state.identify(identifiers, call.visitor))


def order_number(call: Call) -> str:
    value = call.params.get("order_id", "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused(422, "order_id must be a string")
    if len(str(value)) > ORDER_ID_LENGTH:
        raise Refused(422, "order_id must have at most 255 characters")
    if not str(value):
        call.notes.append("no order_id: the order's status can never be synchronised")
    return str(value)


def new_order(call: Call, order_id: str, lines: list[dict[str, Any]]) -> Order:
    value = sum(line.get("price", 0.0) * line["amount"] for line in lines)
    total = float(call.params.get("order_price", value))
    order = Order(order_id, "new", "purchase", int(call.now), total, did=call.visitor.did)
    order.items = [
        {("quantity" if key == "amount" else key): value for key, value in line.items()}
        for line in lines
    ]
    order.fields = {key: call.params[key] for key in EXTRA if key in call.params}
    order.enter("new", order.date)
    return order
