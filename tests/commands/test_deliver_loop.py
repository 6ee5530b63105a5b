"""``personaclick_deliver --loop`` in a process of its own: signals and outages."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET

pytestmark = pytest.mark.slow
PATIENCE = 30
STARTED = "Delivering for default until SIGTERM or Ctrl-C."

CAPTURE = """
import django; django.setup()
from django.contrib.auth.models import User
User.objects.create_user("{name}", "{name}@shopmail.org")
"""


class Loop:
    """The running command, its lines kept in files."""

    def __init__(self, project, *args):
        self.log = project.path / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-W", "error", "-m", "django", "personaclick_deliver"),
                    *("--loop", "--interval", "0.1", *args),
                ],
                cwd=project.path,
                env=project.environment(),
                stdout=log,
                stderr=log,
            )

    def lines(self):
        return self.log.read_text().splitlines()

    def wait_for_line(self, part):
        """The first line with ``part`` in it."""
        return until(lambda: next((line for line in self.lines() if part in line), None))

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def until(condition):
    """What ``condition`` gives as soon as it is something."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if found := condition():
            return found
        time.sleep(0.02)
    raise TimeoutError("It did not come to pass.")


@pytest.fixture
def shop(project, sandbox):
    """A shop on disk, its tables not made yet."""
    project.write(
        settings=f"""
PERSONACLICK = {{
    "SHOP_ID": {SHOP_ID!r}, "SHOP_SECRET": {SHOP_SECRET!r}, "API_URL": {sandbox.url!r},
    "DISPATCH": "local",
}}
DATABASES["default"]["OPTIONS"] = {{"transaction_mode": "IMMEDIATE", "timeout": 20}}
"""
    )
    return project


@pytest.fixture
def loops():
    """A function that starts the command; what still runs at the end is killed."""
    running = []

    def start(project, *args):
        running.append(Loop(project, *args))
        return running[-1]

    yield start
    for loop in running:
        if loop.process.poll() is None:
            loop.process.kill()
            loop.process.wait()


def migrate(project):
    done = project.manage("migrate", "--verbosity", "0")
    assert (done.returncode, done.stderr) == (0, "")


def capture(project, name="jane"):
    done = project.python(CAPTURE.format(name=name))
    assert (done.returncode, done.stderr) == (0, "")


def states(project):
    database = sqlite3.connect(project.path / "shop.sqlite3", timeout=20)
    try:
        rows = database.execute("SELECT state FROM personaclick_outboxmessage ORDER BY id")
        return [state for (state,) in rows]
    finally:
        database.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_after_the_call_that_is_under_way(shop, sandbox, loops, number):
    migrate(shop)
    capture(shop)
    sandbox.fail("/import/audience", mode="delay", delay=1.5)
    loop = loops(shop)
    until(lambda: states(shop) == ["leased"])

    assert loop.stop(number) == 0

    assert states(shop) == ["sent"]
    assert [request.path for request in sandbox.requests] == ["/import/audience"]
    assert loop.lines() == [STARTED, "1 sent, in 1 request"]


def test_a_signal_ends_its_sleep(shop, loops):
    migrate(shop)
    loop = loops(shop, "--interval", "600")
    loop.wait_for_line(STARTED)

    begun = time.monotonic()
    assert loop.stop() == 0
    assert time.monotonic() - begun < 10


def test_a_second_signal_ends_it_at_once(shop, sandbox, loops):
    migrate(shop)
    capture(shop)
    sandbox.fail("/import/audience", mode="silence")
    loop = loops(shop)
    until(lambda: states(shop) == ["leased"])

    loop.process.send_signal(signal.SIGTERM)
    until(lambda: [loop.process.send_signal(signal.SIGTERM), loop.process.poll()][1] is not None)

    assert loop.process.returncode == -signal.SIGTERM


def test_it_outlives_a_database_without_tables_and_an_api_in_trouble(shop, sandbox, loops):
    sandbox.fail("/import/audience", times=1, status=503)
    loop = loops(shop)
    line = loop.wait_for_line("Delivery failed")
    assert line.startswith(
        "Delivery failed (OperationalError: no such table: personaclick_outboxmessage); "
        "the next try is in "
    )
    assert "Traceback" not in "".join(loop.lines())

    migrate(shop)
    capture(shop)
    loop.wait_for_line("1 to be tried again, in 1 request")
    loop.wait_for_line("1 sent, in 1 request")

    assert loop.stop() == 0
    assert states(shop) == ["sent"]
    assert [request.status for request in sandbox.requests] == [503, 200]


def test_no_thread_of_the_dispatcher_runs_in_a_command(shop):
    migrate(shop)
    capture(shop)

    done = shop.python(
        "import threading, django; django.setup();"
        "from django.core.management import call_command;"
        "from django_personaclick import dispatch, outbox;"
        "from django.contrib.auth.models import User;"
        "outbox.changed(User.objects.get());"
        "[call_command(f'personaclick_{name}') for name in ('deliver', 'prune', 'check')];"
        "names = [thread.name for thread in threading.enumerate()];"
        "print('personaclick-dispatch' in names, dispatch.dispatcher.thread)"
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "False None"
