"""The programs of the demo: started, watched and stopped together."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from . import PROJECT

HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 15
TAIL = 15


class ProgramError(Exception):
    """A program did not start or ended by itself; the message ends with its last words."""


class Programs:
    """Runs programs with their output in ``folder``; leaving the context stops all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._files: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        for log in self.folder.glob("*.log"):  # of the last run
            log.unlink()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for process in reversed(self._running.values()):
            process.terminate()
        for process in reversed(self._running.values()):
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for file in self._files:
            file.close()

    def run(self, name: str, *arguments: str, env: dict[str, str]) -> None:
        """Run ``python`` with these arguments until it is done."""
        with self.log(name).open("ab") as output:
            ended = subprocess.run(  # noqa: S603
                [sys.executable, *arguments],
                cwd=PROJECT, env=environment(env), stdout=output, stderr=output, check=False,
            )  # fmt: skip
        if ended.returncode:
            raise ProgramError(f"{name} failed.\n{self.last_words(name)}")

    def start(self, name: str, *arguments: str, env: dict[str, str]) -> None:
        """Start ``python`` with these arguments; it goes on until the context is left."""
        output = self.log(name).open("ab")
        self._files.append(output)
        # A session of its own: Ctrl-C is the demo's, which then stops the others in order.
        self._running[name] = subprocess.Popen(  # noqa: S603
            [sys.executable, *arguments],
            cwd=PROJECT, env=environment(env), stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip

    def wait_for(self, name: str, url: str) -> None:
        """Wait until ``name`` answers at ``url``."""
        opener = build_opener(ProxyHandler({}))
        end = time.monotonic() + START_SECONDS
        while True:
            self.check()
            try:
                opener.open(url, timeout=5).close()
                return
            except (URLError, OSError) as error:
                if time.monotonic() > end:
                    words = self.last_words(name)
                    raise ProgramError(f"{name} does not answer: {error}\n{words}") from error
            time.sleep(0.1)

    def check(self) -> None:
        """``ProgramError`` when a program has ended by itself."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise ProgramError(
                    f"{name} ended with code {process.returncode}.\n{self.last_words(name)}"
                )

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def last_words(self, name: str) -> str:
        lines = self.log(name).read_text(errors="replace").splitlines()[-TAIL:]
        return "\n".join([*lines, f"(all of it: {self.log(name)})"])


def environment(env: dict[str, str]) -> dict[str, str]:
    return os.environ | {"PYTHONUNBUFFERED": "1"} | env


def free_port(wanted: int) -> int:
    """``wanted`` if it is free, else another port of this machine."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ProgramError("No port is free on this machine.")
