from __future__ import annotations

import gzip
import logging
import socket
import struct
import threading
import time
import traceback
from types import SimpleNamespace
from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.client.backends import connection, sessions
from django_personaclick.client.backends.http import HttpBackend, reason
from django_personaclick.client.backends.sessions import session_for
from django_personaclick.client.backends.watchdog import Call, current_call, watchdog
from django_personaclick.exceptions import (
    ApiError,
    NotAuthorised,
    TransportError,
    UndecodableResponse,
)
from django_personaclick.payloads import Profile, View
from tests.client.servers import (
    CERTIFICATE,
    SECRET,
    SHOP,
    ApiServer,
    Script,
    raw_server,
    read_request,
    says,
    stays_silent,
    tls_context,
    trickles,
)

EVENT = View(37, did="D")
CAP = 0.5
OK = b"HTTP/1.1 200 OK\r\n"


def quick(url: str, **timeouts: float) -> Client:
    timeouts.setdefault("call_timeout", CAP)
    backend = HttpBackend(url, **timeouts)
    return Client(SHOP, SECRET, backend=backend)


def failing(client: Client) -> TransportError:
    """The error of a call that carries the secret in its URL."""
    with pytest.raises(TransportError) as caught:
        client.profile.get(email="jane@shopmail.org")
    client.close()
    return caught.value


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def links(error: BaseException | None) -> list[BaseException]:
    found = []
    while error is not None:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


# --- what never arrives


def assert_secret_is_nowhere(error: ApiError) -> None:
    assert links(error) == [error]
    shown = [str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(error))]
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    ours = [frame for frame in frames if "django_personaclick" in frame.f_code.co_filename]
    shown += [repr(frame.f_locals) for frame in ours]
    assert len(ours) >= 3
    assert [text for text in shown if SECRET in text] == []


def test_refused_connection() -> None:
    port = free_port()
    error = failing(quick(f"http://127.0.0.1:{port}"))
    assert str(error) == f"profile.get: 127.0.0.1:{port} was not reached: Connection refused"
    assert (error.status, error.retryable, error.may_have_arrived) == (None, True, False)
    assert_secret_is_nowhere(error)


def test_unknown_host() -> None:
    # A label this long is no name, so nobody is asked.
    error = failing(quick(f"http://{'a' * 64}.invalid"))
    assert error.may_have_arrived is False
    assert_secret_is_nowhere(error)


def test_connect_timeout() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(8)]
        for one in waiting:  # fill the queue of the listener, which accepts nobody
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        port = full.getsockname()[1]
        started = time.monotonic()
        error = failing(quick(f"http://127.0.0.1:{port}", connect_timeout=0.2, call_timeout=30))
        assert time.monotonic() - started < 5
        for one in waiting:
            one.close()
    assert error.message == f"127.0.0.1:{port} was not reached: timed out"
    assert error.may_have_arrived is False
    assert_secret_is_nowhere(error)


def test_tls_failure() -> None:
    def no_tls(conversation: socket.socket, stop: threading.Event) -> None:
        conversation.recv(65536)
        conversation.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with raw_server(no_tls) as address:
        error = failing(quick(f"https://{address}", call_timeout=5))
    assert error.message == f"{address} was not reached: TLS failed (WRONG_VERSION_NUMBER)"
    assert error.may_have_arrived is False
    assert_secret_is_nowhere(error)


def test_an_unknown_certificate() -> None:
    with ApiServer(tls_context()) as server:
        error = failing(quick(server.url, call_timeout=10))
        assert server.received == []
    host = server.url.removeprefix("https://")
    assert error.message == f"{host} was not reached: TLS failed (CERTIFICATE_VERIFY_FAILED)"
    assert error.may_have_arrived is False
    assert_secret_is_nowhere(error)


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))


@pytest.mark.usefixtures("trusted")
def test_tls() -> None:
    with ApiServer(tls_context()) as server:
        client = quick(server.url, call_timeout=10)
        client.events.push(EVENT)
        client.events.push(EVENT)
        client.close()
    assert len({request.port for request in server.received}) == 1
    assert [request.path for request in server.received] == ["/push", "/push"]


