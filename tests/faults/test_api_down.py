"""The API is sick in every way there is, and then well again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone

from django_personaclick.delivery.pace import TRIP
from django_personaclick.models import Channel, OutboxMessage
from django_personaclick.sandbox import Sandbox

from .moments import deliver_now, end_backoff, end_rest
from .received import accepted, by_visitor
from .servers import blackholed
from .shopping import dids, fill_carts, pending, place_many

pytestmark = pytest.mark.django_db

VISITORS, ITEMS, ORDERS = 30, 3, 8
THREADS = 4


@contextmanager
def refuses(sandbox: Sandbox, settings) -> Iterator[None]:
    sandbox.stop()
    yield
    sandbox.start()


@contextmanager
def drops_packets(sandbox: Sandbox, settings) -> Iterator[None]:
    kept = settings.PERSONACLICK
    with blackholed() as port:
        settings.PERSONACLICK = {**kept, "API_URL": f"http://127.0.0.1:{port}"}
        yield
    settings.PERSONACLICK = kept


def fails(**fault: object) -> Callable[..., object]:
    @contextmanager
    def outage(sandbox: Sandbox, settings) -> Iterator[None]:
        sandbox.fail(**fault)
        yield
        sandbox.heal()

    return outage


OUTAGES = {
    "refuses": refuses,
    "drops packets": drops_packets,
    "is silent": fails(mode="silence"),
    "answers 500": fails(status=500),
    "answers 502 with HTML": fails(
        status=502, body="<html>Bad gateway</html>", headers={"Content-Type": "text/html"}
    ),
    "answers 200 with garbage": fails(mode="garbage"),
    "breaks off its answer": fails(mode="wrong_length"),
    "resets after reading": fails(mode="reset"),
    "trickles": fails(mode="trickle", delay=0.3),
}


@pytest.fixture(params=OUTAGES.values(), ids=OUTAGES.keys())
def outage(request, sandbox, personaclick_settings):
    return request.param(sandbox, personaclick_settings)


def channel(name: str) -> Channel:
    return Channel.objects.get(name=name)


def test_outage_costs_few_requests_and_no_message(sandbox, outage):
    fill_carts(VISITORS, ITEMS)
    numbers = place_many(ORDERS)
    captured = OutboxMessage.objects.count()
    events = OutboxMessage.objects.filter(channel="events")
    orders = OutboxMessage.objects.filter(channel="orders")

    with outage:
        first = deliver_now()
        # One worker's threads may be under way when the fifth failure opens the circuit.
        assert TRIP <= first.requests - 1 <= TRIP - 1 + THREADS
        assert sum(events.values_list("attempts", flat=True)) == first.requests - 1
        assert sum(orders.values_list("attempts", flat=True)) == ORDERS
        assert channel("events").open_until > timezone.now()
        assert (channel("events").openings, channel("orders").openings) == (1, 0)

        # An open circuit claims nothing and burns no attempts.
        end_backoff()
        attempts = list(events.order_by("pk").values_list("attempts", flat=True))
        assert deliver_now().requests <= 1  # the orders' own, not yet open
        assert list(events.order_by("pk").values_list("attempts", flat=True)) == attempts

        # Half open: one probe, and the circuit opens for longer.
        end_rest()
        assert deliver_now().requests == 2
        assert channel("events").openings == 2
        assert (channel("events").open_until - timezone.now()).total_seconds() > 30 * 2 * 0.7
        assert OutboxMessage.objects.open().count() == captured
    while pending():
        end_rest()
        assert deliver_now().verdicts["sent"]

    assert OutboxMessage.objects.counts() == {
        **dict.fromkeys(OutboxMessage.objects.counts(), 0),
        "sent": VISITORS * ITEMS + ORDERS,
        "superseded": captured - VISITORS * ITEMS - ORDERS,
    }
    expected = {did: [str(number) for number in range(ITEMS)] for did in dids(VISITORS)}
    assert by_visitor(accepted(sandbox, "/push")) == expected
    assert sorted(sandbox.state.orders) == sorted(numbers)
    for name in ("events", "orders"):
        healed = channel(name)
        assert (healed.failures, healed.openings, healed.open_until) == (0, 0, None)
        assert healed.last_error == ""


def test_error_texts_hold_no_secret_and_no_person(sandbox, outage, caplog):
    place_many(1)
    with outage:
        deliver_now()

    message = OutboxMessage.objects.get(channel="orders", attempts=1)
    assert message.error.startswith("orders.sync")
    assert channel("orders").last_error == message.error
    texts = message.error + caplog.text
    assert sandbox.shop_secret not in texts
    assert "shopmail" not in texts
