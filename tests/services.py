"""The services that some tests need: where they are, and what happens where they are not.

Without one its tests are skipped and say why; with ``REQUIRE_SERVICES=1`` they fail.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.db import connection

__all__ = ["RABBITMQ_URL", "REDIS_URL", "require"]

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")
RABBITMQ_URL = os.environ.get("RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")


def postgres() -> str:
    if connection.vendor == "postgresql":
        return ""
    return "run with DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres"


def listens(url: str) -> str:
    parts = urlsplit(url)
    address = (parts.hostname or "127.0.0.1", parts.port or 0)
    try:
        socket.create_connection(address, timeout=2).close()
    except OSError as error:
        return f"{address[0]}:{address[1]} does not listen ({error})"
    return ""


PROBES: dict[str, Callable[[], str]] = {
    "postgres": postgres,
    "redis": lambda: listens(REDIS_URL),
    "rabbitmq": lambda: listens(RABBITMQ_URL),
}


def require(service: str) -> None:
    """Skip the test where ``service`` is missing, or fail it with ``REQUIRE_SERVICES=1``.

    The database is a choice of the run: its tests are only ever skipped.
    """
    problem = PROBES[service]()
    if not problem:
        return
    reason = f"needs {service}: {problem}"
    if os.environ.get("REQUIRE_SERVICES") == "1" and service != "postgres":
        pytest.fail(reason)
    pytest.skip(reason)
