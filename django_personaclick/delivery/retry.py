"""What becomes of a message after a failed call: a pure function of error, attempts and age."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

from ..client.endpoints import Endpoint
from ..exceptions import (
    ApiError,
    InvalidRequest,
    NotAuthorised,
    RateLimited,
    TransportError,
)
from ..models.kinds import Kind

__all__ = ["BACKOFF_LIMIT", "BACKOFF_START", "Action", "Decision", "backoff", "decide"]

BACKOFF_START = 5.0
BACKOFF_LIMIT = 1800.0
RATE_WAIT = 60.0
"""Seconds to wait after a 429 that names no time: the limits are per minute."""


class Action(StrEnum):
    RETRY = "retry"
    """The message is tried again after ``delay`` seconds."""
    FAIL = "fail"
    """The server refuses this message for good."""
    UNKNOWN = "unknown"
    """It may have arrived and must not be repeated: a person decides."""
    WAIT = "wait"
    """The channel is too fast: nothing is sent for ``delay`` seconds; no attempt is used up."""
    HOLD = "hold"
    """The server refuses everything alike: the channel stops; no attempt is used up."""
    SPLIT = "split"
    """The batch is too large, or a row of it is refused: send it in parts."""


@dataclass(frozen=True, slots=True)
class Decision:
    action: Action
    delay: float = 0.0


def backoff(attempts: int, rng: random.Random) -> float:
    """Seconds before try number ``attempts`` + 2: doubling, half of it random.

    Never less than half: a delay near zero would defeat the limits per minute.
    """
    ceiling = min(BACKOFF_START * 2 ** min(attempts, 20), BACKOFF_LIMIT)
    return float(ceiling / 2 + rng.random() * ceiling / 2)


def decide(
    error: ApiError,
    *,
    endpoint: Endpoint,
    kind: Kind,
    attempts: int,
    rows: int = 1,
    rng: random.Random,
) -> Decision:
    """What to do with ``rows`` messages whose call ended in ``error``."""
    if isinstance(error, RateLimited):
        wait = error.retry_after if error.retry_after is not None else RATE_WAIT
        return Decision(Action.WAIT, max(wait, 1.0))
    if isinstance(error, NotAuthorised) or is_systemic(error, endpoint):
        return Decision(Action.HOLD)
    if isinstance(error, InvalidRequest):
        return Decision(Action.SPLIT if rows > 1 else Action.FAIL)
    if isinstance(error, TransportError) and error.may_have_arrived and not kind.repeatable:
        return Decision(Action.UNKNOWN)
    delay = backoff(attempts, rng)
    return Decision(Action.RETRY, max(delay, error.retry_after or 0.0))


def is_systemic(error: ApiError, endpoint: Endpoint) -> bool:
    """Imports answer 200 before they look at rows; what they refuse at once are the shop's keys."""
    return endpoint.batch is not None and error.status in {400, 404}
