"""The dict ``PERSONACLICK`` as a whole."""

from __future__ import annotations

import pytest
from django.core import checks

from django_personaclick.checks import check_deployment, check_settings

SHOP_ID = "0123456789abcdef0123456789abcd"
SHOP_SECRET = "fedcba9876543210fedcba9876543210"
SHOP = {"SHOP_ID": SHOP_ID, "SHOP_SECRET": SHOP_SECRET}
OWN_KEYS = (
    "API_URL, BACKEND, CDN_URL, CSS_PREFIX, DEVICE_COOKIE, PHONE_REGION, PLACEHOLDER_EMAILS, "
    "SDK_GLOBAL, SEGMENT_COOKIE, SESSION_COOKIE, SHOP_ID, SHOP_SECRET, SOURCE_COOKIE, STREAM, "
    "TRACKING, VISITOR_COOKIE"
)


def no_shop_id(place: str) -> checks.Error:
    return checks.Error(
        f"{place}['SHOP_ID'] is missing.",
        hint=f"Set {place}['SHOP_ID'] to the shop's key, 30 hexadecimal digits. Copy it from "
        "PersonaClick: Account > Settings > Store Settings. Until then nothing of this shop is "
        "delivered.",
        id="personaclick.E053",
    )


def no_secret(place: str) -> checks.Warning:
    return checks.Warning(
        f"{place}['SHOP_SECRET'] is missing.",
        hint=f"Set {place}['SHOP_SECRET']: customers and orders cannot be sent without it. Copy it "
        "from PersonaClick: Account > Settings > Store Settings.",
        id="personaclick.W060",
    )


def strange_secret(place: str, size: int) -> checks.Warning:
    return checks.Warning(
        f"{place}['SHOP_SECRET'] does not look like a secret key: those have 32 hexadecimal "
        "digits.",
        hint=f"{place}['SHOP_SECRET'] is a string of {size} characters. Copy it from PersonaClick: "
        "Account > Settings > Store Settings.",
        id="personaclick.W061",
    )


def test_a_shop_with_its_keys_has_no_complaint(settings):
    settings.PERSONACLICK = SHOP

    assert check_settings() == []


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ([("SHOP_SECRET", SHOP_SECRET)], "a list of 1 item"),
        (SHOP_SECRET, "a string of 32 characters"),
        (None, "None"),
        (5, "a number (int)"),
        (object, "the class object"),
    ],
)
def test_no_dict(settings, value, shape):
    settings.PERSONACLICK = value

    assert check_settings() == [
        checks.Error(
            "PERSONACLICK must be a dict.",
            hint=f"PERSONACLICK is {shape}. Write PERSONACLICK = {{'SHOP_ID': '…', …}}.",
            id="personaclick.E050",
        )
    ]
    assert check_deployment() == []


def test_unknown_keys(settings):
    settings.PERSONACLICK = {
        **SHOP,
        "SHOP_SECRT": SHOP_SECRET,
        "dispatch": "local",
        "FROBNICATE": 1,
        5: 5,
        "SHOPS": {"de": {"STREEM": "de"}},
    }

    def unknown(place: str, key: str, guess: str = "") -> checks.Error:
        return checks.Error(
            f"{place} has the unknown key {key}.",
            hint=f"{guess}Rename {key} or remove it: it has no effect.",
            id="personaclick.E051",
        )

    assert check_settings() == [
        unknown("PERSONACLICK", "'SHOP_SECRT'", "Did you mean 'SHOP_SECRET'? "),
        unknown("PERSONACLICK", "'dispatch'", "Did you mean 'DISPATCH'? "),
        unknown("PERSONACLICK", "'FROBNICATE'"),
        unknown("PERSONACLICK", "5"),
        unknown("PERSONACLICK['SHOPS']['de']", "'STREEM'", "Did you mean 'STREAM'? "),
    ]


def test_a_key_that_is_the_same_for_all_shops(settings):
    settings.PERSONACLICK = {**SHOP, "SHOPS": {"de": {"DISPATCH": "nonsense", "STREAM": "de"}}}

    assert check_settings() == [
        checks.Error(
            "PERSONACLICK['SHOPS']['de'] has the key 'DISPATCH', which is the same for all shops.",
            hint="Move 'DISPATCH' to the top level of PERSONACLICK. A shop of its own may have: "
            f"{OWN_KEYS}.",
            id="personaclick.E052",
        )
    ]


@pytest.mark.parametrize("given", [{}, {"SHOP_ID": ""}, {"SHOP_ID": "", "SHOPS": {}}])
def test_no_shop_id(settings, given):
    settings.PERSONACLICK = given

    assert check_settings() == [no_shop_id("PERSONACLICK"), no_secret("PERSONACLICK")]


def test_no_settings_at_all(settings):
    del settings.PERSONACLICK

    assert check_settings() == [no_shop_id("PERSONACLICK"), no_secret("PERSONACLICK")]


def test_shops_of_their_own_without_a_router_leave_the_default_one_without_keys(settings):
    settings.PERSONACLICK = {"SHOPS": {"de": SHOP}}

    assert check_settings() == [no_shop_id("PERSONACLICK"), no_secret("PERSONACLICK")]


@pytest.mark.parametrize(
    "given",
    [
        {"SHOPS": {"de": SHOP}, "SHOP_ROUTER": lambda **_: "de"},
        {"SHOPS": {"default": SHOP, "de": SHOP}},
        {**SHOP, "SHOPS": {"de": {"STREAM": "de"}}},
    ],
)
def test_shops_that_have_or_inherit_their_keys(settings, given):
    settings.PERSONACLICK = given

    assert check_settings() == []


def test_a_shop_of_its_own_without_keys(settings):
    settings.PERSONACLICK = {
        "SHOPS": {"de": SHOP, "fr": {}},
        "SHOP_ROUTER": lambda **_: "de",
    }

    place = "PERSONACLICK['SHOPS']['fr']"
    assert check_settings() == [no_shop_id(place), no_secret(place)]


def test_secrets_of_another_shape_are_a_warning(settings):
    settings.PERSONACLICK = {
        "SHOP_ID": SHOP_ID,
        "SHOP_SECRET": "0123456789abcdef",
        "SHOPS": {"de": {"SHOP_SECRET": "hunter2"}, "fr": {}},
    }

    assert check_settings() == [
        strange_secret("PERSONACLICK", 16),
        strange_secret("PERSONACLICK['SHOPS']['de']", 7),
    ]


def test_a_lease_shorter_than_three_calls(settings):
    settings.PERSONACLICK = {**SHOP, "LEASE": 60, "CALL_TIMEOUT": 20.5}

    assert check_settings() == [
        checks.Warning(
            "PERSONACLICK['LEASE'] must be at least 3 times PERSONACLICK['CALL_TIMEOUT'].",
            hint="PERSONACLICK['LEASE'] is 60, PERSONACLICK['CALL_TIMEOUT'] is 20.5: 61.5 is used "
            "instead. Raise 'LEASE' to 61.5 or lower 'CALL_TIMEOUT'.",
            id="personaclick.W062",
        )
    ]


@pytest.mark.parametrize("given", [{"LEASE": 61.5, "CALL_TIMEOUT": 20.5}, {"LEASE": 60}])
def test_a_lease_of_three_calls(settings, given):
    settings.PERSONACLICK = {**SHOP, **given}

    assert check_settings() == []


def test_local_delivery_goes_with_everything_else(settings):
    settings.PERSONACLICK = {
        **SHOP,
        "DISPATCH": "local",
        "TRACKING": {"view": "server"},
        "DEVICES": "server",
        "STREAM": "web",
    }

    assert check_settings() == []
