"""API reference: Import orders, Get user's orders, Get users last order products."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from ..calls import SUCCESS, Answer, Call, Refused
from ..contract import Contract
from ..schemas import SUCCEEDED, array, record
from ..state import IDENTIFIERS, Order, State, identifiers_of
from ..validation import DAY, EMAIL, PHONE, TEXT, filled
from .order_rows import ORDER, order_complaint
from .shown import in_order

__all__ = ["CONTRACTS", "by_user", "last_for_user", "sync"]

OBJECTS = array({"type": "object"})
CONTRACTS = {
    "orders.sync": Contract(
        row=ORDER, row_required=("id", "status"), answer=SUCCEEDED, by_hand=True
    ),
    "orders.by_user": Contract(
        optional={
            "email": EMAIL,
            "phone": PHONE,
            "loyalty_id": TEXT,
            "external_id": TEXT,
            "date_from": DAY,
        },
        answer=record(status={"const": "success"}, data=record(orders=OBJECTS)),
        by_hand=True,
    ),
    "orders.last_for_user": Contract(optional={"sid": TEXT}, answer=OBJECTS, by_hand=True),
}

MOST = 5000
HEAD = frozenset({"id", "status", "date", "items", "value", *IDENTIFIERS})


def sync(call: Call, state: State) -> Answer:
    """Answer success at once; what is wrong with a row is only in the record."""
    rows = call.params.get("orders")
    if not isinstance(rows, list) or not rows:
        call.refused_rows.append("orders must be a non-empty array")
        return Answer(SUCCESS)
    if len(rows) > MOST:
        call.notes.append(f"{len(rows)} orders: at most {MOST} in one request")
    for number, row in enumerate(rows):
        row = filled(row) if isinstance(row, dict) else {}
        known = state.orders.get(str(row.get("id", "")))
        problem = order_complaint(row, known)
        if problem:
            name = f"order {row['id']}" if "id" in row else f"row {number}"
            call.refused_rows.append(f"{name}: {problem}")
        else:
            keep(row, known, call, state)
    return Answer(SUCCESS)


def keep(row: dict[str, Any], known: Order | None, call: Call, state: State) -> None:
    """Create or update the order: only what is not empty overwrites."""
    at = int(row.get("date", call.now))
    order = known or Order(str(row["id"]), str(row["status"]), "sync", at)
    state.orders[order.id] = order
    order.enter(str(row["status"]), at)
    if not order.items:
        state.activity.bought(str(item["id"]) for item in row.get("items", []))
    order.items = row.get("items", order.items)
    order.total = float(row.get("value", {}).get("total", order.total))
    order.fields.update({key: value for key, value in row.items() if key not in HEAD})
    identifiers = identifiers_of({**row, "id": ""})
    if identifiers:
        state.attach(order, state.identify(identifiers))


def by_user(call: Call, state: State) -> Answer:
    """The person's orders, by date and number."""
    since = first_moment(call)
    orders = [order for order in found(call, state) if order.date >= since]
    orders.sort(key=lambda order: (order.date, order.id))
    data = {"orders": [full(order) for order in orders]}
    return Answer({"status": "success", "data": data})


def found(call: Call, state: State) -> list[Order]:
    if "did" in call.params:
        device = state.devices.get(str(call.params["did"]))
        if device is None:
            raise Refused(404, "did not found")
        return list(state.owner(device).orders)
    identifiers = identifiers_of({**call.params, "id": ""})
    if not identifiers:
        raise Refused(400, f"one of did, {', '.join(IDENTIFIERS)} is required")
    profile = state.profile(**identifiers)
    return list(profile.orders) if profile else []


def first_moment(call: Call) -> float:
    given = call.params.get("date_from")
    if given is None:
        return 0
    if not DAY.test(given):
        raise Refused(400, f"date_from must be {DAY.must}")
    return datetime.combine(date.fromisoformat(given), time(), UTC).timestamp()


def full(order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "status": order.status,
        "date": order.date,
        "value": order.total,
        "items": order.lines,
        **order.fields,
    }


def last_for_user(call: Call, state: State) -> Answer:
    """The products of the visitor's last order: a bare array."""
    orders = state.owner(call.visitor).orders
    if not orders:
        return Answer([])
    last = max(orders, key=lambda order: (order.date, orders.index(order)))
    return Answer([in_order(line, state) for line in last.lines])
