"""What all mappings share: reading values from the shop's objects, and their checks."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType
from typing import Any, ClassVar, Generic, TypeVar

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from ..conf import DEFAULT_SHOP, get_settings
from ..exceptions import MappingError
from ..payloads import clean_email, clean_phone
from .values import Choices, Value, follow, takes_object_only

__all__ = ["ModelMapping", "Watch"]

M = TypeVar("M", bound=models.Model)
Watch = str | Callable[[Any], "models.Model | Iterable[models.Model] | None"]


def spec_of(mapping_class: type, name: str) -> Any:
    """What the class says of a value, before Python binds a function to ``self``."""
    return next(vars(base)[name] for base in mapping_class.__mro__ if name in vars(base))


class ModelMapping(Generic[M]):
    """How one model of the shop becomes one kind of payload.

    A value is named by a field or dotted path (a string), a constant (``Value``), translated
    choices (``Choices``), a method ``(self, obj)`` or a function ``(obj)``; ``None`` leaves it out.
    """

    kind: ClassVar[str]
    """The kind of message this mapping builds."""
    value_names: ClassVar[tuple[str, ...]]
    """The attributes that name values."""
    options: ClassVar[tuple[str, ...]] = ("watch", "custom", "model")
    """The attributes that are something else."""

    watch: ClassVar[Mapping[type[models.Model], Watch]] = {}
    """Related models whose changes change the object: model → path or function to the object."""
    custom: Any = None
    """Custom properties: a dict of name → value as above, or a method that returns a dict."""

    def __init__(self, model: type[M]) -> None:
        self.model = model

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.model._meta.label})"

    # What a shop may override

    def queryset(self) -> models.QuerySet[M]:
        """The objects as delivery reads them; add ``select_related`` and ``prefetch_related``."""
        return self.model._default_manager.all()

    def should_sync(self, obj: M) -> bool:
        """Whether PersonaClick is to know of ``obj``."""
        return True

    def shop(self, obj: M) -> str:
        """Alias of the shop that ``obj`` belongs to: by default what ``SHOP_ROUTER`` says."""
        return get_settings().route(instance=obj)

    # Reading

    def value(self, obj: M, name: str) -> Any:
        """The value called ``name``; a ``MappingError`` names mapping, object and field."""
        try:
            return self.read(obj, spec_of(type(self), name))
        except MappingError:
            raise
        except Exception as error:
            raise self.error(obj, name, error) from error

    def read(self, obj: M, spec: Any) -> Any:
        """The value that ``spec`` names."""
        if spec is None:
            return None
        if isinstance(spec, str):
            return follow(obj, spec)
        if isinstance(spec, Value):
            return spec.value
        if isinstance(spec, Choices):
            return spec.translate(follow(obj, spec.path))
        if isinstance(spec, staticmethod):
            return spec.__func__(obj)
        if isinstance(spec, FunctionType):
            return spec(obj) if takes_object_only(spec) else spec(self, obj)
        if callable(spec):
            return spec(obj)
        raise TypeError(f"{spec!r} is no path, mapping.Value, mapping.Choices or function")

    def values(self, obj: M, names: Iterable[str]) -> dict[str, Any]:
        """The values called ``names``, without the absent ones; e-mail and phone cleaned."""
        found = {name: self.value(obj, name) for name in names}
        shop = get_settings().shop(self.alias(obj))
        if found.get("email"):
            found["email"] = clean_email(found["email"], shop.PLACEHOLDER_EMAILS)
        if found.get("phone"):
            found["phone"] = clean_phone(found["phone"], shop.PHONE_REGION)
        return {name: value for name, value in found.items() if value is not None and value != ""}

    def custom_values(self, obj: M) -> dict[str, Any]:
        """The custom properties of ``obj``, without the absent ones."""
        spec = spec_of(type(self), "custom")
        try:
            given = (
                {name: self.read(obj, item) for name, item in spec.items()}
                if isinstance(spec, Mapping)
                else self.read(obj, spec) or {}
            )
        except Exception as error:
            raise self.error(obj, "custom", error) from error
        return {name: value for name, value in given.items() if value is not None and value != ""}

    def alias(self, obj: M) -> str:
        """Alias of the shop of ``obj``."""
        return self.shop(obj) or DEFAULT_SHOP

    def error(self, obj: M, field: str, cause: BaseException) -> MappingError:
        label = f"{self.model._meta.label} {obj.pk}"
        return MappingError(type(self).__name__, label, field, cause)

    # Checks

    def check(self) -> list[checks.CheckMessage]:
        """What is wrong with this mapping, as system checks with ids."""
        found: list[checks.CheckMessage] = []
        for name in self.value_names:
            found += self.check_spec(name, spec_of(type(self), name))
        if isinstance(self.custom, Mapping):
            for name, spec in self.custom.items():
                found += self.check_spec(f"custom[{name!r}]", spec)
        elif self.custom is not None and not callable(self.custom):
            found.append(self.no_value("custom", self.custom))
        return [*found, *self.check_unknown(), *self.check_watch()]

    def check_spec(self, name: str, spec: Any) -> list[checks.CheckMessage]:
        if spec is None or isinstance(spec, Value | staticmethod) or callable(spec):
            return []
        if isinstance(spec, Choices):
            return self.check_path(name, spec.path)
        if isinstance(spec, str):
            return self.check_path(name, spec)
        return [self.no_value(name, spec)]

    def no_value(self, name: str, spec: Any) -> checks.CheckMessage:
        form = "a dict of name → value with each value" if name == "custom" else "a value"
        return checks.Error(
            f"{self.where(name)} is {spec!r}, which names no value.",
            hint=f"Give {form} as a field or dotted path (a string), mapping.Value(constant), "
            "mapping.Choices(path, table) or a method.",
            obj=type(self),
            id="personaclick.E102",
        )

    def check_path(self, name: str, path: str) -> list[checks.CheckMessage]:
        """A path is followed as far as the models know: properties and JSON may hide the rest."""
        model: type[models.Model] | None = self.model
        for step in path.split("."):
            if model is None:
                return []
            if not step or not self.has(model, step):
                return [self.wrong_path(name, path, step, model)]
            model = self.related(model, step)
        return []

    def wrong_path(
        self, name: str, path: str, step: str, model: type[models.Model]
    ) -> checks.CheckMessage:
        known = [field.name for field in model._meta.get_fields()]
        close = difflib.get_close_matches(step, known, n=1)
        guess = f"Did you mean {close[0]!r}? " if close else ""
        return checks.Error(
            f"{self.where(name)} is {path!r}, but {model._meta.label} has no {step!r}.",
            hint=f"{guess}Name a field, property or method of {model._meta.label}; "
            f"a constant is mapping.Value({path!r}).",
            obj=type(self),
            id="personaclick.E101",
        )

    @staticmethod
    def has(model: type[models.Model], step: str) -> bool:
        try:
            model._meta.get_field(step)
        except FieldDoesNotExist:
            return hasattr(model, step)
        return True

    @staticmethod
    def related(model: type[models.Model], step: str) -> type[models.Model] | None:
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return None
        related = field.related_model if field.is_relation else None
        return related if isinstance(related, type) else None

    def check_unknown(self) -> list[checks.CheckMessage]:
        """An attribute that no one reads is a typing mistake."""
        known = {*self.value_names, *self.options, *dir(ModelMapping)}
        found: list[checks.CheckMessage] = []
        for name, value in vars(type(self)).items():
            if (
                name.startswith("_")
                or name in known
                or not isinstance(value, str | Value | Choices)
            ):
                continue
            close = difflib.get_close_matches(name, self.value_names, n=1)
            guess = f"Did you mean {close[0]!r}? " if close else ""
            found.append(
                checks.Error(
                    f"{self.where(name)} is not a value of a {self.kind} mapping.",
                    hint=f"{guess}A property of your own goes into custom = {{{name!r}: …}}.",
                    obj=type(self),
                    id="personaclick.E103",
                )
            )
        return found

    def check_watch(self) -> list[checks.CheckMessage]:
        watch: Any = self.watch
        if not isinstance(watch, Mapping):
            return [self.wrong_watch(f"{self.where('watch')} is {watch!r}, which is no dict.")]
        found: list[checks.CheckMessage] = []
        for model, path in watch.items():
            if not (isinstance(model, type) and issubclass(model, models.Model)):
                message = f"{self.where('watch')} has the key {model!r}, which is no model."
                found.append(self.wrong_watch(message))
            elif isinstance(path, str) and not self.has(model, path.split(".")[0]):
                step = path.split(".")[0]
                problem = f"{path!r}, but {model._meta.label} has no {step!r}"
                found.append(self.wrong_watch_path(model, problem))
            elif not isinstance(path, str) and not callable(path):
                found.append(self.wrong_watch_path(model, f"{path!r}, which is no path"))
        return found

    def wrong_watch(self, message: str) -> checks.CheckMessage:
        return checks.Error(
            message,
            hint="Write watch = {OrderLine: 'order'} with the model class itself.",
            obj=type(self),
            id="personaclick.E104",
        )

    def wrong_watch_path(self, model: type[models.Model], problem: str) -> checks.CheckMessage:
        return checks.Error(
            f"{self.where('watch')}[{model.__name__}] is {problem}.",
            hint=f"Give the path from a {model.__name__} to its {self.model.__name__}, "
            "or a function that returns it.",
            obj=type(self),
            id="personaclick.E105",
        )

    def where(self, name: str) -> str:
        return f"{type(self).__module__}.{type(self).__name__}.{name}"
