"""What the sandbox remembers of what it was told."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from typing import Any

from .books.activity import Activity
from .books.catalogue import Catalogue
from .books.contact import Communication, Message, Review
from .books.loyalty import Account, CodeList
from .books.mailing import Mailing
from .books.people import ALPHABET, IDENTIFIERS, Device, Order, Profile, identifiers_of
from .books.triggers import Trigger

__all__ = ["IDENTIFIERS", "Device", "Order", "Profile", "State", "identifiers_of"]


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
        self.catalogue = Catalogue()
        self.activity = Activity()
        self.mailing = Mailing()
        self.price_drops = Trigger()
        self.back_in_stock = Trigger()
        self.code_lists: dict[str, CodeList] = {}
        self.accounts: dict[int, Account] = {}
        """By the person's number."""
        self.messages: dict[str, Message] = {}
        """By code."""
        self.reviews: list[Review] = []
        self.communications: list[Communication] = []
        self.chats: list[dict[str, Any]] = []
        self.short_urls: dict[str, dict[str, Any]] = {}
        """By address."""
        self.push_tokens: dict[str, list[dict[str, str]]] = {}
        """By did."""
        self.tracked: list[dict[str, Any]] = []
        """What became of messages and stories."""
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

    def person(self, params: Mapping[str, Any]) -> Profile | None:
        """The person whom ``params`` name, if known: the owner of ``did``, else by identifier."""
        device = self.devices.get(str(params.get("did", "")))
        if device is not None:
            return self.owner(device)
        return self.profile(**identifiers_of({**params, "id": ""}))

    def account(self, profile: Profile) -> Account:
        """The person's bonus account, made when it is new."""
        return self.accounts.setdefault(profile.number, Account())

    def rename(self, profile: Profile, kind: str, value: str) -> None:
        """Give ``profile`` another identifier, which its present owner loses; the old one ends."""
        old = profile.identifiers.pop(kind, None)
        if old is not None:
            self._people.pop((kind, old), None)
        self._give(profile, kind, value)

    def forget(self, profile: Profile, kind: str) -> None:
        """Erase an identifier, and the additional ones of its kind."""
        gone = [profile.identifiers.pop(kind, None), *profile.additional.pop(kind, [])]
        for value in filter(None, gone):
            if self._people.get((kind, value)) is profile:
                del self._people[kind, value]

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
