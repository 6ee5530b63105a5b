"""The HTTP server: connections, bytes, CORS, and how a fault looks on the wire."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import struct
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from .api import BODY_LIMIT, Api
from .calls import Incoming, Reply, error
from .control import Control

__all__ = ["SandboxServer"]

CHUNK = 1 << 16
REST_LIMIT = 4 * BODY_LIMIT
TRICKLE = 0.1
PATIENCE = 2.0
ABORT = struct.pack("ii", 1, 0)


class RequestHandler(BaseHTTPRequestHandler):
    """One connection, kept alive."""

    protocol_version = "HTTP/1.1"
    server_version = "PersonaClickSandbox"
    sys_version = ""
    disable_nagle_algorithm = True
    server: SandboxServer

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()

    def handle(self) -> None:
        # A client that breaks off is everyday business here.
        with contextlib.suppress(ConnectionError, TimeoutError):
            super().handle()

    def respond(self) -> None:
        incoming = self.incoming()
        if incoming is None:
            return
        control = self.server.control.answer(incoming)
        if control is not None:
            self.send(control)
        elif incoming.method == "OPTIONS":
            self.send(Reply(204, headers=self.preflight()))
        else:
            reply = self.server.api.serve(incoming)
            reply.headers.update(self.cross_origin())
            self.send_with_faults(reply)

    def __getattr__(self, name: str) -> Any:
        # Any method at all: a wrong one gets the API's own 405.
        if name.startswith("do_"):
            return self.respond
        raise AttributeError(name)

    def incoming(self) -> Incoming | None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            length = int(headers.get("content-length", "0"))
        except ValueError:
            length = -1
        if "transfer-encoding" in headers or length < 0:
            self.close_connection = True
            self.send(Reply.json(error("A Content-Length is required"), 411))
            return None
        fields = dict(parse_qsl(query, keep_blank_values=True))
        return Incoming(self.command, path, fields, headers, self.read_body(length))

    def read_body(self, length: int) -> bytes | None:
        if length <= BODY_LIMIT:
            return self.rfile.read(length) if length else b""
        # Read on, so that the client gets to the answer instead of a broken pipe.
        left = min(length, REST_LIMIT)
        while left > 0 and (chunk := self.rfile.read(min(CHUNK, left))):
            left -= len(chunk)
        self.close_connection = True
        return None

    def cross_origin(self) -> dict[str, str]:
        origin = self.headers.get("Origin")
        return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if origin else {}

    def preflight(self) -> dict[str, str]:
        wanted = self.headers.get("Access-Control-Request-Headers", "Content-Type")
        return {
            **self.cross_origin(),
            "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
            "Access-Control-Allow-Headers": wanted,
            "Access-Control-Allow-Private-Network": "true",
            "Access-Control-Max-Age": "600",
        }

    def send_with_faults(self, reply: Reply) -> None:
        if reply.mode == "silence":
            self.be_silent(reply.delay)
            return
        if reply.delay and reply.mode != "trickle":
            self.server.stopping.wait(reply.delay)
        if reply.mode == "reset":
            self.server.aborted.add(self.connection)
            self.drop()
        elif reply.mode == "wrong_length":
            self.send(reply, claimed=len(reply.body) + 100)
            self.drop()
        elif reply.mode == "trickle":
            self.trickle(reply)
        else:
            self.send(reply)

    def send(self, reply: Reply, claimed: int | None = None) -> None:
        """Head and body in one write: two would meet Nagle and delayed acknowledgement."""
        length = len(reply.body) if claimed is None else claimed
        body = b"" if self.command == "HEAD" else reply.body
        self.wfile.write(self.head(reply, length) + body)

    def head(self, reply: Reply, length: int) -> bytes:
        try:
            phrase = HTTPStatus(reply.status).phrase
        except ValueError:
            phrase = "Unknown"
        lines = [f"HTTP/1.1 {reply.status} {phrase}", f"Date: {self.date_time_string()}"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        if reply.status != HTTPStatus.NO_CONTENT:
            lines.append(f"Content-Length: {length}")
        if self.close_connection:
            lines.append("Connection: close")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def trickle(self, reply: Reply) -> None:
        """The body, byte by byte."""
        self.wfile.write(self.head(reply, len(reply.body)))
        for number in range(len(reply.body)):
            if self.server.stopping.wait(reply.delay or TRICKLE):
                return
            self.wfile.write(reply.body[number : number + 1])

    def be_silent(self, limit: float) -> None:
        """Say nothing until the client leaves, the sandbox stops, or ``limit`` seconds passed."""
        self.connection.settimeout(limit or None)
        with contextlib.suppress(OSError):
            self.connection.recv(1)
        self.drop()

    def drop(self) -> None:
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the journal is the log, and a request line may hold the secret."""


class SandboxServer(ThreadingHTTPServer):
    """A thread for each connection, and a backlog that takes a crowd."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 1024

    def __init__(self, address: tuple[str, int], api: Api) -> None:
        self.api = api
        self.control = Control(api)
        self.stopping = threading.Event()
        self.connections: set[Any] = set()
        self.aborted: set[Any] = set()
        self.ended = threading.Condition()
        super().__init__(address, RequestHandler)

    def server_bind(self) -> None:
        # Not HTTPServer's: it asks the DNS for this host's name, which can take seconds.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection: with a reset when that is the fault."""
        if request in self.aborted:
            self.aborted.discard(request)
            request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
            self.close_request(request)
        else:
            super().shutdown_request(request)
        with self.ended:
            self.connections.discard(request)
            self.ended.notify_all()

    def close_connections(self) -> None:
        """End what is still open, so that no client waits for a stopped sandbox."""
        self.stopping.set()
        for connection in tuple(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        with self.ended:
            self.ended.wait_for(lambda: not self.connections, PATIENCE)
