"""The endpoints of the API: one table, read by client, delivery, sandbox, tests and docs.

Limits are the stricter ones where the vendor's documents differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ENDPOINTS", "Auth", "Batch", "Encoding", "Endpoint", "Rate"]

MEGABYTE = 1_000_000


class Auth(StrEnum):
    """What a call must carry beside ``shop_id``."""

    PUBLIC = "public"
    DEVICE = "device"
    SECRET = "secret"  # noqa: S105
    EITHER = "device or secret"
    PERSON = "device or a person's identifier"


class Encoding(StrEnum):
    QUERY = "query"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Batch:
    """How many rows, in at most how many bytes of body, one call takes under ``key``."""

    key: str
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``per_minute`` calls in a minute, ``spacing`` seconds apart."""

    per_minute: int
    spacing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One row of the table. ``idempotent``: repeating a call changes nothing further."""

    name: str
    method: str
    path: str
    auth: Auth
    encoding: Encoding
    doc: str
    idempotent: bool
    batch: Batch | None = None
    rate: Rate | None = None


# The documented rate of the imports; 1.55 s apart keeps any sliding minute within it.
IMPORT_RATE = Rate(per_minute=40, spacing=1.55)
# Orders: at most one request in 5 seconds.
ORDERS_RATE = Rate(per_minute=12, spacing=5.0)

TABLE = (
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
        idempotent=False,
        doc="API reference: Events tracking",
    ),
    Endpoint(
        name="events.custom",
        method="POST",
        path="/push/custom",
        auth=Auth.PERSON,
        encoding=Encoding.JSON,
        idempotent=False,
        doc="API reference: Track custom event",
    ),
    Endpoint(
        name="profile.set",
        method="POST",
        path="/profile/set",
        auth=Auth.EITHER,
        encoding=Encoding.JSON,
        idempotent=True,
        doc="User Profile (REST API): Update User Profile",
    ),
    Endpoint(
        name="profile.get",
        method="GET",
        path="/profile",
        auth=Auth.EITHER,
        encoding=Encoding.QUERY,
        idempotent=True,
        doc="User Profile (REST API): Read User Profile",
    ),
    Endpoint(
        name="orders.sync",
        method="POST",
        path="/sync/orders",
        auth=Auth.SECRET,
        encoding=Encoding.JSON,
        idempotent=True,
        batch=Batch(key="orders", rows=1_000, bytes=30 * MEGABYTE),
        rate=ORDERS_RATE,
        doc="API reference: Import orders",
    ),
    Endpoint(
        name="orders.by_user",
        method="GET",
        path="/orders/by_user",
        auth=Auth.SECRET,
        encoding=Encoding.QUERY,
        idempotent=True,
        doc="API reference: Get user's orders",
    ),
    Endpoint(
        name="orders.last_for_user",
        method="GET",
        path="/orders/last_for_user",
        auth=Auth.DEVICE,
        encoding=Encoding.QUERY,
        idempotent=True,
        doc="API reference: Get users last order products",
    ),
    Endpoint(
        name="audience.upload",
        method="POST",
        path="/import/audience",
        auth=Auth.SECRET,
        encoding=Encoding.JSON,
        idempotent=True,
        batch=Batch(key="audience", rows=20_000, bytes=8 * MEGABYTE),
        rate=IMPORT_RATE,
        doc="Import Audience; API reference: Import users",
    ),
)

ENDPOINTS: dict[str, Endpoint] = {endpoint.name: endpoint for endpoint in TABLE}
