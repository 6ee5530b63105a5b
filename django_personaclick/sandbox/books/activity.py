"""What visitors did and looked for: the ground of popularity and of "also bought"."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Act", "Activity", "Lookup"]

KEEP = 200_000
WEIGHTS = {"view": 1, "cart": 3, "purchase": 10}
TWO_WEEKS = 14 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Act:
    """``kind`` is view, cart or purchase; ``at`` unix seconds."""

    at: float
    kind: str
    did: str
    item: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A search and how many products it found."""

    at: float
    did: str
    query: str
    found: int


class Activity:
    def __init__(self) -> None:
        self.acts: deque[Act] = deque(maxlen=KEEP)
        self.lookups: deque[Lookup] = deque(maxlen=KEEP)
        self.bought_together: dict[str, Counter[str]] = {}
        self.sales: Counter[str] = Counter()
        self.weights: Counter[str] = Counter()

    def add(self, at: float, kind: str, did: str, items: Iterable[str]) -> None:
        for item in items:
            self.acts.append(Act(at, kind, did, item))
            self.weights[item] += WEIGHTS[kind]

    def bought(self, items: Iterable[str]) -> None:
        """An order of these products became known."""
        basket = sorted(set(items))
        for item in basket:
            self.sales[item] += 1
            others = self.bought_together.setdefault(item, Counter())
            others.update(other for other in basket if other != item)

    def counts(self, item: str, since: float) -> dict[str, int]:
        found = Counter(act.kind for act in self.acts if act.item == item and act.at >= since)
        return {kind: found[kind] for kind in WEIGHTS}

    def seen_by(self, did: str) -> Iterator[str]:
        """The products a visitor looked at, the latest first, each once."""
        seen = (act.item for act in reversed(self.acts) if act.did == did and act.kind == "view")
        return iter(dict.fromkeys(seen))

    def without_result(self, now: float) -> Counter[str]:
        """The queries of the last two weeks that found nothing."""
        return Counter(
            lookup.query
            for lookup in self.lookups
            if not lookup.found and lookup.at >= now - TWO_WEEKS
        )
