"""Real servers on the loopback interface: one that answers properly, one that does not."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

SHOP = "0d42fd8b713d0752776ca589cc0056"
SECRET = "0123456789abcdef0123456789abcdef"


# A certificate for 127.0.0.1, signed by itself, with its key. Good for nothing else.
CERTIFICATE = Path(__file__).with_name("loopback.pem")


def tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@dataclass
class Received:
    """A request as it came over the wire."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    port: int

    @property
    def json(self) -> Any:
        return json.loads(self.body, parse_float=str) if self.body else None

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form, which must come in its content type."""
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        return dict(parse_qsl(self.body.decode(), strict_parsing=True))

    @property
    def whole(self) -> tuple[str, str, dict[str, str], Any]:
        return self.method, self.path, self.query, self.json


@dataclass
class Prepared:
    status: int
    headers: dict[str, str]
    body: bytes


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: ApiServer

    def answer(self) -> None:
        url = urlsplit(self.path)
        self.server.received.append(
            Received(
                method=self.command,
                path=url.path,
                query=dict(parse_qsl(url.query, strict_parsing=bool(url.query))),
                headers=dict(self.headers),
                body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
                port=self.client_address[1],
            )
        )
        answers = self.server.answers
        prepared = answers.popleft() if answers else Prepared(200, {}, b'{"status":"success"}')
        self.send_response(prepared.status)
        for name, value in prepared.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(prepared.body)))
        self.end_headers()
        self.wfile.write(prepared.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_CONNECT = answer

    def log_message(self, *args: object) -> None:
        pass


class ApiServer(ThreadingHTTPServer):
    """Keeps what it receives and answers what it was told to, else with success."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.received: list[Received] = []
        self.answers: deque[Prepared] = deque()
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"

    def answer(
        self, body: Any = None, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        """Answer the next request with ``body``: bytes, or data that becomes JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers.append(Prepared(status, headers or {}, raw))

    @property
    def only(self) -> Received:
        (request,) = self.received
        return request

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is part of the tests."""

    def __enter__(self) -> ApiServer:
        self.thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()


Script = Callable[[socket.socket, threading.Event], None]


@contextmanager
def raw_server(script: Script) -> Iterator[str]:
    """A server that does with each connection whatever ``script`` does. Gives its host and port."""
    stop = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def converse(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            script(connection, stop)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threads.append(threading.Thread(target=converse, args=(connection,)))
                threads[-1].start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield "{}:{}".format(*listener.getsockname())
    finally:
        stop.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in [accepting, *threads]:
            thread.join()


def read_request(connection: socket.socket) -> bytes:
    """The request, up to the end of its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    length = int(lengths[0].split(b":")[1]) if lengths else 0
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def says(text: bytes) -> Script:
    """Read the request, say ``text``, hang up."""

    def script(connection: socket.socket, stop: threading.Event) -> None:
        read_request(connection)
        connection.sendall(text)

    return script


def trickles(start: bytes, drop: bytes) -> Script:
    """Say ``start``, then ``drop`` again and again until the other side is gone."""

    def script(connection: socket.socket, stop: threading.Event) -> None:
        read_request(connection)
        connection.sendall(start)
        while not stop.wait(0.02):
            connection.sendall(drop)

    return script


def stays_silent(connection: socket.socket, stop: threading.Event) -> None:
    """Take the connection and say nothing, for as long as the other side stays."""
    while connection.recv(65536):
        pass
