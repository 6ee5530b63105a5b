"""An end for what has none of its own: name servers and brokers may keep a caller for minutes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

__all__ = ["bounded"]

T = TypeVar("T")


def bounded(work: Callable[[], T], seconds: float) -> T:
    """What ``work`` gives, or raises; ``TimeoutError`` when that takes longer than ``seconds``.

    Work that overruns is left behind in a thread that ends with the process.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001  (raised again below)
            errors.append(error)

    thread = threading.Thread(target=run, name="personaclick-bounded", daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError(f"no answer within {seconds:g} s")
    return results[0]
