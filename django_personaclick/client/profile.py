"""Profiles: User Profile (REST API)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ..exceptions import PayloadError
from ..payloads import Profile
from .caller import Family
from .session import device_key

__all__ = ["ProfileFamily"]

Id = str | int | UUID


class ProfileFamily(Family):
    """``client.profile``."""

    def set(
        self,
        profile: Profile,
        *,
        did: str | None = None,
        sid: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Create or update a customer's profile.

        With ``did`` the profile is bound to that device and the secret key is not sent: give it
        only for what this visitor did. Without, the profile must name its person. ``sid`` is the
        current session. Repeating the call changes nothing further.
        Source: User Profile (REST API), Update User Profile.
        """
        device = device_key("did", did)
        wire = profile.to_wire()
        if not wire:
            raise PayloadError("profile", profile, "must not be empty")
        if not device and not profile.identifiers() and profile.id is None:
            rule = "must be given, or phone, external_id, loyalty_id, telegram_id, id or a did"
            raise PayloadError("email", profile.email, rule)
        session = device_key("sid", sid)
        # The older document knows the session as ``seance``, the newer one as ``sid``.
        params = {**wire, "did": device, "sid": session, "seance": session}
        self._caller.call("profile.set", params, secret=not device, request_id=request_id)

    def get(
        self,
        *,
        email: str | None = None,
        phone: str | None = None,
        loyalty_id: Id | None = None,
        external_id: Id | None = None,
        did: str | None = None,
    ) -> dict[str, Any]:
        """What the platform knows of a customer, found by any of the identifiers.

        With ``did`` alone it gives the anonymous part only. Source: User Profile (REST API), Read
        User Profile.
        """
        device = device_key("did", did)
        person = person_params(
            email=email, phone=phone, loyalty_id=loyalty_id, external_id=external_id
        )
        if bool(device) == bool(person):
            rule = "must be given, or else identifiers: the API ignores them beside it"
            raise PayloadError("did", did, rule)
        params = {"did": device} if device else person
        answer: dict[str, Any] = self._caller.call("profile.get", params, secret=not device)
        return answer


def person_params(**identifiers: Any) -> dict[str, str]:
    """The identifiers that are there, cleaned as those of a profile."""
    return Profile(**identifiers).identifiers()
