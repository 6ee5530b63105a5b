"""Segments of the audience: API reference, Segments."""

from __future__ import annotations

from typing import Any, TypedDict, cast

from ..exceptions import PayloadError
from ..payloads import fields
from .caller import Family
from .envelope import rows, yes_or_no
from .identity import Id, required_identity
from .parameters import checked, whole

__all__ = ["Segment", "SegmentsFamily"]

known = whole(1)


def segment_number(value: object, field: str) -> int:
    """The number of a segment, also as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    number: int | None = known(value, field)
    if number is None:
        raise PayloadError(field, value, "must not be empty")
    return number


RULES: dict[str, fields.Cleaner] = {"segment_id": segment_number}


class Segment(TypedDict, total=False):
    """A segment. ``type`` is ``"static"`` (changed by calls) or ``"dynamic"`` (computed)."""

    id: int
    type: str


class SegmentsFamily(Family):
    """``client.segments``."""

    def add(
        self,
        segment_id: int | str,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        did: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Put a person into a static segment of the account.

        With ``did`` the person is who uses that device, and the secret key is not sent.
        Repeating the call changes nothing further. Source: API reference, Add user to a segment.
        """
        self._change("segments.add", segment_id, request_id, email=email, phone=phone, did=did)

    def remove(
        self,
        segment_id: int | str,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        did: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Take a person out of a static segment; see ``add``.

        Source: API reference, Remove user from a segment.
        """
        self._change("segments.remove", segment_id, request_id, email=email, phone=phone, did=did)

    def get(
        self,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        did: str | None = None,
        method: str | None = None,
    ) -> list[Segment]:
        """The segments that a person is in; with ``did`` the secret key is not sent.

        The documents differ in the ``method``: it is ``"GET"`` unless you say ``"POST"``.
        Source: API reference, Get user segments.
        """
        person = required_identity("segments.get", email=email, phone=phone, did=did)
        data = self._caller.call("segments.get", person, secret="did" not in person, method=method)
        return cast("list[Segment]", rows("segments.get", data, "segments"))

    def includes(
        self,
        segment_id: int | str,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        external_id: Id | None = None,
        loyalty_id: Id | None = None,
        telegram_id: str | int | None = None,
        method: str | None = None,
    ) -> bool:
        """Whether a person is in a segment. For ``method`` see ``get``.

        Source: API reference, Check if a user is in a segment.
        """
        person = required_identity(
            "segments.includes",
            email=email,
            phone=phone,
            external_id=external_id,
            loyalty_id=loyalty_id,
            telegram_id=telegram_id,
        )
        params = {**person, **checked(RULES, segment_id=segment_id)}
        data = self._caller.call("segments.includes", params, secret=True, method=method)
        return yes_or_no("segments.includes", data)

    def _change(
        self, name: str, segment_id: int | str, request_id: str | None, **person: Any
    ) -> None:
        found = required_identity(name, **person)
        params = {**found, **checked(RULES, segment_id=segment_id)}
        self._caller.call(name, params, secret="did" not in found, request_id=request_id)
