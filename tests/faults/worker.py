"""A worker process: delivers what is due, in a loop, until it is stopped."""

from __future__ import annotations

import time
import traceback

import django

django.setup()

from django_personaclick.delivery import deliver  # noqa: E402


def main() -> None:
    print("ready", flush=True)
    while True:
        try:
            deliver(budget=10)
        except Exception:
            traceback.print_exc()
        time.sleep(0.05)


if __name__ == "__main__":
    main()
