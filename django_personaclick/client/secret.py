"""The shop's secret key, which shows itself to nobody who merely looks."""

from __future__ import annotations

__all__ = ["Secret"]


class Secret(str):
    """Text whose ``repr`` is masked: error reports print local variables and dicts of them."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"
