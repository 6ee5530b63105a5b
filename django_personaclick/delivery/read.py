"""Reading the shop's objects and their mirrors: one query a kind, not one an object."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, models, router

from ..conf import get_settings
from ..exceptions import MappingError, PersonaClickError
from ..mapping import ModelMapping, registry
from ..models import OutboxMessage, SyncState
from ..models.kinds import KINDS
from .claim import Claim, database
from .collapse import Group
from .retry import backoff
from .work import Result, Target, Verdict, Work

__all__ = ["GONE", "UNMAPPED", "UNWANTED", "Objects", "attempt", "expired"]

GONE = "The object is gone from the shop."
UNMAPPED = "No mapping is registered for this model."
UNWANTED = "should_sync() of the mapping says no."
CHUNK = 500
"""Keys in one query: SQLite takes no more than 999 parameters."""
MIRROR_KIND = {"purchase": "order", "identity": "customer"}
"""Pointers to an object whose mirror stands under another kind."""


class Objects:
    """The objects that messages point at, with their mappings and mirrors."""

    def __init__(self, shop: str, messages: Iterable[OutboxMessage]) -> None:
        pointers = {(mirror_kind(m), m.model, m.object_id) for m in messages if m.model}
        self.shop = shop
        self.found: dict[tuple[str, str, str], models.Model] = {}
        self.mirrors: dict[tuple[str, str, str], SyncState] = {}
        self.unreadable: dict[tuple[str, str], MappingError] = {}
        for kind, label in {(kind, label) for kind, label, _ in pointers}:
            keys = sorted(key for k, m, key in pointers if (k, m) == (kind, label))
            for start in range(0, len(keys), CHUNK):
                self.read(kind, label, keys[start : start + CHUNK])

    def read(self, kind: str, label: str, keys: list[str]) -> None:
        mirrors = SyncState.objects.using(database()).filter(
            shop=self.shop, kind=kind, model=label, object_id__in=keys
        )
        self.mirrors |= {(kind, label, mirror.object_id): mirror for mirror in mirrors}
        mapping = registry.get(kind, label)
        if mapping is None:
            return
        try:
            objects = current(mapping).filter(pk__in=valid_keys(mapping.model, keys))
            self.found |= {(kind, label, str(obj.pk)): obj for obj in objects}
        except Exception as error:  # noqa: BLE001
            wrong = MappingError(type(mapping).__name__, label, "queryset", error)
            self.unreadable[kind, label] = wrong

    def get(self, message: OutboxMessage) -> models.Model | None:
        """The object that ``message`` points at, as it is now; raises what the mapping raised."""
        if wrong := self.unreadable.get((mirror_kind(message), message.model)):
            raise wrong
        return self.found.get((mirror_kind(message), message.model, message.object_id))

    def mirror(self, message: OutboxMessage) -> SyncState:
        """What PersonaClick was last told of the object; a new, unsaved row if nothing."""
        key = (mirror_kind(message), message.model, message.object_id)
        if key not in self.mirrors:
            kind, label, object_id = key
            self.mirrors[key] = SyncState(
                shop=self.shop, kind=kind, model=label, object_id=object_id
            )
        return self.mirrors[key]

    def mapping(self, message: OutboxMessage) -> ModelMapping[Any] | None:
        """The mapping of what ``message`` points at."""
        return registry.get(mirror_kind(message), message.model)

    def target(self, group: Group) -> Target | Result:
        """The object of ``group``, or why there is nothing to send."""
        message = group.newest
        mapping, obj, mirror = self.mapping(message), self.get(message), self.mirror(message)
        nothing = Work(group=group, mirror=mirror)
        if mapping is None:
            return Result(nothing, Verdict.SKIPPED, UNMAPPED)
        if obj is None:
            return Result(nothing, Verdict.SKIPPED, GONE)
        if not is_wanted(mapping, obj):
            return Result(nothing, Verdict.SKIPPED, UNWANTED)
        return Target(mapping, obj, mirror)


def current(mapping: ModelMapping[Any]) -> models.QuerySet[Any]:
    """The objects of ``mapping`` where they are written: a replica may still have the old state."""
    found = mapping.queryset()
    # A mapping that names a database knows better.
    named: str | None = getattr(found, "_db", None)
    return found if named else found.using(router.db_for_write(mapping.model))


def is_wanted(mapping: ModelMapping[Any], obj: models.Model) -> bool:
    try:
        return mapping.should_sync(obj)
    except Exception as error:
        raise mapping.error(obj, "should_sync", error) from error


def valid_keys(model: type[models.Model], keys: Iterable[str]) -> list[str]:
    """Those of ``keys`` that can be keys of ``model``: one wrong key must not spoil the query."""
    field = model._meta.pk

    def is_valid(key: str) -> bool:
        try:
            field.to_python(key)
        except ValidationError:
            return False
        return True

    return [key for key in keys if is_valid(key)]


def mirror_kind(message: OutboxMessage) -> str:
    return MIRROR_KIND.get(message.kind, message.kind)


def attempt(
    group: Group, objects: Objects, build: Callable[[Group], Work | Result]
) -> Work | Result:
    """Build one group's work; what a mapping raises fails this group alone."""
    try:
        return build(group)
    except Exception as error:  # noqa: BLE001
        mirror = objects.mirror(group.newest) if group.newest.model else None
        work = Work(group=group, mirror=mirror)
        if is_passing(error):
            return Result(work, Verdict.RETRY, describe(error), backoff(group.attempts, Random()))
        return Result(work, Verdict.FAILED, describe(error))


def is_passing(error: BaseException) -> bool:
    """Whether the database was to blame: locked, overloaded or away."""
    cause = error.__cause__ if isinstance(error, MappingError) else error
    return isinstance(cause, OperationalError | InterfaceError)


def describe(error: BaseException) -> str:
    """An error in words that hold no personal data: foreign messages may quote any value."""
    if isinstance(error, MappingError | PersonaClickError):
        return str(error)
    return f"{type(error).__name__} while the message was built"


def expired(group: Group, claim: Claim) -> bool:
    """Whether the newest message of the group is too old to be told."""
    limit = get_settings().MAX_AGE.get(KINDS[group.newest.kind].name)
    return limit is not None and group.newest.age(claim.now).total_seconds() > limit
