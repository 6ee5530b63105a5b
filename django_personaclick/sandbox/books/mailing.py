"""Subscriptions to channels, what changed in them, and what e-mails came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from .people import Profile

__all__ = ["CHANNELS", "FLAGS", "KINDS", "Change", "Mailing"]

KINDS = ("bulk", "chain", "transactional")
CHANNELS = {"email": "email", "sms": "sms", "web_push": "wpush", "mobile_push": "mpush"}
FLAGS = tuple(f"{channel}_{kind}" for channel in CHANNELS for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log; ``at`` unix seconds."""

    at: float
    contact_type: str
    contact: str
    campaign_type: str
    event: str
    channel: str
    ip: str = "127.0.0.1"

    def to_json(self) -> dict[str, Any]:
        row = asdict(self)
        at = datetime.fromtimestamp(row.pop("at"), UTC)
        return {**row, "datetime": at.strftime("%Y-%m-%d %H:%M:%S")}


@dataclass(slots=True)
class Mailing:
    """``marks`` are those of an e-mail: bounced, blacklisted, suppressed."""

    changes: list[Change] = field(default_factory=list)
    marks: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def change(self, profile: Profile, flags: Mapping[str, bool], channel: str, at: float) -> None:
        """Subscribe and unsubscribe; what stays as it was is in no log."""
        for flag, wanted in flags.items():
            if profile.fields.get(flag) is wanted:
                continue
            profile.fields[flag] = wanted
            medium, _, kind = flag.rpartition("_")
            if medium in CHANNELS and kind in KINDS:
                event = "subscribe" if wanted else "unsubscribe"
                contact = contact_of(profile, medium)
                self.changes.append(Change(at, CHANNELS[medium], contact, kind, event, channel))

    def mark(self, email: str, event: str, channel: str, at: float) -> None:
        """A bounce, a complaint and the like: of every kind of campaign."""
        self.changes.append(Change(at, "email", email, "everything", event, channel))


def contact_of(profile: Profile, medium: str) -> str:
    kinds = {"email": ("email",), "sms": ("phone",)}.get(medium, ("email", "phone"))
    own = profile.identifiers
    return next((own[kind] for kind in kinds if kind in own), f"client {profile.number}")
