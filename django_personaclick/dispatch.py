"""Waking delivery after a commit, without ever making the shop wait.

One daemon thread a process, started with the first wake-up, does the talking: the shop's own
thread only sets a flag. A wake-up carries no data and may be lost: the sweep delivers what is due.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import close_old_connections

from . import delivery
from .conf import Settings, get_settings
from .models import OutboxMessage
from .signals import outbox_ready

if TYPE_CHECKING:
    from celery import Celery

__all__ = ["TASK", "Dispatcher", "allow", "connect", "dispatcher", "publish"]

logger = logging.getLogger(__name__)

TASK = "django_personaclick.tasks.deliver"
EXPIRES = 60
"""Seconds after which an unheard wake-up is dropped: the sweep has come round by then."""
PUBLISH_TIMEOUT = 2.0
LONGEST_SLEEP = 15.0
"""Seconds between two looks of a thread that delivers itself, while nothing waits."""
LOCAL_BUDGET = 10.0


class Dispatcher:
    """The thread of one process. ``wake`` is all that the shop's own threads call."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.allowed_pid = 0
        self.reset()

    def reset(self) -> None:
        """Forget the thread: after a fork the child has none."""
        self.pid = os.getpid()
        self.flag = threading.Event()
        self.starting = threading.Lock()
        self.thread: threading.Thread | None = None
        self.muted_until = 0.0

    def allow(self) -> None:
        """This process serves requests or tasks: it may run the thread."""
        if self.allowed_pid == os.getpid():
            return
        self.allowed_pid = os.getpid()
        if get_settings().DISPATCH == "local":
            self.wake()  # what an earlier process left behind

    def wake(self) -> None:
        """Something waits. Costs microseconds; a process that did not ask for it does nothing."""
        if self.pid != os.getpid():
            self.reset()
        if self.allowed_pid != os.getpid() or get_settings().DISPATCH not in STEPS:
            return
        self.flag.set()
        if self.thread is None or not self.thread.is_alive():
            self.start()

    def start(self) -> None:
        if not self.starting.acquire(blocking=False):
            return  # another thread is at it
        try:
            self.thread = threading.Thread(
                target=self.run, name="personaclick-dispatch", daemon=True
            )
            self.thread.start()
        except RuntimeError:
            logger.warning("No thread for wake-ups can be started; the sweep delivers.")
        finally:
            self.starting.release()

    def run(self) -> None:
        timeout: float | None = None
        while True:
            self.flag.wait(timeout)
            self.flag.clear()
            timeout = self.step()
            time.sleep(get_settings().DISPATCH_INTERVAL)

    def step(self) -> float | None:
        """One wake-up; seconds until the next look, ``None`` to wait for the flag."""
        settings = get_settings()
        step = STEPS.get(settings.DISPATCH)
        if step is None:
            return None
        if self.clock() < self.muted_until:
            # No sweep comes after a thread that delivers itself: it must wake up on its own.
            left = self.muted_until - self.clock()
            return left if settings.DISPATCH == "local" else None
        try:
            return step(settings)
        except Exception as error:  # noqa: BLE001
            self.muted_until = self.clock() + settings.DISPATCH_MUTE
            logger.warning(
                "Wake-ups pause for %g seconds (%s); the sweep delivers meanwhile.",
                settings.DISPATCH_MUTE,
                type(error).__name__,
            )
            return settings.DISPATCH_MUTE if settings.DISPATCH == "local" else None


def publish(settings: Settings) -> None:
    """Ask a Celery worker to deliver: one short try, on a connection with bounds of its own.

    The shop's own broker settings may wait for minutes.
    """
    from celery import current_app

    app: Celery = current_app
    options: dict[str, Any] = {
        **(app.conf.broker_transport_options or {}),
        "socket_timeout": PUBLISH_TIMEOUT,
        "socket_connect_timeout": PUBLISH_TIMEOUT,
        "read_timeout": PUBLISH_TIMEOUT,
        "write_timeout": PUBLISH_TIMEOUT,
        "max_retries": 0,
    }
    connection = app.connection_for_write(
        connect_timeout=PUBLISH_TIMEOUT, transport_options=options
    )
    with connection:
        app.send_task(
            TASK,
            connection=connection,
            retry=False,
            ignore_result=True,
            expires=EXPIRES,
            queue=settings.CELERY_QUEUE or None,
        )


def deliver_here(settings: Settings) -> float:
    """Deliver in this thread; seconds until more may be due."""
    close_old_connections()
    try:
        report = delivery.deliver(budget=LOCAL_BUDGET)
    finally:
        close_old_connections()
    return settings.DISPATCH_INTERVAL if report.is_unfinished else LONGEST_SLEEP


STEPS: dict[str, Callable[[Settings], float | None]] = {
    "celery": lambda settings: publish(settings),
    "local": deliver_here,
}
dispatcher = Dispatcher()


def allow(**kwargs: object) -> None:
    """Receiver of the signals with which a serving process begins its work."""
    dispatcher.allow()


def wake(**kwargs: object) -> None:
    """Receiver of ``outbox_ready``."""
    dispatcher.wake()


def connect() -> None:
    """Listen to the outbox, and to the marks of a process that serves: its first request, or the
    start of a Celery worker. A management command shows neither."""
    from celery.signals import worker_init, worker_process_init
    from django.core.signals import request_started

    outbox_ready.connect(wake, sender=OutboxMessage, dispatch_uid=f"{__name__}.wake")
    request_started.connect(allow, dispatch_uid=f"{__name__}.allow")
    for signal in (worker_init, worker_process_init):
        signal.connect(allow, dispatch_uid=f"{__name__}.allow")
