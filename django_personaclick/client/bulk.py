"""Any number of rows, in as many requests as the limits of an endpoint ask for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from msgspec import Raw

from ..exceptions import PayloadError
from ..payloads import encode
from .caller import Caller
from .endpoints import ENDPOINTS, Batch

__all__ = ["Progress", "Reporter", "chunks", "send_all"]

T = TypeVar("T")
ROOM = 1_000  # for the keys of the shop and what is around the rows

ToWire = Callable[[T, str], Mapping[str, Any] | str]
"""Checks a row, whose name in errors is the second argument, and gives it as it is sent."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the API has accepted so far: ``rows`` in ``requests``, together ``bytes`` of JSON."""

    rows: int = 0
    requests: int = 0
    bytes: int = 0


Reporter = Callable[[Progress], object]


@dataclass(slots=True)
class Part:
    """The rows of one request, encoded."""

    rows: list[Raw] = field(default_factory=list)
    keys: set[object] = field(default_factory=set)
    size: int = 0

    def add(self, row: bytes, key: object) -> None:
        self.rows.append(Raw(row))
        self.keys.add(key)
        self.size += len(row) + 1  # and a comma

    def takes(self, row: bytes, key: object, most: int, room: int) -> bool:
        if key is not None and key in self.keys:
            return False
        return len(self.rows) < most and self.size + len(row) < room


def send_all(
    caller: Caller,
    name: str,
    rows: Iterable[T],
    to_wire: ToWire[T],
    *,
    params: Mapping[str, Any] | None = None,
    key: Callable[[T], object] = lambda _row: None,
    progress: Reporter | None = None,
    wait: Callable[[float], object] = time.sleep,
) -> Progress:
    """Send ``rows`` to endpoint ``name``, each request as full as its limits of rows and bytes.

    No more than the rows of one request are in memory. ``params`` go with every request. A row
    whose ``key`` is in a request already begins the next. Requests keep the documented distance.
    """
    batch = batch_of(name)
    rate = ENDPOINTS[name].rate
    params = dict(params or {})
    room = batch.bytes - ROOM - len(encode(params))
    done = Progress()
    start = None
    for part in parts(batch, room, rows, to_wire, key):
        if start is not None and rate is not None:
            wait(max(start + rate.spacing - time.monotonic(), 0))
        start = time.monotonic()
        caller.call(name, {**params, batch.key: part.rows}, secret=True)
        done = Progress(done.rows + len(part.rows), done.requests + 1, done.bytes + part.size)
        if progress is not None:
            progress(done)
    return done


def parts(
    batch: Batch,
    room: int,
    rows: Iterable[T],
    to_wire: ToWire[T],
    key: Callable[[T], object],
) -> Iterator[Part]:
    part = Part()
    for number, row in enumerate(rows):
        name = f"{batch.key}[{number}]"
        encoded = encode(to_wire(row, name))
        if len(encoded) >= room:
            raise PayloadError(name, len(encoded), f"must be less than {room} bytes of JSON")
        if not part.takes(encoded, key(row), batch.rows, room):
            yield part
            part = Part()
        part.add(encoded, key(row))
    if part.rows:
        yield part


def batch_of(name: str) -> Batch:
    batch = ENDPOINTS[name].batch
    if batch is None or not batch.divisible:
        raise ValueError(f"{name} takes no rows that may be divided among requests")
    return batch


def chunks(name: str, rows: Iterable[T]) -> Iterator[list[T]]:
    """``rows`` in lists as long as endpoint ``name`` takes."""
    most = batch_of(name).rows
    source = iter(rows)
    while chunk := list(islice(source, most)):
        yield chunk
