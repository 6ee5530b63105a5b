"""Messages that were sent: API reference, Notifications center; User Profile (REST API)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from ..exceptions import PayloadError
from ..payloads import fields
from .caller import Family
from .envelope import rows
from .identity import Id, required_identity
from .mailings import channel, mailing
from .parameters import checked, query_list, whole

__all__ = ["Message", "MessageStatus", "NotificationsFamily", "Statistics"]

RULES: dict[str, fields.Cleaner] = {
    "date_from": fields.required(fields.day),
    "type": query_list(mailing),
    "channel": query_list(channel),
    "page": whole(1),
    "limit": whole(1, 50),
    "code": fields.required(fields.text),
}


class Statistics(TypedDict, total=False):
    """What became of a message."""

    opened: bool
    clicked: bool
    hard_bounced: bool
    soft_bounced: bool
    complained: bool
    unsubscribed: bool
    purchased: bool


class Message(TypedDict, total=False):
    """A message that was sent; there may be more keys.

    ``type`` is the kind of mailing, ``code`` the key that ``client.messages.transact`` gave.
    ``date`` is a date, ``sent_at`` a moment (ISO 8601).
    """

    type: str
    channel: str
    campaign_id: int
    code: str
    date: str
    sent_at: str
    subject: str | None
    body: str | None
    url: str | None
    icon: str | None
    picture: str | None
    statistics: Statistics


Messages = list[Message]


@dataclass(frozen=True, slots=True)
class MessageStatus:
    """The ``messages`` of a code, or, of a server that answers in words, its ``text``."""

    messages: Messages
    text: str = ""


class NotificationsFamily(Family):
    """``client.notifications``."""

    def list(
        self,
        date_from: date | str,
        types: Iterable[str],
        channels: Iterable[str],
        *,
        email: str | None = None,
        phone: str | int | None = None,
        loyalty_id: Id | None = None,
        external_id: Id | None = None,
        did: str | None = None,
        page: int | None = None,
        limit: int | None = None,
    ) -> Messages:
        """A page of the messages that were sent to a person since ``date_from``.

        Two weeks back at most: more takes the API very long. ``types`` are of ``"bulk"``,
        ``"chain"``, ``"transactional"``, ``channels`` of ``"email"``, ``"sms"``, ``"web_push"``,
        ``"mobile_push"``, ``"telegram"``, ``"whatsapp"``; each one makes it slower. ``limit`` is
        20 unless you say otherwise, at most 50.
        Source: API reference, Return all messages sent to a user.
        """
        person = required_identity(
            "notifications.list",
            email=email,
            phone=phone,
            loyalty_id=loyalty_id,
            external_id=external_id,
            did=did,
        )
        given = {"date_from": date_from, "type": types, "channel": channels}
        params = checked(RULES, **given, page=page, limit=limit)
        for name in ("type", "channel"):
            if name not in params:
                raise PayloadError(name, given[name], "must not be empty")
        data = self._caller.call("notifications.list", {**person, **params}, secret=True)
        return rows("notifications.list", data, "messages")

    def status(self, code: str, *, type: str | None = None) -> MessageStatus:  # noqa: A002
        """What became of a message, by the code that ``client.messages.transact`` gave.

        ``type`` is its kind of mailing, which newer servers want to know.
        Source: API reference, Message status notification.
        """
        params = checked({**RULES, "type": mailing}, code=code, type=type)
        return read_status(self._caller.call("notifications.status", params))


def read_status(data: Any) -> MessageStatus:
    if isinstance(data, str):
        return MessageStatus([], data)
    return MessageStatus(rows("notifications.status", data, "messages"))
