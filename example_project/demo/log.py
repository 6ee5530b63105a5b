"""Session logs: CSV in the columns of REES46's public data sets.

``event_time, event_type, product_id, category_id, category_code, brand, price, user_id,
user_session``, with or without the columns on category and brand, gzipped or not. A row is one
event; a purchase is one row for each unit, without an order number.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TextIO

REQUIRED = ("event_time", "event_type", "product_id", "user_id", "user_session")
GZIP = b"\x1f\x8b"


class LogError(Exception):
    """The file is not such a log; the message says why."""


class Kind(StrEnum):
    VIEW = "view"
    CART = "cart"
    REMOVE = "remove_from_cart"
    PURCHASE = "purchase"


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the log knows it; ``category_id`` is 0 where the log has none."""

    id: int
    price: Decimal
    category_id: int = 0
    category_code: str = ""
    brand: str = ""


@dataclass(slots=True)
class Step:
    """One thing a shopper does; only a purchase is about more than one unit of one product."""

    kind: Kind
    user: str
    time: str
    units: Counter[int]

    @property
    def product(self) -> int:
        return next(iter(self.units))


@dataclass(slots=True)
class Session:
    """What one shopper did, in order."""

    id: str
    steps: list[Step] = field(default_factory=list)

    @property
    def users(self) -> list[str]:
        return sorted({step.user for step in self.steps})


@dataclass(slots=True)
class Log:
    """Sessions in the order in which they begin, products in which they appear."""

    sessions: list[Session]
    products: list[Product]
    events: Counter[Kind]
    unreadable: int = 0
    """Rows without a product, of an unknown type, or cut off."""


@dataclass(frozen=True, slots=True)
class Row:
    kind: Kind
    time: str
    user: str
    session: str
    product: Product


def read(path: Path, *, limit: int | None = None) -> Log:
    """The log in ``path``, or its first ``limit`` sessions; ``LogError`` when it is none."""
    with open_text(path) as file:
        reader = csv.DictReader(file)
        if missing := ", ".join(name for name in REQUIRED if name not in (reader.fieldnames or ())):
            raise LogError(f"{path} has no column {missing}.")
        raw = list(reader)
    rows = [row for row in map(row_of, raw) if row]
    rows.sort(key=lambda row: row.time)  # stable: events of one second keep their order
    log = collect(rows, limit)
    log.unreadable = len(raw) - len(rows)
    return log


def open_text(path: Path) -> TextIO:
    with path.open("rb") as file:
        zipped = file.read(2) == GZIP
    if zipped:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def row_of(raw: dict[str, str | None]) -> Row | None:
    """One row, or ``None`` when it says nothing of use."""
    said = {name: (value or "").strip() for name, value in raw.items() if name}
    try:
        kind, number = Kind(said["event_type"]), int(said["product_id"])
    except ValueError:
        return None
    if not said["user_id"]:
        return None
    product = Product(
        id=number,
        price=price_of(said.get("price", "")),
        category_id=id_of(said.get("category_id", "")),
        category_code=said.get("category_code", ""),
        brand=said.get("brand", ""),
    )
    # Where the log lost the session, the user's events are one.
    session = said["user_session"] or f"user {said['user_id']}"
    return Row(kind, said["event_time"], said["user_id"], session, product)


def price_of(text: str) -> Decimal:
    try:
        price = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    return round(price, 2) if price.is_finite() and price > 0 else Decimal(0)


def id_of(text: str) -> int:
    """19 digits are too many for a float; a log that went through one says ``2.05e+18``."""
    try:
        return int(text) if text.isdigit() else int(Decimal(text or 0))
    except (InvalidOperation, ValueError, OverflowError):
        return 0


def collect(rows: Iterable[Row], limit: int | None = None) -> Log:
    sessions: dict[str, Session] = {}
    products: dict[int, Product] = {}
    events: Counter[Kind] = Counter()
    for row in rows:
        if row.session not in sessions and limit is not None and len(sessions) >= limit:
            continue
        add_step(sessions.setdefault(row.session, Session(row.session)), row)
        products.setdefault(row.product.id, row.product)
        events[row.kind] += 1
    return Log(list(sessions.values()), list(products.values()), events)


def add_step(session: Session, row: Row) -> None:
    """Append what the row tells; units bought by one user at one moment are one order."""
    if row.kind is Kind.PURCHASE and (order := order_at(session.steps, row)):
        order.units[row.product.id] += 1
    else:
        session.steps.append(Step(row.kind, row.user, row.time, Counter({row.product.id: 1})))


def order_at(steps: list[Step], row: Row) -> Step | None:
    for step in same_moment(steps, row.time):
        if step.kind is Kind.PURCHASE and step.user == row.user:
            return step
    return None


def same_moment(steps: list[Step], time: str) -> Iterator[Step]:
    for step in reversed(steps):
        if step.time != time:
            return
        yield step
