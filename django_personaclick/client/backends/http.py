"""The backend that calls the API."""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from ...exceptions import ConfigurationError, TransportError, mask_secrets
from ..request import PreparedRequest
from ..response import Response
from .base import Backend
from .sessions import session_for
from .watchdog import Call, watchdog

__all__ = ["HttpBackend"]

CHUNK = 16_384
KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
FAILURES = (requests.RequestException, HTTPError, HTTPException, OSError, ValueError)


QUERY = re.compile(r"\?[^\s\"]*")


class SecretFilter(logging.Filter):
    """Masks the queries of the URLs that urllib3 logs: they name the secret and the person."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = QUERY.sub("?***", mask_secrets(record.getMessage()))
        record.args = ()
        return True


SECRET_FILTER = SecretFilter()


class HttpBackend(Backend):
    """Calls the API with ``requests``: pooled, without cookies, redirects or retries.

    The body of an answer is read up to ``write_limit`` bytes, for reads and for writes of which
    the table of endpoints says so up to ``read_limit``. ``call_timeout`` bounds the call as a
    whole.
    """

    write_limit = 64 * KILOBYTE
    read_limit = 4 * MEGABYTE

    def __init__(
        self,
        api_url: str,
        *,
        connect_timeout: float = 3.0,
        read_timeout: float = 10.0,
        call_timeout: float = 20.0,
    ) -> None:
        super().__init__(
            api_url,
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            call_timeout=call_timeout,
        )
        parts = urlsplit(self.api_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise ConfigurationError(
                f"PERSONACLICK['API_URL'] is {api_url!r}, which is no URL of a server. "
                f"Use one such as 'https://api.personaclick.com'."
            )
        logging.getLogger("urllib3.connectionpool").addFilter(SECRET_FILTER)

    def send(self, request: PreparedRequest) -> Response:
        outcome = self._attempt(request)
        if isinstance(outcome, TransportError):
            # Raised here, where no error of requests is being handled: those hold the URL, the
            # URL may hold the secret, and Python would chain them to ours.
            raise outcome
        return outcome

    def close(self) -> None:
        session_for(self.api_url).close()

    def _attempt(self, request: PreparedRequest) -> Response | TransportError:
        with watchdog().watch(self.call_timeout) as call:
            try:
                response = self._exchange(request)
            except FAILURES as error:
                return self._failure(request, call, error)
            if call.expired:  # what was read may be cut off
                return self._failure(request, call, TimeoutError())
            return response

    def _exchange(self, request: PreparedRequest) -> Response:
        with session_for(self.api_url).request(
            request.method,
            self.api_url + request.path,
            params=dict(request.query),
            data=request.body,
            headers=dict(request.headers),
            timeout=(self.connect_timeout, self.read_timeout),
            allow_redirects=False,
            stream=True,
        ) as answer:
            body = read(answer, self._limit(request))
            return Response(answer.status_code, plain(answer.headers), body)

    def _limit(self, request: PreparedRequest) -> int:
        long = request.method == "GET" or request.endpoint.long_answer
        return self.read_limit if long else self.write_limit

    def _failure(
        self, request: PreparedRequest, call: Call, error: BaseException
    ) -> TransportError:
        return TransportError(
            self._explain(call, error),
            endpoint=request.endpoint.name,
            may_have_arrived=call.sending,
        )

    def _explain(self, call: Call, error: BaseException) -> str:
        host = urlsplit(self.api_url).netloc.rpartition("@")[2]
        if call.expired:
            return f"{host} did not finish within {self.call_timeout:g} s"
        if not call.sending:
            return f"{host} was not reached: {reason(error)}"
        if isinstance(root(error), TimeoutError):
            return f"{host} was silent for {self.read_timeout:g} s"
        return f"{host} broke off: {reason(error)}"


def read(answer: requests.Response, limit: int) -> bytes:
    """At most ``limit`` bytes of the body; no answer of the API is longer."""
    body = bytearray()
    for chunk in answer.iter_content(CHUNK):
        body += chunk
        if len(body) >= limit:
            break
    return bytes(body[:limit])


def plain(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def reason(error: BaseException) -> str:
    """What happened, in the words of the operating system: other texts may hold the URL."""
    cause = root(error)
    if isinstance(cause, ssl.SSLError):
        return f"TLS failed ({cause.reason or type(cause).__name__})"
    if isinstance(cause, TimeoutError):
        return "timed out"
    strerror = cause.strerror if isinstance(cause, OSError) else None
    return strerror or type(cause).__name__


def root(error: BaseException) -> BaseException:
    """The error that all the others wrap."""
    found = error
    for link in chain(error):
        if isinstance(link, OSError) and not isinstance(link, requests.RequestException):
            return link
        found = link
    return found


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
