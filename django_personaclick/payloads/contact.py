"""E-mail addresses and phone numbers: bogus ones are worse than none, so they become absent.

User Profile (REST API): "If you don't have user data, never send bogus data."
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

__all__ = ["clean_email", "clean_phone"]

EMAIL_LENGTH = 254
is_email = EmailValidator(allowlist=[])

# RFC 2606 and RFC 6761: nobody can own these, so no customer receives mail there.
RESERVED_NAMES = ("example.com", "example.net", "example.org")
RESERVED_TOP = ("example", "test", "invalid", "localhost")

PLACEHOLDERS = re.compile(
    r"no[-_.]?reply|do[-_.]?not[-_.]?reply|no[-_.]?e?mail|anonymous|guest|nobody|none|null"
    r"|placeholder|undefined|unknown",
    re.IGNORECASE,
)
"""Local parts, whole, that shops write for "no address"."""


def clean_email(value: object, placeholders: Iterable[str] = ()) -> str | None:
    """The address, or ``None`` if it is malformed, reserved or nobody's.

    ``placeholders`` are regular expressions, searched in the whole address ignoring case.
    """
    if not isinstance(value, str):
        return None
    email = str.__str__(value).strip()
    if len(email) > EMAIL_LENGTH or not _is_deliverable(email):
        return None
    if any(re.search(pattern, email, re.IGNORECASE) for pattern in placeholders):
        return None
    return email


def _is_deliverable(email: str) -> bool:
    try:
        is_email(email)
        email.encode()
    except (ValidationError, UnicodeError):
        return False
    local, _, domain = email.rpartition("@")
    return not PLACEHOLDERS.fullmatch(local) and not _is_reserved(domain.lower())


def _is_reserved(domain: str) -> bool:
    if domain.rpartition(".")[2] in RESERVED_TOP:
        return True
    return any(domain == name or domain.endswith(f".{name}") for name in RESERVED_NAMES)


def clean_phone(value: object, region: str = "") -> str | None:
    """The number in international form as digits alone (``"14155552671"``), or ``None``.

    ``region`` (ISO 3166, ``"DE"``) is the country of numbers that name none. Without it, and
    where a number is none of that country, its digits are taken as international.
    """
    value = getattr(value, "as_e164", value)  # django-phonenumber-field
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    number = str(value).strip()
    candidates = [(number, region.upper())] if region else []
    for text, country in [*candidates, (_international(number), None)]:
        digits = _e164(text, country)
        if digits:
            return digits
    return None


def _international(number: str) -> str:
    return number if number.startswith("+") else "+" + number.removeprefix("00")


def _e164(number: str, region: str | None) -> str | None:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")
