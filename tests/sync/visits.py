"""Requests of visitors, as the middleware sees them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from django_personaclick.visitors import CurrentVisitor, current

DID, SID = "vxlwRZ7Cnk", "R5eQXkrKCf"


def request_of(user=None, did: str | None = DID, sid: str | None = SID, **extra):
    request = RequestFactory(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}).get(
        "/", **extra
    )
    if did:
        request.COOKIES["personaclick_device_id"] = did
    if sid:
        request.COOKIES["personaclick_session_code"] = sid
    request.user = user or AnonymousUser()
    request.personaclick = CurrentVisitor(request)
    return request


@contextmanager
def visit(user=None, **kwargs) -> Iterator[object]:
    request = request_of(user, **kwargs)
    token = current.set(request.personaclick)
    try:
        yield request
    finally:
        current.reset(token)
