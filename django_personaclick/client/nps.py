"""Reviews: API reference, Net Promoter Score."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from ..exceptions import PayloadError
from ..payloads import fields
from .caller import Family
from .envelope import rows
from .identity import Id, device, identity
from .parameters import checked, whole

__all__ = ["NpsCategory", "NpsChannel", "NpsFamily", "NpsReview"]

code_field = fields.required(fields.identifier)

RULES = {
    **dict.fromkeys(("channel", "category"), code_field),
    "rate": fields.required(whole(1, 10)),
    "comment": fields.text,
    "order_id": fields.identifier,
    **dict.fromkeys(("date_from", "date_to"), fields.day),
}
FILTERS = {**RULES, **dict.fromkeys(("channel", "category"), fields.identifier)}


class NpsCategory(TypedDict, total=False):
    """What is reviewed. The question and the thanks depend on the rate: a detractor gives up to 6,
    a passive 7 or 8, a promoter 9 or 10.
    """

    id: int
    code: str
    name: str
    promoter_question: str
    passive_question: str
    detractor_question: str
    promoter_success: str
    passive_success: str
    detractor_success: str


class NpsChannel(TypedDict, total=False):
    """Where a review comes from."""

    id: int
    code: str
    name: str


class NpsReview(TypedDict, total=False):
    """A review. ``client_id`` is the customer's key in the platform, ``created_at`` is in UTC."""

    id: int
    channel: str
    category: str
    rate: int
    comment: str | None
    client_id: int
    email: str | None
    phone: str | None
    created_at: str


class NpsFamily(Family):
    """``client.nps``."""

    def categories(self) -> list[NpsCategory]:
        """What customers can review, with the questions to ask, as set up in the account.

        Source: API reference, NPS categories.
        """
        return rows("nps.categories", self._caller.call("nps.categories", {}), "categories")

    def channels(self) -> list[NpsChannel]:
        """Where reviews can come from, as set up in the account.

        Source: API reference, NPS channels.
        """
        return rows("nps.channels", self._caller.call("nps.channels", {}), "channels")

    def reviews(
        self,
        *,
        date_from: date | str | None = None,
        date_to: date | str | None = None,
        channel: str | None = None,
        category: str | None = None,
    ) -> list[NpsReview]:
        """The reviews of some days, of one channel or category. There are no pages: at most 1,000.

        Source: API reference, NPS reviews.
        """
        params = checked(
            FILTERS, date_from=date_from, date_to=date_to, channel=channel, category=category
        )
        if params.get("date_from", "") > params.get("date_to", "9999"):
            raise PayloadError("date_to", date_to, "must not be before date_from")
        return rows("nps.reviews", self._caller.call("nps.reviews", params, secret=True), "reviews")

    def create(
        self,
        channel: str,
        category: str,
        rate: int,
        *,
        did: str | None = None,
        sid: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        loyalty_id: Id | None = None,
        external_id: Id | None = None,
        order_id: Id | None = None,
        comment: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Save a customer's review. ``rate`` is 1 to 10; ``channel`` and ``category`` are codes.

        The customer is a device with its session (then the secret key is not sent), or named by
        an identifier or the order reviewed. A second review of the same customer, channel,
        category and day replaces the first. Source: API reference, Save review.
        """
        params = checked(
            RULES, channel=channel, category=category, rate=rate, comment=comment, order_id=order_id
        )
        visitor = device(did, sid) if did is not None or sid is not None else {}
        person = identity(email=email, phone=phone, loyalty_id=loyalty_id, external_id=external_id)
        if not visitor and not person and "order_id" not in params:
            rule = "must be given, or one of email, phone, loyalty_id, external_id, order_id"
            raise PayloadError("did", did, rule)
        sent = {**visitor, **person, **params}
        self._caller.call("nps.create", sent, secret=not visitor, request_id=request_id)
