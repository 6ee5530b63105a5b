"""Browsers of visitors and staff: Django's test client with the cookies of the SDK."""

from __future__ import annotations

from django.test import AsyncClient, Client

__all__ = ["FIREFOX", "async_browser", "browser"]

FIREFOX = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def browser(did: str = "", sid: str = "", user: object = None, **cookies: str) -> Client:
    """A browser of its own, with its device's cookies; signed in as ``user``."""
    return prepared(Client(headers=FIREFOX), did, sid, user, cookies)


def async_browser(did: str = "", sid: str = "", user: object = None, **cookies: str) -> AsyncClient:
    return prepared(AsyncClient(headers=FIREFOX), did, sid, user, cookies)


def prepared(client, did, sid, user, cookies):
    given = {"personaclick_device_id": did, "personaclick_session_code": sid, **cookies}
    for name, value in given.items():
        if value:
            client.cookies[name] = value
    if user is not None:
        client.force_login(user)
    return client
