"""The shop's database is locked while delivery works: the messages wait."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager

import pytest
from django.db import connection

from django_personaclick.models import OutboxMessage, SyncState
from tests.sync.visits import visit

from .moments import deliver_now, end_rest
from .shopping import dids, place

pytestmark = pytest.mark.usefixtures("database", "personaclick_settings")


@contextmanager
def another_session():
    """A second connection to the database, in a transaction that holds the table of mirrors."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        import psycopg

        other = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None})
        other.execute("LOCK TABLE personaclick_syncstate IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


def be_impatient() -> None:
    sql = "PRAGMA busy_timeout = 50" if connection.vendor == "sqlite" else "SET lock_timeout = 50"
    with connection.cursor() as cursor:
        cursor.execute(sql)


class Locker:
    """Locks the database when delivery begins to write mirrors, until that has failed."""

    def __init__(self) -> None:
        self.failed = 0

    def __call__(self, execute, sql, params, many, context):
        if not sql.startswith("INSERT") or "syncstate" not in sql or self.failed:
            return execute(sql, params, many, context)
        self.failed += 1
        with another_session():
            return execute(sql, params, many, context)


def test_locked_database_fails_no_message(sandbox):
    with visit(did=dids(1)[0]):
        place("L-1")
    be_impatient()
    locker = Locker()

    with connection.execute_wrapper(locker):
        deliver_now()

    assert locker.failed == 1
    assert not OutboxMessage.objects.filter(state="failed").exists()
    assert OutboxMessage.objects.filter(state="pending", attempts=1).count() == 1

    while OutboxMessage.objects.open().exists():
        end_rest()
        deliver_now()
    assert [purchase["order_id"] for purchase in sandbox.state.purchases] == ["L-1"]
    assert SyncState.objects.get(kind="order").state == "synced"
    connection.close()
