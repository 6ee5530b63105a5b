"""Which mapping describes which model, as ``admin.site`` knows its ModelAdmins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from django.core import checks
from django.db import models
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from .base import ModelMapping

__all__ = ["AlreadyRegistered", "Registry", "register", "registry"]

C = TypeVar("C", bound="type[ModelMapping[Any]]")


class AlreadyRegistered(Exception):
    """The model has a mapping of this kind already."""


class Registry:
    """The mappings by kind and model."""

    def __init__(self) -> None:
        # The name is Django's: autodiscover_modules restores it when a module fails half way.
        self._registry: dict[tuple[str, str], ModelMapping[Any]] = {}

    def add(self, mapping: ModelMapping[Any]) -> None:
        key = (mapping.kind, mapping.model._meta.label_lower)
        if key in self._registry:
            raise AlreadyRegistered(
                f"{mapping.model._meta.label} has a {mapping.kind} mapping already: "
                f"{self._registry[key]!r}."
            )
        self._registry[key] = mapping

    def remove(self, kind: str, model: type[models.Model]) -> None:
        """Forget the mapping of ``model``; unknown ones are ignored."""
        self._registry.pop((kind, model._meta.label_lower), None)

    def __iter__(self) -> Iterator[ModelMapping[Any]]:
        return iter(tuple(self._registry.values()))

    def of_kind(self, kind: str) -> list[ModelMapping[Any]]:
        return [mapping for mapping in self if mapping.kind == kind]

    def get(self, kind: str, label: str) -> ModelMapping[Any] | None:
        """The mapping of ``kind`` for the model called ``label`` (``shop.order``)."""
        return self._registry.get((kind, label))

    def for_object(self, obj: models.Model, kind: str | None = None) -> list[ModelMapping[Any]]:
        """The mappings of the model of ``obj``, or of the model it is a proxy or child of."""
        return [
            mapping
            for mapping in self
            if isinstance(obj, mapping.model) and kind in (None, mapping.kind)
        ]

    def customer_id(self, user: object) -> str | None:
        """The id under which PersonaClick knows a customer."""
        if user is None:
            return None
        if not isinstance(user, models.Model):
            return str(user) or None
        found = [mapping.value(user, "id") for mapping in self.for_object(user, "customer")]
        key = found[0] if found else user.pk
        return None if key is None else str(key) or None

    def check(self) -> list[checks.CheckMessage]:
        return [message for mapping in self for message in mapping.check()]

    def autodiscover(self) -> None:
        """Import the ``personaclick`` module of every installed app."""
        autodiscover_modules("personaclick", register_to=self)


registry = Registry()


def register(*model_classes: type[models.Model]) -> Callable[[C], C]:
    """Register the decorated mapping for models, as ``admin.register`` does."""

    def decorate(mapping_class: C) -> C:
        for model in model_classes:
            registry.add(mapping_class(model))
        return mapping_class

    return decorate
