"""Which handler answers which endpoint of the table, and which endpoint a request is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ..client.endpoints import ENDPOINTS, Encoding, Endpoint, Shape
from .calls import Answer, Call, Incoming, Refused
from .contract import Contract, understood
from .handlers import (
    audience,
    bonuses,
    categories,
    chats,
    communications,
    crm,
    events,
    imports,
    loyalty,
    messages,
    notifications,
    nps,
    orders,
    products,
    profile,
    promo_codes,
    push_tokens,
    recommend,
    reputation,
    search,
    segments,
    session,
    short_urls,
    subscriptions,
    tracking,
    triggers,
)
from .reading import BODY_LIMIT, encoding_of, nested
from .state import State

__all__ = [
    "CONTRACTS",
    "HANDLERS",
    "PATHS",
    "Handler",
    "Match",
    "endpoint_of",
    "find",
    "template_of",
]

Handler = Callable[[Call, State], Answer]

HANDLERS: dict[str, Handler] = {
    "session.init": session.init,
    "events.push": events.push,
    "events.custom": events.custom,
    "events.opened": tracking.opened,
    "events.delivered": tracking.delivered,
    "events.clicked": tracking.clicked,
    "events.closed": tracking.closed,
    "events.story": tracking.story,
    "push_tokens.add": push_tokens.add,
    "recommend.get": recommend.get,
    "search.instant": search.instant,
    "search.full": search.full,
    "search.blank": search.blank,
    "search.no_results": search.no_results,
    "profile.set": profile.set_,
    "profile.get": profile.get,
    "profile.force_change_email": profile.force_change_email,
    "profile.force_change_phone": profile.force_change_phone,
    "profile.purge": profile.purge,
    "audience.upload": audience.upload,
    "audience.suppress": audience.suppress,
    "audience.find": crm.find,
    "segments.add": segments.add,
    "segments.remove": segments.remove,
    "segments.get": segments.get,
    "segments.includes": segments.includes,
    "subscriptions.manage": subscriptions.manage,
    "subscriptions.callback": subscriptions.callback,
    "subscriptions.check": subscriptions.check,
    "subscriptions.changes": subscriptions.changes,
    "triggers.subscribe_price": triggers.subscribe_price,
    "triggers.unsubscribe_price": triggers.unsubscribe_price,
    "triggers.subscribe_stock": triggers.subscribe_stock,
    "triggers.unsubscribe_stock": triggers.unsubscribe_stock,
    "triggers.check_price": triggers.check_price,
    "triggers.check_stock": triggers.check_stock,
    "triggers.price_subscribers": triggers.price_subscribers,
    "triggers.stock_subscribers": triggers.stock_subscribers,
    "orders.sync": orders.sync,
    "orders.by_user": orders.by_user,
    "orders.last_for_user": orders.last_for_user,
    "products.list": products.list_,
    "products.get": products.get,
    "products.counters": products.counters,
    "products.not_widgetable": products.not_widgetable,
    "products.cart": products.cart,
    "products.clear_cart": products.clear_cart,
    "products.upload": imports.products,
    "products.in_stock": imports.in_stock,
    "products.out_of_stock": imports.out_of_stock,
    "categories.tree": categories.tree,
    "categories.products": categories.products,
    "categories.upload": imports.categories,
    "locations.upload": imports.locations,
    "promo_codes.list": promo_codes.list_,
    "promo_codes.upload": promo_codes.upload,
    "promo_codes.purge": promo_codes.purge,
    "promo_codes.fetch": promo_codes.fetch,
    "promo_codes.delete": promo_codes.delete,
    "bonuses.upload": bonuses.upload,
    "loyalty.join": loyalty.join,
    "loyalty.balance": loyalty.balance,
    "loyalty.init_usage": loyalty.init_usage,
    "loyalty.use": loyalty.use,
    "loyalty.use_without_code": loyalty.use_without_code,
    "loyalty.use_confirmed": loyalty.use_confirmed,
    "loyalty.event_bonus": loyalty.event_bonus,
    "nps.categories": nps.categories,
    "nps.channels": nps.channels,
    "nps.reviews": nps.reviews,
    "nps.create": nps.create,
    "messages.transact": messages.transact,
    "messages.transact_files": messages.transact,
    "messages.sms": messages.sms,
    "short_urls.create": short_urls.create,
    "notifications.list": notifications.list_,
    "notifications.status": notifications.status,
    "chats.report": chats.report,
    "communications.save": communications.save,
    "communications.read": communications.read,
    "communications.edit": communications.edit,
    "reputation.shop": reputation.shop,
}

FAMILIES = (
    audience,
    bonuses,
    categories,
    chats,
    communications,
    crm,
    events,
    imports,
    loyalty,
    messages,
    notifications,
    nps,
    orders,
    products,
    profile,
    promo_codes,
    push_tokens,
    recommend,
    reputation,
    search,
    segments,
    session,
    short_urls,
    subscriptions,
    tracking,
    triggers,
)
CONTRACTS: dict[str, Contract] = {
    name: contract for family in FAMILIES for name, contract in family.CONTRACTS.items()
}

PATHS: dict[str, dict[str, list[tuple[Endpoint, Shape]]]] = {}
"""Every endpoint of the table with its shapes, by path and then by method."""
for _endpoint in ENDPOINTS.values():
    for _shape in _endpoint.shapes():
        _methods = PATHS.setdefault(_endpoint.path, {})
        _methods.setdefault(_shape.method, []).append((_endpoint, _shape))


@dataclass(frozen=True, slots=True)
class Match:
    """A request's endpoint and its parameters as data; ``problem``: it is only the likeliest."""

    endpoint: Endpoint
    params: dict[str, Any]
    problem: str = ""

    @property
    def contract(self) -> Contract:
        return CONTRACTS[self.endpoint.name]


