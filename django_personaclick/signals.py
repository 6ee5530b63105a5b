"""The signals this app sends. (What it hears is in ``receivers``.)

All are sent with ``send_robust``: a receiver that raises is logged and disturbs nothing.
"""

from __future__ import annotations

from django.dispatch import Signal

outbox_ready = Signal()
"""Rows were committed and wait for delivery. Sent after commit, without arguments."""

capture_failed = Signal()
"""A row could not be written; the shop's own work goes on. Arguments: ``kind``, ``error``."""

message_sent = Signal()
"""A message was accepted by the API. Argument: ``message`` (an ``OutboxMessage``)."""

message_failed = Signal()
"""A message left the queue undelivered: failed, expired or unknown. Argument: ``message``."""

channel_held = Signal()
"""A channel stopped: the API refuses everything alike. Arguments: ``channel``, ``reason``."""

channel_resumed = Signal()
"""A held channel delivers again. Argument: ``channel``."""
