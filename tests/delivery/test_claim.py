"""Which messages a claim takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.delivery.claim import Claim, Refusal, claim, free_messages
from django_personaclick.models import OutboxMessage, State

PUSH = ENDPOINTS["events.push"]


@pytest.fixture
def queue(db):
    def fill(*rows):
        """Messages as (lane, state, seconds until they are due or their lease ends)."""
        made = []
        for lane, state, seconds in rows:
            moment = Now() + timedelta(seconds=seconds)
            due = {"lease_until": moment} if state == State.LEASED else {"not_before": moment}
            made.append(
                OutboxMessage.objects.create(
                    shop="default", channel="events", kind="view", lane=lane, state=state, **due
                ).pk
            )
        return made

    return fill


def taken(limit=256):
    now = timezone.now() + timedelta(seconds=1)
    return [message.pk for message in free_messages("default", "events", now, limit)]


def test_what_is_due_is_taken_oldest_first(queue):
    a, b, _ = queue(("a", State.PENDING, -5), ("b", State.PENDING, -9), ("c", State.PENDING, 60))

    assert taken() == [a, b]


def test_what_stands_behind_a_message_that_is_sent_or_backs_off_waits(queue):
    first, *_ = queue(
        ("free", State.PENDING, -5),
        ("sent", State.LEASED, 60),
        ("sent", State.PENDING, -5),
        ("rests", State.PENDING, 60),
        ("rests", State.PENDING, -5),
    )

    assert taken() == [first]


def test_what_stands_before_it_does_not_wait(queue):
    older, _ = queue(("a", State.PENDING, -5), ("a", State.PENDING, 60))

    assert taken() == [older]


def test_what_a_dead_worker_left_is_taken_in_its_place(queue):
    left, next_, other = queue(
        ("a", State.LEASED, -1), ("a", State.PENDING, -5), ("b", State.PENDING, -5)
    )

    assert taken() == [left, next_, other]


def test_finished_and_held_messages_block_nothing(queue):
    *_, last = queue(
        ("a", State.SENT, -5),
        ("a", State.FAILED, -5),
        ("a", State.HELD, -5),
        ("a", State.UNKNOWN, -5),
        ("a", State.PENDING, -5),
    )

    assert taken() == [last]


def test_a_visitor_with_hundreds_of_blocked_messages_hides_nobody(
    queue, django_assert_max_num_queries
):
    queue(("hot", State.LEASED, 60), *[("hot", State.PENDING, -5)] * 300)
    others = queue(*[(f"lane {n}", State.PENDING, -5) for n in range(20)])

    with django_assert_max_num_queries(12):
        assert taken(limit=10) == others[:10]


def test_claimed_messages_are_leased_and_not_claimed_again(queue):
    pk, _ = queue(("a", State.PENDING, -5), ("a", State.PENDING, -5))

    first = claim("default", "events", PUSH)

    assert isinstance(first, Claim)
    assert first.messages[0].pk == pk
    leased = OutboxMessage.objects.leased_by(first.token)
    assert leased.count() == 2
    assert isinstance(claim("default", "events", PUSH), Refusal)


def test_kinds_of_a_newer_version_are_set_aside(queue):
    pk, known = queue(("a", State.PENDING, -5), ("b", State.PENDING, -5))
    OutboxMessage.objects.filter(pk=pk).update(kind="hologram")

    first = claim("default", "events", PUSH)

    assert isinstance(first, Claim)
    assert [message.pk for message in first.messages] == [known]
    aside = OutboxMessage.objects.get(pk=pk)
    assert (aside.state, aside.error) == (
        State.HELD,
        "This version does not know this kind of message.",
    )
