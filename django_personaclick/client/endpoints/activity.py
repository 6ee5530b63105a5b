"""Rows: what visitors do, and what becomes of the messages they get."""

from __future__ import annotations

from .row import Answer, Auth, Encoding, Endpoint, Shape

__all__ = ["ACTIVITY"]

ACCEPTED = Answer.OBJECT | Answer.EMPTY
PERSON = ("did", "email", "phone", "loyalty_id", "external_id", "telegram_id")

ACTIVITY = (
    Endpoint(
        name="session.init",
        method="GET",
        path="/init",
        auth=Auth.PUBLIC,
        encoding=Encoding.QUERY,
        idempotent=False,
        doc="API reference: Start session",
    ),
    Endpoint(
        name="events.push",
        method="POST",
        path="/push",
        auth=Auth.DEVICE,
        encoding=Encoding.JSON,
        identifiers=("did",),
        idempotent=False,
        long_answer=True,  # it may hold a popup
        doc="API reference: Events tracking",
    ),
    Endpoint(
        name="events.custom",
        method="POST",
        path="/push/custom",
        auth=Auth.PERSON,
        encoding=Encoding.JSON,
        identifiers=PERSON,
        idempotent=False,
        long_answer=True,
        doc="API reference: Track custom event",
    ),
    Endpoint(
        name="events.opened",
        method="POST",
        path="/track/opened",
        auth=Auth.PUBLIC,
        encoding=Encoding.JSON,
        idempotent=False,
        answer=ACCEPTED,
        doc="API reference: Message received",
    ),
    Endpoint(
        name="events.delivered",
        method="POST",
        path="/track/delivered",
        auth=Auth.PUBLIC,
        encoding=Encoding.JSON,
        idempotent=False,
        answer=ACCEPTED,
        doc="API reference: Message delivered",
    ),
    Endpoint(
        name="events.clicked",
        method="POST",
        path="/track/clicked",
        auth=Auth.PUBLIC,
        encoding=Encoding.JSON,
        idempotent=False,
        answer=ACCEPTED,
        doc="API reference: Message clicked",
    ),
    Endpoint(
        name="events.closed",
        method="POST",
        path="/track/closed",
        auth=Auth.PUBLIC,
        encoding=Encoding.JSON,
        idempotent=False,
        answer=ACCEPTED,
        doc="API reference: Message closed",
    ),
    Endpoint(
        name="events.story",
        method="POST",
        path="/track/stories",
        auth=Auth.DEVICE,
        encoding=Encoding.FORM,
        also=(Shape("POST", Encoding.JSON),),
        identifiers=("did",),
        idempotent=False,
        answer=ACCEPTED,
        doc="API reference: Stories tracking",
    ),
    Endpoint(
        name="push_tokens.add",
        method="POST",
        path="/mobile_push_tokens",
        auth=Auth.DEVICE,
        encoding=Encoding.FORM,
        also=(Shape("POST", Encoding.JSON), Shape("POST", Encoding.QUERY)),
        identifiers=("did",),
        idempotent=True,
        answer=ACCEPTED,
        doc="API reference: Mobile push tokens",
    ),
)
