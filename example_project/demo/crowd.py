"""All shoppers: some at a time, some of them a second time in the shop without the app."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from typing import Never

import requests
from tqdm import tqdm

from .customers import Customers
from .log import Session
from .shopper import ShopError, Shopper

AT_ONCE = 3
ROUND = 2 * AT_ONCE
MEASURED_SHARE = 10  # one session in ten
MEASURED_LEAST = 20


@dataclass(slots=True)
class Visits:
    """What the shoppers met in one shop."""

    shop: str
    customers: Customers = field(default_factory=Customers)
    done: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    """How long each answer took in the measured rounds."""
    errors: list[str] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)


class Crowd:
    """Sends the sessions through the shop in rounds, and measured rounds through both shops.

    In a measured round the same shoppers go through one shop and then through the other, as many
    at once in each: so both are measured under the same load.
    """

    def __init__(self, shop: str, plain: str | None) -> None:
        self.shop = Visits(shop)
        self.plain = Visits(plain) if plain else None

    def send(self, sessions: list[Session], total: int) -> None:
        with (
            ThreadPoolExecutor(AT_ONCE, thread_name_prefix="shopper") as threads,
            tqdm(total=total, desc="Shopping", unit=" events", smoothing=0.05) as bar,
        ):
            for number, (group, measured) in enumerate(rounds(sessions)):
                shops = [self.shop]
                if measured and self.plain:
                    shops = [self.shop, self.plain] if number % 2 else [self.plain, self.shop]
                for visits in shops:
                    advance = bar if visits is self.shop else None
                    visit = partial(go_shopping, visits, measured=measured, bar=advance)
                    list(threads.map(visit, group))


def go_shopping(
    visits: Visits, session: Session, *, measured: bool, bar: tqdm[Never] | None
) -> None:
    seconds: list[float] = []

    def listen(answer: requests.Response) -> None:
        seconds.append(answer.elapsed.total_seconds())

    def tick() -> None:
        if bar is not None:
            bar.update()

    with Shopper(visits.shop, visits.customers, listen) as shopper:
        try:
            shopper.play(session, tick)
        except (ShopError, requests.RequestException) as error:
            with visits.guard:
                visits.errors.append(f"session {session.id}: {error}")
    with visits.guard:
        visits.done.update(shopper.done)
        visits.done["pages"] += len(seconds)
        visits.done["sessions"] += 1
        if measured:
            visits.seconds.extend(seconds)


def rounds(sessions: list[Session]) -> Iterator[tuple[list[Session], bool]]:
    """Groups of sessions in order, and whether each is measured: spread evenly over the whole."""
    total = len(sessions)
    wanted = min(total, max(MEASURED_LEAST, ceil(total / MEASURED_SHARE)))
    measured = 0
    for start in range(0, total, ROUND):
        group = sessions[start : start + ROUND]
        is_behind = measured * total < wanted * (start + len(group))
        measured += len(group) if is_behind else 0
        yield group, is_behind
