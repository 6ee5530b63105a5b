"""The sandbox's own paths: the page, the stand-in for the SDK script, and ``/_sandbox/``.

``/_sandbox/`` has no CORS: no other site may read or change what a developer's sandbox holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import msgspec

from .api import Api
from .calls import Incoming, Reply, error
from .faults import Fault
from .journal import MASK, masked
from .openapi import description
from .reading import body_of
from .views import device_row, message_row, order_row, product_row, profile_row

__all__ = ["PREFIX", "Control"]

PREFIX = "/_sandbox/"
ROWS = 200
OPTIONS = frozenset(
    {"path", "times", "share", "status", "delay", "mode", "headers", "body", "acted"}
)


class Control:
    """Answers what is not the API's."""

    def __init__(self, api: Api) -> None:
        self.api = api
        here = files(__package__)
        self._page = here.joinpath("page.html").read_bytes()
        self._script = here.joinpath("sdk.js").read_bytes()
        self._routes = {
            "GET /": self.page,
            "GET /v3.js": self.script,
            "GET /openapi.json": self.openapi,
            "GET /_sandbox/requests.json": self.requests,
            "GET /_sandbox/summary.json": self.summary,
            "GET /_sandbox/state.json": self.state,
            "POST /_sandbox/clear": self.clear,
            "POST /_sandbox/fail": self.fail,
            "POST /_sandbox/heal": self.heal,
        }

    def answer(self, incoming: Incoming) -> Reply | None:
        """The reply, or ``None`` when the path is the API's."""
        route = self._routes.get(f"{incoming.method} {incoming.path}")
        if route is not None:
            return route(incoming)
        if incoming.path.startswith(PREFIX):
            return Reply.json(error("Not found"), 404)
        return None

    def private(self, data: Mapping[str, Any]) -> Reply:
        """``data`` as JSON, without the secret wherever somebody may have put it."""
        reply = Reply.json(data, headers=FRESH)
        reply.body = reply.body.replace(self.api.shop.secret.encode(), MASK.encode())
        return reply

    def page(self, _: Incoming) -> Reply:
        return Reply(200, self._page, {"Content-Type": "text/html; charset=utf-8", **FRESH})

    def script(self, _: Incoming) -> Reply:
        kind = {"Content-Type": "text/javascript; charset=utf-8"}
        return Reply(200, self._script, {**kind, **FRESH, "Access-Control-Allow-Origin": "*"})

    def openapi(self, _: Incoming) -> Reply:
        """The description of the API, for any tool that reads one."""
        return Reply.json(description("/"), headers={"Access-Control-Allow-Origin": "*"})

    def requests(self, incoming: Incoming) -> Reply:
        """``after``: only later numbers; ``limit``: only the newest; ``number``: only that one."""
        after, limit, number = (natural(incoming, key) for key in ("after", "limit", "number"))
        if number:
            after, limit = number - 1, 0
        found = self.api.journal.requests(after)
        if number:
            found = [request for request in found if request.number == number]
        brief = "brief" in incoming.query
        rows = [request.to_json(brief=brief) for request in found[-limit:]]
        last = found[-1].number if found else after
        return self.private({"requests": rows, "last": last})

    def summary(self, _: Incoming) -> Reply:
        faults = [
            {
                "path": fault.path,
                "times": fault.times,
                "share": fault.share,
                "what": fault.describe(),
            }
            for fault in self.api.faults
        ]
        return self.private(
            {**self.api.journal.summary(), "shop_id": self.api.shop.id, "faults": faults}
        )

    def state(self, _: Incoming) -> Reply:
        """The books: the newest rows of each, and how many there are."""
        with self.api.locked():
            state = self.api.state
            data = {
                "profiles": table(state.profiles, profile_row),
                "orders": table(list(state.orders.values()), order_row),
                "catalogue": table(
                    list(state.catalogue.products.values()), lambda p: product_row(p, state)
                ),
                "messages": table(list(state.messages.values()), message_row),
                "devices": table(list(state.devices.values()), lambda d: device_row(d, state)),
            }
            return self.private(masked(data))

    def clear(self, _: Incoming) -> Reply:
        self.api.clear()
        return self.private({"status": "success"})

    def heal(self, _: Incoming) -> Reply:
        self.api.faults.clear()
        return self.private({"status": "success"})

    def fail(self, incoming: Incoming) -> Reply:
        options = body_of(incoming)
        # JSON only: a form of another site could be sent without asking.
        if not isinstance(options, dict) or "json" not in incoming.header("content-type"):
            return Reply.json(error("A JSON object of fail()'s options is required"), 400)
        if unknown := ", ".join(sorted(options.keys() - OPTIONS)):
            return Reply.json(error(f"Unknown option: {unknown}"), 400)
        try:
            self.api.faults.add(msgspec.convert(options, Fault))
        except msgspec.ValidationError as problem:
            return Reply.json(error(str(problem)), 400)
        return self.private({"status": "success"})


FRESH = {"Cache-Control": "no-store"}


def natural(incoming: Incoming, key: str) -> int:
    text = incoming.query.get(key, "")
    return int(text) if text.isascii() and text.isdigit() else 0


def table(rows: list[Any], row: Any) -> dict[str, Any]:
    return {"total": len(rows), "rows": [row(one) for one in reversed(rows[-ROWS:])]}
