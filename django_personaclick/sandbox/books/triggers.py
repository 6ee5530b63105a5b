"""Who waits for a lower price, and who for a product to be back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .people import Profile

__all__ = ["Trigger", "Waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    profile: Profile
    contacts: tuple[str, ...]
    price: float | None = None
    properties: dict[str, Any] = field(default_factory=dict)
    at: float = 0.0


class Trigger:
    """The subscriptions of one kind, by product and person."""

    def __init__(self) -> None:
        self._waiting: dict[str, dict[int, Waiting]] = {}

    def add(self, item: str, waiting: Waiting) -> None:
        self._waiting.setdefault(item, {})[waiting.profile.number] = waiting

    def remove(self, profile: Profile, items: Iterable[str]) -> int:
        """End the person's subscriptions: all when ``items`` is empty. How many there were."""
        gone = 0
        for item in tuple(items) or tuple(self._waiting):
            gone += self._waiting.get(item, {}).pop(profile.number, None) is not None
        return gone

    def has(self, profile: Profile, item: str) -> bool:
        return profile.number in self._waiting.get(item, {})

    def rows(self) -> Iterator[dict[str, Any]]:
        for item, people in self._waiting.items():
            if not people:
                continue
            last = max(people.values(), key=lambda waiting: waiting.at)
            yield {
                "id": item,
                "barcode": last.properties.get("barcode"),
                "quantity": len(people),
                "date": datetime.fromtimestamp(last.at, UTC).strftime("%Y-%m-%d"),
                "contacts": [contact for one in people.values() for contact in one.contacts],
            }
