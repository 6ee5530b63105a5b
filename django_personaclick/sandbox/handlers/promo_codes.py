"""API reference: Promo codes."""

from __future__ import annotations

from typing import Any

from ..books.loyalty import CodeList
from ..calls import Answer, Call, Refused
from ..contract import Contract
from ..schemas import INTEGER, STRING, SUCCEEDED, array, record
from ..state import State
from ..validation import COUNT, LIST, TEXT, TEXT_OR_NUMBER, listed, one_of, whole

__all__ = ["CONTRACTS", "delete", "fetch", "list_", "purge", "upload"]

MOST = 1000
CODES = listed(TEXT)
CONTRACTS = {
    "promo_codes.list": Contract(
        optional={
            "active": one_of("0", "1"),
            "exclude": LIST,
            "include": LIST,
            "offset": COUNT,
            "limit": whole(1, MOST),
        },
        answer=array(record(id={"type": ["integer", "string"]}, name=STRING, available=INTEGER)),
    ),
    "promo_codes.upload": Contract(
        required={"id": TEXT_OR_NUMBER, "codes": CODES}, answer=SUCCEEDED
    ),
    "promo_codes.purge": Contract(required={"id": TEXT_OR_NUMBER}, answer=SUCCEEDED),
    "promo_codes.fetch": Contract(
        required={"id": TEXT_OR_NUMBER}, optional={"sid": TEXT}, answer=record(code=STRING)
    ),
    "promo_codes.delete": Contract(
        required={"promo_code_list_id": TEXT_OR_NUMBER, "codes": CODES},
        answer=record(delete_count=INTEGER, not_found_count=INTEGER),
    ),
}


def list_(call: Call, state: State) -> Answer:
    params = call.params
    include, exclude = (strings(params.get(key, [])) for key in ("include", "exclude"))
    found = [
        {"id": number(one.id), "name": one.name, "available": len(one.free)}
        for one in state.code_lists.values()
        if (not include or one.id in include)
        and one.id not in exclude
        and (params.get("active") != "1" or one.free)
    ]
    start = params.get("offset", 0)
    return Answer(found[start : start + params.get("limit", MOST)])


def upload(call: Call, state: State) -> Answer:
    """Add codes to a list, made here when it is new: the API's are made in the dashboard."""
    name = str(call.params["id"])
    codes = state.code_lists.setdefault(name, CodeList(name, f"List {name}"))
    given = call.params["codes"]
    if known := len(given) - codes.add(given):
        call.notes.append(f"not unique, excluded: {known}")
    return Answer()


def purge(call: Call, state: State) -> Answer:
    """Delete the codes that nobody was given."""
    list_of(call.params["id"], state).free.clear()
    return Answer()


def fetch(call: Call, state: State) -> Answer:
    """Give out a code: each one once, so the caller has to keep it."""
    code = list_of(call.params["id"], state).take(call.device.did if call.device else "")
    if code is None:
        raise Refused(404, "The list of promo codes is empty")
    return Answer({"code": code})


def delete(call: Call, state: State) -> Answer:
    codes = list_of(call.params["promo_code_list_id"], state)
    gone, missing = codes.remove(dict.fromkeys(call.params["codes"]))
    return Answer({"delete_count": gone, "not_found_count": missing})


def list_of(name: Any, state: State) -> CodeList:
    found = state.code_lists.get(str(name))
    if found is None:
        raise Refused(404, "List of promo codes not found")
    return found


def strings(values: list[Any]) -> set[str]:
    return {str(value) for value in values}


def number(name: str) -> int | str:
    return int(name) if name.isascii() and name.isdigit() else name
