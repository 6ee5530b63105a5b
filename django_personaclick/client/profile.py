"""Profiles: User Profile (REST API)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ..exceptions import PayloadError
from ..payloads import Profile, clean_phone, fields
from .caller import Family
from .contacts import email as usable_email
from .contacts import phone as usable_phone
from .identity import required_identity
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

    def force_change_email(
        self, old_email: str, new_email: str, *, request_id: str | None = None
    ) -> None:
        """Give the customer with ``old_email`` the address ``new_email``.

        It is taken away from any other customer who has it, and they may lose their history:
        there is no way back. ``InvalidRequest`` (404): nobody has ``old_email``.
        Source: User Profile (REST API), Forced Email Change.
        """
        params = {
            "old_email": old_text(old_email, "old_email"),
            "new_email": usable_email(new_email, "new_email"),
            "i_understand_what_i_am_doing": True,
        }
        self._caller.call("profile.force_change_email", params, secret=True, request_id=request_id)

    def force_change_phone(
        self, old_phone: str | int, new_phone: str | int, *, request_id: str | None = None
    ) -> None:
        """Give the customer with ``old_phone`` the number ``new_phone``.

        It is taken away from any other customer who has it: there is no way back.
        ``InvalidRequest`` (404): nobody has ``old_phone``.
        Source: User Profile (REST API), Forced Phone Change.
        """
        params = {
            "old_phone": clean_phone(old_phone) or old_text(str(old_phone), "old_phone"),
            "new_phone": usable_phone(new_phone, "new_phone"),
            "i_understand_what_i_am_doing": True,
        }
        self._caller.call("profile.force_change_phone", params, secret=True, request_id=request_id)

    def purge(
        self,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        loyalty_id: Id | None = None,
        external_id: Id | None = None,
        telegram_id: str | int | None = None,
        request_id: str | None = None,
    ) -> None:
        """Erase what is known of a person: e-mail, phone, names, ids and custom properties.

        There is no way back. It takes one identifier, lest two of them name two people.
        ``InvalidRequest`` (404): nobody has it. Source: REES46 documentation, Erase a profile.
        """
        person = required_identity(
            "profile.purge",
            email=email,
            phone=phone,
            loyalty_id=loyalty_id,
            external_id=external_id,
            telegram_id=telegram_id,
        )
        if len(person) > 1:
            name, *_, last = person
            raise PayloadError(last, person[last], f"must not be given beside {name}")
        self._caller.call("profile.purge", person, secret=True, request_id=request_id)


# What is to be replaced may well be malformed.
old_text = fields.required(fields.text)


def person_params(**identifiers: Any) -> dict[str, str]:
    """The identifiers that are there, cleaned as those of a profile."""
    return Profile(**identifiers).identifiers()
