"""``personaclick_check``: every line of the table, met in earnest."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from django_personaclick.models import Channel, OutboxMessage
from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET

SETTINGS = "OK    settings  the system checks have no complaint\n"
DATABASE = (
    "OK    database  'default' has the tables, no migration is missing\n"
    "OK    database  no messages wait\n"
)
NO_BROKER = (
    "OK    broker    not needed: only 'personaclick_deliver' delivers (DISPATCH is 'none')\n"
)
BROKER_ADVICE = (
    "                -> Check the broker_url of your Celery app and whether the broker runs. "
    "Until it does, only 'personaclick_deliver' delivers.\n"
)
BEFORE = SETTINGS + DATABASE + NO_BROKER


def api(url, alias="default"):
    return f"OK    API       {alias}: {url} knows the shop\nOK    secret    {alias}: accepted\n"


def check(run, *args):
    return run("personaclick_check", *args)


def after(out):
    """The lines about broker and API."""
    assert out.startswith(SETTINGS + DATABASE)
    return out.removeprefix(SETTINGS + DATABASE)


def test_all_is_well(live, journal, sandbox, run):
    assert check(run) == (BEFORE + api(sandbox.url), "")
    assert [(call.path, call.status) for call in sandbox.requests] == [
        ("/init", 200),
        ("/orders/by_user", 200),
    ]


def test_every_shop_is_asked(live, journal, sandbox, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "SHOPS": {"de": {"STREAM": "de"}}}

    assert check(run) == (BEFORE + api(sandbox.url) + api(sandbox.url, "de"), "")


# Settings


def test_wrong_settings(live, journal, sandbox, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "DISPATCH": "celrey", "LEASE": 5}

    out, error = check(run)

    assert error == "1 failed."
    assert out == (
        "FAIL  settings  PERSONACLICK['DISPATCH'] must be 'celery', 'local' or 'none'. "
        "(personaclick.E026)\n"
        "                -> PERSONACLICK['DISPATCH'] is 'celrey'. Did you mean 'celery'? "
        "Without 'DISPATCH' it is 'celery'.\n"
        "WARN  settings  PERSONACLICK['LEASE'] must be at least 3 times "
        "PERSONACLICK['CALL_TIMEOUT']. (personaclick.W062)\n"
        "                -> PERSONACLICK['LEASE'] is 5, PERSONACLICK['CALL_TIMEOUT'] is 20: 60 is "
        "used instead. Raise 'LEASE' to 60 or lower 'CALL_TIMEOUT'.\n"
        f"{DATABASE}"
        "WARN  API       not asked\n"
        "                -> Mend the settings first.\n"
    )
    assert sandbox.requests == []


@pytest.mark.parametrize("value", [[("SHOP_SECRET", SHOP_SECRET)], {"SHOPS": SHOP_SECRET}, None])
def test_settings_that_cannot_be_read(settings, journal, run, value):
    settings.PERSONACLICK = value

    out, error = check(run)

    assert out.startswith("FAIL  settings  PERSONACLICK")
    assert out.endswith("WARN  API       not asked\n                -> Mend the settings first.\n")
    assert error != ""
    assert SHOP_SECRET not in out + error


def test_silenced_checks_are_silent(live, journal, sandbox, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "LEASE": 5}
    live.SILENCED_SYSTEM_CHECKS = ["personaclick.W062"]

    assert check(run) == (BEFORE + api(sandbox.url), "")


def test_a_deployment_is_checked_on_request(live, journal, sandbox, run):
    out, error = check(run, "--deploy")

    assert error == "1 failed."
    assert out.startswith(
        "FAIL  settings  PERSONACLICK['API_URL'] is on this machine: that is the sandbox, not "
        "PersonaClick. (personaclick.E070)\n"
    )


# Database


def test_what_waits(live, journal, sandbox, run):
    now = timezone.now()
    for minutes in (3, 2):
        message(captured_at=now - timedelta(minutes=minutes))
    message(state="sent", captured_at=now - timedelta(days=2))

    assert check(run)[0].splitlines()[2] == (
        "OK    database  2 messages wait, the oldest for 3 minutes"
    )


@pytest.mark.parametrize(
    ("dispatch", "advice"),
    [
        ("none", "Run 'manage.py personaclick_deliver --loop'."),
        ("celery", "Is a Celery worker running, and beat with tasks.BEAT_SCHEDULE?"),
        (
            "local",
            "Does the web server run? Its processes deliver, from their first request on.",
        ),
    ],
)
def test_what_waits_for_too_long(live, journal, broker, run, dispatch, advice):
    broker("memory://")
    live.PERSONACLICK = {**live.PERSONACLICK, "DISPATCH": dispatch}
    message(captured_at=timezone.now() - timedelta(hours=2))

    out, error = check(run)

    assert error == ""
    assert out.splitlines()[2:4] == [
        "WARN  database  1 message waits, the oldest for 2 hours",
        f"                -> {advice}",
    ]


def test_channels_that_stand_still(live, journal, sandbox, run):
    Channel.objects.create(shop="default", name="audience")
    Channel.objects.create(shop="default", name="events", paused=True)
    Channel.objects.create(
        shop="default", name="orders", held_reason=f"The API refuses {SHOP_SECRET}."
    )

    assert check(run)[0].splitlines()[3:7] == [
        "WARN  database  channel default: events is paused by staff",
        "                -> Resume it in the admin.",
        "WARN  database  channel default: orders is held: The API refuses ***.",
        "                -> Mend the reason, then resume the channel in the admin.",
    ]


def message(**values):
    defaults = {"shop": "default", "channel": "events", "kind": "view", "lane": "x"}
    return OutboxMessage.objects.create(**{**defaults, **values})


@pytest.mark.slow
def test_tables_and_migrations_that_are_missing(project, sandbox):
    project.write(
        settings=f"""
