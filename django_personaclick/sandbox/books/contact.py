"""Messages to people, reviews and calls of theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .people import Profile

__all__ = ["Communication", "Message", "Review", "day_of", "moment_of"]

STATISTICS = (
    "opened",
    "clicked",
    "hard_bounced",
    "soft_bounced",
    "complained",
    "unsubscribed",
    "purchased",
)


def day_of(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")


def moment_of(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@dataclass(slots=True, eq=False)
class Message:
    """``template`` is the code of the campaign, ``code`` that of this message."""

    code: str
    template: str
    campaign_id: int
    channel: str
    profile: Profile
    at: float
    variables: dict[str, Any] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    kind: str = "transactional"
    statistics: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(STATISTICS, False))

    def to_json(self) -> dict[str, Any]:
        return {
            "type": "trigger" if self.kind == "chain" else self.kind,
            "channel": self.channel,
            "campaign_id": self.campaign_id,
            "code": self.code,
            "date": day_of(self.at),
            "sent_at": moment_of(self.at),
            "subject": self.template,
            "body": "",
            "url": "",
            "icon": "",
            "picture": "",
            "statistics": dict(self.statistics),
        }


@dataclass(slots=True, eq=False)
class Review:
    id: int
    channel: str
    category: str
    rate: int
    comment: str | None
    profile: Profile
    at: float
    order_id: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "channel": self.channel,
            "category": self.category,
            "rate": self.rate,
            "comment": self.comment,
            "client_id": self.profile.number,
            "email": self.profile.identifiers.get("email"),
            "phone": self.profile.identifiers.get("phone"),
            "created_at": moment_of(self.at),
        }


@dataclass(slots=True, eq=False)
class Communication:
    id: str
    profile: Profile
    at: float
    fields: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "created_at": moment_of(self.at), **self.fields}
