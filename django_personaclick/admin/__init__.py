"""The local state in Django's admin: what was sent, what waits, what failed. Read-only.

Django's admin imports this where it is installed; nothing else does.
"""

from __future__ import annotations

from .channel import ChannelAdmin
from .outbox_message import OutboxMessageAdmin
from .sync_state import SyncStateAdmin
from .visitor import VisitorAdmin

__all__ = ["ChannelAdmin", "OutboxMessageAdmin", "SyncStateAdmin", "VisitorAdmin"]
