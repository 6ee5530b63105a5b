"""``kill -9`` of a worker process in mid-batch: nothing is lost, little is sent twice."""

from __future__ import annotations

import signal

import pytest
from django.utils import timezone

from django_personaclick.models import Channel, OutboxMessage, State, SyncState

from .processes import eventually
from .received import accepted, by_visitor, ids, order_numbers, without_repeats
from .servers import blackholed
from .shopping import browse, dids, pending, place_many

VISITORS, VIEWS = 12, 5
THREADS = 4


def test_events_of_killed_worker_come_again_in_order(sandbox, programs):
    browse(VISITORS, VIEWS)
    sandbox.fail("/push", mode="delay", delay=0.25)
    first = programs.worker(CONCURRENCY=THREADS)
    sandbox.wait_for(THREADS * 3, "/push")
    first.kill()
    came = ids(accepted(sandbox, "/push"))
    left = {str(key) for key in OutboxMessage.objects.open().values_list("uuid", flat=True)}
    lease = OutboxMessage.objects.filter(state=State.LEASED).first().lease_until
    in_doubt = came.keys() & left
    sandbox.heal()

    second = programs.worker(CONCURRENCY=THREADS)
    eventually(lambda: not pending(), "everything delivered")
    second.kill()

    requests = accepted(sandbox, "/push")
    assert OutboxMessage.objects.counts()["sent"] == VISITORS * VIEWS
    assert ids(requests).keys() == {
        str(k) for k in OutboxMessage.objects.values_list("uuid", flat=True)
    }
    # What was in flight, or answered within the last moments, and nothing else came twice.
    assert {key for key, times in ids(requests).items() if times > 1} == in_doubt
    assert len(in_doubt) <= THREADS * 2
    assert max(ids(requests).values()) <= 2
    expected = {did: [str(number) for number in range(VIEWS)] for did in dids(VISITORS)}
    assert by_visitor(without_repeats(requests)) == expected
    # The dead worker's lanes rested until its lease had ended.
    again = [request for request in requests if request.repeat]
    assert min(request.received for request in again) >= lease.timestamp()


@pytest.mark.parametrize("moment", ["before the request", "after the request"])
def test_orders_of_killed_worker_come_after_its_lease(sandbox, programs, moment):
    numbers = place_many(20)
    if moment == "before the request":
        with blackholed() as port:
            url = f"http://127.0.0.1:{port}"
            first = programs.worker(API_URL=url, CONNECT_TIMEOUT=30, CALL_TIMEOUT=1)
            eventually(lambda: OutboxMessage.objects.filter(state="leased").exists(), "a claim")
            first.kill()
    else:
        sandbox.fail("/sync/orders", mode="delay", delay=0.5)
        first = programs.worker()
        sandbox.wait_for(1, "/sync/orders")
        first.kill()
        sandbox.heal()
    channel = Channel.objects.get(name="orders")
    assert channel.busy_until > timezone.now()
    before = len(accepted(sandbox, "/sync/orders"))
    Channel.objects.update(next_request_at=None)

    second = programs.worker()
    eventually(lambda: not pending(), "everything delivered")
    second.kill()

    requests = accepted(sandbox, "/sync/orders")
    assert order_numbers(requests[before:]) == [numbers]
    assert requests[before].received >= channel.busy_until.timestamp()
    assert sorted(sandbox.state.orders) == sorted(numbers)
    assert SyncState.objects.filter(kind="order", state="synced").count() == 20
    assert OutboxMessage.objects.filter(state__in=["failed", "unknown", "expired"]).count() == 0


def test_stopped_worker_settles_nothing_when_it_wakes_up(sandbox, programs):
    """SIGSTOP for longer than the lease: another worker has done the work meanwhile."""
    browse(VISITORS, VIEWS)
    sandbox.fail("/push", mode="delay", delay=0.25)
    first = programs.worker(CONCURRENCY=THREADS)
    sandbox.wait_for(THREADS, "/push")
    first.send(signal.SIGSTOP)
    sandbox.heal()
    second = programs.worker(CONCURRENCY=THREADS)
    eventually(lambda: not pending(), "everything delivered")
    second.kill()
    done = list(OutboxMessage.objects.order_by("pk").values())
    requests = len(sandbox.requests)

    first.send(signal.SIGCONT)
    browse(1, 1)
    eventually(lambda: not pending(), "the woken worker goes on")

    assert list(OutboxMessage.objects.order_by("pk").values())[:-1] == done
    assert len(sandbox.requests) == requests + 1
    requests = accepted(sandbox, "/push")
    assert sum(times - 1 for times in ids(requests).values()) <= THREADS * 2
    del requests[-1]
    expected = {did: [str(number) for number in range(VIEWS)] for did in dids(VISITORS)}
    assert by_visitor(without_repeats(requests)) == expected


def test_worker_that_is_asked_to_end_leaves_nothing_in_doubt(sandbox, programs):
    """SIGTERM: what was claimed is finished, the rest is for the next worker."""
    browse(VISITORS, VIEWS)
    sandbox.fail("/push", mode="delay", delay=0.1)
    first = programs.worker(CONCURRENCY=THREADS, WINDOW=16)
    sandbox.wait_for(THREADS, "/push")
    first.send(signal.SIGTERM)
    assert first.popen.wait(10) == 0, first.output
    assert len(sandbox.requests) == 16
    assert not OutboxMessage.objects.filter(state="leased").exists()

    sandbox.heal()
    programs.worker(CONCURRENCY=THREADS)
    eventually(lambda: not pending(), "everything delivered")

    requests = accepted(sandbox, "/push")
    assert not sandbox.repeats
    expected = {did: [str(number) for number in range(VIEWS)] for did in dids(VISITORS)}
    assert by_visitor(requests) == expected
