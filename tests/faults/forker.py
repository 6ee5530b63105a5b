"""A server's process that forks after its first deliveries, as one with ``preload`` does."""

from __future__ import annotations

import json
import os
import threading
import time

import django

django.setup()

from django.core.signals import request_started  # noqa: E402
from django.db import connections, transaction  # noqa: E402

from django_personaclick.dispatch import dispatcher  # noqa: E402
from django_personaclick.models import OutboxMessage  # noqa: E402
from django_personaclick.payloads import View  # noqa: E402

from .shopping import track  # noqa: E402


def serve(did: str, views: int) -> None:
    """Answer a request in which the visitor views products; wait until that is delivered."""
    request_started.send(sender=None)
    with transaction.atomic():
        track(did, [View(number) for number in range(views)])
    end = time.monotonic() + 10
    mine = OutboxMessage.objects.filter(visitor=did)
    while mine.open().exists() and time.monotonic() < end:
        time.sleep(0.02)


def report(name: str) -> None:
    names = sorted(thread.name for thread in threading.enumerate() if thread.is_alive())
    data = {"process": name, "pid": os.getpid() == dispatcher.pid, "threads": names}
    print(json.dumps(data), flush=True)


def main() -> None:
    serve("visitor000", 3)
    connections.close_all()
    child = os.fork()
    if child:
        serve("visitor001", 5)
        os.waitpid(child, 0)
        report("parent")
    else:
        before = dispatcher.thread is not None and dispatcher.thread.is_alive()
        serve("visitor002", 5)
        report(f"child, thread before: {before}")
        os._exit(0)


if __name__ == "__main__":
    main()
