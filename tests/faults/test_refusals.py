"""The API answers, but not with yes: too many requests, wrong keys, unwanted rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.delivery.pace import ALIKE, HOLD_FOR
from django_personaclick.delivery.retry import RATE_WAIT
from django_personaclick.models import Channel, OutboxMessage, SyncState
from django_personaclick.signals import channel_held, channel_resumed
from tests.shops.models import OrderLine

from .moments import deliver_now, end_backoff, end_rest, end_waits
from .received import accepted, by_visitor, order_numbers
from .servers import PickyApi
from .shopping import browse, dids, fill_carts, pending, place_many

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("personaclick_settings"),
]

THREADS = 4
VISITORS, ITEMS = 50, 4


@pytest.fixture
def news():
    """The signals of held and resumed channels."""
    heard: list[tuple[str, str]] = []

    def held(*, channel, reason, **kwargs):
        heard.append(("held", f"{channel.name}: {reason}"))

    def resumed(*, channel, **kwargs):
        heard.append(("resumed", channel.name))

    channel_held.connect(held)
    channel_resumed.connect(resumed)
    yield heard
    channel_held.disconnect(held)
    channel_resumed.disconnect(resumed)


def channel(name: str) -> Channel:
    return Channel.objects.get(name=name)


def counts() -> dict[str, int]:
    """The messages by state, those that there are."""
    return {state: count for state, count in OutboxMessage.objects.counts().items() if count}


def deliver_all() -> None:
    while pending():
        end_rest()
        assert deliver_now().verdicts["sent"]


# Too many requests


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({}, RATE_WAIT),
        ({"Retry-After": "1000000000"}, 3600.0),
        ({"Retry-After": "-5"}, 1.0),
    ],
    ids=["seconds", "no header", "absurd", "negative"],
)
@pytest.mark.parametrize("path", ["/push", "/sync/orders"])
def test_429_makes_the_channel_wait_and_burns_no_attempt(sandbox, path, headers, wait):
    if path == "/push":
        fill_carts(VISITORS, ITEMS)
    else:
        place_many(20)
    captured = OutboxMessage.objects.count()
    sandbox.fail(path, status=429, headers=headers)

    began = timezone.now()
    first = deliver_now()
    ended = timezone.now()

    assert 1 <= first.requests <= (THREADS if path == "/push" else 1)
    assert counts() == {"pending": captured}
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {0}
    next_request = channel("events" if path == "/push" else "orders").next_request_at
    if path == "/sync/orders":
        wait = max(wait, ENDPOINTS["orders.sync"].rate.spacing)
    assert began + timedelta(seconds=wait) <= next_request
    assert next_request <= ended + timedelta(seconds=wait)

    # Until then nothing is asked for, however often somebody comes round.
    end_backoff()
    assert deliver_now().requests == 0

    sandbox.heal()
    end_waits()
    deliver_now()
    deliver_all()
    assert set(counts()) <= {"sent", "superseded"}
    assert not sandbox.repeats


# Keys refused


@pytest.mark.parametrize("status", [401, 403])
def test_refused_shop_holds_the_channel_and_fails_nothing(sandbox, news, status, caplog):
    fill_carts(VISITORS, ITEMS)
    if status == 403:
        sandbox.active = False
    else:
        sandbox.fail("/push", status=401)

    first = deliver_now()

    assert 1 <= first.requests <= THREADS
    assert counts() == {"pending": VISITORS * ITEMS}
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {0}
    held = channel("events")
    assert held.held_reason.startswith(f"events.push answered {status}")
    assert timedelta() < held.held_until - timezone.now() <= HOLD_FOR
    assert news == [("held", f"events: {held.held_reason}")]
    assert caplog.text.count("is held") == 1

    # Held: nothing is tried. When the time is over: one probe, without further noise.
    end_backoff()
    assert deliver_now().requests == 0
    end_rest()
    assert deliver_now().requests == 1
    assert counts() == {"pending": VISITORS * ITEMS}
    assert (len(news), caplog.text.count("is held")) == (1, 1)

    sandbox.active = True
    sandbox.heal()
    end_rest()
    assert deliver_now().verdicts == {"sent": VISITORS * ITEMS}
    assert news[1:] == [("resumed", "events")]
    assert (channel("events").held_reason, channel("events").held_until) == ("", None)
    expected = {did: [str(number) for number in range(ITEMS)] for did in dids(VISITORS)}
    assert by_visitor(accepted(sandbox, "/push")) == expected


def test_wrong_secret_holds_the_orders(sandbox, news):
    right, sandbox.shop_secret = sandbox.shop_secret, "0" * 32
    numbers = place_many(20)
    captured = OutboxMessage.objects.count()

    assert deliver_now().requests == 1

    assert [request.status for request in sandbox.requests] == [400]
    assert counts() == {"pending": captured}
    assert channel("orders").held_reason == "orders.sync answered 400: Unsuccessful authorization"
    assert [what for what, _ in news] == ["held"]
    assert not SyncState.objects.filter(state="failed").exists()
    end_backoff()
    assert deliver_now().requests == 0

    sandbox.shop_secret = right
    end_rest()
    assert deliver_now().requests == 1
    assert set(counts()) == {"sent", "superseded"}
    assert sorted(sandbox.state.orders) == sorted(numbers)
    assert news[1:] == [("resumed", "orders")]


def test_held_events_do_not_hold_the_orders(sandbox):
    browse(5, 1)
    place_many(3)
    sandbox.fail("/push", status=403)

    deliver_now()

    assert len(sandbox.state.orders) == 3
    assert OutboxMessage.objects.filter(channel="events", state="pending").count() == 5


def test_like_refusals_of_many_events_hold_the_channel(sandbox):
    """Twenty refusals alike: not the rows are wrong but something that they share."""
    browse(60, 1)
    sandbox.fail("/push", status=422)

    for _ in range(3):
        end_backoff()
        deliver_now()

    assert channel("events").held_until > timezone.now()
    # Those that had been tried by then have failed, the others wait.
    failed = counts()["failed"]
    assert ALIKE <= failed <= ALIKE - 1 + THREADS
    assert counts() == {"failed": failed, "pending": 60 - failed}

    # One probe at a time, lest the queue be lost twenty by twenty.
    end_waits()
    for _ in range(3):
        deliver_now()
    assert counts()["failed"] == failed + 1
    assert channel("events").held_until > timezone.now()

    sandbox.heal()
    deliver_all()
    assert counts() == {"failed": failed + 1, "sent": 60 - failed - 1}


# Unwanted rows


def refuse_orders(*bad: str, status: int = 422):
    """A judge that refuses each request with one of these orders in it."""

    def judge(path, data):
        numbers = {order["id"] for order in data["orders"]}
        return status if numbers & set(bad) else 200

    return judge


def use(settings, url: str) -> None:
    settings.PERSONACLICK = {**settings.PERSONACLICK, "API_URL": url}


@pytest.mark.parametrize("place_of_bad", [0, 250, 499])
def test_one_bad_order_of_500_fails_alone(personaclick_settings, place_of_bad):
    numbers = place_many(500)
    bad = numbers[place_of_bad]
    api = PickyApi(refuse_orders(bad))

    with api.serve() as url:
        use(personaclick_settings, url)
        report = deliver_now()

    assert len(api.statuses) == report.requests <= 19
    arrived = [order["id"] for data in api.accepted for order in data["orders"]]
    assert sorted(arrived) == sorted(set(numbers) - {bad})
    failed = SyncState.objects.get(kind="order", state="failed")
    assert (failed.error, OutboxMessage.objects.filter(state="pending").count()) == (
        "orders.sync answered 422: Refused",
        0,
    )
    assert SyncState.objects.filter(kind="order", state="synced").count() == 499
    assert channel("orders").held_reason == ""


def test_all_orders_refused_hold_the_channel(personaclick_settings):
    place_many(500)
    api = PickyApi(lambda path, data: 422)

    with api.serve() as url:
        use(personaclick_settings, url)
        report = deliver_now()

    assert report.requests == len(api.statuses) <= 20
    assert set(counts()) == {"pending"}
    assert channel("orders").held_until > timezone.now()


def test_413_splits_the_batch_and_burns_no_attempt(personaclick_settings):
    numbers = place_many(100)
    api = PickyApi(lambda path, data: 413 if len(data["orders"]) > 30 else 200)

    with api.serve() as url:
        use(personaclick_settings, url)
        deliver_now()

    assert api.statuses == [413, 413, 200, 200, 413, 200, 200]
    sizes = [len(data["orders"]) for data in api.accepted]
    assert sizes == [25, 25, 25, 25]
    arrived = [order["id"] for data in api.accepted for order in data["orders"]]
    assert arrived == numbers
    assert set(counts()) == {"sent", "superseded"}
    sent = OutboxMessage.objects.filter(state="sent")
    assert set(sent.values_list("attempts", flat=True)) == {1}


def test_order_too_large_alone_fails_alone(personaclick_settings):
    numbers = place_many(10)
    api = PickyApi(refuse_orders(numbers[3], status=413))

    with api.serve() as url:
        use(personaclick_settings, url)
        deliver_now()

    assert SyncState.objects.get(state="failed").error == "orders.sync answered 413: Refused"
    assert SyncState.objects.filter(kind="order", state="synced").count() == 9


def test_outage_in_the_middle_of_a_split_keeps_what_was_accepted(personaclick_settings, sandbox):
    numbers = place_many(8)
    answers = iter([422, 200, 500])
    api = PickyApi(lambda path, data: next(answers))

    with api.serve() as url:
        use(personaclick_settings, url)
        deliver_now()
    assert [len(data["orders"]) for data in api.accepted] == [4]
    assert SyncState.objects.filter(kind="order", state="synced").count() == 4

    use(personaclick_settings, sandbox.url)
    deliver_all()
    assert order_numbers(accepted(sandbox, "/sync/orders")) == [numbers[4:]]


def test_broken_order_of_the_shop_fails_alone(personaclick_settings, sandbox):
    numbers = place_many(20)
    OrderLine.objects.filter(order__number=numbers[5]).update(quantity=0)

    deliver_now()

    assert order_numbers(accepted(sandbox, "/sync/orders")) == [
        [number for number in numbers if number != numbers[5]]
    ]
    failed = SyncState.objects.get(state="failed")
    assert "shopmail" not in failed.error
    # Mended, it follows.
    OrderLine.objects.get(order__number=numbers[5]).save()
    OrderLine.objects.filter(order__number=numbers[5]).update(quantity=1)
    deliver_all()
    assert sorted(sandbox.state.orders) == sorted(numbers)