def find(incoming: Incoming, body: Any) -> Match:
    """The endpoint of the table that the request is for, or ``Refused``."""
    template = template_of(incoming.path)
    methods = PATHS.get(template)
    if methods is None:
        raise Refused(404, "Not found")
    if incoming.method not in methods:
        raise Refused(405, f"Method not allowed: use {', '.join(methods)}")
    rows = methods[incoming.method]
    encoding = body_encoding(incoming, [shape.encoding for _, shape in rows])
    if encoding is not Encoding.QUERY and not isinstance(body, dict):
        raise Refused(400, unreadable(body, encoding))
    query = nested(incoming.query.items())
    endpoint, problem = chosen(rows, encoding, {**query, **(body or {})})
    contract = CONTRACTS[endpoint.name]
    params = understood(without_empty(query, contract), contract, text=True)
    params |= understood(body or {}, contract, text=encoding is not Encoding.JSON)
    params |= path_parameters(template, incoming.path)
    return Match(endpoint, params, problem)


def endpoint_of(incoming: Incoming, body: Any) -> Endpoint | None:
    """The endpoint that a request seems to be for, however wrong it is."""
    rows = PATHS.get(template_of(incoming.path), {}).get(incoming.method)
    if not rows:
        return None
    params = {**incoming.query, **(body if isinstance(body, dict) else {})}
    return chosen(rows, encoding_of(incoming), params)[0]


def template_of(path: str) -> str:
    """The path of the table that ``path`` fits; ``path`` itself if there is none."""
    if path in PATHS:
        return path
    parts = path.split("/")
    fitting = (row for row in PATHS if "{" in row and fits(row.split("/"), parts))
    return next(fitting, path)


def fits(template: list[str], parts: list[str]) -> bool:
    return len(template) == len(parts) and all(
        part if name.startswith("{") else part == name
        for name, part in zip(template, parts, strict=True)
    )


def path_parameters(template: str, path: str) -> dict[str, str]:
    pairs = zip(template.split("/"), path.split("/"), strict=True)
    return {name[1:-1]: unquote(part) for name, part in pairs if name.startswith("{")}


def body_encoding(incoming: Incoming, allowed: list[Encoding]) -> Encoding:
    if incoming.raw is None:
        raise Refused(413, f"Request entity too large: at most {BODY_LIMIT} bytes")
    encoding = encoding_of(incoming)
    if encoding is Encoding.QUERY or encoding in allowed:
        return encoding
    named = list(dict.fromkeys(CONTENT_TYPES[one] for one in allowed if one in CONTENT_TYPES))
    if not named:
        raise Refused(406, "The parameters belong into the query: there is no body here")
    raise Refused(406, f"Content-Type must be {' or '.join(named)}")


CONTENT_TYPES = {
    Encoding.JSON: "application/json",
    Encoding.FORM: "application/x-www-form-urlencoded",
    Encoding.MULTIPART: "multipart/form-data",
}


def unreadable(body: Any, encoding: Encoding) -> str:
    if encoding is not Encoding.JSON:
        return "The form cannot be read"
    return "The body is not valid JSON" if body is None else "The body must be a JSON object"


def chosen(
    rows: list[tuple[Endpoint, Shape]], encoding: Encoding | None, params: dict[str, Any]
) -> tuple[Endpoint, str]:
    """Of the rows of one method and path the one with this encoding and these fixed values.

    If there is none, the first of them and what is wrong.
    """
    fitting = [row for row, shape in rows if shape.encoding is encoding] or [r for r, _ in rows]
    for endpoint in sorted(fitting, key=lambda one: -len(one.fixed)):
        if all(word(params.get(name)) == value for name, value in endpoint.fixed.items()):
            return endpoint, ""
    name = next(iter(fitting[0].fixed))
    values = ", ".join(endpoint.fixed[name] for endpoint in fitting)
    return fitting[0], f"{name} must be one of {values}"


def word(value: Any) -> str:
    return str(value).lower()


def without_empty(query: dict[str, Any], contract: Contract) -> dict[str, Any]:
    """An empty parameter of a query is none."""
    return query if contract.by_hand else {k: value for k, value in query.items() if value != ""}
