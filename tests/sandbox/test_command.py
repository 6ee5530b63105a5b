"""``python -m django_personaclick.sandbox`` as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET, Sandbox

EMPTY = "orders must be a non-empty array"
OTHER_ID = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
OTHER_SECRET = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"


@contextmanager
def command(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    environment = {key: value for key, value in os.environ.items() if "DJANGO" not in key}
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "django_personaclick.sandbox", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def banner(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip()


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=10)
    return process.returncode, output


def test_it_runs_and_logs_without_the_secret() -> None:
    with command("--port", "0") as process:
        first = banner(process)
        url = first.rpartition(" ")[2].rstrip("/")
        assert first == f"PersonaClick sandbox of shop {SHOP_ID} on {url}/"
        keys = {"shop_id": SHOP_ID, "shop_secret": SHOP_SECRET}
        with requests.Session() as session:
            session.get(url + "/profile", params={**keys, "email": "j@shopmail.org"}, timeout=5)
            session.post(url + "/sync/orders", json={**keys, "orders": []}, timeout=5)
            session.post(url + "/push", json={"event": f"is {SHOP_SECRET}"}, timeout=5)
        status, output = end(process)
        assert status == 0
        assert output.splitlines() == [
            "404 GET /profile refused, Profile not found",
            "200 POST /sync/orders 0 orders accepted, 1 row refused: " + EMPTY,
            "401 POST /push is *** refused, shop_id is missing",
        ]


def test_its_options() -> None:
    own = ("--shop-id", OTHER_ID, "--shop-secret", OTHER_SECRET)
    with command("--port", "0", "--quiet", "--per-minute", "1", *own) as process:
        first = banner(process)
        url = first.rpartition(" ")[2]
        assert OTHER_ID in first
        keys = {"shop_id": OTHER_ID, "shop_secret": OTHER_SECRET, "orders": []}
        with requests.Session() as session:
            statuses = [
                session.post(url + "sync/orders", json=keys, timeout=5).status_code
                for _ in range(2)
            ]
        assert statuses == [200, 429]
        assert end(process) == (0, "")


def test_a_taken_port() -> None:
    with Sandbox() as sandbox:
        port = sandbox.url.rpartition(":")[2]
        with command("--port", port) as process:
            assert banner(process) == f"Cannot listen on 127.0.0.1:{port}: Address already in use"
            assert process.wait(10) == 1
