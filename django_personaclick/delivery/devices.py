"""Which device an event belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from ..models import OutboxMessage, Visitor
from ..payloads import Device, Source, decode
from ..visitors import MAILING_AGE, SESSION_GAP, remember

if TYPE_CHECKING:
    from ..client import Client

__all__ = ["LaneDevice", "device_of", "remembered"]


def device_of(message: OutboxMessage, visitor: Visitor | None) -> Device:
    """What is known of the device behind ``message``: its own notes, then the visitor's.

    A message without notes (a bank confirmed the purchase) has the visitor's mailing too.
    """
    own = decode(Device, message.device) if message.device else Device()
    if visitor is None:
        return own
    return msgspec.structs.replace(
        own,
        did=own.did or visitor.did or None,
        sid=own.sid or visitor.sid or None,
        segment=own.segment or visitor.segment or None,
        source=own.source if message.device else mailing(visitor, message.captured_at),
    )


def mailing(visitor: Visitor, at: datetime) -> Source | None:
    """The mailing that brought the visitor, while it counts."""
    if visitor.source is None or visitor.source_at is None:
        return None
    if at - visitor.source_at > MAILING_AGE:
        return None
    return Source(visitor.source["from"], visitor.source["code"])


def remembered(
    shop: str, message: OutboxMessage, visitor: Visitor | None, now: datetime
) -> Visitor:
    """The visitor behind ``message``, kept for later; written only when something is new."""
    device = decode(Device, message.device) if message.device else Device()
    if visitor is not None:
        if device.source is not None and device.source.to_wire() == visitor.source:
            device = msgspec.structs.replace(device, source=None)  # its 48 hours are counting
        if not has_news(device, visitor):
            return visitor
    return remember(shop, message.visitor, device, now=now)


def has_news(device: Device, visitor: Visitor) -> bool:
    """Whether ``device`` tells what is not known of ``visitor``."""
    pairs = ((device.did, visitor.did), (device.sid, visitor.sid))
    return device.source is not None or any(new and new != known for new, known in pairs)


@dataclass(slots=True)
class LaneDevice:
    """The device of one visitor's lane while its events are sent.

    Where the server makes devices, PersonaClick is asked for one with the first event, and for a
    new session after two hours without events. ``was_made`` tells that there is news to keep.
    """

    did: str = ""
    sid: str = ""
    sid_at: datetime | None = None
    was_made: bool = False

    @classmethod
    def of(cls, visitor: Visitor | None) -> LaneDevice:
        if visitor is None:
            return cls()
        return cls(did=visitor.did, sid=visitor.sid, sid_at=visitor.sid_at)

    def fill(self, device: Device, at: datetime, client: Client) -> Device:
        """``device`` with a did and a session, made if need be."""
        if not self.did or self.is_stale(at):
            session = client.session.init(did=self.did or device.did)
            self.did, self.sid = session.did, session.sid or ""
        self.sid_at = at
        self.was_made = True
        return msgspec.structs.replace(device, did=self.did, sid=self.sid or None)

    def is_stale(self, at: datetime) -> bool:
        return not self.sid or self.sid_at is None or at - self.sid_at > SESSION_GAP
