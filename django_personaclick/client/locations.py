"""Locations: REES46 documentation, Location import."""

from __future__ import annotations

from collections.abc import Sequence

from ..payloads import Location
from .batch import check_rows
from .caller import Family
from .parameters import address, checked, unique

__all__ = ["LocationsFamily"]

RULES = {"webhook": address}


class LocationsFamily(Family):
    """``client.locations``."""

    def upload(
        self,
        locations: Sequence[Location],
        *,
        webhook: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Import the places where products are in stock: all of them, in one request of 30 MB.

        Whether those not given are deleted is not documented; of categories sent in the same way
        it is. To be done before the products. Success means accepted: the platform works through
        them within about a minute, reports failures by e-mail and, if given, to the URL
        ``webhook``. Repeating the call changes nothing further.
        Source: REES46 documentation, Location import.
        """
        check_rows("locations.upload", locations, (Location,))
        unique("locations[{}].id", (location.id for location in locations))
        params = {
            "locations": [location.to_wire() for location in locations],
            **checked(RULES, webhook=webhook),
        }
        self._caller.call("locations.upload", params, secret=True, request_id=request_id)
