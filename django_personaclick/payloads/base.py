"""What every payload has in common: checked where it is built, exact on its way to the wire."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, TypeVar, overload

import msgspec

from ..exceptions import PayloadError
from .fields import Cleaner, present

__all__ = ["Payload", "decode", "digest", "encode"]

T = TypeVar("T")
ENCODER = msgspec.json.Encoder(decimal_format="number")
CANONICAL = msgspec.json.Encoder(decimal_format="number", order="sorted")


class Payload(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Data for the API. Raises ``PayloadError`` when built with a value the API does not take."""

    rules: ClassVar[Mapping[str, Cleaner]] = {}
    """For each field the function that checks and cleans its value."""

    def __post_init__(self) -> None:
        absent = may_be_absent(type(self))
        for name, clean in self.rules.items():
            given = getattr(self, name)
            if given is None and name in absent:
                continue  # most fields of most payloads: this halves the cost of an audience
            cleaned = clean(given, name)
            if cleaned is not given:
                self._set(name, cleaned)

    def _set(self, name: str, value: object) -> None:
        # Only while the payload is being built; afterwards it is frozen.
        msgspec.structs.force_setattr(self, name, value)

    def to_wire(self) -> dict[str, Any]:
        """The payload as the API takes it: plain data, absent values left out."""
        fields = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: on_wire(value) for name, value in fields if present(value)}


@lru_cache(maxsize=64)
def may_be_absent(kind: type[Payload]) -> frozenset[str]:
    """The fields whose default is ``None``."""
    with_default = reversed(kind.__struct_fields__)
    defaults = reversed(kind.__struct_defaults__)
    return frozenset(
        name for name, value in zip(with_default, defaults, strict=False) if value is None
    )


def on_wire(value: Any) -> Any:
    """``value`` of a field as plain data: text, numbers, booleans, lists and dicts."""
    if isinstance(value, Payload):
        return value.to_wire()
    if isinstance(value, list):
        return [on_wire(entry) for entry in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def encode(value: object) -> bytes:
    """``value`` as JSON; decimals are exact numbers. A payload gives its stored form."""
    return ENCODER.encode(value)


@lru_cache(maxsize=64)
def decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, float_hook=Decimal)


@overload
def decode(kind: type[T], data: bytes | str | Mapping[str, Any]) -> T: ...
@overload
def decode(kind: Any, data: bytes | str | Mapping[str, Any]) -> Any: ...
def decode(kind: Any, data: bytes | str | Mapping[str, Any]) -> Any:
    """The payload of class ``kind`` (or a union of them) from its stored form, decimals exact.

    Raises ``PayloadError`` when ``data`` is no such payload.
    """
    try:
        if isinstance(data, (bytes, str)):
            return decoder(kind).decode(data)
        return msgspec.convert(data, kind)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise _unreadable(error, data) from None


def _unreadable(error: Exception, data: object) -> PayloadError:
    if isinstance(error.__cause__, PayloadError):
        return error.__cause__
    rule, _, path = str(error).partition(" - at `$.")
    return PayloadError(path.rstrip("`") or "payload", data, f"cannot be read: {rule}")


def digest(payload: Payload, exclude: Collection[str] = ()) -> str:
    """Fingerprint of what would be sent: equal for equal wire forms, whatever their key order.

    ``exclude`` names top-level keys of the wire form that do not count, such as ``"date"``.
    """
    wire = {key: value for key, value in payload.to_wire().items() if key not in exclude}
    return hashlib.sha256(CANONICAL.encode(wire)).hexdigest()
