"""When a channel may send: pause, hold, circuit and spacing, as transitions of its row.

Pure: each function reads and changes the fields of a ``Channel``; its caller holds the row's lock.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..models import Channel

__all__ = [
    "ALIKE",
    "Admission",
    "admit",
    "answered",
    "failed",
    "held",
    "limited",
    "refused",
    "succeeded",
]

TRIP = 5
"""Failures in a row that open the circuit."""
OPEN_FOR = 30.0
OPEN_LIMIT = 600.0
HOLD_FOR = timedelta(minutes=10)
RAMP_END = 64
ALIKE = 20
"""Refusals with the same status in a row that mean the channel, not the rows."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a channel may claim now; if not, ``until`` when (``None``: until staff act)."""

    granted: bool
    until: datetime | None = None
    probe: bool = False


def admit(channel: Channel, now: datetime) -> Admission:
    """Whether ``channel`` may send at ``now``; after a hold or an open circuit, one probe."""
    if channel.paused:
        return Admission(granted=False)
    waits = (channel.held_until, channel.open_until, channel.next_request_at, channel.busy_until)
    latest = max((moment for moment in waits if moment and moment > now), default=None)
    if latest is not None:
        return Admission(granted=False, until=latest)
    return Admission(granted=True, probe=bool(channel.held_reason or channel.openings))


def succeeded(channel: Channel, now: datetime) -> bool:
    """Something was accepted: close the circuit, ramp up; whether a hold ended."""
    was_held = bool(channel.held_reason)
    recovering = bool(channel.openings or was_held or channel.ramp)
    channel.ramp = max(channel.ramp, 1) * 2 if recovering and channel.ramp < RAMP_END else 0
    answered(channel)
    channel.refusals = 0
    channel.held_until = None
    channel.held_reason = channel.last_error = ""
    channel.last_success_at = now
    return was_held


def answered(channel: Channel) -> None:
    """The server answered, if only to refuse: it is there, so the circuit closes."""
    channel.failures = channel.openings = 0
    channel.open_until = None


def failed(channel: Channel, now: datetime, count: int, error: str, rng: random.Random) -> None:
    """``count`` calls failed by the server's or the network's fault, none succeeded."""
    channel.failures += count
    channel.last_error = error[:500]
    if channel.failures >= TRIP or channel.openings:
        seconds = min(OPEN_FOR * 2**channel.openings, OPEN_LIMIT)
        channel.open_until = now + timedelta(seconds=seconds * (0.75 + rng.random() / 2))
        channel.openings = min(channel.openings + 1, 20)
        channel.ramp = 0


def limited(channel: Channel, now: datetime, seconds: float) -> None:
    """The server said that we are too fast."""
    until = now + timedelta(seconds=seconds)
    channel.next_request_at = max(channel.next_request_at or until, until)


def refused(channel: Channel, status: int, count: int) -> bool:
    """``count`` messages were refused with ``status``, none accepted; whether that is the channel's
    trouble rather than the messages'. While it is held, one refusal more of the kind tells that."""
    same = channel.refusal_status == status
    channel.refusals = (channel.refusals if same else 0) + count
    channel.refusal_status = status
    return channel.refusals >= ALIKE or (same and bool(channel.held_reason))


def held(channel: Channel, now: datetime, reason: str) -> bool:
    """Everything is refused: stop, and try one call every ten minutes; whether this is new."""
    is_new = not channel.held_reason
    channel.held_reason = reason[:500]
    channel.held_until = now + HOLD_FOR
    channel.refusals = 0
    return is_new
