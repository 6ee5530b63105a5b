"""Sessions: API reference, Start session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..exceptions import PayloadError, UndecodableResponse
from ..payloads import valid_did, valid_segment, valid_sid
from .caller import Family

__all__ = ["Session", "SessionFamily"]

VERSION = 3
HOURS = 14 * 60  # no time zone is further from Greenwich, in minutes


@dataclass(frozen=True, slots=True)
class Session:
    """A started session.

    ``did`` is the device, to be kept for ever; ``sid`` the session, for as long as the visitor is
    active and two hours more; ``segment`` the device's half of the A/B test; ``currency`` the
    shop's. ``raw`` is the whole answer, settings of the shop's widgets included.
    """

    did: str
    sid: str
    segment: str | None
    currency: str | None
    raw: dict[str, Any] = field(repr=False)


class SessionFamily(Family):
    """``client.session``."""

    def init(
        self,
        did: str | None = None,
        *,
        sid: str | None = None,
        referrer: str | None = None,
        tz: int | None = None,
    ) -> Session:
        """Start a session; without ``did`` the platform makes a new device.

        ``sid`` is a session that goes on, ``referrer`` the URL of the page that led to the site,
        ``tz`` the visitor's offset from GMT as the browser gives it. Never ask for a new device
        while one is known. Source: API reference, Start session.
        """
        if tz is not None and (isinstance(tz, bool) or not -HOURS <= tz <= HOURS):
            raise PayloadError("tz", tz, "must be a whole number, the offset from GMT")
        params = {
            "v": VERSION,
            "did": device_key("did", did),
            "sid": device_key("sid", sid),
            "referrer": referrer or None,
            "tz": tz,
            "stream": self._caller.stream or None,
        }
        return read_session(self._caller.call("session.init", params))


def device_key(name: str, value: str | None) -> str | None:
    """``value`` if it has the shape of a device or session id; absent stays absent."""
    if not value:
        return None
    if not valid_did(value):
        raise PayloadError(name, value, "must be 1 to 64 letters, digits, - or _")
    return value


def read_session(data: dict[str, Any]) -> Session:
    did = data.get("did")
    sid = data.get("sid") or data.get("seance")
    if not valid_did(did) or not valid_sid(sid):
        raise UndecodableResponse(
            "the answer has no device or session", endpoint="session.init", status=200
        )
    segment = data.get("segment")
    return Session(
        did=str(did),
        sid=str(sid),
        segment=segment if valid_segment(segment) else None,
        currency=data.get("currency") or None,
        raw=data,
    )
