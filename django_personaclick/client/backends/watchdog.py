"""A hard end for every call: no server can hold a thread for longer.

The timeouts of ``requests`` restart with every byte, so a server that sends one header byte now
and then holds a call for ever. One thread per process shuts the sockets of overdue calls down;
whatever waits for them then fails at once. Only the lookup of the host's name is beyond its reach:
the operating system has limits of its own for that.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator

__all__ = ["Call", "current_call", "watchdog"]

_active = threading.local()


def current_call() -> Call | None:
    """The call that this thread is busy with."""
    call: Call | None = getattr(_active, "call", None)
    return call


class Call:
    """One call: until when it may take, the socket it uses and how far it has come."""

    def __init__(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        self.sending = False
        """Whether any byte of the request may have left."""
        self.expired = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    def remaining(self) -> float:
        """Seconds left, never quite zero: that would mean "do not wait" to a socket."""
        return max(self.deadline - time.monotonic(), 0.001)

    def attach(self, sock: socket.socket) -> None:
        """Let the connection behind ``sock`` be shut down at the deadline.

        Keeps a descriptor of its own: TLS takes over the one of ``sock``, and a connection that
        is "closed" may live on in an answer that is still being read.
        """
        handle = socket.fromfd(sock.fileno(), sock.family, sock.type)
        with self._lock:
            self._release()
            self._socket = handle
            if self.expired:
                self._shut_down()

    def expire(self) -> None:
        with self._lock:
            self.expired = True
            self._shut_down()

    def finish(self) -> None:
        """After this the connection belongs to the next call."""
        with self._lock:
            self._release()

    def _release(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _shut_down(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):  # the other side was faster
                self._socket.shutdown(socket.SHUT_RDWR)


class Watchdog:
    """Expires the calls of one process."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._calls: set[Call] = set()
        self._changed = threading.Condition()
        self._wakes_at = float("inf")
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def watch(self, seconds: float) -> Iterator[Call]:
        """A call that ends after ``seconds``, whatever the server does."""
        call = Call(seconds)
        self._add(call)
        _active.call = call
        try:
            yield call
        finally:
            _active.call = None
            with self._changed:
                self._calls.discard(call)
            call.finish()

    def _add(self, call: Call) -> None:
        with self._changed:
            self._calls.add(call)
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="personaclick-watchdog", daemon=True
                )
                self._thread.start()
            if call.deadline < self._wakes_at:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                overdue = self._overdue()
                if not overdue:
                    self._sleep()
            for call in overdue:
                call.expire()

    def _overdue(self) -> list[Call]:
        now = time.monotonic()
        overdue = [call for call in self._calls if call.deadline <= now]
        self._calls.difference_update(overdue)
        return overdue

    def _sleep(self) -> None:
        """Until the first deadline, or until there is an earlier one."""
        self._wakes_at = min((call.deadline for call in self._calls), default=float("inf"))
        forever = self._wakes_at == float("inf")
        self._changed.wait(None if forever else max(self._wakes_at - time.monotonic(), 0))
        self._wakes_at = 0.0


_watchdog = Watchdog()


def watchdog() -> Watchdog:
    """The watchdog of this process. A forked child has its parent's memory but not its threads."""
    global _watchdog
    if _watchdog.pid != os.getpid():
        _watchdog = Watchdog()
    return _watchdog
