"""Every key of ``PERSONACLICK`` has its check, its id and a hint that helps."""

from __future__ import annotations

from dataclasses import fields

import pytest
from django.core import checks

from django_personaclick.checks import check_settings
from django_personaclick.checks.keys import KEYS
from django_personaclick.conf import Settings

SHOP = {
    "SHOP_ID": "0123456789abcdef0123456789abcd",
    "SHOP_SECRET": "fedcba9876543210fedcba9876543210",
}


def answer(*args: object) -> None:
    """A function for settings that name one."""


# The ids are printed in the documentation and written into SILENCED_SYSTEM_CHECKS: they never move.
IDS = {
    "SHOP_ID": "personaclick.E001",
    "SHOP_SECRET": "personaclick.E002",
    "SHOPS": "personaclick.E003",
    "SHOP_ROUTER": "personaclick.E004",
    "STREAM": "personaclick.E005",
    "API_URL": "personaclick.E006",
    "CDN_URL": "personaclick.E007",
    "SDK_GLOBAL": "personaclick.E008",
    "CSS_PREFIX": "personaclick.E009",
    "DEVICE_COOKIE": "personaclick.E010",
    "SESSION_COOKIE": "personaclick.E011",
    "SEGMENT_COOKIE": "personaclick.E012",
    "SOURCE_COOKIE": "personaclick.E013",
    "VISITOR_COOKIE": "personaclick.E014",
    "TRACKING": "personaclick.E015",
    "DEVICES": "personaclick.E016",
    "CONSENT": "personaclick.E017",
    "BOTS": "personaclick.E018",
    "CUSTOMERS": "personaclick.E019",
    "PLACEHOLDER_EMAILS": "personaclick.E020",
    "PHONE_REGION": "personaclick.E021",
    "BACKEND": "personaclick.E022",
    "CONNECT_TIMEOUT": "personaclick.E023",
    "READ_TIMEOUT": "personaclick.E024",
    "CALL_TIMEOUT": "personaclick.E025",
    "DISPATCH": "personaclick.E026",
    "DISPATCH_INTERVAL": "personaclick.E027",
    "DISPATCH_MUTE": "personaclick.E028",
    "CELERY_QUEUE": "personaclick.E029",
    "WINDOW": "personaclick.E030",
    "CONCURRENCY": "personaclick.E031",
    "LEASE": "personaclick.E032",
    "SETTLE": "personaclick.E033",
    "MAX_AGE": "personaclick.E034",
    "RETENTION": "personaclick.E035",
}