@pytest.mark.usefixtures("trusted")
def test_no_server_holds_a_call_over_tls() -> None:
    dawdle = trickles(OK + b"X-Slow: ", b"x")

    def over_tls(conversation: socket.socket, stop: threading.Event) -> None:
        with tls_context().wrap_socket(conversation, server_side=True) as wrapped:
            dawdle(wrapped, stop)

    with raw_server(over_tls) as address:
        started = time.monotonic()
        error = failing(quick(f"https://{address}", connect_timeout=30, read_timeout=30))
        assert CAP <= time.monotonic() - started < CAP + 1
    assert error.message == f"{address} did not finish within 0.5 s"
    assert error.may_have_arrived is True


# --- what may have arrived


def hangs_up(conversation: socket.socket, stop: threading.Event) -> None:
    read_request(conversation)


def resets(conversation: socket.socket, stop: threading.Event) -> None:
    read_request(conversation)
    conversation.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (hangs_up, "broke off: RemoteDisconnected"),
        (resets, "broke off: Connection reset by peer"),
        (says(OK + b'Content-Length: 100\r\n\r\n{"status":"su'), "broke off: IncompleteRead"),
        (says(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "broke off: ValueError"),
        (says(b"SSH-2.0-OpenSSH\r\n\r\n"), "broke off: BadStatusLine"),
        (
            says(OK + b"Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\nnotgzip"),
            "broke off: error",
        ),
        (stays_silent, "was silent for 0.2 s"),
    ],
)
def test_broken_answers(script: Script, message: str) -> None:
    with raw_server(script) as address:
        error = failing(quick(f"http://{address}", read_timeout=0.2, call_timeout=30))
    assert error.message == f"{address} {message}"
    assert (error.retryable, error.may_have_arrived) == (True, True)
    assert_secret_is_nowhere(error)


# --- the hard cap


@pytest.mark.parametrize(
    ("scheme", "script", "may_have_arrived"),
    [
        ("http", stays_silent, True),
        ("http", trickles(b"H", b"T"), True),
        ("http", trickles(OK + b"X-Slow: ", b"x"), True),
        ("http", trickles(OK + b"Content-Length: 1000000\r\n\r\n", b" "), True),
        ("http", trickles(OK + b"\r\n", b" "), True),  # a body that ends when the server hangs up
        ("https", stays_silent, False),  # in the middle of the handshake
    ],
    ids=["silent", "status", "header", "body", "endless", "handshake"],
)
def test_no_server_holds_a_call_beyond_its_cap(
    scheme: str, script: Script, may_have_arrived: bool
) -> None:
    with raw_server(script) as address:
        started = time.monotonic()
        error = failing(
            quick(f"{scheme}://{address}", connect_timeout=30, read_timeout=30, call_timeout=CAP)
        )
        assert CAP <= time.monotonic() - started < CAP + 1
    assert error.message == f"{address} did not finish within 0.5 s"
    assert error.may_have_arrived is may_have_arrived
    assert_secret_is_nowhere(error)


