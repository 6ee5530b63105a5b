"""``python -m django_personaclick.sandbox``: run the sandbox until it is told to stop."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence

from ..exceptions import mask_secrets
from .journal import MASK, RecordedRequest, title
from .limits import PER_MINUTE
from .sandbox import SHOP_ID, SHOP_SECRET, Sandbox

__all__ = ["main"]

KEEP = 20_000


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(
        prog="python -m django_personaclick.sandbox",
        description="A strict local PersonaClick. Open its address in a browser to watch it.",
    )
    arguments.add_argument("--host", default="127.0.0.1", help="address to listen on")
    arguments.add_argument("--port", type=int, default=8046, help="0 takes a free one")
    arguments.add_argument("--shop-id", default=SHOP_ID)
    arguments.add_argument("--shop-secret", default=SHOP_SECRET)
    arguments.add_argument(
        "--per-minute",
        type=int,
        default=PER_MINUTE,
        help="requests a minute of each import (0: no limit)",
    )
    arguments.add_argument("--keep", type=int, default=KEEP, help="how many requests to remember")
    arguments.add_argument("--quiet", action="store_true", help="no line for each request")
    return arguments


def line(request: RecordedRequest) -> str:
    """One request, without query and body: they may hold the secret and personal data."""
    repeat = " REPEAT" if request.repeat else ""
    return mask_secrets(
        f"{request.status or '---'} {request.method} {request.path} "
        f"{title(request)}{repeat} {request.outcome}"
    ).replace("  ", " ")


def write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(argv: Sequence[str] | None = None) -> int:
    options = parser().parse_args(argv)
    sandbox = Sandbox(
        options.port,
        options.host,
        shop_id=options.shop_id,
        shop_secret=options.shop_secret,
        per_minute=options.per_minute,
        keep=options.keep,
    )
    if not options.quiet:
        sandbox.listen(lambda request: write(line(request).replace(sandbox.shop_secret, MASK)))
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        sandbox.start()
    except OSError as problem:
        sys.stderr.write(f"Cannot listen on {options.host}:{options.port}: {problem.strerror}\n")
        return 1
    write(f"PersonaClick sandbox of shop {options.shop_id} on {sandbox.url}/")
    stop.wait()
    sandbox.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
