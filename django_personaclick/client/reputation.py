"""What customers say of the shop: API reference, Reputation."""

from __future__ import annotations

from typing import Any

from .caller import Family
from .envelope import rows
from .parameters import checked, whole

__all__ = ["ReputationFamily"]

RULES = {"count": whole(1), "offset": whole(0)}


class ReputationFamily(Family):
    """``client.reputation``."""

    def shop(self, *, count: int | None = None, offset: int | None = None) -> list[dict[str, Any]]:
        """Reviews of the shop: ``count`` of them from ``offset`` on.

        The document does not say what a review holds. Source: API reference, Reputation.
        """
        data = self._caller.call("reputation.shop", checked(RULES, count=count, offset=offset))
        return rows("reputation.shop", data, "reviews")
