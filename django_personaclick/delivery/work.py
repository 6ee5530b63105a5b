"""One thing to send, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models

from ..models import SyncState
from ..models.kinds import KINDS, Kind
from ..payloads import Device, Payload
from .collapse import Group

__all__ = ["Result", "Target", "Verdict", "Work"]


class Verdict(StrEnum):
    SENT = "sent"
    SKIPPED = "skipped"
    EXPIRED = "expired"
    FAILED = "failed"
    UNKNOWN = "unknown"
    RETRY = "retry"
    """Tried, to be tried again."""
    RELEASE = "release"
    """Not tried."""


@dataclass(frozen=True, slots=True)
class Target:
    """The object that messages point at: as it is now, how it is mapped, what was last told."""

    mapping: Any
    obj: models.Model
    mirror: SyncState


@dataclass(slots=True, kw_only=True)
class Work:
    """A group of messages with the payload that settles them."""

    group: Group
    payload: Payload | None = None
    device: Device | None = None
    digest: str = ""
    status: str = ""
    vendor_id: str = ""
    visitor: str = ""
    target: Target | None = None
    mirror: SyncState | None = None

    @property
    def kind(self) -> Kind:
        return KINDS[self.group.newest.kind]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a work: for ``RETRY`` and ``RELEASE`` it is due again in ``delay`` seconds."""

    work: Work
    verdict: Verdict
    reason: str = ""
    delay: float = 0.0