WRONG: dict[str, list[object]] = {
    "SHOP_ID": [
        "0123456789abcdef0123456789abc",  # 29 digits
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcg",
        123456789012345678901234567890,
        None,
        ["0123456789abcdef0123456789abcd"],
    ],
    "SHOP_SECRET": [5, b"fedcba9876543210fedcba9876543210", "two words", ["x"], "\n"],
    "SHOPS": ["de", [{}], 5, {"": {}}, {5: {}}, {"de": "x"}, {"de": None}, {"d" * 65: {}}],
    "SHOP_ROUTER": ["route", "tests.nowhere.route", "tests.settings.DEBUG", 5, "", ["x"]],
    "STREAM": ["a-b", "a" * 17, "é", 5, None, "a b"],
    "API_URL": [
        "api.personaclick.com",
        "ftp://api.personaclick.com",
        "https://",
        "https://api.personaclick.com/?a=1",
        "https://api.personaclick.com/#a",
        "https://api.personaclick.com:port",
        "https://api.personaclick.com:0",
        "https://[::1",
        "",
        None,
        5,
        b"https://api.personaclick.com",
    ],
    "CDN_URL": ["//cdn.personaclick.com", "", None, 5],
    "SDK_GLOBAL": ["my-sdk", "5a", "", None, "a.b", "a;alert(1)"],
    "CSS_PREFIX": ["5a", "a b", "", None, "a{}"],
    "DEVICE_COOKIE": ["a b", "", None, "a;b", "a=b"],
    "SESSION_COOKIE": ["a b", "", None, "a,b"],
    "SEGMENT_COOKIE": ["a b", "", None, 'a"b'],
    "SOURCE_COOKIE": ["a b", "", None, "é"],
    "VISITOR_COOKIE": ["a b", "", None, "a\n"],
    "TRACKING": [
        "server",
        None,
        ["view"],
        {"veiw": "server"},
        {"view": "both"},
        {"view": True},
        {"identity": "server"},
        {5: "server"},
    ],
    "DEVICES": ["SDK", "", None, True, ["sdk"]],
    "CONSENT": ["ask", "tests.nowhere.ask", "tests.settings.BASE_DIR", 5, "", {}],
    "BOTS": ["False", 0, 1, None],
    "CUSTOMERS": ["True", 0, 1, None],
    "PLACEHOLDER_EMAILS": ["@shop", None, 5, ["("], [5], {"a": "b"}, ("a", "[")],
    "PHONE_REGION": ["de", "XX", "DEU", 49, None, "+49"],
    "BACKEND": [
        "http",
        "django_personaclick.client.backends.HttpBackend",
        "tests.settings.DEBUG",
        "",
        None,
        5,
        "os.path.join",
    ],
    "CONNECT_TIMEOUT": [0, -1, "3", None, True, float("nan"), float("inf")],
    "READ_TIMEOUT": [0, -1, "10", None, False],
    "CALL_TIMEOUT": [0, -0.5, "20", None, [20]],
    "DISPATCH": ["celrey", "Celery", "", None, False, ["local"]],
    "DISPATCH_INTERVAL": [0, -1, "1", None],
    "DISPATCH_MUTE": [-1, "30", None, True],
    "CELERY_QUEUE": [None, 5, "a b", "q" * 256],
    "WINDOW": [0, -1, 1.5, "256", None, True],
    "CONCURRENCY": [0, -1, 8.0, "8", None, False],
    "LEASE": [0, -60, "60", None],
    "SETTLE": [-1, "2", None, True],
    "MAX_AGE": [60, None, {"veiw": 60}, {"view": 0}, {"view": "60"}, {"view": None}, {"VIEW": 6}],
    "RETENTION": [60, None, {"gone": 60}, {"sent": -1}, {"sent": "60"}, {"pending": 60}],
}

RIGHT: dict[str, list[object]] = {
    "SHOP_ID": ["0123456789ABCDEF0123456789abcd"],
    "SHOP_SECRET": ["fedcba9876543210fedcba9876543210"],
    "SHOPS": [{}, {"de": {}}, {"d" * 64: {"STREAM": "de"}}],
    "SHOP_ROUTER": [None, "tests.checks.test_keys.answer", answer],
    "STREAM": ["", "web_2", "a" * 16],
    "API_URL": ["http://127.0.0.1:8046", "https://api.rees46.ru", "https://shop.org/api/"],
    "CDN_URL": ["https://cdn.rees46.ru"],
    "SDK_GLOBAL": ["r46", "$pc", "_a1"],
    "CSS_PREFIX": ["rees46", "a-b_c"],
    "DEVICE_COOKIE": ["rees46_device_id", "__Host-did"],
    "SESSION_COOKIE": ["rees46_session_code"],
    "SEGMENT_COOKIE": ["segment"],
    "SOURCE_COOKIE": ["source"],
    "VISITOR_COOKIE": ["visitor"],
    "TRACKING": [{}, {"view": "off", "cart": "browser", "cart_item": "browser"}],
    "DEVICES": ["sdk", "server"],
    "CONSENT": [None, "tests.checks.test_keys.answer", answer],
    "BOTS": [True, False],
    "CUSTOMERS": [True, False],
    "PLACEHOLDER_EMAILS": [(), ["@shop\\.org$"], ("^a", "b$")],
    "PHONE_REGION": ["", "DE", "US"],
    "BACKEND": [
        "django_personaclick.client.backends.http.HttpBackend",
        "django_personaclick.client.backends.dummy.DummyBackend",
    ],
    "CONNECT_TIMEOUT": [0.5, 3],
    "READ_TIMEOUT": [0.5, 10],
    "CALL_TIMEOUT": [1, 20.0],
    "DISPATCH": ["celery", "local", "none"],
    "DISPATCH_INTERVAL": [0.1, 5],
    "DISPATCH_MUTE": [0, 30.0],
    "CELERY_QUEUE": ["", "personaclick"],
    "WINDOW": [1, 1000],
    "CONCURRENCY": [1, 64],
    "LEASE": [60, 600.0],
    "SETTLE": [0, 2.5],
    "MAX_AGE": [{}, {"view": 60, "identity": 0.5}],
    "RETENTION": [{}, {"sent": 0, "failed": 60}],
}

