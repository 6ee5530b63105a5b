from __future__ import annotations

import random
import time
from typing import Any

import pytest
import requests

from django_personaclick.sandbox import Sandbox
from django_personaclick.sandbox.faults import Mode

from .conftest import Shop

VIEW = {"event": "view", "items": [{"id": "1"}]}
FAILED = {"status": "error", "message": "The sandbox was told to fail"}
SUCCESS = (200, {"status": "success"})


def test_a_status(shop: Shop) -> None:
    shop.sandbox.fail()
    assert shop.push(**VIEW) == (500, FAILED)
    assert shop.last.outcome == "fault, injected: status 500"
    assert not shop.sandbox.state.views


def test_headers_and_body(shop: Shop) -> None:
    body = {"status": "error", "payload": {"message": "later"}}
    shop.sandbox.fail(status=429, headers={"Retry-After": "7"}, body=body)
    response = shop.send("POST", "/push", json={})
    assert (response.status_code, response.json()) == (429, body)
    assert response.headers["Retry-After"] == "7"


@pytest.mark.parametrize(("body", "sent"), [("<html>", b"<html>"), (b"\xff", b"\xff"), ("", b"")])
def test_a_body_that_is_no_json(shop: Shop, body: Any, sent: bytes) -> None:
    shop.sandbox.fail(status=502, body=body, headers={"Content-Type": "text/html"})
    response = shop.send("POST", "/push", json={})
    assert (response.content, response.headers["Content-Type"]) == (sent, "text/html")


def test_a_status_that_has_no_name(shop: Shop) -> None:
    shop.sandbox.fail(status=522)
    response = shop.send("POST", "/push", json={})
    assert (response.status_code, response.reason) == (522, "Unknown")


def test_so_many_times(shop: Shop) -> None:
    shop.sandbox.fail(times=2, status=503)
    assert [shop.push(**VIEW)[0] for _ in range(4)] == [503, 503, 200, 200]


def test_only_one_path(shop: Shop) -> None:
    shop.sandbox.fail("/push")
    assert shop.secret("/sync/orders", orders=[])[0] == 200
    assert shop.push(**VIEW)[0] == 500


def test_a_share() -> None:
    with Sandbox(rng=random.Random(7)) as sandbox:
        sandbox.fail(share=0.25)
        shop = Shop(sandbox)
        statuses = [shop.push(**VIEW)[0] for _ in range(20)]
        shop.session.close()
    expected = random.Random(7)
    assert statuses == [500 if expected.random() < 0.25 else 404 for _ in range(20)]
    assert {*statuses} == {404, 500}


def test_one_fault_after_another(shop: Shop) -> None:
    shop.sandbox.fail(times=1, status=500)
    shop.sandbox.fail(times=1, status=503)
    assert [shop.push(**VIEW)[0] for _ in range(3)] == [500, 503, 200]


def test_heal(shop: Shop) -> None:
    shop.sandbox.fail()
    shop.push(**VIEW)
    shop.sandbox.heal()
    assert shop.push(**VIEW) == SUCCESS
    assert len(shop.sandbox.requests) == 2


def test_a_lost_answer(shop: Shop) -> None:
    shop.sandbox.fail(times=1, mode="reset", acted=True)
    with pytest.raises(requests.ConnectionError):
        shop.push(**VIEW)
    assert shop.sandbox.state.views == {"1": 1}
    assert shop.last.outcome == "fault, injected: reset, after it was acted on"


def test_a_reset(shop: Shop) -> None:
    shop.sandbox.fail(mode="reset")
    with pytest.raises(requests.ConnectionError) as raised:
        shop.push(**VIEW)
    assert "reset by peer" in str(raised.value)
    assert (shop.last.status, shop.last.verdict) == (0, "fault")
    assert not shop.sandbox.state.views


def test_garbage(shop: Shop) -> None:
    shop.sandbox.fail(mode="garbage")
    response = shop.send("POST", "/push", json={})
    assert response.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        response.json()


def test_a_wrong_length(shop: Shop) -> None:
    shop.sandbox.fail(mode="wrong_length")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        shop.push(**VIEW)


def test_silence_ends_with_the_client(shop: Shop) -> None:
    shop.sandbox.fail(times=1, mode="silence")
    with pytest.raises(requests.ReadTimeout):
        shop.session.post(shop.sandbox.url + "/push", json={}, timeout=0.05)
    assert shop.last.status == 0
    assert shop.push(**VIEW) == SUCCESS


def test_silence_ends_with_its_delay(shop: Shop) -> None:
    shop.sandbox.fail(times=1, mode="silence", delay=0.05)
    with pytest.raises(requests.ConnectionError):
        shop.push(**VIEW)


def test_a_delay(shop: Shop) -> None:
    shop.sandbox.fail(mode="delay", delay=0.1)
    started = time.monotonic()
    assert shop.push(**VIEW) == SUCCESS
    assert time.monotonic() - started >= 0.1
    assert shop.last.outcome == "accepted, injected: delay, 0.1 s late"


def test_a_trickle(shop: Shop) -> None:
    shop.sandbox.fail(mode="trickle", delay=0.002)
    started = time.monotonic()
    assert shop.push(**VIEW) == SUCCESS
    assert time.monotonic() - started >= 0.002 * len('{"status":"success"}')
    assert not shop.sandbox.state.views


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mode": "explode"}, "mode must be one of status, delay, reset, garbage"),
        ({"share": 2}, "share must be from 0 to 1, not 2"),
        ({"status": 99}, "status must be an HTTP status, not 99"),
    ],
)
def test_wrong_options(sandbox: Sandbox, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sandbox.fail(**options)


@pytest.mark.parametrize("mode", ["delay", "silence", "trickle", "status"])
def test_stop_does_not_wait_for_faults(mode: Mode) -> None:
    with Sandbox() as sandbox:
        sandbox.fail(mode=mode, delay=60)
        with requests.Session() as session, pytest.raises(requests.RequestException):
            session.post(sandbox.url + "/push", json={}, timeout=0.05)
        started = time.monotonic()
    assert time.monotonic() - started < 5
