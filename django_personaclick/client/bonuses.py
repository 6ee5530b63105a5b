"""Bonuses: API reference, Bonuses."""

from __future__ import annotations

from collections.abc import Sequence

from ..exceptions import PayloadError
from ..payloads import BonusStatus
from .batch import check_rows
from .caller import Family

__all__ = ["BonusesFamily"]


class BonusesFamily(Family):
    """``client.bonuses``."""

    def upload(self, bonuses: Sequence[BonusStatus], *, request_id: str | None = None) -> None:
        """Tell what the bonuses of customers are now, in one request of at most 20,000 rows.

        Every row must name its person by e-mail, phone or ``loyalty_id``. Success means accepted:
        the platform works through the rows later. A row may tell of a change, which a repeat tells
        again. Source: API reference, Import bonuses status.
        """
        check_rows("bonuses.upload", bonuses, (BonusStatus,))
        for number, row in enumerate(bonuses):
            if not row.identifiers():
                rule = "must be given, or phone or loyalty_id"
                raise PayloadError(f"bonuses[{number}].email", row.email, rule)
        params = {"bonuses": [row.to_wire() for row in bonuses]}
        self._caller.call("bonuses.upload", params, secret=True, request_id=request_id)