ALL_WRONG = [(key, value) for key, values in WRONG.items() for value in values]
ALL_RIGHT = [(key, value) for key, values in RIGHT.items() for value in values]


def names(cases: list[tuple[str, object]]) -> list[str]:
    return [f"{key}-{number}" for number, (key, _) in enumerate(cases)]


def found(settings: object, key: str, value: object) -> list[checks.CheckMessage]:
    settings.PERSONACLICK = {**SHOP, key: value}  # type: ignore[attr-defined]
    return [message for message in check_settings() if message.id == IDS[key]]


def test_the_table_has_every_key_once_with_its_own_id():
    assert {key: check.id for key, check in KEYS.items()} == IDS
    assert list(KEYS) == [item.name for item in fields(Settings)]
    assert len(set(IDS.values())) == len(IDS)


def test_every_key_is_tried_here():
    assert list(WRONG) == list(IDS)
    assert list(RIGHT) == list(IDS)


@pytest.mark.parametrize(("key", "value"), ALL_WRONG, ids=names(ALL_WRONG))
def test_a_wrong_value_is_an_error_that_names_the_key(settings, key, value):
    (message,) = found(settings, key, value)

    assert message.level == checks.ERROR
    assert message.msg.startswith(f"PERSONACLICK['{key}']")
    assert " must be " in message.msg
    assert message.hint.startswith(f"PERSONACLICK['{key}']")
    assert " is " in message.hint


@pytest.mark.parametrize(("key", "value"), ALL_RIGHT, ids=names(ALL_RIGHT))
def test_a_right_value_is_none(settings, key, value):
    assert found(settings, key, value) == []


@pytest.mark.parametrize("key", [key for key in IDS if key not in {"SHOP_ID", "SHOP_SECRET"}])
def test_the_default_passes_its_own_check(settings, key):
    assert found(settings, key, getattr(Settings(), key)) == []


