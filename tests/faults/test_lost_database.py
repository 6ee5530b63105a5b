"""The database breaks the connection of a worker that is in the middle of a batch."""

from __future__ import annotations

import pytest
from django.db import connection

from django_personaclick.models import OutboxMessage
from tests import services

from .moments import drained
from .processes import eventually
from .received import accepted, by_visitor, ids, order_numbers, without_repeats
from .shopping import browse, dids, pending, place_many

VISITORS, VIEWS = 24, 4
THREADS = 4


@pytest.fixture
def break_connections(database):
    """Breaks every other connection to the database; how many there were."""
    services.require("postgres")

    def break_all() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            return len(cursor.fetchall())

    return break_all


def test_worker_goes_on_after_its_connection_broke(sandbox, programs, break_connections):
    browse(VISITORS, VIEWS)
    sandbox.fail("/push", mode="delay", delay=0.2)
    worker = programs.worker(CONCURRENCY=THREADS)
    sandbox.wait_for(THREADS * 3, "/push")
    assert break_connections() == 1
    worker.wait_for("Delivery failed")
    in_doubt = len(sandbox.requests)
    sandbox.heal()
    eventually(lambda: not pending(), "everything delivered")
    worker.kill()

    requests = accepted(sandbox, "/push")
    assert OutboxMessage.objects.counts()["sent"] == VISITORS * VIEWS
    expected = {did: [str(number) for number in range(VIEWS)] for did in dids(VISITORS)}
    assert by_visitor(without_repeats(requests)) == expected
    # It stops sending as soon as it cannot write down what it sent.
    assert in_doubt <= THREADS * 5
    assert sum(times - 1 for times in ids(requests).values()) <= THREADS * 3
    assert "secret" not in worker.output


def test_orders_come_again_after_the_connection_broke(sandbox, programs, break_connections):
    numbers = place_many(10)
    sandbox.fail("/sync/orders", mode="delay", delay=0.5, times=1)
    worker = programs.worker()
    sandbox.wait_for(1, "/sync/orders")
    assert break_connections() == 1
    eventually(drained, "everything delivered")
    worker.kill()

    assert order_numbers(accepted(sandbox, "/sync/orders")) == [numbers, numbers]
    assert OutboxMessage.objects.counts()["failed"] == 0
