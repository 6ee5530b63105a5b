"""One line of the table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Line", "Verdict"]


class Verdict(StrEnum):
    """How something was found."""

    OK = "OK"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Line:
    """What was looked at, how it was found, and what to do about it."""

    verdict: Verdict
    subject: str
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        head = f"{self.verdict:<4}  {self.subject:<8}  {self.text}"
        return f"{head}\n{'':16}-> {self.remedy}" if self.remedy else head
