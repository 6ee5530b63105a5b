"""Which processes deliver by themselves: servers do, also after a fork; commands do not."""

from __future__ import annotations

import json
import urllib.request

import pytest

from django_personaclick.models import OutboxMessage
from tests.shops.models import Order

from .moments import drained
from .processes import Program, eventually
from .received import accepted, by_visitor, order_numbers
from .shopping import pending, place

LOCAL = {"DISPATCH": "local", "DISPATCH_INTERVAL": 0.1}
OWN_THREADS = {"personaclick-dispatch", "personaclick-watchdog"}


def test_fork_after_the_first_deliveries(sandbox, programs):
    output = programs.start("tests.faults.forker", **LOCAL).finish(timeout=30)

    reports = {data["process"]: data for data in map(json.loads, lines(output))}
    assert reports.keys() == {"parent", "child, thread before: False"}, output
    for data in reports.values():
        assert data["pid"]
        assert set(data["threads"]) >= OWN_THREADS
    # Each came once: no request went through a connection of the other process.
    assert by_visitor(accepted(sandbox, "/push")) == {
        "visitor000": ["0", "1", "2"],
        "visitor001": ["0", "1", "2", "3", "4"],
        "visitor002": ["0", "1", "2", "3", "4"],
        "visitor003": [str(number) for number in range(30)],
        "visitor004": [str(number) for number in range(30)],
    }
    assert set(OutboxMessage.objects.values_list("state", "attempts")) == {("sent", 1)}


def lines(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith("{")]


SCRIPT = """
import threading
from tests.faults.shopping import place
place("M-1")
print(sorted(thread.name for thread in threading.enumerate()))
"""


@pytest.mark.parametrize("dispatch", ["local", "celery"])
def test_management_command_starts_no_thread(sandbox, programs, dispatch):
    program = programs.start(
        "django", "shell", "--no-imports", "-c", SCRIPT, **{**LOCAL, "DISPATCH": dispatch}
    )

    assert program.finish() == "['MainThread']\n"
    assert Order.objects.count() == 1
    assert pending() == 2
    assert sandbox.requests == []


@pytest.fixture
def server(programs):
    """Starts gunicorn; gives the process and the address of the shop."""

    def start(*arguments: str, **options: object) -> tuple[Program, str]:
        program = programs.start(
            "gunicorn", "tests.faults.wsgi", "--bind", "127.0.0.1:0", *arguments, **options
        )
        program.wait_for("Booting worker")
        address = program.output.partition("Listening at: ")[2].split()[0]
        return program, address

    return start


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.read().decode()


def test_server_delivers_by_itself_after_commit(sandbox, server):
    _, address = server("--preload", "--workers", "2", **LOCAL)

    numbers = [f"G-{number}" for number in range(3)]
    for number in numbers:
        assert get(f"{address}/checkout/{number}/") == number

    sandbox.wait_for(1, "/sync/orders")
    eventually(drained, "everything delivered")
    arrived = [
        number for batch in order_numbers(accepted(sandbox, "/sync/orders")) for number in batch
    ]
    assert sorted(arrived) == numbers


def test_server_delivers_what_an_earlier_process_has_left(sandbox, server):
    place("LEFT")
    _, address = server(**LOCAL)
    assert sandbox.requests == []

    assert get(f"{address}/thread/") == "true"
    sandbox.wait_for(1, "/sync/orders")


def test_server_without_dispatch_starts_no_thread(sandbox, server):
    _, address = server(DISPATCH="none")

    assert get(f"{address}/checkout/N-1/") == "N-1"
    assert get(f"{address}/thread/") == "false"
    assert pending() == 2
    assert sandbox.requests == []
