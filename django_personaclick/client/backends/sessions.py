"""One ``requests.Session`` per process and API."""

from __future__ import annotations

import os
import threading
from http.cookiejar import DefaultCookiePolicy

import requests

from .connection import WatchedAdapter

__all__ = ["session_for"]


class Sessions:
    """The sessions of one process."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._lock = threading.Lock()
        self._sessions: dict[str, requests.Session] = {}

    def get(self, api_url: str) -> requests.Session:
        with self._lock:
            if api_url not in self._sessions:
                self._sessions[api_url] = make(api_url)
            return self._sessions[api_url]


class NoRedirects(requests.Session):
    """A session that follows no redirect and does not read the body of one to its end."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


def make(api_url: str) -> requests.Session:
    session = NoRedirects()
    # The API sets a ``did`` cookie; a jar would send it back with the next visitor's request and
    # so merge the two.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, WatchedAdapter())
    resolve_environment(session, api_url)
    return session


def resolve_environment(session: requests.Session, api_url: str) -> None:
    """Read proxies and CA bundle from the environment once: ``requests`` does it at each call."""
    found = session.merge_environment_settings(api_url, {}, None, None, None)
    session.proxies = dict(found["proxies"])
    session.verify = found["verify"]
    session.trust_env = False


_sessions = Sessions()


def session_for(api_url: str) -> requests.Session:
    """The session of this process for ``api_url``.

    A forked child gets one of its own: on its parent's connections the answers of both would mix.
    """
    global _sessions
    if _sessions.pid != os.getpid():
        _sessions = Sessions()
    return _sessions.get(api_url)
