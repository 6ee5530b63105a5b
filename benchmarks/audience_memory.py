"""The memory that an upload of many people takes: ``python benchmarks/audience_memory.py``.

Uploads profiles from a generator over HTTP to a sandbox in a process of its own, and prints after
every request how much of this process has been in memory at most.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from django_personaclick.client import Client
from django_personaclick.client.bulk import Progress
from django_personaclick.payloads import Profile
from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET


def people(count: int) -> Iterator[Profile]:
    for number in range(count):
        yield Profile(
            email=f"jane.doe{number}@shopmail.org",
            phone=f"1415555{number % 10_000:04}",
            external_id=number,
            first_name="Jane",
            last_name="Doe",
            gender="f",
            birthday="1990-03-11",
            location="San Francisco",
            loyalty_id=f"{number:012}",
            loyalty_bonuses=number % 500,
            email_bulk=True,
            sms_bulk=False,
            custom={"favourite_colour": "green", "visits": number % 90},
        )


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=100_000)
    options = arguments.parse_args()
    command = [sys.executable, "-m", "django_personaclick.sandbox", "--port", "0", "--keep", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sandbox:
        try:
            run(address(sandbox), options.rows)
        finally:
            sandbox.terminate()


def address(sandbox: subprocess.Popen[str]) -> str:
    """The URL that the sandbox says it listens on."""
    for line in sandbox.stdout or ():
        for word in line.split():
            if urlsplit(word).scheme == "http":
                return word.rstrip(".,/")
    raise SystemExit("the sandbox did not start")


def run(url: str, rows: int) -> None:
    client = Client(SHOP_ID, SHOP_SECRET, api_url=url, read_timeout=60, call_timeout=120)
    print(f"before: at most {megabytes():.1f} MB in memory")
    start, before = time.monotonic(), Progress()

    def report(done: Progress) -> None:
        nonlocal before
        size = (done.bytes - before.bytes) / 1e6
        print(
            f"request {done.requests}: {done.rows - before.rows} rows, {size:.2f} MB; "
            f"{done.rows} rows so far, at most {megabytes():.1f} MB in memory"
        )
        before = done

    done = client.audience.upload_all(people(rows), progress=report)
    seconds = time.monotonic() - start
    print(f"{done.rows} rows, {done.requests} requests, {done.bytes / 1e6:.1f} MB, {seconds:.1f} s")


if __name__ == "__main__":
    main()
