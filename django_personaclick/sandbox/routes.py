"""Which handler answers which endpoint of the table."""

from __future__ import annotations

from collections.abc import Callable

from ..client.endpoints import ENDPOINTS, Endpoint
from .calls import Answer, Call
from .handlers import audience, events, orders, profile, session
from .state import State

__all__ = ["HANDLERS", "PATHS", "Handler"]

Handler = Callable[[Call, State], Answer]

HANDLERS: dict[str, Handler] = {
    "session.init": session.init,
    "events.push": events.push,
    "events.custom": events.custom,
    "profile.set": profile.set_,
    "profile.get": profile.get,
    "orders.sync": orders.sync,
    "orders.by_user": orders.by_user,
    "orders.last_for_user": orders.last_for_user,
    "audience.upload": audience.upload,
}

PATHS: dict[str, dict[str, Endpoint]] = {}
"""Every endpoint of the table, by path and then by method."""
for endpoint in ENDPOINTS.values():
    PATHS.setdefault(endpoint.path, {})[endpoint.method] = endpoint
