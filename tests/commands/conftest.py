from __future__ import annotations

import socket
from io import StringIO

import celery
import pytest
from django.core.management import CommandError, call_command

from django_personaclick.models import OutboxMessage
from django_personaclick.sandbox import Sandbox
from tests.checks.project import Project


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


@pytest.fixture
def sandbox():
    with Sandbox() as running:
        yield running


@pytest.fixture
def live(settings, sandbox):
    """The settings of a shop whose API is the sandbox."""
    settings.PERSONACLICK = {
        "SHOP_ID": "0123456789abcdef0123456789abcd",
        "SHOP_SECRET": "fedcba9876543210fedcba9876543210",
        "API_URL": sandbox.url,
        "DISPATCH": "none",
        "SETTLE": 0,
    }
    return settings


@pytest.fixture
def journal(db):
    """The journal, empty."""
    OutboxMessage.objects.all().delete()
    return OutboxMessage.objects


@pytest.fixture
def silent_port():
    """A server that takes connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield server.getsockname()[1]


@pytest.fixture
def closed_port():
    """A port that nobody listens to."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        yield server.getsockname()[1]


@pytest.fixture
def broker():
    """A function that makes a Celery app with the given broker the current one."""
    before = celery.current_app._get_current_object()
    yield lambda url: celery.Celery("shop", broker=url, set_as_current=True)
    before.set_current()


class Terminal(StringIO):
    """What a person sees who runs a command."""

    def isatty(self):
        return True


@pytest.fixture
def run():
    """A function that runs a command: its output, and its error if it ends in one."""

    def call(name, *args, on=StringIO):
        out = on()
        error = ""
        try:
            call_command(name, *args, stdout=out, no_color=True)
        except CommandError as failure:
            error = str(failure)
        return out.getvalue(), error

    call.terminal = Terminal
    return call