ERRORS = [
    (
        "SHOP_ID",
        "fedcba9876543210fedcba9876543210",  # the secret, by mistake: not to be shown
        "PERSONACLICK['SHOP_ID'] must be 30 hexadecimal digits.",
        (
            "PERSONACLICK['SHOP_ID'] is a string of 32 characters. Copy it from PersonaClick: "
            "Account > Settings > Store Settings."
        ),
    ),
    (
        "SHOP_SECRET",
        b"fedcba9876543210fedcba9876543210",
        "PERSONACLICK['SHOP_SECRET'] must be a text without spaces.",
        (
            "PERSONACLICK['SHOP_SECRET'] is an object of type bytes. Copy it from PersonaClick: "
            "Account > Settings > Store Settings."
        ),
    ),
    (
        "SHOPS",
        [("de", SHOP)],
        "PERSONACLICK['SHOPS'] must be a dict from the alias of a shop to the dict of its keys.",
        (
            "PERSONACLICK['SHOPS'] is a list of 1 item. Change it to a dict from the "
            "alias of a shop "
            "to the dict of its keys. Without 'SHOPS' it is {}."
        ),
    ),
    (
        "SHOPS",
        {"de": "fedcba9876543210"},
        "PERSONACLICK['SHOPS']['de'] must be the dict of the shop's keys.",
        (
            "PERSONACLICK['SHOPS']['de'] is a string of 16 characters. Change it to the "
            "dict of the "
            "shop's keys. Without 'SHOPS' it is {}."
        ),
    ),
    (
        "SHOPS",
        {5: {}},
        (
            "PERSONACLICK['SHOPS'] must be a dict from the alias of a shop to the dict of its keys "
            "(an alias is a text of 1 to 64 characters)."
        ),
        (
            "PERSONACLICK['SHOPS'] is a dict with the key 5. Change it to a dict from "
            "the alias of a "
            "shop to the dict of its keys (an alias is a text of 1 to 64 characters). "
            "Without 'SHOPS' "
            "it is {}."
        ),
    ),
    (
        "SHOP_ROUTER",
        "tests.nowhere.route",
        (
            "PERSONACLICK['SHOP_ROUTER'] must be None, or a function (*, request=None, "
            "instance=None) "
            "or its dotted path."
        ),
        (
            "PERSONACLICK['SHOP_ROUTER'] is 'tests.nowhere.route', which cannot be imported "
            "(ModuleNotFoundError: No module named 'tests.nowhere'). Change it to None, "
            "or a function "
            "(*, request=None, instance=None) or its dotted path. Without 'SHOP_ROUTER' it is None."
        ),
    ),
    (
        "CONSENT",
        "tests.settings.DEBUG",
        "PERSONACLICK['CONSENT'] must be None, or a function (request) or its dotted path.",
        (
            "PERSONACLICK['CONSENT'] is 'tests.settings.DEBUG', which is False. Change "
            "it to None, or "
            "a function (request) or its dotted path. Without 'CONSENT' it is None."
        ),
    ),
    (
        "STREAM",
        "main-site",
        "PERSONACLICK['STREAM'] must be empty or 1 to 16 letters, digits or _.",
        (
            "PERSONACLICK['STREAM'] is 'main-site'. Change it to empty or 1 to 16 "
            "letters, digits or "
            "_. Without 'STREAM' it is ''."
        ),
    ),
    (
        "API_URL",
        "https://user:hunter2@",
        "PERSONACLICK['API_URL'] must be the http or https URL of a server.",
        (
            "PERSONACLICK['API_URL'] is a string of 21 characters. Change it to the http "
            "or https URL "
            "of a server. Without 'API_URL' it is 'https://api.personaclick.com'."
        ),
    ),
    (
        "TRACKING",
        {"veiw": "server"},
        (
            "PERSONACLICK['TRACKING'] must be a dict with events as keys (cart, "
            "cart_item, category, "
            "custom, purchase, remove_from_cart, remove_wish, search, view, wish)."
        ),
        (
            "PERSONACLICK['TRACKING'] is a dict with the unknown key 'veiw'. Did you mean 'view'? "
            "Without 'TRACKING' the defaults are used."
        ),
    ),
    (
        "TRACKING",
        {"view": "sever"},
        "PERSONACLICK['TRACKING']['view'] must be 'browser', 'server' or 'off'.",
        (
            "PERSONACLICK['TRACKING']['view'] is 'sever'. Did you mean 'server'? Without "
            "'TRACKING' "
            "the defaults are used."
        ),
    ),
    (
        "BOTS",
        "False",
        "PERSONACLICK['BOTS'] must be True or False.",
        "PERSONACLICK['BOTS'] is 'False'. Change it to True or False. Without 'BOTS' it is False.",
    ),
    (
        "PLACEHOLDER_EMAILS",
        "@shop.org",
        "PERSONACLICK['PLACEHOLDER_EMAILS'] must be a tuple of regular expressions.",
        (
            "PERSONACLICK['PLACEHOLDER_EMAILS'] is '@shop.org'. Write a single one with a "
            "comma, ('…',). Without 'PLACEHOLDER_EMAILS' it is ()."
        ),
    ),
    (
        "PLACEHOLDER_EMAILS",
        ["fine", "@("],
        "PERSONACLICK['PLACEHOLDER_EMAILS'][1] must be a regular expression.",
        (
            "PERSONACLICK['PLACEHOLDER_EMAILS'][1] is '@(', which does not compile (missing ), "
            "unterminated subpattern at position 1). Change it to a regular expression. "
            "Without 'PLACEHOLDER_EMAILS' it is ()."
        ),
    ),
    (
        "PHONE_REGION",
        "de",
        (
            "PERSONACLICK['PHONE_REGION'] must be empty or the two capital letters of a country "
            "(ISO 3166), as in 'DE'."
        ),
        "PERSONACLICK['PHONE_REGION'] is 'de'. Did you mean 'DE'? Without 'PHONE_REGION' it is ''.",
    ),
    (
        "BACKEND",
        "os.path.join",
        "PERSONACLICK['BACKEND'] must be the dotted path of a backend class.",
        (
            "PERSONACLICK['BACKEND'] is 'os.path.join', which is an object of type function. Use "
            "http, console, locmem or dummy of django_personaclick.client.backends, or your own. "
            "Without 'BACKEND' it is 'django_personaclick.client.backends.http.HttpBackend'."
        ),
    ),
    (
        "READ_TIMEOUT",
        "10",
        "PERSONACLICK['READ_TIMEOUT'] must be a number of seconds above 0.",
        (
            "PERSONACLICK['READ_TIMEOUT'] is '10'. Change it to a number of seconds above 0. "
            "Without 'READ_TIMEOUT' it is 10.0."
        ),
    ),
    (
        "DISPATCH",
        "Celery",
        "PERSONACLICK['DISPATCH'] must be 'celery', 'local' or 'none'.",
        (
            "PERSONACLICK['DISPATCH'] is 'Celery'. Did you mean 'celery'? "
            "Without 'DISPATCH' it is 'celery'."
        ),
    ),
    (
        "WINDOW",
        0,
        "PERSONACLICK['WINDOW'] must be a whole number of rows, 1 or more.",
        (
            "PERSONACLICK['WINDOW'] is 0. Change it to a whole number of rows, 1 or more. "
            "Without 'WINDOW' it is 256."
        ),
    ),
    (
        "MAX_AGE",
        {"view": "60"},
        "PERSONACLICK['MAX_AGE']['view'] must be a number of seconds above 0.",
        (
            "PERSONACLICK['MAX_AGE']['view'] is '60'. Change it to a number of seconds above 0. "
            "Without 'MAX_AGE' the defaults are used."
        ),
    ),
    (
        "RETENTION",
        {"pending": 60},
        (
            "PERSONACLICK['RETENTION'] must be a dict with final states as keys (expired, failed, "
            "sent, skipped, superseded, unknown)."
        ),
        (
            "PERSONACLICK['RETENTION'] is a dict with the unknown key 'pending'. Change "
            "it to a dict "
            "with final states as keys (expired, failed, sent, skipped, superseded, unknown). "
            "Without 'RETENTION' the defaults are used."
        ),
    ),
]


