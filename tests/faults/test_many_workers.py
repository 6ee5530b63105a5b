"""Several worker processes on one queue."""

from __future__ import annotations

import itertools

import pytest

from django_personaclick.models import Channel, OutboxMessage

from .moments import drained
from .processes import eventually
from .received import accepted, by_visitor, ids, order_numbers
from .shopping import browse, dids, pending, place_many

VISITORS, VIEWS = 40, 8


@pytest.mark.parametrize("workers", [2, 4])
def test_every_event_comes_once_and_in_order(sandbox, programs, workers):
    for _ in range(workers):
        programs.worker(WINDOW=64, LEASE=60)

    browse(VISITORS, VIEWS)
    eventually(lambda: not pending(), "everything delivered", timeout=40)

    requests = accepted(sandbox, "/push")
    assert len(requests) == len(sandbox.requests) == VISITORS * VIEWS
    keys = OutboxMessage.objects.filter(state="sent").values_list("uuid", flat=True)
    assert ids(requests) == {str(key): 1 for key in keys}
    assert by_visitor(requests) == {did: [str(n) for n in range(VIEWS)] for did in dids(VISITORS)}
    for program in programs.started:
        assert "Traceback" not in program.output


def test_one_batch_is_in_flight(sandbox, programs):
    slow = 0.5
    sandbox.fail("/sync/orders", mode="delay", delay=slow)
    for _ in range(4):
        programs.worker(LEASE=60)

    numbers = []
    for batch in range(4):
        numbers += place_many(5, prefix=f"B{batch}-")
        sandbox.wait_for(batch + 1, "/sync/orders")
        # Without the spacing of five seconds only the batch in flight keeps the others off.
        Channel.objects.update(next_request_at=None)
    eventually(drained, "everything delivered")

    requests = accepted(sandbox, "/sync/orders")
    began = [request.at for request in requests]
    assert min(later - one for one, later in itertools.pairwise(began)) >= slow
    assert sorted(number for batch in order_numbers(requests) for number in batch) == sorted(
        numbers
    )
