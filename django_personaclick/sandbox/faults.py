"""Faults on demand: what a sick API does to its clients."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import msgspec

from .calls import SUCCESS, Reply, error

__all__ = ["MODES", "Fault", "Faults", "Mode"]

Mode = Literal["status", "delay", "reset", "garbage", "wrong_length", "silence", "trickle"]
MODES: tuple[str, ...] = get_args(Mode)
GARBAGE = b"<html><body><h1>It works!</h1></body>\xff\xfe"
BROKEN = frozenset({"garbage", "wrong_length", "trickle"})
"""What looks like success at first."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault; see :meth:`Sandbox.fail`."""

    path: str | None = None
    times: int | None = None
    share: float | None = None
    status: int = 500
    delay: float = 0.0
    mode: Mode = "status"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    acted: bool = False

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"mode must be one of {', '.join(MODES)}, not {self.mode!r}")
        if self.share is not None and not 0 <= self.share <= 1:
            raise ValueError(f"share must be from 0 to 1, not {self.share!r}")
        if not 100 <= self.status <= 599:
            raise ValueError(f"status must be an HTTP status, not {self.status!r}")

    @property
    def acts(self) -> bool:
        """Whether the request is acted on all the same."""
        return self.acted or self.mode == "delay"

    def reply(self) -> Reply:
        """The answer in place of the API's own."""
        status, data = self.status, error("The sandbox was told to fail")
        if self.mode in BROKEN:
            status, data = 200, SUCCESS
        given = GARBAGE if self.mode == "garbage" and self.body is None else self.body
        headers = {"Content-Type": "application/json; charset=utf-8", **self.headers}
        return Reply(
            status, encoded(data if given is None else given), headers, self.mode, self.delay
        )

    def describe(self) -> str:
        what = f"status {self.status}" if self.mode == "status" else self.mode
        late = f", {self.delay:g} s late" if self.delay else ""
        acted = ", after it was acted on" if self.acted else ""
        return f"injected: {what}{late}{acted}"


class Faults:
    """The faults in force. The first that fits a request is taken."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()

    def draw(self, *paths: str) -> Fault | None:
        """The fault for a request of one of ``paths``; its ``times`` are counted down."""
        for fault in self._faults:
            if self._hits(fault, paths):
                if fault.times is not None:
                    fault.times -= 1
                    if not fault.times:
                        self._faults.remove(fault)
                return fault
        return None

    def _hits(self, fault: Fault, paths: tuple[str, ...]) -> bool:
        if fault.path is not None and fault.path not in paths:
            return False
        return fault.share is None or self._rng.random() < fault.share

    def __iter__(self) -> Any:
        return iter(tuple(self._faults))


def encoded(body: Any) -> bytes:
    """``bytes`` and ``str`` as they are, anything else as JSON."""
    if isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else msgspec.json.encode(body)
