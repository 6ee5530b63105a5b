"""A server's process that forks after its first deliveries, as one with ``preload`` does."""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback

import django

django.setup()

from django.core.signals import request_started  # noqa: E402
from django.db import connections, transaction  # noqa: E402

from django_personaclick.client import Client  # noqa: E402
from django_personaclick.dispatch import dispatcher  # noqa: E402
from django_personaclick.payloads import View  # noqa: E402

from .processes import eventually  # noqa: E402
from .shopping import pending, track  # noqa: E402


def serve(did: str, views: int) -> None:
    """Answer a request in which the visitor views products; wait until that is delivered."""
    request_started.send(sender=None)
    with transaction.atomic():
        track(did, [View(number) for number in range(views)])
    eventually(lambda: not pending() and is_resting(), f"the events of {did}")


def is_resting() -> bool:
    """Whether the dispatcher's thread has nothing to do. A fork in the middle of its queries would
    hand SQLite's locks, half taken, to the child."""
    if dispatcher.thread is None or dispatcher.thread.ident is None:
        return False
    frame = sys._current_frames()[dispatcher.thread.ident]
    steps = [entry.name for entry in traceback.extract_stack(frame)]
    return "step" not in steps and not dispatcher.flag.is_set()


def report(name: str) -> None:
    names = sorted(thread.name for thread in threading.enumerate() if thread.is_alive())
    data = {"process": name, "pid": os.getpid() == dispatcher.pid, "threads": names}
    print(json.dumps(data), flush=True)


def push(did: str) -> None:
    """Call the API as a view would, without the outbox."""
    client = Client.from_settings()
    for number in range(30):
        client.events.push(View(number, did=did))


def main() -> None:
    serve("visitor000", 3)
    connections.close_all()
    child = os.fork()
    if child == 0:
        before = dispatcher.thread is not None and dispatcher.thread.is_alive()
        push("visitor003")
        serve("visitor001", 5)
        report(f"child, thread before: {before}")
        os._exit(0)
    push("visitor004")
    # From here one after the other: each delivers what it has captured itself.
    os.waitpid(child, 0)
    serve("visitor002", 5)
    report("parent")


if __name__ == "__main__":
    main()
