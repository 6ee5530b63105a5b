"""Documented bad input: each is refused with the documented status, and why is said."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.client.endpoints import ENDPOINTS, Auth
from django_personaclick.sandbox.routes import CONTRACTS

from .conftest import DID, Shop

JANE = {"email": "jane@shopmail.org"}
MESSAGE = {"code": "C", "type": "bulk"}
STORY = {"event": "view", "code": "S", "story_id": "1", "slide_id": "2"}
NPS = {"channel": "website", "category": "delivery", "rate": 7, **JANE}
NOTIFICATIONS = {"date_from": "2024-01-01", "type": "bulk", "channel": "email", **JANE}
CALL = dict.fromkeys(
    (
        "channel",
        "event",
        "location_id",
        "call_type",
        "call_theme",
        "comment",
        "author_type",
        "status",
    ),
    "x",
)
SCOPES = (
    "name, brand, type, model, categories, params, author, publisher, illustrator, editor, series"
)
CHANNELS = "email, sms, web_push, mobile_push, telegram, whatsapp"
RIGHT: dict[str, dict[str, Any]] = {
    "events.opened": MESSAGE,
    "events.story": STORY,
    "push_tokens.add": {"token": "T", "platform": "ios"},
    "recommend.get": {"code": "popular", "did": DID},
    "search.instant": {"search_query": "x"},
    "search.full": {"search_query": "x", "did": DID},
    "profile.force_change_email": {
        "old_email": "a@shopmail.org",
        "new_email": "b@shopmail.org",
        "i_understand_what_i_am_doing": True,
    },
    "audience.find": {"by": "email", "ids": ["x"]},
    "segments.add": {"segment_id": "1", **JANE},
    "segments.includes": {"segment_id": "1", **JANE},
    "subscriptions.manage": {"email_bulk": True, **JANE},
    "subscriptions.callback": {"event": "complained", **JANE},
    "subscriptions.check": JANE,
    "subscriptions.changes": {},
    "triggers.subscribe_price": {"item_id": "1", "price": 5, **JANE},
    "triggers.unsubscribe_price": {"item_ids": "1", **JANE},
    "triggers.subscribe_stock": {"item_id": "1", **JANE},
    "triggers.check_stock": {"item_id": "1", **JANE},
    "products.list": {},
    "products.counters": {"item": "1"},
    "categories.tree": {},
    "promo_codes.list": {},
    "promo_codes.upload": {"id": "1", "codes": ["a"]},
    "loyalty.join": JANE,
    "loyalty.event_bonus": {"event": "x", "amount": 5, **JANE},
    "nps.reviews": {},
    "nps.create": NPS,
    "messages.transact": {"code": "C", **JANE},
    "messages.sms": {"code": "C", "phone": "14155552671", "variables": {}},
    "short_urls.create": {"links": [{"url": "https://shop.example"}]},
    "notifications.list": NOTIFICATIONS,
    "chats.report": {"code": "C", "platform": "livetex", "data": {}, **JANE},
    "communications.save": {**CALL, **JANE},
    "communications.read": JANE,
    "reputation.shop": {},
}
MISSING = [
    (name, key)
    for name, params in RIGHT.items()
    for key in CONTRACTS[name].required
    if key in params
]
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("events.opened", {"type": "sms"}, "type must be one of bulk, chain, transactional, trigger"),
    ("events.opened", {"code": ""}, "code must be a non-empty string"),
    ("events.story", {"event": "skip"}, "event must be one of view, click"),
    ("push_tokens.add", {"platform": "symbian"}, "platform must be one of ios, android"),
    (
        "recommend.get",
        {"resize_image": 999},
        "resize_image must be one of 120, 140, 160, 180, 200, 220, 310, 520",
    ),
    ("recommend.get", {"limit": "many"}, "limit must be an integer from 1"),
    ("recommend.get", {"extended": "maybe"}, "extended must be true or false"),
    ("search.full", {"limit": -1}, "limit must be an integer from 0"),
    ("search.full", {"page": 0}, "page must be an integer from 1"),
    ("search.full", {"order": "up"}, "order must be one of asc, desc"),
    ("search.full", {"price_min": "cheap"}, "price_min must be a number"),
    ("search.full", {"filters": "red"}, "filters must be a JSON object of lists"),
    ("search.full", {"filters": '{"a": 1}'}, "filters must be a JSON object of lists"),
    (
        "search.instant",
        {"search_scope": "name,colour"},
        f"search_scope must be a comma-separated list of {SCOPES}",
    ),
    ("profile.force_change_email", {"new_email": "x"}, "new_email must be an e-mail address"),
    (
        "profile.force_change_email",
        {"i_understand_what_i_am_doing": False},
        "i_understand_what_i_am_doing must be a true value",
    ),
    ("audience.find", {"by": "name"}, "by must be one of loyalty_id, birthday, email, phone"),
    (
        "audience.find",
        {"ids": []},
        "ids must be a non-empty array, each item a number or a non-empty string",
    ),
    ("segments.add", {"segment_id": ""}, "segment_id must be a number or a non-empty string"),
    ("segments.add", {"email": "x"}, "email must be an e-mail address"),
    ("subscriptions.manage", {"email_bulk": "on"}, "email_bulk must be true or false"),
    (
        "subscriptions.callback",
        {"event": "soft_bounced"},
        "event must be one of hard_bounced, complained, blacklisted, unsubscribed",
    ),
    ("subscriptions.changes", {"limit": 20001}, "limit must be an integer from 1 to 20000"),
    ("subscriptions.changes", {"offset": -1}, "offset must be an integer from 0"),
    ("subscriptions.changes", {"from": "yesterday"}, "from must be a date as YYYY-MM-DD"),
    ("triggers.subscribe_price", {"price": "cheap"}, "price must be a number from 0"),
    ("triggers.subscribe_price", {"price": -1}, "price must be a number from 0"),
    ("triggers.subscribe_stock", {"properties": "XL"}, "properties must be an object"),
    (
        "triggers.unsubscribe_price",
        {"item_ids": 5},
        "item_ids must be product ids separated by commas, or a list of them; empty for all",
    ),
    (
        "products.list",
        {"filters_search_by": "size"},
        "filters_search_by must be one of name, quantity, popularity",
    ),
    ("categories.tree", {"depth": -1}, "depth must be an integer from 0"),
    ("promo_codes.list", {"limit": 1001}, "limit must be an integer from 1 to 1000"),
    (
        "promo_codes.upload",
        {"codes": "a,b"},
        "codes must be a non-empty array, each item a non-empty string",
    ),
    ("loyalty.join", {"gender": "x"}, "gender must be one of m, f"),
    ("loyalty.join", {"birthday": "02-01-1990"}, "birthday must be a date as YYYY-MM-DD"),
    ("loyalty.event_bonus", {"amount": 0}, "amount must be an integer from 1 to 1000000000"),
    ("nps.create", {"rate": 0}, "rate must be an integer from 1 to 10"),
    ("nps.create", {"rate": 11}, "rate must be an integer from 1 to 10"),
    (
        "nps.create",
        {"category": "weather"},
        "category must be one of website, delivery, checkout, product",
    ),
    ("nps.reviews", {"date_from": "x"}, "date_from must be a date as YYYY-MM-DD"),
    ("messages.transact", {"variables": 5}, "variables must be an object"),
    (
        "messages.transact",
        {"cc": ["x"]},
        "cc must be a non-empty array, each item an e-mail address",
    ),
    ("messages.sms", {"phone": "x"}, "phone must be a phone number: digits, with or without +"),
    ("short_urls.create", {"links": []}, "links must be a non-empty array"),
    ("notifications.list", {"limit": 51}, "limit must be an integer from 1 to 50"),
    (
        "notifications.list",
        {"type": "bulk,spam"},
        "type must be a comma-separated list of bulk, trigger, chain, transactional",
    ),
    (
        "notifications.list",
        {"channel": "pigeon"},
        f"channel must be a comma-separated list of {CHANNELS}",
    ),
    ("chats.report", {"platform": "icq"}, "platform must be one of livetex"),
    ("reputation.shop", {"count": "all"}, "count must be an integer from 0"),
]
NAMELESS = [
    name
    for name, params in RIGHT.items()
    if ENDPOINTS[name].auth in (Auth.SECRET, Auth.EITHER)
    and "email" in params
    and not ENDPOINTS[name].batch
]


def refusal(name: str, message: str) -> dict[str, Any]:
    if CONTRACTS[name].in_payload:
        return {"status": "error", "payload": {"message": message}}
    return {"status": "error", "message": message}


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_call_is_accepted(shop: Shop, name: str) -> None:
    status = shop.call(name, **RIGHT[name])[0]
    assert (status, shop.last.reason) in [
        (200, ""),
        (200, "there was no such subscription"),
        (200, "no message of this code was sent from here"),
        (404, "No profile has the old email"),
        (404, "Profile not found"),
    ]


@pytest.mark.parametrize(("name", "key"), MISSING)
def test_what_is_required(shop: Shop, name: str, key: str) -> None:
    params = {one: value for one, value in RIGHT[name].items() if one != key}
    answer = shop.call(name, **params)
    assert answer == (400, refusal(name, f"{key} is missing"))


@pytest.mark.parametrize(("name", "wrong", "message"), WRONG)
def test_what_is_wrong(shop: Shop, name: str, wrong: dict[str, Any], message: str) -> None:
    assert shop.call(name, **{**RIGHT[name], **wrong}) == (400, refusal(name, message))


@pytest.mark.parametrize("name", NAMELESS)
def test_somebody_is_required(shop: Shop, name: str) -> None:
    params = {key: value for key, value in RIGHT[name].items() if key != "email"}
    status, answer = shop.call(name, **params)
    if "email" in CONTRACTS[name].required:
        message = "email is missing"
    else:
        message = f"one of {', '.join(ENDPOINTS[name].identifiers)} is required"
    assert (status, answer) == (400, refusal(name, message))


def test_a_subscription_needs_a_flag(shop: Shop) -> None:
    answer = shop.call("subscriptions.manage", **JANE)
    assert answer == (400, refusal("subscriptions.manage", "At least one subscription is required"))
