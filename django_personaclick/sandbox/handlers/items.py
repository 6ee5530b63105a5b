"""The items of an event: which are dropped, which altered, and when the event is refused."""

from __future__ import annotations

from typing import Any

from ..calls import Call, Refused
from ..validation import is_number

__all__ = ["items", "product_id"]

ID_LENGTH = 255
MOST = 1000
OPTIONAL_TEXTS = ("line_id", "fashion_size")


def items(call: Call, *, snapshot: str = "", strings: bool = False) -> list[dict[str, Any]]:
    """The event's items as the API keeps them.

    ``snapshot`` names the flag that allows an empty list, ``strings`` allows plain product ids.
    """
    given = call.params.get("items")
    if given is None:
        raise Refused(422, "items is missing")
    if not isinstance(given, list):
        raise Refused(422, "items must be an array")
    if not given:
        if snapshot and call.params.get(snapshot) is True:
            return []
        raise Refused(422, "items must not be empty")
    kept = [item for item in (clean(call, one, strings) for one in given) if item]
    if not kept:
        raise Refused(422, "items: every item was filtered out: " + "; ".join(call.notes))
    return kept


def clean(call: Call, given: Any, strings: bool) -> dict[str, Any]:
    if strings and isinstance(given, str | int):
        given = {"id": given}
    if not isinstance(given, dict):
        call.notes.append("item dropped: it must be an object")
        return {}
    number = product_id(given.get("id"))
    if not number:
        call.notes.append("item dropped: id is empty, has a backslash or over 255 characters")
        return {}
    item: dict[str, Any] = {"id": number, "amount": amount(call, given)}
    if "price" in given:
        keep_price(call, given["price"], item)
    for key in OPTIONAL_TEXTS:
        if given.get(key):
            item[key] = given[key]
        elif key in given:
            call.notes.append(f"empty {key} of item {number} dropped")
    return item


def product_id(value: Any) -> str:
    """``value`` as a product id; empty when it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    return "" if not text.strip() or len(text) > ID_LENGTH or "\\" in text else text


def amount(call: Call, given: dict[str, Any]) -> int:
    """``amount`` or ``quantity`` (synonyms), clamped to 1..1000."""
    value = given.get("amount", given.get("quantity", 1))
    number = as_number(value)
    kept = min(max(int(number), 1), MOST) if number is not None else 1
    if kept != number:
        call.notes.append(f"amount {value!r} altered to {kept}")
    return kept


def keep_price(call: Call, value: Any, item: dict[str, Any]) -> None:
    number = as_number(value)
    if number is None or number < 0:
        call.notes.append(f"price of item {item['id']} dropped: it must be a number from 0")
    else:
        item["price"] = number


def as_number(value: Any) -> float | None:
    if is_number(value):
        return float(value)
    try:
        number = float(value) if isinstance(value, str) else None
    except ValueError:
        return None
    # float("nan") and float("inf") are strings that Python reads and the API does not.
    return number if number is not None and abs(number) < 1e18 else None