PERSONACLICK = {{
    "SHOP_ID": {SHOP_ID!r}, "SHOP_SECRET": {SHOP_SECRET!r}, "API_URL": {sandbox.url!r},
    "DISPATCH": "none",
}}
"""
    )

    done = project.manage("personaclick_check")

    assert done.returncode == 1
    assert done.stderr == "CommandError: 1 failed.\n"
    assert done.stdout == (
        f"{SETTINGS}"
        "FAIL  database  'default' lacks the table personaclick_channel, the table "
        "personaclick_outboxmessage, the table personaclick_syncstate, the table "
        "personaclick_visitor\n"
        "                -> Run 'manage.py migrate personaclick --database default'.\n"
        f"{NO_BROKER}{api(sandbox.url)}"
    )

    project.manage("migrate", "--verbosity", "0")
    project.python(
        "import django; django.setup();"
        "from django.db.migrations.recorder import MigrationRecorder as Recorder;"
        "from django.db import connection;"
        "Recorder(connection).record_unapplied('personaclick', '0001_initial')"
    )
    done = project.manage("personaclick_check")

    assert done.returncode == 1
    assert (
        "FAIL  database  'default' lacks the migration 0001_initial\n"
        "                -> Run 'manage.py migrate personaclick --database default'.\n"
    ) in done.stdout


@pytest.mark.slow
def test_a_database_that_is_away(project, sandbox):
    project.write(
        settings=f"""
