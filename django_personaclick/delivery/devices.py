"""Which device an event belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from ..models import OutboxMessage, Visitor
from ..payloads import Device, decode
from ..visitors import SESSION_GAP, remember

if TYPE_CHECKING:
    from ..client import Client

__all__ = ["LaneDevice", "device_of", "remembered"]


def device_of(message: OutboxMessage, visitor: Visitor | None) -> Device:
    """What is known of the device behind ``message``: its own notes, then the visitor's."""
    own = decode(Device, message.device) if message.device else Device()
    if visitor is None:
        return own
    return msgspec.structs.replace(
        own,
        did=own.did or visitor.did or None,
        sid=own.sid or visitor.sid or None,
        segment=own.segment or visitor.segment or None,
    )


def remembered(
    shop: str, message: OutboxMessage, visitor: Visitor | None, now: datetime
) -> Visitor:
    """The visitor behind ``message``, kept for later; written only when something is new."""
    device = decode(Device, message.device) if message.device else Device()
    if visitor is not None and (device.did or "") in ("", visitor.did):
        return visitor
    return remember(shop, message.visitor, device, now=now)


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
