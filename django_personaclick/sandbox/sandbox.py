"""The sandbox as shops and tests use it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

from .access import Shop
from .api import Api
from .faults import Fault, Mode
from .journal import RecordedRequest
from .limits import PER_MINUTE
from .server import SandboxServer
from .state import State

__all__ = ["SHOP_ID", "SHOP_SECRET", "Sandbox"]

SHOP_ID = "0123456789abcdef0123456789abcd"
SHOP_SECRET = "fedcba9876543210fedcba9876543210"  # noqa: S105


class Sandbox:
    """A local PersonaClick in a thread.

    ``port`` 0 takes a free one. ``rng`` draws faults and makes the dids; ``clock`` gives the
    seconds of the rate limit and of ``request.at``. ``per_minute`` is the limit of each import
    (0: none). ``keep`` bounds how many requests are remembered (``None``: all).
    """

    def __init__(
        self,
        port: int = 0,
        host: str = "127.0.0.1",
        *,
        shop_id: str = SHOP_ID,
        shop_secret: str = SHOP_SECRET,
        rng: random.Random | None = None,
        clock: Callable[[], float] = time.monotonic,
        per_minute: int = PER_MINUTE,
        keep: int | None = None,
    ) -> None:
        self._address = (host, port)
        self._thread: threading.Thread | None = None
        self._server: SandboxServer | None = None
        self._api = Api(
            Shop(shop_id, shop_secret),
            rng=rng or random.Random(),
            clock=clock,
            per_minute=per_minute,
            keep=keep,
        )

    def start(self) -> Self:
        """Listen; ``OSError`` when the port is taken."""
        if self._server is not None:
            raise RuntimeError("The sandbox is running already")
        self._server = SandboxServer(self._address, self._api)
        self._address = (self._address[0], self._server.server_port)
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.02},
            name="personaclick-sandbox",
            daemon=True,
        )
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop listening and end every connection. What was recorded stays; so does the port."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.close_connections()
        self._server.server_close()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The API's base URL, without a slash at the end: for ``PERSONACLICK["API_URL"]``."""
        host, port = self._address
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    @property
    def active(self) -> bool:
        """Whether the shop is active; set it to ``False`` for an unpaid one: all calls get 403."""
        return self._api.shop.active

    @active.setter
    def active(self, value: bool) -> None:
        self._api.shop.active = value

    @property
    def shop_secret(self) -> str:
        """The secret the API accepts; set another one to revoke it."""
        return self._api.shop.secret

    @shop_secret.setter
    def shop_secret(self, value: str) -> None:
        self._api.shop.secret = value

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every API call so far, oldest first."""
        return self._api.journal.requests()

    @property
    def repeats(self) -> list[RecordedRequest]:
        """The calls whose X-Request-ID the API had acted on before: events counted twice."""
        return self._api.journal.repeats()

    @property
    def state(self) -> State:
        """What the API knows."""
        return self._api.state

    def summary(self) -> dict[str, Any]:
        """Counts by endpoint, verdict and status."""
        return self._api.journal.summary()

    def clear(self) -> None:
        """Forget requests, state, faults and rate limits."""
        self._api.clear()

    def heal(self) -> None:
        """End all faults; requests and state stay."""
        self._api.faults.clear()

    def fail(
        self,
        path: str | None = None,
        *,
        times: int | None = None,
        share: float | None = None,
        status: int = 500,
        delay: float = 0,
        mode: Mode = "status",
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        acted: bool = False,
    ) -> None:
        """Make calls of ``path`` (``None``: all) fail from now on.

        A path with parameters may be given as it stands in the table: ``/recommend/{code}``.

        ``times``: only so many of them; ``share``: only this share of them (0 to 1), at random.
        ``mode`` is one of

        - ``"status"``: answers ``status`` with ``headers`` and ``body`` (data, or a ``str`` as is);
        - ``"delay"``: acts on the request and answers properly, ``delay`` seconds late;
        - ``"reset"``: resets the connection without an answer;
        - ``"silence"``: never answers (closes after ``delay`` seconds, if given);
        - ``"garbage"``: answers 200 with bytes that are no JSON;
        - ``"wrong_length"``: answers 200, promises more bytes than come, and closes;
        - ``"trickle"``: answers 200 byte by byte, ``delay`` seconds (default 0.1) apart.

        The last three pretend success. ``delay`` seconds pass before any other answer too.
        ``acted``: the API acts on the request before it fails, as when only the answer is lost.
        """
        fault = Fault(
            path=path,
            times=times,
            share=share,
            status=status,
            delay=delay,
            mode=mode,
            headers=headers or {},
            body=body,
            acted=acted,
        )
        self._api.faults.add(fault)

    def wait_for(
        self, count: int = 1, path: str | None = None, *, timeout: float = 10
    ) -> list[RecordedRequest]:
        """Wait until ``count`` calls (of ``path``) have come; ``TimeoutError`` if they do not."""

        def fitting(requests: list[RecordedRequest]) -> list[RecordedRequest]:
            return [request for request in requests if path in (None, request.path)]

        if not self._api.journal.wait(lambda found: len(fitting(found)) >= count, timeout):
            came = len(fitting(self.requests))
            raise TimeoutError(f"{came} of {count} calls of {path or 'any path'} in {timeout} s")
        return fitting(self.requests)

    def listen(self, listener: Callable[[RecordedRequest], None]) -> None:
        """Call ``listener`` with every recorded call, in the thread of its connection."""
        self._api.listener = listener

    def __repr__(self) -> str:
        return f"<Sandbox {self.url} of shop {self._api.shop.id}>"
