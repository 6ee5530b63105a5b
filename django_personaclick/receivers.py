"""What we hear: saves and deletes of the shop's models, and logins."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.db import models
from django.db.models.signals import ModelSignal, m2m_changed, post_delete, post_save
from django.dispatch import Signal
from django.http import HttpRequest

from . import outbox, tracking
from .mapping import ModelMapping, OrderMapping, registry
from .mapping.base import Watch
from .mapping.values import follow
from .visitors import CurrentVisitor

__all__ = ["connect"]

logger = logging.getLogger(__name__)
UID = "django_personaclick"
M2M_ACTIONS = frozenset({"post_add", "post_remove", "post_clear"})
NO_OWNERS: list[models.Model] = []


def connect() -> None:
    """Listen to the registered models and those they watch. Only to them: a receiver for every
    model would take Django's fast deletes from the whole shop."""
    for mapping in registry:
        listen(mapping.model, on_save, on_delete)
        for field in mapping.model._meta.many_to_many:
            through = field.remote_field.through
            m2m_changed.connect(on_m2m, sender=through, dispatch_uid=f"{UID}.m2m")
        for model in watched(mapping):
            listen(model, on_related, on_related)
        if isinstance(mapping, OrderMapping) and isinstance(mapping.placed_when, Signal):
            mapping.placed_when.connect(on_placed, dispatch_uid=f"{UID}.placed")
    user_logged_in.connect(on_login, dispatch_uid=f"{UID}.login")


def watched(mapping: ModelMapping[Any]) -> list[type[models.Model]]:
    """The models that ``mapping`` watches; whatever else is named there, a system check reports."""
    watch: Any = mapping.watch
    names = watch if isinstance(watch, Mapping) else ()
    return [model for model in names if isinstance(model, type) and issubclass(model, models.Model)]


def listen(
    model: type[models.Model], saved: Callable[..., None], deleted: Callable[..., None]
) -> None:
    uid = f"{UID}.{saved.__name__}"
    for sender in family(model):
        post_save.connect(saved, sender=sender, dispatch_uid=f"{uid}.save")
        post_delete.connect(deleted, sender=sender, dispatch_uid=f"{uid}.delete")


def family(model: type[models.Model]) -> Iterator[type[models.Model]]:
    """The model with its proxies and children: a save names the class it was made on."""
    yield model
    for other in apps.get_models(include_auto_created=True):
        if other is not model and issubclass(other, model):
            yield other


def shielded(receiver: Callable[..., None]) -> Callable[..., None]:
    """A receiver that never raises into the shop."""

    @functools.wraps(receiver)
    def call(*args: Any, **kwargs: Any) -> None:
        try:
            receiver(*args, **kwargs)
        except Exception as error:  # noqa: BLE001
            outbox.report(receiver.__name__, error)

    return call


@shielded
def on_save(
    *,
    instance: models.Model,
    created: bool,
    raw: bool,
    update_fields: Iterable[str] | None,
    **kwargs: object,
) -> None:
    if raw or is_login_mark(instance, update_fields):
        return
    outbox.changed(instance, is_new=created)


@shielded
def on_delete(*, instance: models.Model, **kwargs: object) -> None:
    outbox.changed(instance)


@shielded
def on_related(*, sender: type[models.Model], instance: models.Model, **kwargs: object) -> None:
    if kwargs.get("raw"):
        return
    for mapping in registry:
        for model, watch in mapping.watch.items():
            if isinstance(instance, model):
                for owner in found_owners(mapping, instance, watch):
                    outbox.changed(owner)


@shielded
def on_m2m(
    *,
    sender: type[models.Model],
    instance: models.Model,
    action: str,
    reverse: bool,
    model: type[models.Model],
    pk_set: set[Any] | None,
    **kwargs: object,
) -> None:
    if not reverse and action in M2M_ACTIONS and pk_set != set():
        outbox.changed(instance)
    elif reverse and action == "pre_clear":  # once cleared, nothing tells whose it was
        (field,) = (f for f in model._meta.many_to_many if f.remote_field.through is sender)
        capture_all(model, **{field.name: instance.pk})
    elif reverse and action in M2M_ACTIONS and pk_set:
        capture_all(model, pk__in=pk_set)


@shielded
def on_login(
    *, user: AbstractBaseUser, request: HttpRequest | None = None, **kwargs: object
) -> None:
    visitor = getattr(request, "personaclick", None)
    if isinstance(visitor, CurrentVisitor) and visitor.may_be_tracked:
        outbox.identified(user, visitor)


@shielded
def on_placed(*, signal: ModelSignal | Signal, **kwargs: Any) -> None:
    order = kwargs.get("order", kwargs.get("instance"))
    if not isinstance(order, models.Model):
        raise TypeError("The signal of placed_when must be sent with order= or instance=.")
    tracking.purchase(order)


def capture_all(model: type[models.Model], **filters: Any) -> None:
    for owner in model._default_manager.filter(**filters):
        outbox.changed(owner)


def found_owners(
    mapping: ModelMapping[models.Model], instance: models.Model, watch: Watch
) -> list[models.Model]:
    """What ``owners`` finds. A function that fails loses its own owners only; a savepoint keeps
    its queries from spoiling the shop's transaction."""
    found = NO_OWNERS
    with outbox.guard(mapping.kind) if isinstance(watch, str) else outbox.shield(mapping.kind):
        found = owners(mapping, instance, watch)
    return found


def owners(
    mapping: ModelMapping[models.Model], instance: models.Model, watch: Watch
) -> list[models.Model]:
    """The objects of ``mapping`` that a watched ``instance`` belongs to."""
    found = follow(instance, watch) if isinstance(watch, str) else watch(instance)
    if found is None:
        return []
    candidates = [found] if isinstance(found, models.Model) else found
    return [item for item in candidates if isinstance(item, mapping.model)]  # type: ignore[attr-defined]


def is_login_mark(instance: models.Model, update_fields: Iterable[str] | None) -> bool:
    """Django notes each login on the user: that is no change of the customer."""
    return isinstance(instance, AbstractBaseUser) and set(update_fields or ()) == {"last_login"}
