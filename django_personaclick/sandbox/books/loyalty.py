"""Lists of promo codes, and the bonus accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Account", "CodeList"]


@dataclass(slots=True)
class CodeList:
    """Codes are given out in the order in which they came, and once."""

    id: str
    name: str
    free: dict[str, None] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    """By code: the did it was given to."""

    def add(self, codes: Iterable[str]) -> int:
        """How many of the codes were new."""
        given = dict.fromkeys(codes)
        fresh = [code for code in given if code not in self.free and code not in self.sent]
        self.free.update(dict.fromkeys(fresh))
        return len(fresh)

    def take(self, did: str) -> str | None:
        """The next code; ``None`` when they ran out."""
        code = next(iter(self.free), None)
        if code is not None:
            del self.free[code]
            self.sent[code] = did
        return code

    def remove(self, codes: Iterable[str]) -> tuple[int, int]:
        """How many were deleted, and how many not found."""
        gone = missing = 0
        for code in codes:
            if code in self.free:
                del self.free[code]
                gone += 1
            elif self.sent.pop(code, None) is not None:
                gone += 1
            else:
                missing += 1
        return gone, missing


@dataclass(slots=True)
class Account:
    """A person's bonuses; ``codes`` are the SMS codes not used yet, with their points."""

    confirmed: int = 0
    pending: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    events: set[str] = field(default_factory=set)
    codes: dict[str, int] = field(default_factory=dict)
