from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from django_personaclick.sandbox import SHOP_ID, Sandbox

from .conftest import DID, Shop

ORIGIN = "http://127.0.0.1:8000"
PUSH = (
    b"POST /push HTTP/1.1\r\nHost: sandbox\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n%b"
)


@pytest.mark.parametrize("path", ["/init", "/push", "/push/custom", "/profile/set", "/nothing"])
def test_preflight(shop: Shop, path: str) -> None:
    response = shop.send(
        "OPTIONS",
        path,
        headers={
            "Origin": ORIGIN,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,x-request-id",
        },
    )
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert response.headers["Access-Control-Allow-Headers"] == "content-type,x-request-id"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert shop.sandbox.requests == []


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/init", 401), ("POST", "/a", 404)])
def test_errors_have_cors_too(shop: Shop, method: str, path: str, status: int) -> None:
    response = shop.send(method, path, headers={"Origin": ORIGIN})
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert response.headers["Vary"] == "Origin"


def test_no_cors_for_a_server(shop: Shop) -> None:
    assert "Access-Control-Allow-Origin" not in shop.send("GET", "/init").headers


def exchange(sandbox: Sandbox, *sent: bytes) -> bytes:
    """What comes back for raw bytes on one connection, until it is closed."""
    host, port = sandbox.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        for data in sent:
            connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_connection_is_kept_alive(shop: Shop) -> None:
    request = PUSH % (2, b"{}")
    assert exchange(shop.sandbox, request, request).count(b"HTTP/1.1 401 Unauthorized") == 2


def test_a_body_needs_a_length(shop: Shop) -> None:
    chunked = b"POST /push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert exchange(shop.sandbox, chunked).startswith(b"HTTP/1.1 411 Length Required")
    negative = b"POST /push HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"
    assert exchange(shop.sandbox, negative).startswith(b"HTTP/1.1 411 Length Required")


def test_a_client_that_leaves_disturbs_nobody(shop: Shop) -> None:
    assert exchange(shop.sandbox, PUSH % (2000, b"{")).startswith(b"HTTP/1.1 400")
    assert shop.push(event="view", items=[{"id": "1"}])[0] == 200


def test_many_clients_at_once(shop: Shop) -> None:
    def client(number: int) -> list[int]:
        own = Shop(shop.sandbox)
        event = {"event": "view", "items": [{"id": str(number)}]}
        statuses = [own.push(**event)[0] for _ in range(20)]
        own.session.close()
        return statuses

    with ThreadPoolExecutor(32) as pool:
        statuses = [status for some in pool.map(client, range(64)) for status in some]
    assert statuses == [200] * 1280
    assert shop.sandbox.state.views.total() == 1280
    numbers = [request.number for request in shop.sandbox.requests]
    assert numbers == sorted(numbers)
    assert len(numbers) == 1280


def test_an_answer_does_not_wait_for_an_acknowledgement(shop: Shop) -> None:
    started = time.monotonic()
    for _ in range(50):
        shop.push(event="view", items=[{"id": "1"}])
    assert time.monotonic() - started < 50 * 0.04  # Nagle with delayed acknowledgement: 40 ms each


def test_start_and_stop() -> None:
    sandbox = Sandbox()
    with sandbox:
        url = sandbox.url
        with pytest.raises(RuntimeError, match="running already"):
            sandbox.start()
        idle = requests.Session()
        assert idle.get(f"{url}/init?shop_id={SHOP_ID}&did={DID}", timeout=5).status_code == 200
    sandbox.stop()
    with pytest.raises(requests.ConnectionError):
        idle.get(url, timeout=5)
    with sandbox:
        assert sandbox.url == url
        assert list(sandbox.state.devices) == [DID]
        assert idle.get(f"{url}/init?shop_id={SHOP_ID}", timeout=5).status_code == 200
    idle.close()


def test_a_stopped_sandbox_leaves_no_thread() -> None:
    before = {*threading.enumerate()}
    with Sandbox() as sandbox:
        idle = requests.Session()
        idle.get(sandbox.url, timeout=5)
        threads = {*threading.enumerate()} - before
        assert len(threads) == 2
    for thread in threads:
        thread.join(5)
    idle.close()
    assert not any(thread.is_alive() for thread in threads)


def test_a_taken_port(sandbox: Sandbox) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        Sandbox(port).start()
