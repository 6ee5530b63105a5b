"""The documented rate limit: 40 requests in a minute for each import."""

from __future__ import annotations

from collections import defaultdict, deque

__all__ = ["PER_MINUTE", "RateLimit"]

PER_MINUTE = 40


class RateLimit:
    """At most ``per_minute`` requests of one path in any 60 seconds; 0 is no limit."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self.per_minute = per_minute
        self._served: dict[str, deque[float]] = defaultdict(deque)

    def allows(self, path: str, now: float) -> bool:
        """Whether a request at ``now`` (seconds) is within the limit; if so it is counted."""
        served = self._served[path]
        while served and now - served[0] >= 60:
            served.popleft()
        if self.per_minute and len(served) >= self.per_minute:
            return False
        served.append(now)
        return True

    def clear(self) -> None:
        self._served.clear()
