"""A shop's process that serves: places orders as it is asked to, and says how long each took.

``python -m tests.faults.shop_process PREFIX`` reads a number of orders from each line of its input,
and ends with it.
"""

from __future__ import annotations

import statistics
import sys
import time

from . import celery_app  # noqa: F401 - sets Django up


def main(prefix: str) -> None:
    from django.core.signals import request_started

    from .shopping import product

    product()
    request_started.send(sender=None)
    print("ready", flush=True)
    for count, line in enumerate(sys.stdin, 1):
        took = [order_seconds(f"{prefix}{count}-{number}") for number in range(int(line))]
        print(statistics.median(took), max(took), f"seconds for round {count}.", flush=True)


def order_seconds(number: str) -> float:
    """Place one order as a checkout does: seconds until its transaction has committed."""
    from django.db import transaction

    from .shopping import place

    began = time.perf_counter()
    with transaction.atomic():
        place(number)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1])
