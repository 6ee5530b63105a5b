from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from django_personaclick.delivery import pace
from django_personaclick.models import Channel, OutboxMessage, State

from .pages import filters, links, messages, rows

LIST = "/admin/personaclick/channel/"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def channel(name="events", **values):
    return Channel.objects.create(**{"shop": "default", "name": name, **values})


def waiting(count, **values):
    defaults = {"shop": "default", "channel": "events", "kind": "view", "lane": "x"}
    OutboxMessage.objects.bulk_create(OutboxMessage(**{**defaults, **values}) for _ in range(count))


def act(client, action, *chosen):
    data = {"action": action, "_selected_action": [item.pk for item in chosen]}
    return client.post(LIST, data, follow=True)


def test_the_list(viewer):
    later = timezone.now() + timedelta(minutes=5)
    earlier = timezone.now() - timedelta(minutes=5)
    channel("audience", last_success_at=NOON)
    channel("events", open_until=later, last_error="events.push: no answer")
    channel("orders", held_reason="orders.sync answered 403: shop_secret=abc is wrong")
    channel("events", shop="de", paused=True, open_until=earlier)
    waiting(2)
    waiting(1, state=State.LEASED)
    waiting(1, state=State.SENT)
    waiting(1, shop="de", channel="orders")

    response = viewer.get(LIST)

    assert rows(response) == [
        ["events", "de", "paused by staff", "0", "-", "-"],
        ["audience", "default", "delivering", "0", "May 4, 2026, noon", "-"],
        [
            "events", "default", "resting: PersonaClick is in trouble", "3", "-",
            "events.push: no answer",
        ],
        [
            "orders", "default", "held: PersonaClick refuses everything alike", "0", "-",
            "orders.sync answered 403: shop_secret=*** is wrong",
        ],
    ]  # fmt: skip
    assert filters(response) == ["paused by staff"]


def test_the_number_that_waits_leads_to_the_messages_that_wait(viewer):
    channel()
    waiting(2)
    waiting(1, state=State.LEASED)
    waiting(1, state=State.FAILED)
    waiting(1, channel="orders")

    (link,) = [link for link in links(viewer.get(LIST)) if "outboxmessage/?" in link]

    assert len(rows(viewer.get(link))) == 3


def test_the_number_of_queries_does_not_grow_with_the_list(viewer):
    for number in range(20):
        channel(shop=f"shop{number}")
        waiting(2, shop=f"shop{number}")
    viewer.get(LIST)

    with CaptureQueriesContext(connection) as captured:
        response = viewer.get(LIST)

    assert len(rows(response)) == 20
    # Session, user, the permissions of user and groups, count, rows.
    assert len(captured) == 6


def test_a_page(viewer):
    one = channel(held_reason="shop_secret=abc is wrong", last_error="shop_secret=abc is wrong")

    page = viewer.get(f"{LIST}{one.pk}/change/").content.decode()

    assert page.count("shop_secret=*** is wrong") == 2
    assert "abc" not in page
    assert 'name="_save"' not in page


def test_pause(worker, wakes):
    one, two = channel("events"), channel("orders", paused=True)

    response = act(worker, "pause", one, two)

    assert messages(response) == [
        ("success", "1 channel was paused."),
        ("warning", "1 of the selected was so already."),
    ]
    one.refresh_from_db()
    assert pace.admit(one, timezone.now()) == pace.Admission(granted=False)
    assert wakes == []


def test_nothing_to_pause(worker):
    assert messages(act(worker, "pause", channel(paused=True))) == [
        ("warning", "1 of the selected was so already.")
    ]


def test_resume(worker, wakes, django_capture_on_commit_callbacks):
    later = timezone.now() + timedelta(minutes=5)
    paused = channel("events", paused=True)
    held = channel("orders", held_reason="Refused.", held_until=later)
    broken = channel("audience", openings=2, open_until=later)
    fine = channel("events", shop="de")

    with django_capture_on_commit_callbacks(execute=True):
        response = act(worker, "resume", paused, held, broken, fine)

    assert messages(response) == [
        ("success", "3 channels deliver again."),
        ("warning", "1 of the selected was so already."),
    ]
    now = timezone.now()
    for one in (paused, held, broken):
        one.refresh_from_db()
    # What was in trouble begins with one call to see whether that is over.
    assert pace.admit(paused, now) == pace.Admission(granted=True)
    assert pace.admit(held, now) == pace.Admission(granted=True, probe=True)
    assert pace.admit(broken, now) == pace.Admission(granted=True, probe=True)
    assert wakes == [OutboxMessage]


def test_nothing_to_resume(worker, wakes, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = act(worker, "resume", channel())

    assert messages(response) == [("warning", "1 of the selected was so already.")]
    assert wakes == []


@pytest.mark.parametrize("action", ["pause", "resume"])
def test_who_may_only_look_may_not_act(viewer, action):
    one = channel(paused=action == "resume")

    page = viewer.get(LIST).content.decode()
    act(viewer, action, one)

    assert f'value="{action}"' not in page
    assert Channel.objects.get().paused is (action == "resume")


def test_nobody_adds_changes_or_deletes(worker):
    one = channel()

    assert worker.get(f"{LIST}add/").status_code == 403
    assert worker.post(f"{LIST}{one.pk}/change/", {"paused": "on"}).status_code == 403
    assert worker.post(f"{LIST}{one.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Channel.objects.get().paused is False
