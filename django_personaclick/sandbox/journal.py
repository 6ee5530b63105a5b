"""The record of every request: what came, what was answered, and why."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..exceptions import mask_secrets

__all__ = ["MASK", "Journal", "RecordedRequest", "Verdict", "masked", "title"]

MASK = "***"
TITLE = 60
ROWS = {
    "orders": ("order", "orders"),
    "audience": ("person", "people"),
    "items": ("product", "products"),
    "categories": ("category", "categories"),
    "locations": ("location", "locations"),
    "codes": ("code", "codes"),
    "bonuses": ("row of bonuses", "rows of bonuses"),
    "links": ("link", "links"),
}
"""The keys under which batches stand, and what one row and more of them are called."""
SECRET_KEYS = frozenset({"shop_secret", "x-shop-secret", "authorization", "cookie"})
DEDUPLICATED = frozenset({"/push", "/push/custom", "/profile/set"})


class Verdict(StrEnum):
    """What became of a request."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    """Answered with success, but rows of it were refused afterwards."""
    REFUSED = "refused"
    FAULT = "fault"
    """Answered by an injected fault."""


@dataclass(slots=True, eq=False, repr=False)
class RecordedRequest:
    """One request. ``query``, ``headers`` (lower case) and ``body`` are as they came.

    So they hold the secret; ``to_json`` masks it. ``at`` is monotonic seconds, ``received`` unix
    seconds, ``status`` 0 when no answer was given.
    """

    number: int
    at: float
    received: float
    endpoint: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    status: int
    verdict: Verdict
    reason: str = ""
    repeat: bool = False

    @property
    def outcome(self) -> str:
        """The verdict as a sentence: ``"accepted, 2 rows refused: ..."``."""
        word = "accepted" if self.verdict is Verdict.PARTLY else str(self.verdict)
        return f"{word}, {self.reason}" if self.reason else word

    def to_json(self, *, brief: bool = False) -> dict[str, Any]:
        """Everything but the secret; ``brief`` leaves out query, headers and body."""
        data: dict[str, Any] = {
            "number": self.number,
            "at": self.at,
            "received": self.received,
            "endpoint": self.endpoint,
            "method": self.method,
            "path": mask_secrets(self.path),
            "title": title(self),
            "status": self.status,
            "verdict": str(self.verdict),
            "reason": self.reason,
            "repeat": self.repeat,
        }
        if not brief:
            data["query"] = masked(self.query)
            data["headers"] = masked(self.headers)
            data["body"] = masked(self.body)
        return data

    def __repr__(self) -> str:
        return f"<{self.method} {mask_secrets(self.path)} {self.status} {self.verdict}>"


def title(request: RecordedRequest) -> str:
    """A few words on the content, without personal data: the event and its object, or the rows."""
    body = request.body if isinstance(request.body, dict) else {}
    if isinstance(body.get("event"), str):
        return f"{body['event']} {subject(body)}".strip()[:TITLE]
    for rows, (one, more) in ROWS.items():
        if isinstance(body.get(rows), list):
            count = len(body[rows])
            return f"{count} {one if count == 1 else more}"
    return request.query.get("search_query", "")[:TITLE]


def subject(body: dict[str, Any]) -> str:
    for key in ("order_id", "category_id", "search_query"):
        if body.get(key):
            return str(body[key])
    items = body.get("items")
    if not isinstance(items, list):
        return ""
    if len(items) != 1 or body.get("full_cart") or body.get("full_wish"):
        return f"of {len(items)} items"
    return str(items[0].get("id", "")) if isinstance(items[0], dict) else str(items[0])


def masked(value: Any) -> Any:
    """``value`` without the values of keys that hold a secret, at any depth."""
    if isinstance(value, dict):
        return {
            key: MASK if str(key).lower() in SECRET_KEYS else masked(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [masked(inner) for inner in value]
    return value


@dataclass(slots=True)
class Tally:
    endpoints: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)


class Journal:
    """The recorded requests, the newest ``keep`` of them; safe for many threads."""

    def __init__(self, keep: int | None = None) -> None:
        self._requests: deque[RecordedRequest] = deque(maxlen=keep)
        self._repeats: list[RecordedRequest] = []
        self._acted: set[tuple[str, str]] = set()
        self._tally = Tally()
        self._number = 0
        self._forgotten = 0
        self._arrival = threading.Condition()

    def add(self, request: RecordedRequest, *, acted: bool) -> None:
        """Record ``request``; ``acted`` when its effect took place."""
        with self._arrival:
            self._number += 1
            request.number = self._number
            self._flag_repeat(request, acted)
            self._requests.append(request)
            self._tally.endpoints[request.endpoint or "unknown"] += 1
            self._tally.verdicts[request.verdict] += 1
            self._tally.statuses[str(request.status)] += 1
            self._arrival.notify_all()

    def _flag_repeat(self, request: RecordedRequest, acted: bool) -> None:
        request_id = request.headers.get("x-request-id", "")
        if not request_id or request.path not in DEDUPLICATED:
            return
        key = (request.path, request_id)
        if key in self._acted:
            request.repeat = True
            self._repeats.append(request)
        elif acted:
            self._acted.add(key)

    def requests(self, after: int = 0) -> list[RecordedRequest]:
        with self._arrival:
            if not after:
                return list(self._requests)
            newer = self._number - after
            if newer <= 0:
                return []
            return list(self._requests)[-newer:]

    def repeats(self) -> list[RecordedRequest]:
        with self._arrival:
            return list(self._repeats)

    def summary(self) -> dict[str, Any]:
        with self._arrival:
            return {
                "total": self._number - self._forgotten,
                "first": self._forgotten + 1,
                "last": self._number,
                "repeats": len(self._repeats),
                "endpoints": dict(self._tally.endpoints),
                "verdicts": dict(self._tally.verdicts),
                "statuses": dict(self._tally.statuses),
            }

    def wait(self, fits: Callable[[list[RecordedRequest]], bool], timeout: float) -> bool:
        """Wait until ``fits(requests)``; ``False`` after ``timeout`` seconds."""
        end = time.monotonic() + timeout
        with self._arrival:
            while not fits(list(self._requests)):
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self._arrival.wait(left)
            return True

    def clear(self) -> None:
        """Forget the requests; the numbers go on, so that nobody takes a new one for an old."""
        with self._arrival:
            self._requests.clear()
            self._repeats.clear()
            self._acted.clear()
            self._tally = Tally()
            self._forgotten = self._number