def test_many_calls_at_once_each_have_their_cap() -> None:
    errors: list[TransportError] = []
    with raw_server(trickles(OK + b"X-Slow: ", b"x")) as address:
        started = time.monotonic()
        threads = [
            threading.Thread(
                target=lambda client: errors.append(failing(client)),
                args=(quick(f"http://{address}", call_timeout=cap),),
            )
            for cap in (0.6, 0.2, 0.4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert time.monotonic() - started < 1.6
    assert sorted(error.message.partition(" did")[2] for error in errors) == [
        " not finish within 0.2 s",
        " not finish within 0.4 s",
        " not finish within 0.6 s",
    ]


def test_no_address_is_tried_when_the_time_is_up() -> None:
    with watchdog().watch(30) as call:
        call.expire()
        unused = connection.WatchedConnection("127.0.0.1", free_port())
        with pytest.raises(TimeoutError, match="no time left"):
            unused.connect()


def test_a_socket_that_comes_too_late_is_shut_down() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        call = Call(30)
        call.expire()
        call.attach(ours)
        assert theirs.recv(1) == b""
        call.finish()


def test_a_finished_call_leaves_the_socket_to_the_next() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        call = Call(30)
        call.attach(ours)
        call.finish()
        call.expire()
        ours.sendall(b"x")
        assert theirs.recv(1) == b"x"


def test_a_connection_outside_of_a_call_works_too(server: ApiServer) -> None:
    assert current_call() is None
    port = int(server.url.rpartition(":")[2])
    plain = connection.WatchedConnection("127.0.0.1", port)
    plain.request("GET", "/init")
    assert plain.getresponse().status == 200
    plain.close()
    bounded = connection.WatchedConnection("127.0.0.1", port, timeout=5)
    bounded.connect()
    bounded.close()


# --- the size of answers


def pours(start: bytes, counter: list[int]) -> Script:
    """Send a body without end, counting what the other side takes."""

    def script(conversation: socket.socket, stop: threading.Event) -> None:
        read_request(conversation)
        conversation.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        conversation.sendall(start)
        chunk = b" " * 65536
        while True:
            conversation.sendall(chunk)
            counter[0] += len(chunk)

    return script


@pytest.mark.parametrize(
    "head",
    [
        OK + b"Content-Length: 1073741824\r\n\r\n",
        OK + b"\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 1073741824\r\n\r\n",
        b"HTTP/1.1 500 Oops\r\nContent-Length: 1073741824\r\n\r\n",
    ],
    ids=["sized", "endless", "redirect", "error"],
)
def test_a_gigantic_body_is_not_read(head: bytes) -> None:
    poured = [0]
    with raw_server(pours(head, poured)) as address:
        client = quick(f"http://{address}", call_timeout=20)
        with pytest.raises(ApiError):
            client.profile.set(Profile(id=1))
        client.close()
    assert poured[0] < 64 * 1024 * 1024  # what fits into the buffers of the kernel


@pytest.mark.parametrize(("spare", "fits"), [(0, True), (1, False)])
def test_the_limit_of_a_write(client: Client, server: ApiServer, spare: int, fits: bool) -> None:
    limit = HttpBackend.write_limit
    assert limit == 64 * 1024
    server.answer(b'{"status":"success"}'.rjust(limit + spare))
    if fits:
        client.profile.set(Profile(id=1))
    else:
        with pytest.raises(UndecodableResponse) as caught:
            client.profile.set(Profile(id=1))
        assert caught.value.status == 200


def test_reads_and_popups_may_be_longer(client: Client, server: ApiServer) -> None:
    server.answer({"notes": "x" * 1_000_000})
    assert client.profile.get(did="D") == {"notes": "x" * 1_000_000}
    server.answer({"status": "success", "popup": {"html": "x" * 1_000_000}})
    client.events.push(EVENT)


def test_compressed_answers(client: Client, server: ApiServer) -> None:
    body = gzip.compress(b'{"first_name":"Jane"}')
    server.answer(body, headers={"Content-Encoding": "gzip"})
    assert client.profile.get(did="D") == {"first_name": "Jane"}
    assert server.only.headers["Accept-Encoding"] == "gzip, deflate"


# --- sessions


def test_cookies_of_one_answer_are_not_sent_with_the_next_request(
    client: Client, server: ApiServer
) -> None:
    server.answer({"status": "success"}, headers={"Set-Cookie": "did=abc; Path=/; Max-Age=9999"})
    client.events.push(EVENT)
    client.events.push(EVENT)
    assert [request.headers.get("Cookie") for request in server.received] == [None, None]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(client: Client, server: ApiServer, status: int) -> None:
    server.answer(b"", status=status, headers={"Location": f"{server.url}/elsewhere"})
    with pytest.raises(UndecodableResponse) as caught:
        client.profile.get(email="jane@shopmail.org")
    assert (caught.value.status, caught.value.may_have_arrived) == (status, False)
    assert server.only.path == "/profile"
    assert_secret_is_nowhere(caught.value)


def test_connections_are_kept(client: Client, server: ApiServer) -> None:
    for _ in range(3):
        client.events.push(EVENT)
    assert len({request.port for request in server.received}) == 1


def test_clients_of_one_process_share_them(server: ApiServer) -> None:
    for secret in ("", SECRET):
        Client(SHOP, secret, api_url=server.url).events.push(EVENT)
    session_for(server.url).close()
    assert len({request.port for request in server.received}) == 1


def test_idle_connections_are_not_reused(
    client: Client, server: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connection.MAX_IDLE == 15
    client.events.push(EVENT)
    monkeypatch.setattr(connection, "MAX_IDLE", -1.0)
    client.events.push(EVENT)
    assert len({request.port for request in server.received}) == 2


def test_a_closed_client_stays_usable(client: Client, server: ApiServer) -> None:
    client.events.push(EVENT)
    client.close()
    client.events.push(EVENT)
    assert len({request.port for request in server.received}) == 2


def test_a_connection_that_the_server_dropped_is_replaced(server: ApiServer) -> None:
    def once(conversation: socket.socket, stop: threading.Event) -> None:
        read_request(conversation)
        conversation.sendall(OK + b'Content-Length: 20\r\n\r\n{"status":"success"}')

    with raw_server(once) as address:
        client = quick(f"http://{address}", call_timeout=10)
        client.events.push(EVENT)
        assert pooled(address).recv(1) == b""  # waits until the server has hung up
        client.events.push(EVENT)
        client.close()


def pooled(address: str) -> socket.socket:
    """The socket of the one idle connection to ``address``."""
    adapter: Any = session_for(f"http://{address}").get_adapter("http://")
    pools = adapter.poolmanager.pools
    (queue,) = [pools[key].pool.queue for key in pools.keys()]  # noqa: SIM118 - it is no mapping
    (idle,) = [found.sock for found in queue if found is not None]
    assert isinstance(idle, socket.socket)
    return idle


def test_what_another_process_left_behind_is_not_used(
    server: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    inherited, threads = session_for(server.url), watchdog()
    monkeypatch.setattr(sessions, "_sessions", sessions._sessions)
    monkeypatch.setattr("django_personaclick.client.backends.watchdog._watchdog", threads)
    monkeypatch.setattr(sessions._sessions, "pid", -1)
    monkeypatch.setattr(threads, "pid", -1)
    assert session_for(server.url) is not inherited
    assert session_for(server.url) is session_for(server.url)
    assert watchdog() is not threads
    assert watchdog() is watchdog()


def test_environment_is_read_once(server: ApiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/etc/ssl/own.pem")
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    session = sessions.make("http://api.shop.org")
    assert session.verify == "/etc/ssl/own.pem"
    assert session.proxies == {"http": server.url}
    assert session.trust_env is False
    client = quick("http://api.shop.org", call_timeout=10)
    client.events.push(EVENT)  # goes to the proxy, which is the server
    client.close()
    assert (server.only.method, server.only.path) == ("POST", "/push")
    assert server.only.headers["Host"] == "api.shop.org"


def test_a_proxy_that_refuses_the_tunnel(
    server: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    monkeypatch.setenv("NO_PROXY", "")
    server.answer(b"", status=403)
    error = failing(quick("https://api-behind-a-proxy.shop.org", call_timeout=10))
    assert error.may_have_arrived is False
    assert server.only.method == "CONNECT"
    assert_secret_is_nowhere(error)


def test_socks_proxies_keep_connections_of_their_own() -> None:
    adapter = connection.WatchedAdapter()
    own = SimpleNamespace(pool_classes_by_scheme="own")
    adapter.proxy_manager["socks5://127.0.0.1:1080"] = own
    assert adapter.proxy_manager_for("socks5://127.0.0.1:1080") is own
    assert own.pool_classes_by_scheme == "own"


# --- the secret


def test_the_debug_log_shows_neither_the_secret_nor_the_person(
    client: Client, server: ApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.profile.get(email="jane@shopmail.org")
    lines = [record.getMessage() for record in caplog.records if "/profile" in record.getMessage()]
    assert len(lines) == 1
    assert '"GET /profile?*** HTTP/1.1" 200' in lines[0]
    assert SECRET not in caplog.text
    assert "shopmail" not in caplog.text
    assert server.only.query["shop_secret"] == SECRET


def test_an_answer_that_echoes_the_secret(client: Client, server: ApiServer) -> None:
    server.answer({"status": "error", "message": f"key {SECRET} is unknown"}, status=403)
    with pytest.raises(NotAuthorised) as caught:
        client.profile.get(email="jane@shopmail.org")
    assert caught.value.message == "key *** is unknown"
    assert_secret_is_nowhere(caught.value)


def test_reason_of_something_else() -> None:
    assert reason(KeyError("x")) == "KeyError"
