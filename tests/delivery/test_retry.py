"""What becomes of a message after a failed call."""

from __future__ import annotations

import random

import pytest

from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.delivery.retry import Action, Decision, backoff, decide
from django_personaclick.exceptions import (
    InvalidRequest,
    NotAuthorised,
    RateLimited,
    ServerFailed,
    TransportError,
    UndecodableResponse,
)
from django_personaclick.models.kinds import KINDS


class Middle(random.Random):
    """A random generator that always says one half."""

    def random(self) -> float:
        return 0.5


PUSH, ORDERS = ENDPOINTS["events.push"], ENDPOINTS["orders.sync"]
VIEW, ORDER = KINDS["view"], KINDS["order"]


def failure(kind, endpoint, **extra):
    return kind("broken", endpoint=endpoint.name, **extra)


@pytest.mark.parametrize(
    ("error", "endpoint", "kind", "rows", "expected"),
    [
        # Never sent: again, whatever it is.
        (failure(TransportError, PUSH), PUSH, VIEW, 1, Decision(Action.RETRY, 3.75)),
        # Lost on the way back: a view would count twice, an order is only written again.
        (
            failure(TransportError, PUSH, may_have_arrived=True),
            PUSH,
            VIEW,
            1,
            Decision(Action.UNKNOWN),
        ),
        (
            failure(TransportError, ORDERS, may_have_arrived=True),
            ORDERS,
            ORDER,
            500,
            Decision(Action.RETRY, 3.75),
        ),
        # The server says that it failed: it did nothing.
        (failure(ServerFailed, PUSH, status=500), PUSH, VIEW, 1, Decision(Action.RETRY, 3.75)),
        (
            failure(ServerFailed, PUSH, status=503, retry_after=90),
            PUSH,
            VIEW,
            1,
            Decision(Action.RETRY, 90),
        ),
        (
            failure(UndecodableResponse, PUSH, status=200),
            PUSH,
            VIEW,
            1,
            Decision(Action.RETRY, 3.75),
        ),
        # Too fast: the server's time, or a minute.
        (
            failure(RateLimited, ORDERS, status=429, retry_after=7),
            ORDERS,
            ORDER,
            9,
            Decision(Action.WAIT, 7),
        ),
        (failure(RateLimited, ORDERS, status=429), ORDERS, ORDER, 9, Decision(Action.WAIT, 60)),
        (
            failure(RateLimited, ORDERS, status=429, retry_after=0),
            ORDERS,
            ORDER,
            9,
            Decision(Action.WAIT, 1),
        ),
        # The shop's keys.
        (failure(NotAuthorised, PUSH, status=403), PUSH, VIEW, 1, Decision(Action.HOLD)),
        (failure(InvalidRequest, ORDERS, status=400), ORDERS, ORDER, 9, Decision(Action.HOLD)),
        (failure(InvalidRequest, ORDERS, status=404), ORDERS, ORDER, 1, Decision(Action.HOLD)),
        # The data.
        (failure(InvalidRequest, PUSH, status=422), PUSH, VIEW, 1, Decision(Action.FAIL)),
        (failure(InvalidRequest, PUSH, status=404), PUSH, VIEW, 1, Decision(Action.FAIL)),
        (failure(InvalidRequest, ORDERS, status=422), ORDERS, ORDER, 9, Decision(Action.SPLIT)),
        (failure(InvalidRequest, ORDERS, status=413), ORDERS, ORDER, 9, Decision(Action.SPLIT)),
        (failure(InvalidRequest, ORDERS, status=422), ORDERS, ORDER, 1, Decision(Action.FAIL)),
    ],
)
def test_decide(error, endpoint, kind, rows, expected):
    decision = decide(error, endpoint=endpoint, kind=kind, attempts=0, rows=rows, rng=Middle())

    assert decision == expected


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 3.75), (1, 7.5), (2, 15), (5, 120), (8, 960), (9, 1350), (1000, 1350)],
)
def test_backoff_doubles_up_to_half_an_hour(attempts, seconds):
    assert backoff(attempts, Middle()) == seconds


def test_backoff_is_never_less_than_half():
    delays = [backoff(3, random.Random(seed)) for seed in range(200)]

    assert 20 <= min(delays) < 22
    assert 38 < max(delays) <= 40
