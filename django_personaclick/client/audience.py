"""The audience: Import Audience; API reference, Audience and CRM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypedDict, cast

from ..exceptions import PayloadError
from ..payloads import Profile, fields
from ..payloads.base import on_wire
from .batch import check_rows
from .bulk import Progress, Reporter, chunks, send_all
from .caller import Family
from .catalogue import Number
from .contacts import email, phone
from .envelope import rows as rows_of
from .identity import Id
from .parameters import checked, whole

__all__ = ["AudienceFamily", "Person"]

IDENTIFIERS = ("email", "phone", "loyalty_id", "external_id")
MOST_BIRTHDAYS = 5
RULES = {"segment_id": whole(1), "by": fields.required(fields.choice(*IDENTIFIERS[:3], "birthday"))}
KEYS: dict[str, fields.Cleaner] = {
    "email": email,
    "phone": phone,
    "loyalty_id": fields.required(fields.identifier),
    "birthday": fields.required(fields.day),
}
"""What people are found by."""


class Person(TypedDict, total=False):
    """A customer as the CRM has them; there may be more keys. ``None``: not known.

    The flags tell whether they are subscribed. ``created_date`` and ``birthday`` are dates.
    """

    email: str | None
    external_id: str | None
    phone: str | None
    first_name: str | None
    last_name: str | None
    gender: str | None
    age: int | None
    birthday: str | None
    location: str | None
    email_bulk: bool | None
    email_chain: bool | None
    email_transactional: bool | None
    web_push: bool | None
    mobile_push: bool | None
    sms_bulk: bool | None
    sms_chain: bool | None
    sms_transactional: bool | None
    loyalty_id: str | None
    loyalty_location: str | None
    loyalty_status: str | None
    loyalty_bonuses: Number | None
    loyalty_bonuses_to_next_level: Number | None
    created_date: str | None
    device: str | None


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
        for number, row in enumerate(rows):
            check_person(row, f"audience[{number}]")
        params = {
            **checked(RULES, segment_id=segment_id),
            "audience": [row.to_wire() for row in rows],
        }
        self._caller.call("audience.upload", params, secret=True, request_id=request_id)

    def upload_all(
        self,
        rows: Iterable[Profile],
        *,
        segment_id: int | None = None,
        progress: Reporter | None = None,
    ) -> Progress:
        """``upload`` of any number of profiles, also from a generator: few are in memory at once.

        They go in as many requests as their limits ask for, 1.55 seconds apart (40 a minute).
        ``progress`` is called after each with what has been accepted so far, which is also the
        result. The first failure ends it: what was accepted stays so, and all of it may be
        repeated. Source: Import Audience.
        """
        return send_all(
            self._caller,
            "audience.upload",
            rows,
            profile_row,
            params=checked(RULES, segment_id=segment_id),
            progress=progress,
        )

    def suppress(self, emails: Sequence[str], *, request_id: str | None = None) -> None:
        """Unsubscribe addresses from all e-mails, and mark them as suppressed.

        In one request of at most 20,000; accepted now, done later. Repeating the call changes
        nothing further. Source: API reference, Import suppressed emails.
        """
        check_rows("audience.suppress", emails, (str,))
        people = [address_row(e, f"audience[{number}]") for number, e in enumerate(emails)]
        params = {"audience": people}
        self._caller.call("audience.suppress", params, secret=True, request_id=request_id)

    def suppress_all(self, emails: Iterable[str], *, progress: Reporter | None = None) -> Progress:
        """``suppress`` of any number of addresses; see ``upload_all``."""
        return send_all(self._caller, "audience.suppress", emails, address_row, progress=progress)

    def find(self, by: str, ids: Sequence[Id | date]) -> list[Person]:
        """The customers with one of ``ids``; there may be fewer, more, or none of them.

        ``by`` says what ``ids`` are: ``"loyalty_id"``, ``"email"``, ``"phone"`` (at most 1,000 of
        them) or ``"birthday"`` (at most 5 dates; the API would skip the others).
        Source: API reference, Bulk search by attribute.
        """
        kind = checked(RULES, by=by)["by"]
        check_rows("audience.find", ids, (object,))
        if kind == "birthday" and len(ids) > MOST_BIRTHDAYS:
            raise PayloadError("ids", len(ids), f"must be at most {MOST_BIRTHDAYS} birthdays")
        keys = [on_wire(KEYS[kind](key, f"ids[{number}]")) for number, key in enumerate(ids)]
        data = self._caller.call("audience.find", {"by": kind, "ids": keys}, secret=True)
        return cast("list[Person]", rows_of("audience.find", data, "users", "clients"))

    def find_all(self, by: str, ids: Iterable[Id]) -> Iterator[Person]:
        """``find`` of any number of ``ids`` that are no birthdays, 1,000 in a request."""
        for chunk in chunks("audience.find", ids):
            yield from self.find(by, chunk)


def check_person(row: Profile, field: str) -> None:
    if not any(getattr(row, name) for name in IDENTIFIERS):
        rule = "must be given, or phone, loyalty_id or external_id"
        raise PayloadError(f"{field}.email", row.email, rule)


def profile_row(row: Profile, field: str) -> dict[str, Any]:
    if not isinstance(row, Profile):
        raise PayloadError(field, row, "must be Profile")
    check_person(row, field)
    return row.to_wire()


def address_row(address: str, field: str) -> dict[str, str]:
    return {"email": email(address, f"{field}.email")}
