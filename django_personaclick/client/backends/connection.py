"""Connections that the watchdog can end, kept in pools that forget idle ones."""

from __future__ import annotations

import socket
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.connection import allowed_gai_family, create_connection

from .watchdog import current_call

__all__ = ["POOL_SIZE", "WatchedAdapter"]

POOL_SIZE = 32
# Servers and firewalls drop idle connections without a word; a request sent on one is lost in a
# way that nobody can tell from an accepted one.
MAX_IDLE = 15.0


class WatchedConnection(HTTPConnection):
    """Tells the current call which socket it uses and when the request begins to leave."""

    used_at = float("-inf")

    def _new_conn(self) -> socket.socket:
        sock = self._connect_in_time()
        call = current_call()
        if call is not None:
            call.attach(sock)  # a server may dawdle over the TLS handshake, too
        return sock

    def _connect_in_time(self) -> socket.socket:
        """Try the addresses of the host one after the other, all within the call's time."""
        refusal: OSError = OSError("no address")
        found = socket.getaddrinfo(
            self.host.strip("[]"), self.port, allowed_gai_family(), socket.SOCK_STREAM
        )
        for *_, address in found:
            try:
                return create_connection(
                    (str(address[0]), self.port),
                    self._time_to_connect(),
                    source_address=self.source_address,
                    socket_options=self.socket_options,
                )
            except OSError as error:
                refusal = error
        raise refusal

    def _time_to_connect(self) -> float | None:
        call = current_call()
        limit = self.timeout if isinstance(self.timeout, (int, float)) else None
        if call is None:
            return limit
        if call.expired:
            raise TimeoutError("the call has no time left")
        return call.remaining() if limit is None else min(limit, call.remaining())

    def endheaders(self, *args: Any, **kwargs: Any) -> None:
        """Connect, if that is still to be done, and send the head of the request."""
        if self.sock is None:
            self.connect()
        call = current_call()
        if call is not None and self.sock is not None:
            call.attach(self.sock)
            call.sending = True
        super().endheaders(*args, **kwargs)

    def getresponse(self) -> Any:
        response = super().getresponse()
        self.used_at = time.monotonic()
        return response


class WatchedTLSConnection(WatchedConnection, HTTPSConnection):
    """The same over TLS."""


def drop_if_idle(connection: Any) -> None:
    if connection.sock is not None and time.monotonic() - connection.used_at > MAX_IDLE:
        connection.close()


class WatchedPool(HTTPConnectionPool):
    """Connections to one server."""

    ConnectionCls = WatchedConnection

    def _get_conn(self, timeout: float | None = None) -> Any:
        connection = super()._get_conn(timeout)
        drop_if_idle(connection)
        return connection


class WatchedTLSPool(HTTPSConnectionPool):
    """Connections to one server, over TLS."""

    ConnectionCls = WatchedTLSConnection

    def _get_conn(self, timeout: float | None = None) -> Any:
        connection = super()._get_conn(timeout)
        drop_if_idle(connection)
        return connection


POOLS = {"http": WatchedPool, "https": WatchedTLSPool}


class WatchedAdapter(HTTPAdapter):
    """Makes ``requests`` use these pools, also behind an HTTP proxy; it never retries."""

    def __init__(self) -> None:
        super().__init__(pool_connections=4, pool_maxsize=POOL_SIZE, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):  # those have connections of their own kind
            manager.pool_classes_by_scheme = POOLS
        return manager
