"""What the sandbox remembers of what it was told."""

from __future__ import annotations

import random
import string
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["IDENTIFIERS", "Device", "Order", "Profile", "State", "identifiers_of"]

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


class State:
    """The books of the shop. Read them freely; the API writes them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.profiles: list[Profile] = []
        self.devices: dict[str, Device] = {}
        self.orders: dict[str, Order] = {}
        self.carts: dict[str, dict[str, dict[str, Any]]] = {}
        """By did: the cart's items by product id."""
        self.wish_lists: dict[str, list[str]] = {}
        """By did: product ids."""
        self.purchases: list[dict[str, Any]] = []
        """Every purchase event, repeats too."""
        self.custom_events: list[dict[str, Any]] = []
        self.events: Counter[str] = Counter()
        self.views: Counter[str] = Counter()
        self.categories: Counter[str] = Counter()
        self.searches: Counter[str] = Counter()
        self._people: dict[tuple[str, str], Profile] = {}

    def code(self, length: int = 10) -> str:
        """A fresh did, sid or order number: alphanumerics."""
        return "".join(self.rng.choices(ALPHABET, k=length))

    def profile(self, **identifiers: str) -> Profile | None:
        """The person with one of these identifiers (``email=``, ``phone=`` ...)."""
        wanted = identifiers_of(identifiers)
        return next((self._people[key] for key in wanted.items() if key in self._people), None)

    def device(self, did: str) -> Device:
        """The device ``did``, made when it is new."""
        if did not in self.devices:
            self.devices[did] = Device(did)
        return self.devices[did]

    def owner(self, device: Device) -> Profile:
        """The person of ``device``: an anonymous one until an identifier arrives."""
        if device.profile is None:
            device.owners.append(self._new_profile())
        return device.owners[-1]

    def identify(self, identifiers: Mapping[str, str], device: Device | None = None) -> Profile:
        """The person of ``identifiers``; ``device``, if there is one, moves to that person.

        Without identifiers it is the device's own person.
        """
        if not identifiers and device is not None:
            return self.owner(device)
        profile = self.profile(**identifiers)
        if profile is None and device is not None:
            own = self.owner(device)
            profile = None if clashes(own, identifiers) else own
        profile = profile or self._new_profile()
        for kind, value in identifiers.items():
            self._give(profile, kind, value)
        if device is not None:
            self._move(device, profile)
        return profile

    def attach(self, order: Order, profile: Profile) -> None:
        """Make ``order`` an order of ``profile``, and of nobody else."""
        if order.profile is profile:
            return
        if order.profile is not None:
            order.profile.orders.remove(order)
        profile.orders.append(order)
        order.profile = profile

    def _new_profile(self) -> Profile:
        profile = Profile(number=len(self.profiles) + 1)
        self.profiles.append(profile)
        return profile

    def _give(self, profile: Profile, kind: str, value: str) -> None:
        old = profile.identifiers.get(kind)
        if old is not None and old != value:
            profile.additional.setdefault(kind, []).append(old)
        previous = self._people.get((kind, value))
        if previous is not None and previous is not profile:
            previous.identifiers.pop(kind, None)
        profile.identifiers[kind] = value
        self._people[kind, value] = profile

    def _move(self, device: Device, profile: Profile) -> None:
        old = device.profile
        if old is profile:
            return
        device.owners.append(profile)
        if old is not None and not old.identifiers:
            for order in list(old.orders):
                self.attach(order, profile)


def clashes(profile: Profile, identifiers: Mapping[str, str]) -> bool:
    own = profile.identifiers
    return any(own.get(kind, value) != value for kind, value in identifiers.items())