PERSONACLICK = {{
    "SHOP_ID": {SHOP_ID!r}, "SHOP_SECRET": {SHOP_SECRET!r}, "API_URL": {sandbox.url!r},
    "DISPATCH": "none",
}}
DATABASES["default"]["NAME"] = "/no/such/directory/shop.sqlite3"
"""
    )

    done = project.manage("personaclick_check")

    assert (done.returncode, done.stderr) == (1, "CommandError: 1 failed.\n")
    assert done.stdout == (
        f"{SETTINGS}"
        "FAIL  database  'default' cannot be read: OperationalError: unable to open database file\n"
        "                -> Check DATABASES['default'] and whether the server runs.\n"
        f"{NO_BROKER}{api(sandbox.url)}"
    )


# Broker


def test_local_delivery_needs_no_broker(live, journal, sandbox, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "DISPATCH": "local"}

    assert after(check(run)[0]) == (
        "OK    broker    not needed: the processes of the web server deliver (DISPATCH is "
        f"'local')\n{api(sandbox.url)}"
    )


@pytest.fixture
def by_celery(live, journal):
    live.PERSONACLICK = {**live.PERSONACLICK, "DISPATCH": "celery"}


def test_a_broker_that_answers(by_celery, sandbox, broker, run):
    broker("memory://")

    assert after(check(run)[0]) == (
        f"OK    broker    memory://:**@localhost// answers\n{api(sandbox.url)}"
    )


@pytest.mark.parametrize(
    ("url", "shown", "error"),
    [
        (
            "redis://:hunter2@127.0.0.1:{port}/0",
            "redis://:**@127.0.0.1:{port}/0",
            "Error 111 connecting to 127.0.0.1:{port}. Connection refused.",
        ),
        (
            "amqp://shop:hunter2@127.0.0.1:{port}//",
            "amqp://shop:**@127.0.0.1:{port}//",
            "[Errno 111] Connection refused",
        ),
    ],
)
def test_a_broker_that_refuses(by_celery, sandbox, broker, run, closed_port, url, shown, error):
    broker(url.format(port=closed_port))

    out, failure = check(run)

    line = f"FAIL  broker    {shown}: {error}\n".format(port=closed_port)
    assert after(out) == line + BROKER_ADVICE + api(sandbox.url)
    assert failure == "1 failed."


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://:hunter2@127.0.0.1:{port}/0", "redis://:**@127.0.0.1:{port}/0"),
        ("amqp://shop:hunter2@127.0.0.1:{port}//", "amqp://shop:**@127.0.0.1:{port}//"),
    ],
)
def test_a_broker_that_is_a_black_hole(by_celery, sandbox, broker, run, silent_port, url, shown):
    broker(url.format(port=silent_port))

    begun = time.monotonic()
    out, failure = check(run)

    assert time.monotonic() - begun < 4
    line = f"FAIL  broker    {shown}: no answer within 2 s\n".format(port=silent_port)
    assert after(out) == line + BROKER_ADVICE + api(sandbox.url)
    assert failure == "1 failed."


def test_a_broker_url_that_names_no_transport(by_celery, sandbox, broker, run):
    broker("nonsense://x")

    assert after(check(run)[0]) == (
        "FAIL  broker    broker_url cannot be used (KeyError: 'No such transport: nonsense')\n"
        f"{BROKER_ADVICE}{api(sandbox.url)}"
    )


# API

STORE_SETTINGS = "in PersonaClick's Account > Settings > Store Settings"


def knows(sandbox):
    return f"OK    API       default: {sandbox.url} knows the shop\n"


def test_a_wrong_shop_id(live, journal, sandbox, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "SHOP_ID": "f" * 30}

    out, failure = check(run)

    assert out == BEFORE + (
        "FAIL  API       default: session.init answered 404: Shop not found\n"
        "                -> Compare PERSONACLICK['SHOP_ID'] with the shop's key "
        f"{STORE_SETTINGS}, and see whether the shop is active and paid.\n"
    )
    assert failure == "1 failed."


def test_a_shop_that_is_not_paid(live, journal, sandbox, run):
    sandbox.active = False

    out, failure = check(run)

    assert out == BEFORE + (
        "FAIL  API       default: session.init answered 403: Shop is not active, restricted or "
        "unpaid\n"
        "                -> Compare PERSONACLICK['SHOP_ID'] with the shop's key "
        f"{STORE_SETTINGS}, and see whether the shop is active and paid.\n"
    )
    assert failure == "1 failed."


def test_a_wrong_secret(live, journal, sandbox, run):
    sandbox.shop_secret = "0" * 32

    out, failure = check(run)

    assert out == BEFORE + knows(sandbox) + (
        "FAIL  secret    default: orders.by_user answered 403: shop_secret is wrong\n"
        "                -> Compare PERSONACLICK['SHOP_SECRET'] with the secret key "
        f"{STORE_SETTINGS}.\n"
    )
    assert failure == "1 failed."
    assert SHOP_SECRET not in out


def test_the_wrong_secret_of_another_shop(live, journal, sandbox, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "SHOPS": {"de": {"SHOP_SECRET": "1" * 32}}}

    out, failure = check(run)

    assert out == BEFORE + api(sandbox.url) + (
        f"OK    API       de: {sandbox.url} knows the shop\n"
        "FAIL  secret    de: orders.by_user answered 403: shop_secret is wrong\n"
        "                -> Compare PERSONACLICK['SHOPS']['de']['SHOP_SECRET'] with the secret key "
        f"{STORE_SETTINGS}.\n"
    )
    assert failure == "1 failed."


def test_no_secret(live, journal, sandbox, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "SHOP_SECRET": ""}

    out, failure = check(run)

    assert out.endswith(
        f"{knows(sandbox)}"
        "WARN  secret    default: not asked, PERSONACLICK['SHOP_SECRET'] is missing\n"
        f"                -> Set it; you find it {STORE_SETTINGS}.\n"
    )
    assert failure == ""


def test_an_api_that_says_it_does_not_know_the_person_knows_the_secret(live, journal, sandbox, run):
    sandbox.fail("/orders/by_user", status=404)

    assert check(run) == (BEFORE + api(sandbox.url), "")


@pytest.mark.parametrize(
    ("fault", "error", "advice"),
    [
        (
            {"status": 500},
            "session.init answered 500: The sandbox was told to fail",
            "PersonaClick is in trouble. Messages wait meanwhile; try again later.",
        ),
        (
            {"status": 429},
            "session.init answered 429: The sandbox was told to fail",
            "Wait a minute, then try again.",
        ),
        (
            {"mode": "garbage"},
            (
                "session.init answered 200: the answer is not the JSON that was promised "
                "(application/json; charset=utf-8)"
            ),
            "Is {url} the API, and nothing between here and there answers instead?",
        ),
    ],
)
def test_an_api_in_trouble(live, journal, sandbox, run, fault, error, advice):
    sandbox.fail("/init", **fault)

    out, failure = check(run)

    advice = advice.format(url=sandbox.url)
    assert out == f"{BEFORE}FAIL  API       default: {error}\n                -> {advice}\n"
    assert failure == "1 failed."


def test_an_api_that_refuses_connections(live, journal, closed_port, run):
    url = f"http://127.0.0.1:{closed_port}"
    live.PERSONACLICK = {**live.PERSONACLICK, "API_URL": url}

    out, failure = check(run)

    assert out == BEFORE + (
        f"FAIL  API       default: session.init: 127.0.0.1:{closed_port} was not reached: "
        "Connection refused\n"
        f"                -> Check PERSONACLICK['API_URL'] ({url}), and name server, firewall and "
        "proxy of this machine.\n"
    )
    assert failure == "1 failed."


def test_an_api_that_is_a_black_hole(live, journal, silent_port, run):
    url = f"http://127.0.0.1:{silent_port}"
    live.PERSONACLICK = {**live.PERSONACLICK, "API_URL": url, "CALL_TIMEOUT": 0.5}

    begun = time.monotonic()
    out, failure = check(run)

    assert time.monotonic() - begun < 4
    assert out == BEFORE + (
        f"FAIL  API       default: session.init: 127.0.0.1:{silent_port} did not finish within "
        "0.5 s\n"
        f"                -> Check PERSONACLICK['API_URL'] ({url}), and name server, firewall and "
        "proxy of this machine.\n"
    )
    assert failure == "1 failed."


def test_a_backend_that_sends_nothing_is_not_asked(live, journal, sandbox, run):
    backend = "django_personaclick.client.backends.console.ConsoleBackend"
    live.PERSONACLICK = {**live.PERSONACLICK, "BACKEND": backend}

    assert check(run) == (
        BEFORE + f"WARN  API       default: not asked, the backend {backend} sends nothing\n"
        "                -> Leave PERSONACLICK['BACKEND'] out.\n",
        "",
    )
    assert sandbox.requests == []


class StuckBackend:
    """A backend of the shop's own without any bounds."""

    def __init__(self, api_url, **timeouts):
        pass

    def send(self, request):
        time.sleep(3)

    def close(self):
        pass


