"""A customer: User Profile (REST API), Import Audience."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict
from uuid import UUID

from ..exceptions import PayloadError
from . import fields
from .base import Payload
from .contact import clean_email, clean_phone

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Kid", "Profile", "Vehicle"]

OLDEST = 150
CUSTOM_KEY = re.compile(r"[a-z0-9_]+")
REQUEST_KEYS = frozenset(
    {"shop_id", "shop_secret", "did", "sid", "seance", "segment", "segment_id", "stream", "referer"}
)
"""Keys of the request itself, which share the top level with the custom properties."""


def email_field(value: object, _field: str) -> str | None:
    return clean_email(value)


def phone_field(value: object, _field: str) -> str | None:
    return clean_phone(value)


def shop_key(value: object, field: str) -> int | str | None:
    """The shop's own key; a number stays a number, as in the vendor's examples."""
    cleaned = fields.identifier(value, field)
    return value if isinstance(value, int) and cleaned == str(value) else cleaned


def age_field(value: object, field: str) -> int | None:
    years = fields.integer(value, field)
    if years is not None and not 0 <= years <= OLDEST:
        raise PayloadError(field, value, f"must be from 0 to {OLDEST}")
    return years


def list_of(kind: type[Payload]) -> fields.Cleaner:
    def cleaner(value: object, field: str) -> list[Any]:
        entries = list(value) if isinstance(value, Iterable) else [] if value is None else [value]
        if not all(isinstance(entry, kind) for entry in entries):
            raise PayloadError(field, value, f"must be a list of {kind.__name__}")
        return entries

    return cleaner


gender_field = fields.choice("m", "f")


class Kid(Payload, frozen=True, kw_only=True):
    """A child of the customer. ``gender`` is ``"m"`` or ``"f"``."""

    gender: str | None = None
    birthday: date | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {"gender": gender_field, "birthday": fields.day}


class Vehicle(Payload, frozen=True, kw_only=True):
    """A vehicle of the customer. ``vds`` is its VDS or VIN."""

    brand: str | None = None
    model: str | None = None
    vds: str | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = dict.fromkeys(
        ("brand", "model", "vds"), fields.text
    )


class ProfileFields(TypedDict, total=False):
    """What ``Profile`` takes, before it is cleaned."""

    email: str | None
    phone: str | int | None
    id: str | int | UUID | None
    external_id: str | int | UUID | None
    loyalty_id: str | int | UUID | None
    telegram_id: str | int | None
    first_name: str | None
    last_name: str | None
    middle_name: str | None
    gender: str | None
    age: int | None
    birthday: date | str | None
    location: str | int | None
    bought_something: bool | None
    loyalty_card_location: str | int | None
    loyalty_status: str | None
    loyalty_bonuses: Decimal | float | str | None
    loyalty_bonuses_to_next_level: Decimal | float | str | None
    fb_id: str | int | None
    vk_id: str | int | None
    kids: Iterable[Kid]
    auto: Iterable[Vehicle]
    email_bulk: bool | None
    email_chain: bool | None
    email_transactional: bool | None
    sms_bulk: bool | None
    sms_chain: bool | None
    sms_transactional: bool | None
    mobile_token: str | None
    mobile_token_platform: str | None
    custom: Mapping[str, Any]


class Profile(Payload, frozen=True, kw_only=True):
    """A customer as the CRM knows it; every field is optional, an absent one stays as it is there.

    ``id`` and ``external_id`` are both the shop's own key: the documents differ in its name, and
    sending both is safe. ``loyalty_bonuses`` are points. ``email_bulk`` … ``sms_transactional``
    subscribe (``True``) or unsubscribe (``False``). ``custom`` are properties of your own, created
    in the account first; they lie flat beside the others on the wire. A malformed or placeholder
    e-mail or phone becomes absent. Source: User Profile (REST API), Import Audience.
    """

    email: str | None = None
    phone: str | None = None
    id: int | str | None = None
    external_id: str | None = None
    loyalty_id: str | None = None
    telegram_id: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    middle_name: str | None = None
    gender: str | None = None
    age: int | None = None
    birthday: date | None = None
    location: str | None = None
    bought_something: bool | None = None
    loyalty_card_location: str | None = None
    loyalty_status: str | None = None
    loyalty_bonuses: Decimal | None = None
    loyalty_bonuses_to_next_level: Decimal | None = None
    fb_id: str | None = None
    vk_id: str | None = None
    kids: list[Kid] = []
    auto: list[Vehicle] = []
    email_bulk: bool | None = None
    email_chain: bool | None = None
    email_transactional: bool | None = None
    sms_bulk: bool | None = None
    sms_chain: bool | None = None
    sms_transactional: bool | None = None
    mobile_token: str | None = None
    mobile_token_platform: str | None = None
    custom: dict[str, Any] = {}

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        "email": email_field,
        "phone": phone_field,
        "id": shop_key,
        **dict.fromkeys(
            (
                "external_id",
                "loyalty_id",
                "telegram_id",
                "location",
                "loyalty_card_location",
                "fb_id",
                "vk_id",
            ),
            fields.identifier,
        ),
        **dict.fromkeys(
            ("first_name", "last_name", "middle_name", "loyalty_status", "mobile_token"),
            fields.text,
        ),
        "gender": gender_field,
        "age": age_field,
        "birthday": fields.day,
        "loyalty_bonuses": fields.amount,
        "loyalty_bonuses_to_next_level": fields.amount,
        "kids": list_of(Kid),
        "auto": list_of(Vehicle),
        **dict.fromkeys(
            (
                "bought_something",
                "email_bulk",
                "email_chain",
                "email_transactional",
                "sms_bulk",
                "sms_chain",
                "sms_transactional",
            ),
            fields.flag,
        ),
        "mobile_token_platform": fields.choice("ios", "android"),
        "custom": fields.properties,
    }

    if TYPE_CHECKING:

        def __init__(self, **values: Unpack[ProfileFields]) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        check_custom(self.custom, RESERVED)

    def identifiers(self) -> dict[str, str]:
        """What tells the platform whose profile this is."""
        return {name: value for name in IDENTIFIERS if (value := getattr(self, name))}

    def to_wire(self) -> dict[str, Any]:
        """The profile as the API takes it, custom properties at the top level."""
        wire = super().to_wire()
        custom = wire.pop("custom", {})
        return {**wire, **custom}


def check_custom(
    custom: Mapping[str, Any], reserved: frozenset[str], field: str = "custom"
) -> None:
    """Refuse keys that the API would not take or would take for its own."""
    for key in custom:
        if not CUSTOM_KEY.fullmatch(key):
            raise PayloadError(f"{field}.{key}", key, "its name must match [a-z0-9_]+")
        if key in reserved:
            raise PayloadError(f"{field}.{key}", key, "its name is reserved")


IDENTIFIERS = ("email", "phone", "external_id", "loyalty_id", "telegram_id")
RESERVED = REQUEST_KEYS | frozenset(Profile.__struct_fields__)
