"""How a mapping names a value: a path, a constant, a translation of choices, or a function."""

from __future__ import annotations

import inspect
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.db.models.expressions import BaseExpression, Combinable
from django.db.models.manager import BaseManager

__all__ = ["CREATED", "RAW", "Choices", "Value", "follow", "takes_object_only"]


class Sentinel:
    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


RAW: Final = Sentinel("mapping.RAW")
"""Default of ``Choices``: a value that is not in the table is sent as it is, as text."""

CREATED: Final = Sentinel("mapping.CREATED")
"""For ``placed_when``: an order is placed by being created."""


class Value:
    """A constant: the same value for every object."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __repr__(self) -> str:
        return f"mapping.Value({self.value!r})"


class Choices:
    """The value at ``path``, translated by ``table``; what is not in it becomes ``default``."""

    def __init__(
        self, path: str, table: Mapping[Any, str], *, default: str | Sentinel | None = RAW
    ) -> None:
        self.path = path
        self.table = table
        self.default = default

    def translate(self, value: object) -> object:
        """``value`` in the words of the table; never raises for an unknown or unhashable one."""
        if isinstance(value, Hashable) and value in self.table:
            return self.table[value]
        if self.default is RAW:
            return None if value is None else str(value)
        return self.default

    def __repr__(self) -> str:
        return f"mapping.Choices({self.path!r}, …)"


def follow(instance: object, path: str) -> object:
    """The value at the end of a dotted ``path`` of attributes, keys and methods.

    ``None`` as soon as a step is ``None`` or a related object does not exist; an attribute that no
    object has is an ``AttributeError``, a value that the database has yet to compute a
    ``ValueError``.
    """
    value: Any = instance
    for step in path.split("."):
        if value is None:
            return None
        try:
            value = value.get(step) if isinstance(value, Mapping) else getattr(value, step)
        except ObjectDoesNotExist:
            return None
        if callable(value) and not isinstance(value, type | BaseManager):
            value = value()
        if isinstance(value, BaseExpression | Combinable):
            raise ValueError(f"{step!r} is an expression of the database")  # noqa: TRY004
    return value


@cache
def takes_object_only(function: Any) -> bool:
    """Whether a function in a mapping's body takes the object alone, without ``self``."""
    given = inspect.signature(function).parameters.values()
    return sum(item.default is item.empty for item in given) == 1
