"""Calls and letters: API reference, Communications."""

from __future__ import annotations

from typing import Any, TypedDict

from ..exceptions import PayloadError
from ..payloads import fields
from .caller import Family
from .envelope import rows
from .identity import Id, required_identity
from .parameters import checked

__all__ = ["Communication", "CommunicationsFamily"]

WORDS = (
    "channel", "event", "location_id", "call_type", "call_theme", "subject_appeal", "author_type",
    "status",
)  # fmt: skip
DETAILS: dict[str, fields.Cleaner] = {
    **dict.fromkeys(WORDS, fields.identifier),
    "comment": fields.text,
}
SAVED: dict[str, fields.Cleaner] = {
    name: clean if name == "subject_appeal" else fields.required(clean)
    for name, clean in DETAILS.items()
}
ID = {"id": fields.required(fields.identifier)}


class Communication(TypedDict, total=False):
    """A talk with a customer; there may be more keys. They mean what those of ``save`` do."""

    id: str | int
    channel: str
    event: str
    location_id: str
    call_type: str
    call_theme: str
    subject_appeal: str
    comment: str
    author_type: str
    status: str


class CommunicationsFamily(Family):
    """``client.communications``. The customer is named by ``phone``, ``email`` or ``did``."""

    def save(
        self,
        *,
        channel: str,
        event: str,
        location_id: Id,
        call_type: str,
        call_theme: str,
        comment: str,
        author_type: str,
        status: str,
        subject_appeal: str | None = None,
        phone: str | int | None = None,
        email: str | None = None,
        did: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Keep that somebody talked with a customer.

        ``channel`` and ``event`` say how and why, ``call_type`` and ``call_theme`` (with its
        ``subject_appeal``) about what, ``author_type`` who spoke, ``status`` how it stands in your
        own system; the words are yours. ``location_id`` is the customer's place. Every call keeps
        one more. Source: API reference, Save communication log.
        """
        details = checked(
            SAVED,
            channel=channel,
            event=event,
            location_id=location_id,
            call_type=call_type,
            call_theme=call_theme,
            subject_appeal=subject_appeal,
            comment=comment,
            author_type=author_type,
            status=status,
        )
        params = {**talker("communications.save", phone, email, did), **details}
        self._caller.call("communications.save", params, secret=True, request_id=request_id)

    def read(
        self,
        *,
        phone: str | int | None = None,
        email: str | None = None,
        did: str | None = None,
    ) -> list[Communication]:
        """The last 20 talks with a customer, by time.

        Source: API reference, Read communication log.
        """
        person = talker("communications.read", phone, email, did)
        data = self._caller.call("communications.read", person, secret=True)
        return rows("communications.read", data, "client_calls", "communications")

    def edit(
        self,
        id: Id,  # noqa: A002
        *,
        phone: str | int | None = None,
        email: str | None = None,
        did: str | None = None,
        channel: str | None = None,
        event: str | None = None,
        location_id: Id | None = None,
        call_type: str | None = None,
        call_theme: str | None = None,
        subject_appeal: str | None = None,
        comment: str | None = None,
        author_type: str | None = None,
        status: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Change what is kept of talk ``id`` with a customer; at least one detail.

        Source: API reference, Edit communication log.
        """
        details = checked(
            DETAILS,
            channel=channel,
            event=event,
            location_id=location_id,
            call_type=call_type,
            call_theme=call_theme,
            subject_appeal=subject_appeal,
            comment=comment,
            author_type=author_type,
            status=status,
        )
        if not details:
            raise PayloadError("status", status, "must be given, or another detail")
        person = talker("communications.edit", phone, email, did)
        params = {**checked(ID, id=id), **person, **details}
        self._caller.call("communications.edit", params, secret=True, request_id=request_id)


def talker(
    name: str, phone: str | int | None, email: str | None, did: str | None
) -> dict[str, Any]:
    return dict(required_identity(name, phone=phone, email=email, did=did))
