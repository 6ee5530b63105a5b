"""Bonuses: API reference, Bonuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..exceptions import PayloadError
from ..payloads import BonusStatus
from .batch import check_rows
from .bulk import Progress, Reporter, send_all
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
            check_person(row, f"bonuses[{number}]")
        params = {"bonuses": [row.to_wire() for row in bonuses]}
        self._caller.call("bonuses.upload", params, secret=True, request_id=request_id)

    def upload_all(
        self, bonuses: Iterable[BonusStatus], *, progress: Reporter | None = None
    ) -> Progress:
        """``upload`` of any number of rows; see ``client.audience.upload_all``.

        Rows that tell of a change must not be repeated after a failure: ``progress`` tells how
        many were accepted before it. Source: API reference, Import bonuses status.
        """
        return send_all(self._caller, "bonuses.upload", bonuses, bonus_row, progress=progress)


def check_person(row: BonusStatus, field: str) -> None:
    if not row.identifiers():
        raise PayloadError(f"{field}.email", row.email, "must be given, or phone or loyalty_id")


def bonus_row(row: BonusStatus, field: str) -> dict[str, Any]:
    if not isinstance(row, BonusStatus):
        raise PayloadError(field, row, "must be BonusStatus")
    check_person(row, field)
    return row.to_wire()
