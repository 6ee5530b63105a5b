"""Several messages about one object become one call with its newest state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..models import OutboxMessage

__all__ = ["Group", "collapse"]


@dataclass(slots=True)
class Group:
    """Messages that one call settles: the newest is sent, the others are superseded by it."""

    messages: list[OutboxMessage] = field(default_factory=list)

    @property
    def newest(self) -> OutboxMessage:
        return self.messages[-1]

    @property
    def older(self) -> list[OutboxMessage]:
        return self.messages[:-1]

    @property
    def status(self) -> str:
        """The status that these messages carry; empty when none of them knows it."""
        return next((m.status for m in reversed(self.messages) if m.status), "")

    @property
    def is_new(self) -> bool:
        """Whether the object was created with one of these messages."""
        return any(message.is_new for message in self.messages)

    @property
    def by_visitor(self) -> OutboxMessage | None:
        """The first message that a visitor caused: an object belongs to who made it."""
        return next((message for message in self.messages if message.visitor), None)

    @property
    def attempts(self) -> int:
        return max(message.attempts for message in self.messages)


def collapse(messages: Iterable[OutboxMessage]) -> list[Group]:
    """Group messages of equal key, in order of their newest.

    An object's messages with another key between them (an order in another status) stay apart:
    each status is told, in its turn. A message without a status joins what it stands among.
    """
    groups: list[Group] = []
    latest: dict[tuple[str, tuple[str, str, str]], Group] = {}
    for message in messages:
        if not message.key:
            groups.append(Group([message]))
            continue
        subject = (message.lane, message.subject)
        group = latest.get(subject)
        if group is None or not joins(group, message):
            group = latest[subject] = Group()
            groups.append(group)
        group.messages.append(message)
    return sorted(groups, key=lambda group: group.newest.pk)


def joins(group: Group, message: OutboxMessage) -> bool:
    if group.newest.key == message.key:
        return True
    return message.kind == "order" and (not message.status or not group.status)
