"""What PersonaClick is told: everything that waits, delivered now."""

from __future__ import annotations

from types import ModuleType
from typing import Any

__all__ = ["events", "orders", "people", "told"]

Told = list[tuple[str, dict[str, Any]]]
KEYS = ("shop_id", "shop_secret")


def told(testing: ModuleType) -> Told:
    """The calls made for what waits: path and content, without the shop's keys and the dates."""
    testing.deliver_all()
    calls = [(sent.path, content(sent)) for sent in testing.sent]
    testing.reset()
    return calls


def content(sent: Any) -> dict[str, Any]:
    data = {name: value for name, value in (sent.json or sent.query).items() if name not in KEYS}
    for order in data.get("orders", []):
        assert isinstance(order.get("date", 0), int)
        order.pop("date", None)
    return data


def orders(testing: ModuleType) -> list[dict[str, Any]]:
    """The rows of ``/sync/orders``."""
    return [row for path, body in told(testing) if path == "/sync/orders" for row in body["orders"]]


def people(testing: ModuleType) -> list[dict[str, Any]]:
    """The rows of ``/import/audience``."""
    calls = told(testing)
    return [row for path, body in calls if path == "/import/audience" for row in body["audience"]]


def events(testing: ModuleType) -> list[dict[str, Any]]:
    """The bodies of ``/push``."""
    return [body for path, body in told(testing) if path == "/push"]
