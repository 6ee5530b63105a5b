"""Whom a call is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ..exceptions import PayloadError
from ..payloads import Profile
from .endpoints import ENDPOINTS
from .session import device_key

__all__ = ["Id", "device", "identity", "required_identity"]

Id = str | int | UUID


def identity(*, did: str | None = None, **person: Any) -> dict[str, str]:
    """The identifiers that are there, cleaned as those of a profile: bogus ones are left out."""
    found = {"did": device_key("did", did)}
    return {**{name: key for name, key in found.items() if key}, **Profile(**person).identifiers()}


def required_identity(name: str, **given: Any) -> dict[str, str]:
    """``identity`` of ``given``, of which endpoint ``name`` needs at least one."""
    found = identity(**given)
    if not found:
        first, *others = (known for known in ENDPOINTS[name].identifiers if known in given)
        rule = "must be given and usable"
        if others:
            rule += f", or {'one of ' if len(others) > 1 else ''}{', '.join(others)}"
        raise PayloadError(first, given[first], rule)
    return found


def device(did: str | None, sid: str | None) -> dict[str, str]:
    """A device and its session, both of which must be given."""
    keys = {"did": device_key("did", did), "sid": device_key("sid", sid)}
    for name, key in keys.items():
        if key is None:
            raise PayloadError(name, key, "must not be empty")
    return {name: key for name, key in keys.items() if key}
