from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from django.db import connections

from django_personaclick import outbox
from django_personaclick.sandbox import Sandbox

from .processes import Programs
from .shopping import dids

QUICK = {
    "BACKEND": "django_personaclick.client.backends.http.HttpBackend",
    "CONNECT_TIMEOUT": 0.3,
    "READ_TIMEOUT": 0.6,
    "CALL_TIMEOUT": 0.8,
    "LEASE": 2,
    "CONCURRENCY": 4,
}
"""The settings of delivery, in the tempo of tests."""


@pytest.fixture
def sandbox():
    """The API, without a limit per minute; it knows 100 devices."""
    with Sandbox(per_minute=0) as sandbox:
        for did in dids(100):
            sandbox.state.device(did)
        yield sandbox


@pytest.fixture
def personaclick_settings(settings, sandbox):
    """Deliver to the sandbox; the dict may be changed by assigning ``settings.PERSONACLICK``."""
    settings.PERSONACLICK = {**settings.PERSONACLICK, **QUICK, "API_URL": sandbox.url}
    outbox.logged_at.clear()
    return settings


@pytest.fixture
def database(transactional_db, tmp_path):
    """A database that other processes can open: SQLite's in memory is copied to a file."""
    inner = connections["default"]
    if inner.vendor != "sqlite":
        yield
        return
    inner.ensure_connection()
    path = tmp_path / "shop.sqlite3"
    with closing(sqlite3.connect(path)) as file:
        inner.connection.backup(file)
    kept = connections.databases["default"]
    connections.databases["default"] = {**kept, "NAME": str(path)}
    connections["default"] = type(inner)(connections.databases["default"], "default")
    yield
    connections["default"].close()
    connections["default"] = inner
    connections.databases["default"] = kept


@pytest.fixture
def programs(database, personaclick_settings, tmp_path):
    """Starts processes that share the test's database and settings."""
    programs = Programs(tmp_path, dict(personaclick_settings.PERSONACLICK))
    yield programs
    programs.stop()
