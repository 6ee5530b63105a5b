"""The wish of whoever runs a process that it may end."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Any, Self

__all__ = ["StopSignal"]

NAMES = (signal.SIGTERM, signal.SIGINT)
NAP = 0.1


class StopSignal:
    """Inside its ``with`` block, SIGTERM and SIGINT only set ``is_set``: the work ends where it is
    safe to. A second signal ends it at once."""

    def __init__(self) -> None:
        self.is_set = False
        self.before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        # Elsewhere Python allows no handlers: whoever runs a thread has to end it himself.
        if threading.current_thread() is threading.main_thread():
            self.before = {name: signal.signal(name, self.receive) for name in NAMES}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.restore()

    def receive(self, number: int, frame: FrameType | None) -> None:
        # A plain attribute: the lock of an Event may be held by what was interrupted.
        self.is_set = True
        self.restore()

    def restore(self) -> None:
        for name, handler in self.before.items():
            signal.signal(name, handler)
        self.before = {}

    def wait(self, seconds: float) -> None:
        """Sleep for ``seconds``, or until the signal."""
        ends = time.monotonic() + seconds
        while not self.is_set and (left := ends - time.monotonic()) > 0:
            time.sleep(min(left, NAP))
