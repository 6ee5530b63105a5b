"""API reference: Reputation. The answer is not documented: here it is the reviews."""

from __future__ import annotations

from ..calls import Answer, Call
from ..contract import Contract
from ..schemas import array
from ..state import State
from ..validation import COUNT

__all__ = ["CONTRACTS", "shop"]

COUNT_OF_REVIEWS = 10
CONTRACTS = {
    "reputation.shop": Contract(
        optional={"count": COUNT, "offset": COUNT}, answer=array({"type": "object"})
    )
}


def shop(call: Call, state: State) -> Answer:
    """The reviews of the shop, the newest first, without who wrote them."""
    start = call.params.get("offset", 0)
    found = state.reviews[::-1][start : start + call.params.get("count", COUNT_OF_REVIEWS)]
    shown = ("id", "rate", "comment", "created_at")
    rows = [review.to_json() for review in found]
    return Answer([{key: row[key] for key in shown} for row in rows])
