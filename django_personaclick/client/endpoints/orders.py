"""Rows: orders."""

from __future__ import annotations

from .row import MEGABYTE, ORDERS_RATE, Answer, Auth, Batch, Encoding, Endpoint

__all__ = ["ORDERS"]

ORDERS = (
    Endpoint(
        name="orders.sync",
        method="POST",
        path="/sync/orders",
        auth=Auth.SECRET,
        encoding=Encoding.JSON,
        identifiers=("email", "phone", "external_id", "loyalty_id", "telegram_id"),
        idempotent=True,
        batch=Batch(key="orders", rows=1_000, bytes=30 * MEGABYTE),
        rate=ORDERS_RATE,
        # It works in the background and its document promises a status, not a body.
        answer=Answer.OBJECT | Answer.EMPTY,
        doc="API reference: Import orders",
    ),
    Endpoint(
        name="orders.by_user",
        method="GET",
        path="/orders/by_user",
        auth=Auth.SECRET,
        encoding=Encoding.QUERY,
        identifiers=("did", "email", "phone", "loyalty_id", "external_id"),
        idempotent=True,
        # A bare list in the older documents, an envelope in the newer ones.
        answer=Answer.OBJECT | Answer.LIST,
        doc="API reference: Get user's orders",
    ),
    Endpoint(
        name="orders.last_for_user",
        method="GET",
        path="/orders/last_for_user",
        auth=Auth.DEVICE,
        encoding=Encoding.QUERY,
        identifiers=("did",),
        idempotent=True,
        answer=Answer.LIST,
        doc="API reference: Get users last order products",
    ),
)
