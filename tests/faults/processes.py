"""Processes of the tests' own, and waiting for what they do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import connection

__all__ = ["Program", "Programs", "eventually"]

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
DATABASE_KEYS = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")


def eventually(condition: Callable[[], object], what: str, timeout: float = PATIENCE) -> None:
    """Wait until ``condition()`` holds; an error says that ``what`` did not come."""
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {timeout:g} s: {what}")
        time.sleep(0.02)


class Program:
    """A process in a group of its own; what it writes goes to a file."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as output:
            self.popen = subprocess.Popen(
                arguments,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_for(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until the process has written ``text``."""
        end = time.monotonic() + timeout
        while text not in self.output:
            if time.monotonic() > end or self.popen.poll() not in (None, 0):
                raise AssertionError(f"{text!r} did not come:\n{self.output}")
            time.sleep(0.02)

    def finish(self, timeout: float = PATIENCE) -> str:
        """Close its input and wait for its end; what it wrote."""
        self.popen.communicate(timeout=timeout)
        assert self.popen.returncode == 0, self.output
        return self.output

    def send(self, number: signal.Signals) -> None:
        self.popen.send_signal(number)

    def kill(self) -> None:
        """``kill -9``, with whatever it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        if self.popen.stdin is not None:
            self.popen.stdin.close()
        self.popen.wait(PATIENCE)


class Programs:
    """Starts the processes of one test and ends them with it."""

    def __init__(self, folder: Path, personaclick: dict[str, Any]) -> None:
        self.folder = folder
        self.personaclick = personaclick
        self.started: list[Program] = []

    def start(
        self,
        *arguments: str,
        broker: str = "memory://",
        broker_options: dict[str, Any] | None = None,
        **personaclick: Any,
    ) -> Program:
        """``python -m ARGUMENTS`` on the test's database, with changed ``PERSONACLICK`` keys."""
        given = {
            "database": {key: str(connection.settings_dict[key]) for key in DATABASE_KEYS},
            "personaclick": {**self.personaclick, **personaclick},
            "broker": broker,
            "broker_options": broker_options or {},
        }
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.child_settings",
            "PERSONACLICK_TEST_SETTINGS": json.dumps(given),
            "PYTHONUNBUFFERED": "1",
        }
        log = self.folder / f"{len(self.started)}.log"
        program = Program([sys.executable, "-m", *arguments], environment, log)
        self.started.append(program)
        return program

    def worker(self, **personaclick: Any) -> Program:
        """A worker that delivers in a loop, ready to work."""
        program = self.start("tests.faults.worker", **personaclick)
        program.wait_for("ready")
        return program

    def stop(self) -> None:
        for program in self.started:
            program.kill()