COOKIE = "the name of a cookie: letters, digits, _ or -"
SECONDS = "a number of seconds above 0"

# What it is, as shown; what it must be; the default.
PLAIN = [
    (
        "CDN_URL",
        "//cdn",
        "'//cdn'",
        "the http or https URL of a server",
        "https://cdn.personaclick.com",
    ),
    ("SDK_GLOBAL", "my-sdk", "'my-sdk'", "a name in JavaScript", "personaclick"),
    (
        "CSS_PREFIX",
        "5a",
        "'5a'",
        "the beginning of CSS class names: letters, digits, _, -",
        "personaclick",
    ),
    ("DEVICE_COOKIE", "", "''", COOKIE, "personaclick_device_id"),
    ("SESSION_COOKIE", "a b", "'a b'", COOKIE, "personaclick_session_code"),
    ("SEGMENT_COOKIE", None, "None", COOKIE, "personaclick_segment"),
    ("SOURCE_COOKIE", "a;b", "'a;b'", COOKIE, "personaclick_source"),
    ("VISITOR_COOKIE", ["a"], "a list of 1 item", COOKIE, "personaclick_visitor"),
    ("CUSTOMERS", 1, "1", "True or False", True),
    ("CONNECT_TIMEOUT", 0, "0", SECONDS, 3.0),
    ("CALL_TIMEOUT", -0.5, "-0.5", SECONDS, 20.0),
    ("DISPATCH_INTERVAL", True, "True", SECONDS, 1.0),
    ("DISPATCH_MUTE", -1, "-1", "a number of seconds, 0 or more", 30.0),
    ("DEVICES", 5, "5", "'sdk' or 'server'", "sdk"),
    ("CELERY_QUEUE", "a b", "'a b'", "empty or the name of a queue", ""),
    ("CONCURRENCY", 8.0, "8.0", "a whole number of threads, 1 or more", 8),
    ("LEASE", {}, "a dict of 0 keys", SECONDS, 60),
    ("SETTLE", (1, 2), "a tuple of 2 items", "a number of seconds, 0 or more", 2.0),
]


