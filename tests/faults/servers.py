"""Peers that misbehave below HTTP, and a small API that refuses what a test says."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["PickyApi", "blackholed", "refusing", "silent"]

LOCAL = "127.0.0.1"


@contextmanager
def refusing() -> Iterator[int]:
    """A port that refuses connections: bound, so that nobody else takes it, but not listening."""
    with socket.socket() as peer:
        peer.bind((LOCAL, 0))
        yield peer.getsockname()[1]


@contextmanager
def silent() -> Iterator[int]:
    """A port that accepts connections and never says a word."""
    with socket.create_server((LOCAL, 0), backlog=256) as peer:
        yield peer.getsockname()[1]


@contextmanager
def blackholed() -> Iterator[int]:
    """A port that drops every SYN: its backlog is full and nobody accepts."""
    with socket.create_server((LOCAL, 0), backlog=0) as peer:
        peer.listen(0)
        port = peer.getsockname()[1]
        crowd = list(fill(port))
        try:
            yield port
        finally:
            for one in crowd:
                one.close()


def fill(port: int) -> Iterator[socket.socket]:
    for _ in range(16):
        one = socket.socket()
        yield one
        one.settimeout(0.2)
        try:
            one.connect((LOCAL, port))
        except TimeoutError:
            return
    raise AssertionError("The backlog does not fill on this system.")


class PickyApi:
    """Answers ``judge(path, data)``, a status, to each request, and keeps what it accepted."""

    def __init__(self, judge: Callable[[str, Any], int]) -> None:
        self.judge = judge
        self.statuses: list[int] = []
        self.accepted: list[Any] = []

    def take(self, path: str, data: Any) -> int:
        status = self.judge(path, data)
        self.statuses.append(status)
        if status == 200:
            self.accepted.append(data)
        return status

    @contextmanager
    def serve(self) -> Iterator[str]:
        server = ThreadingHTTPServer((LOCAL, 0), handler_of(self))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://{LOCAL}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def handler_of(api: PickyApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = api.take(self.path, data)
            answer = {"status": "success"} if status == 200 else {"message": "Refused"}
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    return Handler
