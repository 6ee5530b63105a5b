"""People, devices and orders."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["ALPHABET", "IDENTIFIERS", "Device", "Order", "Profile", "identifiers_of"]

IDENTIFIERS = ("email", "phone", "external_id", "loyalty_id", "telegram_id")
ALPHABET = string.ascii_letters + string.digits
GONE = frozenset({"cancelled", "refunded"})


def identifiers_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The person's identifiers in ``row``, as they are compared; ``id`` is an ``external_id``."""
    found = {}
    for kind in IDENTIFIERS:
        value = str(row.get(kind) or "").strip()
        if kind == "external_id" and not value:
            value = str(row.get("id") or "")
        if kind == "email":
            value = value.lower()
        if kind == "phone":
            value = "".join(filter(str.isdigit, value))
        if value:
            found[kind] = value
    return found


@dataclass(slots=True, eq=False)
class Profile:
    """A person. One without identifiers is the anonymous owner of a device."""

    number: int
    identifiers: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    additional: dict[str, list[str]] = field(default_factory=dict)
    segments: set[str] = field(default_factory=set)
    orders: list[Order] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Device:
    """A browser: its sessions, and the people it belonged to, the present one last."""

    did: str
    sids: list[str] = field(default_factory=list)
    owners: list[Profile] = field(default_factory=list)

    @property
    def profile(self) -> Profile | None:
        return self.owners[-1] if self.owners else None


@dataclass(slots=True, eq=False)
class Order:
    """An order; ``history`` holds (status, unix seconds), ``repeats`` counts repeated purchases."""

    id: str
    status: str
    source: str
    date: int
    total: float = 0.0
    items: list[dict[str, Any]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    history: list[tuple[str, int]] = field(default_factory=list)
    profile: Profile | None = None
    did: str = ""
    repeats: int = 0

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The items that are still part of the order."""
        return [item for item in self.items if item.get("status") not in GONE]

    def enter(self, status: str, at: int) -> None:
        if not self.history or self.history[-1][0] != status:
            self.history.append((status, at))
        self.status = status
