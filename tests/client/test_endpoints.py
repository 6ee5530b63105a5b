"""The table of endpoints makes sense."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from django_personaclick.client.endpoints import (
    ENDPOINTS,
    TABLE,
    Auth,
    Encoding,
    Endpoint,
)

IDENTIFIERS = {
    *("did", "email", "phone", "external_id", "loyalty_id", "telegram_id", "id"),
    *("old_email", "old_phone", "order_id"),
}
NAME = re.compile(r"[a-z_]+\.[a-z_]+")
PATH = re.compile(r"(/([a-z_]+|\{[a-z]+\}))+")


def rows(*names: str) -> list[Endpoint]:
    return [ENDPOINTS[name] for name in names]


def test_names_are_unique_and_say_family_and_method() -> None:
    assert len(ENDPOINTS) == len(TABLE) == 82
    assert [name for name in ENDPOINTS if not NAME.fullmatch(name)] == []


def test_paths() -> None:
    assert [row.path for row in TABLE if not PATH.fullmatch(row.path)] == []
    with_parameters = {row.name: row.path_parameters for row in TABLE if row.path_parameters}
    assert with_parameters == {
        "recommend.get": ("code",),
        "categories.products": ("id",),
        "notifications.status": ("code",),
        "communications.edit": ("id",),
    }


def test_every_call_finds_its_row() -> None:
    """By method, path, fixed parameters and, last, encoding."""
    found = defaultdict(list)
    for row in TABLE:
        for shape in row.shapes():
            found[shape, row.path, tuple(row.fixed.items())].append(row.name)
    assert [names for names in found.values() if len(names) > 1] == []


def test_one_shape_is_named_once() -> None:
    for row in TABLE:
        shapes = list(row.shapes())
        assert len(shapes) == len(set(shapes)), row.name


def test_get_has_no_body() -> None:
    for row in TABLE:
        for shape in row.shapes():
            assert shape.method in {"GET", "POST", "PUT", "PATCH", "DELETE"}
            assert shape.method != "GET" or shape.encoding is Encoding.QUERY, row.name


def test_a_call_on_behalf_of_somebody_says_of_whom() -> None:
    for row in TABLE:
        assert set(row.identifiers) <= IDENTIFIERS, row.name
        assert len(set(row.identifiers)) == len(row.identifiers), row.name
        if row.auth is Auth.DEVICE:
            assert row.identifiers == ("did",), row.name
        if row.auth is Auth.PERSON:
            assert {"did", "email"} <= set(row.identifiers), row.name
        if row.auth is Auth.PUBLIC:
            assert row.identifiers == (), row.name


def test_who_needs_no_key_but_the_shop_s() -> None:
    public = {row.name for row in TABLE if row.auth is Auth.PUBLIC}
    assert public == {
        "session.init",
        "events.opened",
        "events.delivered",
        "events.clicked",
        "events.closed",
        "products.get",
        "products.counters",
        "nps.categories",
        "nps.channels",
        "notifications.status",
        "reputation.shop",
    }


def test_batches_stay_within_the_documented_limits() -> None:
    limits = {row.name: (row.batch.key, row.batch.rows) for row in TABLE if row.batch}
    assert limits == {
        "audience.upload": ("audience", 20_000),
        "audience.suppress": ("audience", 20_000),
        "audience.find": ("ids", 1_000),
        "orders.sync": ("orders", 1_000),
        "products.upload": ("items", 5_000),
        "products.in_stock": ("items", 1_000_000),
        "products.out_of_stock": ("items", 5_000),
        "categories.upload": ("categories", 5_000),
        "locations.upload": ("locations", 1_000_000),
        "promo_codes.upload": ("codes", 20_000),
        "promo_codes.delete": ("codes", 20_000),
        "bonuses.upload": ("bonuses", 20_000),
        "short_urls.create": ("links", 1_000),
    }
    for row in TABLE:
        assert row.batch is None or 0 < row.batch.bytes <= 32_000_000, row.name
        assert row.batch is None or row.encoding is Encoding.JSON, row.name


def test_a_list_that_means_the_whole_shop_is_not_divided() -> None:
    assert [row.name for row in TABLE if row.batch and not row.batch.divisible] == [
        "products.in_stock",
        "locations.upload",
    ]


def test_rates() -> None:
    """Imports: 40 requests a minute."""
    for row in TABLE:
        assert (row.rate is not None) == row.path.startswith(("/import/", "/sync/")), row.name
        if row.rate is not None:
            assert row.rate.per_minute <= 40, row.name
            assert row.rate.per_minute * row.rate.spacing >= 60, row.name


def test_what_a_repeat_does() -> None:
    repeats_do_something = {row.name for row in TABLE if not row.idempotent}
    assert repeats_do_something == {
        "session.init",
        "events.push",
        "events.custom",
        "events.opened",
        "events.delivered",
        "events.clicked",
        "events.closed",
        "events.story",
        "promo_codes.fetch",
        "bonuses.upload",
        "loyalty.init_usage",
        "loyalty.use",
        "loyalty.use_without_code",
        "loyalty.use_confirmed",
        "messages.transact",
        "messages.transact_files",
        "messages.sms",
        "short_urls.create",
        "chats.report",
        "communications.save",
    }


def test_every_row_names_its_document() -> None:
    titles = ("API reference: ", "User Profile (REST API): ", "Import Audience", "REES46 ")
    assert [row.name for row in TABLE if not row.doc.startswith(titles)] == []


@pytest.mark.parametrize("row", rows("subscriptions.check", "subscriptions.changes"))
def test_the_header_for_the_secret(row: Endpoint) -> None:
    assert row.secret_header == "X-Shop-Secret"
    assert row.auth is Auth.SECRET
