"""API reference: Create short URL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..calls import Answer, Call, Refused
from ..contract import Contract
from ..schemas import STRING, array, record
from ..state import State
from ..validation import ROWS, URL, Rule, complaints, matches, whole

__all__ = ["CONTRACTS", "create"]

DOMAIN = "personaclick.dev"
LIFETIME = 30
LENGTH = 8
LINK: dict[str, Rule] = {
    "url": URL,
    "lifetime": whole(1, 90),
    "code": Rule(
        "1 to 64 letters, digits, - and _",
        matches(re.compile(r"[A-Za-z0-9_-]{1,64}")),
        {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
    ),
    "domain": Rule(
        "the name of a host",
        matches(re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")),
        {"type": "string", "pattern": r"^[a-z0-9-]{1,20}(\.[a-z0-9-]{1,20}){1,3}$"},
    ),
}
CONTRACTS = {
    "short_urls.create": Contract(
        required={"links": ROWS},
        row=LINK,
        row_required=("url",),
        answer=array(record(source=STRING, url=STRING)),
    )
}


def create(call: Call, state: State) -> Answer:
    """A short address for each link, in their order; a given code takes the place of its last."""
    links = call.params["links"]
    for number, link in enumerate(links):
        if problem := next(wrong(link), ""):
            raise Refused(400, f"links[{number}]: {problem}")
    return Answer([shortened(link, state) for link in links])


def wrong(link: Any) -> Iterator[str]:
    if not isinstance(link, dict):
        yield "must be an object"
    elif "url" not in link:
        yield "url is required"
    else:
        yield from complaints(link, LINK)


def shortened(link: dict[str, Any], state: State) -> dict[str, str]:
    address = f"https://{link.get('domain', DOMAIN)}/{link.get('code') or state.code(LENGTH)}"
    lifetime = link.get("lifetime", LIFETIME)
    state.short_urls[address] = {"source": link["url"], "lifetime": lifetime}
    return {"source": link["url"], "url": address}
