"""A worker whose lease was taken over settles nothing."""

from __future__ import annotations

import dataclasses
import random

import pytest
from django.utils import timezone

from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.delivery.claim import claim, reserve
from django_personaclick.delivery.collapse import collapse
from django_personaclick.delivery.deliver import Delivery
from django_personaclick.delivery.settle import settle
from django_personaclick.delivery.work import Result, Verdict, Work
from django_personaclick.models import OutboxMessage, SyncState
from django_personaclick.models.kinds import ChannelName
from django_personaclick.signals import message_failed, message_sent
from tests.shops.models import Order

from .moments import deliver_now, end_leases, end_waits
from .shopping import browse, place_many

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("personaclick_settings"),
]


@pytest.fixture
def told():
    """The messages of which ``message_sent`` and ``message_failed`` told."""
    heard: list[int] = []

    def hear(*, message, **kwargs):
        heard.append(message.pk)

    message_sent.connect(hear)
    message_failed.connect(hear)
    yield heard
    message_sent.disconnect(hear)
    message_failed.disconnect(hear)


def rows() -> list[dict]:
    """All messages and mirrors."""
    return [
        *OutboxMessage.objects.order_by("pk").values(),
        *SyncState.objects.order_by("pk").values(),
    ]


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.SKIPPED])
def test_late_result_changes_nothing(sandbox, told, verdict, caplog):
    place_many(3)
    late = claim("default", "orders", ENDPOINTS["orders.sync"])
    end_leases()
    end_waits()
    Order.objects.update(status=20)
    deliver_now()
    before, heard = rows(), list(told)
    caplog.clear()

    works = [
        Work(
            group=group,
            digest="of long ago",
            status="new",
            mirror=SyncState(
                shop="default", kind="order", model="shops.order", object_id=group.newest.object_id
            ),
        )
        for group in collapse(late.messages)
    ]
    counts = settle(late, [Result(work, verdict, "late") for work in works], timezone.now())

    assert rows() == before
    assert told == heard
    assert sum(counts.values()) == 0
    assert caplog.text == ""


def test_late_result_of_some_messages_settles_the_others(sandbox, told):
    """Another worker took over a part: its window was smaller."""
    browse(3, 1)
    late = claim("default", "events", ENDPOINTS["events.push"])
    taken = late.messages[0]
    OutboxMessage.objects.filter(pk=taken.pk).update(lease_token="0" * 32)

    results = [Result(Work(group=group), Verdict.SENT) for group in collapse(late.messages)]
    counts = settle(late, results, timezone.now())

    assert counts == {"sent": 2}
    assert told == [message.pk for message in late.messages[1:]]
    taken.refresh_from_db()
    assert (taken.state, taken.lease_token.hex) == ("leased", "0" * 32)


def test_lost_lease_ends_a_split(sandbox):
    """Before each further request of a batch the lease is renewed; without it nothing is sent."""
    place_many(4)
    late = claim("default", "orders", ENDPOINTS["orders.sync"])
    end_leases()
    end_waits()
    deliver_now()
    before = list(OutboxMessage.objects.order_by("pk").values())

    assert not reserve(late, ENDPOINTS["orders.sync"], sleep=lambda _: None)

    assert list(OutboxMessage.objects.order_by("pk").values()) == before


def overdue(name: str):
    """A claim of ``name`` whose worker was stopped, or was busy building, past its deadline; and
    the delivery that goes on with it."""
    delivery = Delivery("default", ChannelName(name), sleep=lambda _: None, rng=random.Random(0))
    late = claim("default", name, delivery.endpoint)
    return delivery, dataclasses.replace(late, deadline=0.0)


def test_no_event_is_sent_after_the_deadline(sandbox):
    browse(5, 2)
    delivery, late = overdue("events")

    assert delivery.send(late) == ([], 0)

    assert sandbox.requests == []
    assert OutboxMessage.objects.filter(state="pending", attempts=0).count() == 10
    assert deliver_now().verdicts == {"sent": 10}


def test_no_batch_is_sent_after_another_worker_took_it(sandbox):
    place_many(3)
    delivery, late = overdue("orders")
    end_leases()
    end_waits()
    deliver_now()
    Order.objects.update(total="25.00")
    before = rows()

    assert delivery.send(late) == ([], 0)

    assert len(sandbox.requests) == 1
    assert rows() == before


def test_late_batch_that_nobody_took_is_sent(sandbox):
    place_many(3)
    delivery, late = overdue("orders")

    assert delivery.send(late) == ([], 1)

    assert sorted(sandbox.state.orders) == ["N0", "N1", "N2"]
    assert not OutboxMessage.objects.open().exists()


def test_expired_lease_is_taken_over_in_order(sandbox):
    browse(2, 3)
    claim("default", "events", ENDPOINTS["events.push"])
    assert deliver_now().requests == 0

    end_leases()
    assert deliver_now().verdicts == {"sent": 6}
    assert not sandbox.repeats
