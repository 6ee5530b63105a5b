"""Subscriptions to mailings: API reference, Subscriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, cast

from ..exceptions import PayloadError, UndecodableResponse
from ..payloads import fields
from .caller import Family
from .contacts import email as usable_email
from .contacts import if_given
from .contacts import phone as usable_phone
from .envelope import record, rows
from .identity import Id, required_identity
from .parameters import checked, whole

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Flags", "SubscriptionChange", "SubscriptionStatus", "SubscriptionsFamily"]

MOST = 20_000
PAGE = 10_000  # an answer longer than 4 MB is not read
EVENTS = ("subscribe", "unsubscribe", "hard_bounced", "complained", "blacklisted")
OPERATIONS = ("hard_bounced", "complained", "blacklisted", "unsubscribed")
CHANNELS = (
    "email_feedback_processing", "email_processing", "api", "api_callback", "js_sdk",
    "mobile_sdk", "push_attributes", "auto_collector", "popup", "import", "crm", "bulk_sending",
    "transactional_sending", "unsubscribe_page", "resubscribe_page",
)  # fmt: skip


class Flags(TypedDict, total=False):
    """A channel and a kind of mailing: subscribe to it (``True``) or unsubscribe (``False``)."""

    email_bulk: bool | None
    email_chain: bool | None
    email_transactional: bool | None
    sms_bulk: bool | None
    sms_chain: bool | None
    sms_transactional: bool | None
    web_push_bulk: bool | None
    web_push_chain: bool | None
    web_push_transactional: bool | None
    mobile_push_bulk: bool | None
    mobile_push_chain: bool | None
    mobile_push_transactional: bool | None


class SubscriptionStatus(TypedDict, total=False):
    """What a person is subscribed to; there may be more keys.

    ``exists``: the platform knows the contact. ``email_invalid``: it is no address or a disposable
    one; ``email_blacklisted``: a spam trap or the like; ``email_bounced``: it does not exist;
    ``email_suppressed``: its owner complained; ``email_confirmed``: its owner confirmed it.
    """

    exists: bool
    email_bulk: bool
    email_chain: bool
    email_transactional: bool
    email_invalid: bool
    email_blacklisted: bool
    email_bounced: bool
    email_suppressed: bool
    email_confirmed: bool
    web_push_bulk: bool
    web_push_chain: bool
    web_push_transactional: bool
    mobile_push_bulk: bool
    mobile_push_chain: bool
    mobile_push_transactional: bool
    sms_bulk: bool
    sms_chain: bool
    sms_transactional: bool


class SubscriptionChange(TypedDict, total=False):
    """That somebody was subscribed or unsubscribed, and by whom.

    ``contact_type`` is ``"email"``, ``"sms"``, ``"mpush"`` or ``"wpush"``; ``campaign_type``
    ``"bulk"``, ``"chain"``, ``"transactional"`` or ``"everything"``. ``datetime`` is
    ``"YYYY-MM-DD hh:mm:ss"``. ``channel`` tells who did it: ``"api"``, ``"api_callback"`` and
    ``"import"`` are calls like those of this client. ``ip`` may be empty.
    """

    contact_type: str
    contact: str
    campaign_type: str
    event: str
    channel: str
    datetime: str
    ip: str | None


RULES: Mapping[str, fields.Cleaner] = {
    "event": fields.choice(*EVENTS),
    "channel": fields.choice(*CHANNELS),
    "from": fields.day,
    "to": fields.day,
    "email": if_given(usable_email),
    "phone": if_given(usable_phone),
    "limit": whole(1, MOST),
}
OPERATION = {"email": fields.required(fields.text), "event": fields.choice(*OPERATIONS)}


class SubscriptionsFamily(Family):
    """``client.subscriptions``."""

    def manage(
        self,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        external_id: Id | None = None,
        telegram_id: str | int | None = None,
        loyalty_id: Id | None = None,
        did: str | None = None,
        request_id: str | None = None,
        **flags: Unpack[Flags],
    ) -> None:
        """Subscribe a person to mailings (``email_bulk=True``), or unsubscribe them (``False``).

        Flags that are left out stay as they are; at least one is needed. With ``did`` it is the
        visitor on that device who asks, and the secret key is not sent. For many people use
        ``client.audience.upload``. Repeating the call changes nothing further.
        Source: API reference, Manage subscriptions.
        """
        person = required_identity(
            "subscriptions.manage",
            email=email,
            phone=phone,
            external_id=external_id,
            telegram_id=telegram_id,
            loyalty_id=loyalty_id,
            did=did,
        )
        params = {**person, **checked_flags(flags)}
        secret = "did" not in person
        self._caller.call("subscriptions.manage", params, secret=secret, request_id=request_id)

    def callback(self, email: str, event: str, *, request_id: str | None = None) -> None:
        """Tell what another mailing system learnt of an address.

        ``event`` is ``"unsubscribed"``, ``"complained"`` (marked as spam), ``"blacklisted"`` or
        ``"hard_bounced"``: that one erases the address for ever, so never send it for a soft
        bounce. Repeating the call changes nothing further.
        Source: API reference, System operations.
        """
        params = checked(OPERATION, email=email, event=event)
        if "event" not in params:
            raise PayloadError("event", event, f"must be one of: {', '.join(OPERATIONS)}")
        self._caller.call("subscriptions.callback", params, secret=True, request_id=request_id)

    def check(
        self,
        *,
        email: str | None = None,
        phone: str | int | None = None,
        did: str | None = None,
    ) -> SubscriptionStatus:
        """What a person is subscribed to. Source: API reference, Check subscription status."""
        person = required_identity("subscriptions.check", email=email, phone=phone, did=did)
        data = self._caller.call("subscriptions.check", person, secret=True)
        status = record("subscriptions.check", data, "subscriptions")
        return cast("SubscriptionStatus", status)

    def changes(
        self,
        *,
        date_from: date | str | None = None,
        date_to: date | str | None = None,
        event: str | None = None,
        channel: str | None = None,
        email: str | None = None,
        phone: str | int | None = None,
        page: int = PAGE,
    ) -> Iterator[SubscriptionChange]:
        """Every change of a subscription from ``date_from`` to ``date_to``, oldest first.

        Without dates those of the last 24 hours; the API knows days only, so of the first and last
        one some changes come twice to who asks daily. They are read as they are needed, ``page``
        (at most 20,000) in a request; values are checked at once. ``event`` (``"subscribe"``,
        ``"unsubscribe"``, ``"hard_bounced"``, ``"complained"``, ``"blacklisted"``), ``channel``,
        ``email`` and ``phone`` choose among them.
        Source: API reference, Changed subscriptions list.
        """
        given = {"from": date_from, "to": date_to, "limit": page}
        params = checked(RULES, event=event, channel=channel, email=email, phone=phone, **given)
        if params.get("from", "") > params.get("to", "9999"):
            raise PayloadError("to", date_to, "must not be before from")
        if "limit" not in params:
            raise PayloadError("limit", page, f"must be from 1 to {MOST}")
        return self._pages(params)

    def _pages(self, params: dict[str, Any]) -> Iterator[SubscriptionChange]:
        name = "subscriptions.changes"
        offset, before = 0, None
        # To the empty page: a server that gives fewer rows than were asked for has more of them.
        while True:
            data = self._caller.call(name, {**params, "offset": offset}, secret=True)
            changes = rows(name, data, "changes", "subscriptions")
            if not changes:
                return
            if changes == before:
                message = "the answer is the page before once more"
                raise UndecodableResponse(message, endpoint=name, status=200)
            yield from changes
            offset, before = offset + len(changes), changes


def checked_flags(flags: Mapping[str, Any]) -> dict[str, bool]:
    """The flags that are given, at least one."""
    for name, value in flags.items():
        if name not in Flags.__annotations__:
            raise PayloadError(name, value, "is no subscription: a channel and a kind of mailing")
    found = checked(dict.fromkeys(flags, fields.flag), **flags)
    if not found:
        raise PayloadError("email_bulk", None, "must be given, or another subscription")
    return found