def test_a_backend_without_bounds_is_bounded_all_the_same(live, journal, run):
    live.PERSONACLICK = {
        **live.PERSONACLICK,
        "BACKEND": "tests.commands.test_check.StuckBackend",
        "CALL_TIMEOUT": 0.1,
        "API_URL": "http://127.0.0.1:1",
    }

    out, failure = check(run)

    assert out == BEFORE + (
        "FAIL  API       default: no answer within 1.1 s\n"
        "                -> Check PERSONACLICK['API_URL'] (http://127.0.0.1:1), and name server, "
        "firewall and proxy of this machine.\n"
    )
    assert failure == "1 failed."


class BrokenBackend(StuckBackend):
    def send(self, request):
        raise ZeroDivisionError(f"No more.\n{request}")


class UnbuildableBackend(StuckBackend):
    def __init__(self, url):
        pass


@pytest.mark.parametrize(
    ("backend", "error", "advice"),
    [
        ("BrokenBackend", "ZeroDivisionError: No more.", "Look at PERSONACLICK['BACKEND']."),
        (
            "UnbuildableBackend",
            (
                "TypeError: UnbuildableBackend.__init__() got an unexpected keyword argument "
                "'connect_timeout'"
            ),
            "Mend PERSONACLICK.",
        ),
    ],
)
def test_a_backend_that_breaks(live, journal, run, backend, error, advice):
    live.PERSONACLICK = {
        **live.PERSONACLICK,
        "BACKEND": f"tests.commands.test_check.{backend}",
    }

    out, failure = check(run)

    assert out == f"{BEFORE}FAIL  API       default: {error}\n                -> {advice}\n"
    assert failure == "1 failed."


def test_two_failures(live, journal, sandbox, broker, run):
    broker("nonsense://x")
    live.PERSONACLICK = {**live.PERSONACLICK, "DISPATCH": "celery"}
    sandbox.shop_secret = "0" * 32

    assert check(run)[1] == "2 failed."
