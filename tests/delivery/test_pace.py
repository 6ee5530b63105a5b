"""When a channel may send."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from django_personaclick.delivery import pace
from django_personaclick.models import Channel

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Middle(random.Random):
    def random(self) -> float:
        return 0.5


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, pace.Admission(granted=True)),
        ({"paused": True}, pace.Admission(granted=False)),
        ({"next_request_at": later(3)}, pace.Admission(granted=False, until=later(3))),
        ({"next_request_at": later(-1)}, pace.Admission(granted=True)),
        (
            {"next_request_at": later(3), "busy_until": later(9)},
            pace.Admission(granted=False, until=later(9)),
        ),
        ({"busy_until": later(-1)}, pace.Admission(granted=True)),
        (
            {"open_until": later(30), "openings": 1},
            pace.Admission(granted=False, until=later(30)),
        ),
        ({"open_until": later(-1), "openings": 1}, pace.Admission(granted=True, probe=True)),
        (
            {"held_until": later(600), "held_reason": "no"},
            pace.Admission(granted=False, until=later(600)),
        ),
        ({"held_until": later(-1), "held_reason": "no"}, pace.Admission(granted=True, probe=True)),
    ],
)
def test_admit(fields, expected):
    assert pace.admit(Channel(**fields), NOW) == expected


def test_five_failures_open_the_circuit_and_each_failed_probe_doubles_it():
    channel = Channel()
    open_for = []
    for _ in range(8):
        pace.failed(channel, NOW, 1, "broken", Middle())
        open_for.append(channel.open_until and (channel.open_until - NOW).total_seconds())

    assert open_for == [None, None, None, None, 30, 60, 120, 240]


def test_circuit_is_never_open_for_more_than_ten_minutes():
    channel = Channel()
    for _ in range(50):
        pace.failed(channel, NOW, 1, "broken", Middle())

    assert channel.open_until == later(600)


def test_success_closes_the_circuit_and_brings_threads_back_slowly():
    channel = Channel(openings=3, failures=9, open_until=later(30), last_error="broken")
    ramp = []
    for _ in range(7):
        pace.succeeded(channel, NOW)
        ramp.append(channel.ramp)

    assert ramp == [2, 4, 8, 16, 32, 64, 0]
    assert (channel.openings, channel.failures, channel.open_until) == (0, 0, None)
    assert (channel.last_error, channel.last_success_at) == ("", NOW)


def test_twenty_like_refusals_are_the_channel_s_trouble():
    channel = Channel()

    assert [pace.refused(channel, 422, 5) for _ in range(4)] == [False, False, False, True]


def test_refusals_of_another_sort_count_anew():
    channel = Channel()
    pace.refused(channel, 422, 19)

    assert pace.refused(channel, 404, 1) is False
    assert channel.refusals == 1


def test_hold_is_news_once_and_ends_with_a_success():
    channel = Channel()

    assert pace.held(channel, NOW, "403") is True
    assert pace.held(channel, NOW, "403") is False
    assert channel.held_until == later(600)
    assert pace.succeeded(channel, NOW) is True
    assert (channel.held_reason, channel.held_until) == ("", None)
    assert pace.succeeded(channel, NOW) is False


def test_the_server_s_wait_is_a_floor():
    channel = Channel(next_request_at=later(90))
    pace.limited(channel, NOW, 30)
    assert channel.next_request_at == later(90)
    pace.limited(channel, NOW, 120)
    assert channel.next_request_at == later(120)
