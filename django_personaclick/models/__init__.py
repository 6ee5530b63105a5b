"""The local state: the outbox, the mirror, the channels and the visitors."""

from __future__ import annotations

from .channel import Channel
from .outbox_message import OutboxMessage, State
from .sync_state import SyncState
from .visitor import Visitor

__all__ = ["Channel", "OutboxMessage", "State", "SyncState", "Visitor"]
