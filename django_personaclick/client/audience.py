"""The audience: Import Audience."""

from __future__ import annotations

from collections.abc import Sequence

from ..exceptions import PayloadError
from ..payloads import Profile
from .batch import check_rows
from .caller import Family

__all__ = ["AudienceFamily"]

IDENTIFIERS = ("email", "phone", "loyalty_id", "external_id")


class AudienceFamily(Family):
    """``client.audience``."""

    def upload(
        self,
        rows: Sequence[Profile],
        *,
        segment_id: int | None = None,
        request_id: str | None = None,
    ) -> None:
        """Create or update profiles, in one request of at most 20,000 rows and 8 MB.

        ``segment_id`` is a static segment of the account that they join as well. Every row must
        name its person: the API ignores one that does not. Success means accepted: the platform
        works through the rows later. Repeating the call changes nothing further.
        Source: Import Audience; API reference, Import users.
        """
        check_rows("audience.upload", rows, (Profile,))
        check_persons(rows)
        params = {"segment_id": segment_id, "audience": [row.to_wire() for row in rows]}
        self._caller.call("audience.upload", params, secret=True, request_id=request_id)


def check_persons(rows: Sequence[Profile]) -> None:
    for number, row in enumerate(rows):
        if not any(getattr(row, name) for name in IDENTIFIERS):
            rule = "must be given, or phone, loyalty_id or external_id"
            raise PayloadError(f"audience[{number}].email", row.email, rule)