@pytest.mark.parametrize(("key", "value", "shown", "must", "default"), PLAIN)
def test_the_whole_message_where_there_is_nothing_special(
    settings, key, value, shown, must, default
):
    place = f"PERSONACLICK['{key}']"

    assert found(settings, key, value) == [
        checks.Error(
            f"{place} must be {must}.",
            hint=f"{place} is {shown}. Change it to {must}. Without '{key}' it is {default!r}.",
            id=IDS[key],
        )
    ]


def test_every_key_has_its_whole_message_here():
    assert {row[0] for row in ERRORS} | {row[0] for row in PLAIN} == set(IDS)


@pytest.mark.parametrize(("key", "value", "msg", "hint"), ERRORS)
def test_the_whole_message(settings, key, value, msg, hint):
    assert found(settings, key, value) == [checks.Error(msg, hint=hint, id=IDS[key])]


def test_a_module_that_fails_is_named_with_its_error(settings, tmp_path, monkeypatch):
    (tmp_path / "broken_router.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(tmp_path)

    (message,) = found(settings, "SHOP_ROUTER", "broken_router.route")

    assert "cannot be imported (ZeroDivisionError: division by zero)" in message.hint


def test_a_shop_of_its_own_is_checked_like_the_top_level(settings):
    settings.PERSONACLICK = {**SHOP, "SHOPS": {"de": {"STREAM": "a-b", "PHONE_REGION": "de"}}}

    assert check_settings() == [
        checks.Error(
            "PERSONACLICK['SHOPS']['de']['STREAM'] must be empty or 1 to 16 letters, digits or _.",
            hint="PERSONACLICK['SHOPS']['de']['STREAM'] is 'a-b'. Change it to empty or 1 to 16 "
            "letters, digits or _. Without 'STREAM' it is ''.",
            id="personaclick.E005",
        ),
        checks.Error(
            "PERSONACLICK['SHOPS']['de']['PHONE_REGION'] must be empty or the two capital letters "
            "of a country (ISO 3166), as in 'DE'.",
            hint="PERSONACLICK['SHOPS']['de']['PHONE_REGION'] is 'de'. Did you mean 'DE'? "
            "Without 'PHONE_REGION' it is ''.",
            id="personaclick.E021",
        ),
    ]


SECRET = "5ec2e7" + "0" * 26


@pytest.mark.parametrize("key", list(IDS))
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: [v], lambda v: {"x": v}, lambda v: {v: 1}])
def test_a_secret_is_never_shown_wherever_it_was_put(settings, key, wrap):
    settings.PERSONACLICK = {**SHOP, key: wrap(SECRET)}

    assert "5ec2e7" not in "".join(map(str, check_settings()))
