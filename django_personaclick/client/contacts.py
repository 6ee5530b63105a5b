"""Addresses that a call is useless without: a bogus one is an error here, not absent."""

from __future__ import annotations

from ..exceptions import PayloadError
from ..payloads import clean_email, clean_phone
from ..payloads.fields import Cleaner

__all__ = ["email", "if_given", "phone"]


def email(value: object, field: str) -> str:
    """An e-mail address that somebody may have."""
    cleaned = clean_email(value)
    if cleaned is None:
        raise PayloadError(field, value, "must be a usable e-mail address")
    return cleaned


def phone(value: object, field: str) -> str:
    """A phone number in international form, as digits alone."""
    cleaned = clean_phone(value)
    if cleaned is None:
        raise PayloadError(field, value, "must be a usable phone number with its country code")
    return cleaned


def if_given(clean: Cleaner) -> Cleaner:
    """``clean``, but ``None`` and ``""`` are absent."""

    def cleaner(value: object, field: str) -> object:
        return None if value is None or value == "" else clean(value, field)

    return cleaner
