"""Bonuses of a customer: API reference, Import bonuses status."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict
from uuid import UUID

from . import fields
from .base import Payload
from .profile import email_field, phone_field

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["BonusStatus"]

IDENTIFIERS = ("email", "phone", "loyalty_id")
AMOUNTS = (
    "total_balance",
    "total_used",
    "total_burned",
    "total_cancelled",
    "total_inactive",
    "total_rewarded",
    "balance",
)

Number = Decimal | float | str
Moment = date | datetime | str


def change_field(value: object, field: str) -> str | None:
    """An amount, kept as text: so the API takes it."""
    cleaned = fields.amount(value, field)
    return None if cleaned is None else f"{cleaned:f}"


class BonusFields(TypedDict, total=False):
    """What ``BonusStatus`` takes, before it is cleaned."""

    email: str | None
    phone: str | int | None
    loyalty_id: str | int | UUID | None
    current_status: str | None
    total_balance: Number | None
    total_used: Number | None
    total_burned: Number | None
    total_cancelled: Number | None
    total_inactive: Number | None
    total_rewarded: Number | None
    balance: Number | None
    purchase_date: Moment | None
    event: str | None
    order_id: str | int | UUID | None
    bonus_status: str | None
    amount_changed: Number | None
    activated_at: Moment | None
    expiration: Moment | None
    activity: str | None


class BonusStatus(Payload, frozen=True, kw_only=True):
    """What a customer's bonuses are now, and the change that made them so.

    ``balance`` and the totals are points. ``event`` is the change of status, ``order_id`` the
    order it came with, ``amount_changed`` by how much, ``activity`` what was done. Dates are in
    the time zone of the shop. Source: API reference, Import bonuses status.
    """

    email: str | None = None
    phone: str | None = None
    loyalty_id: str | None = None
    current_status: str | None = None
    total_balance: Decimal | None = None
    total_used: Decimal | None = None
    total_burned: Decimal | None = None
    total_cancelled: Decimal | None = None
    total_inactive: Decimal | None = None
    total_rewarded: Decimal | None = None
    balance: Decimal | None = None
    purchase_date: str | None = None
    event: str | None = None
    order_id: str | None = None
    bonus_status: str | None = None
    amount_changed: str | None = None
    activated_at: str | None = None
    expiration: str | None = None
    activity: str | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        "email": email_field,
        "phone": phone_field,
        **dict.fromkeys(("loyalty_id", "order_id"), fields.identifier),
        **dict.fromkeys(AMOUNTS, fields.amount),
        **dict.fromkeys(("purchase_date", "activated_at", "expiration"), fields.moment),
        **dict.fromkeys(("current_status", "event", "bonus_status", "activity"), fields.text),
        "amount_changed": change_field,
    }

    if TYPE_CHECKING:

        def __init__(self, **values: Unpack[BonusFields]) -> None: ...

    def identifiers(self) -> dict[str, Any]:
        """What tells the platform whose bonuses these are."""
        return {name: value for name in IDENTIFIERS if (value := getattr(self, name))}
