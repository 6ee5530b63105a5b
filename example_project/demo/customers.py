"""The customers of one shop: who has an account already, and who is at work just now."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from .names import person_name

PASSWORD = "a-demo-password-7"
DOMAIN = "demoshop.store"


class Customers:
    """One customer for each user of the log. Safe for many threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._registered: dict[str, int] = {}

    @contextmanager
    def at_work(self, users: list[str]) -> Iterator[None]:
        """Keep these users for one shopper: a person shops in one place at a time."""
        with self._guard:
            locks = [self._locks.setdefault(user, threading.Lock()) for user in sorted(users)]
        with ExitStack() as stack:
            for lock in locks:  # always in the same order, so nobody waits for ever
                stack.enter_context(lock)
            yield

    def is_registered(self, user: str) -> bool:
        return user in self._registered

    def registered(self, user: str) -> None:
        with self._guard:
            self._registered.setdefault(user, len(self._registered))


def credentials(user: str) -> dict[str, str]:
    return {"username": f"shopper{user}@{DOMAIN}", "password": PASSWORD}


def registration(user: str) -> dict[str, str]:
    first, last = person_name(user)
    return {
        "email": f"shopper{user}@{DOMAIN}",
        "password": PASSWORD,
        "first_name": first,
        "last_name": last,
        "phone": phone(user),
    }


def phone(user: str) -> str:
    """A number of the right shape where the user's number has one, so that no two share it."""
    return f"+1415{2_000_000 + int(user) % 8_000_000}" if user.isdigit() else ""


def address(user: str) -> dict[str, str]:
    first, last = person_name(user)
    return {
        "first_name": first,
        "last_name": last,
        "address": f"{sum(map(ord, user)) % 200 + 1} Orchard Lane",
        "postcode": "94110",
        "city": "San Francisco",
    }
