"""The answers that a healthy server gives, for backends that have no server."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable
from typing import Any

from ...payloads import encode
from ..request import PreparedRequest
from ..response import Response

__all__ = ["success"]

ALPHABET = string.ascii_letters + string.digits
KEY_LENGTH = 10
STATUS = {"status": "success"}
FOUND = {
    "brands": [],
    "categories": [],
    "filters": {},
    "price_range": {"min": 0, "max": 0},
    "products": [],
    "products_total": 0,
}


def success(request: PreparedRequest) -> Response:
    """The documented answer of success to ``request``."""
    data = ANSWERS.get(request.endpoint.name, STATUS)
    if callable(data):
        data = data(request)
    if data is None:
        return Response(204, {}, b"")
    return Response(200, {"Content-Type": "application/json"}, encode(data))


def _session(request: PreparedRequest) -> dict[str, Any]:
    return {
        "did": request.query.get("did") or _key(),
        "seance": request.query.get("sid") or _key(),
        "segment": "A",
        "currency": "USD",
        "recommendations": True,
        "snippets": [],
    }


def _search(request: PreparedRequest) -> dict[str, Any]:
    return {"search_query": request.query.get("search_query", ""), "html": "", **FOUND}


def _product(request: PreparedRequest) -> dict[str, Any]:
    texts = dict.fromkeys(("name", "description", "price", "currency", "url", "picture"), "")
    return {"id": request.query.get("item_id", ""), **texts}


def _code(_request: PreparedRequest) -> dict[str, Any]:
    return {"code": _key()}


def _member(request: PreparedRequest) -> dict[str, Any]:
    sent = request.shown_json() or {}
    identifier = sent.get("phone") or sent.get("email")
    message = "Member is registered successfully"
    return {"success": True, "data": {"message": message, "identifier": identifier}}


def _used(request: PreparedRequest) -> dict[str, Any]:
    return {"confirmation": "success", "confirmed": int(request.query.get("bonus_points", 0))}


def _deleted(request: PreparedRequest) -> dict[str, Any]:
    codes = (request.shown_json() or {}).get("codes", [])
    return {"delete_count": len(codes), "not_found_count": 0}


def _links(request: PreparedRequest) -> list[dict[str, Any]]:
    links = (request.shown_json() or {}).get("links", [])
    short = "https://personaclick.dev/"
    return [{"source": link.get("url"), "url": short + link.get("code", _key())} for link in links]


def _subscriptions(_request: PreparedRequest) -> dict[str, Any]:
    return {"exists": False}


COUNTS = {"view": 0, "cart": 0, "purchase": 0}

ANSWERS: dict[str, Any | Callable[[PreparedRequest], Any]] = {
    "session.init": _session,
    "push_tokens.add": {},
    "profile.get": {},
    "audience.find": [],
    "segments.get": [],
    "segments.includes": False,
    "subscriptions.check": _subscriptions,
    "subscriptions.changes": [],
    "triggers.check_price": False,
    "triggers.check_stock": False,
    "triggers.price_subscribers": [],
    "triggers.stock_subscribers": [],
    "orders.by_user": {**STATUS, "data": {"orders": []}},
    "orders.last_for_user": [],
    "recommend.get": {"html": "", "title": "", "recommends": [], "id": 1},
    "search.instant": _search,
    "search.full": _search,
    "search.blank": {"suggests": [], "products": [], "last_queries": []},
    "search.no_results": [],
    "products.list": FOUND,
    "products.get": _product,
    "products.counters": {"daily": COUNTS, "now": COUNTS},
    "products.not_widgetable": {**STATUS, "data": {"total": 0, "items": []}},
    "products.cart": {**STATUS, "data": {"items": []}},
    "products.upload": None,
    "products.in_stock": None,
    "products.out_of_stock": None,
    "categories.tree": [],
    "categories.products": FOUND,
    "categories.upload": None,
    "locations.upload": None,
    "promo_codes.list": [],
    "promo_codes.fetch": _code,
    "promo_codes.delete": _deleted,
    "loyalty.join": _member,
    "loyalty.balance": {
        **dict.fromkeys(("confirmed", "pending", "expiring"), 0),
        "expire_in": None,
        **dict.fromkeys(("available_in_order", "payable_amount"), 0),
    },
    "loyalty.init_usage": {**STATUS, "sms_code": 123456},
    "loyalty.use": _used,
    "loyalty.use_without_code": _used,
    "loyalty.use_confirmed": _used,
    "nps.categories": [],
    "nps.channels": [],
    "nps.reviews": [],
    "messages.transact": _code,
    "messages.transact_files": _code,
    "short_urls.create": _links,
    "notifications.list": {**STATUS, "payload": {"messages": []}},
    "notifications.status": {**STATUS, "payload": {"messages": []}},
    "communications.read": [],
    "reputation.shop": [],
}
"""By endpoint: the answer, or what makes it; ``None`` is 204. The others answer ``STATUS``."""


def _key() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))
