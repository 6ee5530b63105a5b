"""``personaclick_deliver`` once, in this process."""

from __future__ import annotations

import logging
import threading
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from django_personaclick import outbox
from django_personaclick.dispatch import dispatcher
from django_personaclick.models import Channel, OutboxMessage

STARTED = "Delivering for default until SIGTERM or Ctrl-C.\n"

# The loop gives up its connections, as a long-running process must: that ends a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customer(live, journal):
    """A customer whose creation waits to be told."""
    return get_user_model().objects.create_user("jane", "jane@shopmail.org", first_name="Jane")


def states():
    return sorted(OutboxMessage.objects.values_list("shop", "state"))


def test_what_is_due_is_delivered(customer, sandbox, run):
    assert run("personaclick_deliver") == ("1 sent, in 1 request\n", "")
    assert [request.path for request in sandbox.requests] == ["/import/audience"]
    assert states() == [("default", "sent")]


def test_nothing_is_due(live, journal, sandbox, run):
    assert run("personaclick_deliver") == ("nothing delivered, in 0 requests\n", "")
    assert sandbox.requests == []


def test_a_failed_try_is_told(customer, sandbox, run):
    sandbox.fail(status=503)

    assert run("personaclick_deliver") == ("1 to be tried again, in 1 request\n", "")
    assert states() == [("default", "pending")]


def test_the_shops_asked_for_alone(live, journal, sandbox, run):
    shop = live.PERSONACLICK
    live.PERSONACLICK = {**shop, "SHOPS": {"de": {"STREAM": "de"}, "fr": {"STREAM": "fr"}}}
    for alias in ("default", "de", "fr"):
        live.PERSONACLICK = {**live.PERSONACLICK, "SHOP_ROUTER": lambda alias=alias, **_: alias}
        get_user_model().objects.create_user(alias, f"{alias}@shopmail.org")

    args = ("personaclick_deliver", "--shop", "de", "--shop", "fr")

    assert run(*args) == ("2 sent, in 2 requests\n", "")
    assert states() == [("de", "sent"), ("default", "pending"), ("fr", "sent")]


def test_an_unknown_shop(live, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "SHOPS": {"de": {}}}

    assert run("personaclick_deliver", "--shop", "dee") == (
        "",
        "There is no shop 'dee'; PERSONACLICK has: default, de.",
    )


def test_no_time_left(customer, sandbox, run):
    assert run("personaclick_deliver", "--budget", "0")[1] == ""
    assert run("personaclick_deliver", "--loop", "--budget", "0") == (STARTED, "")
    assert sandbox.requests == []
    assert states() == [("default", "pending")]


def test_a_loop_with_a_budget_ends_by_itself(customer, sandbox, run):
    assert run("personaclick_deliver", "--loop", "--budget", "0.3", "--interval", "0.1") == (
        f"{STARTED}1 sent, in 1 request\n",
        "",
    )


def test_a_shop_without_its_key_waits_and_the_loop_goes_on(customer, live, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "SHOP_ID": "", "SHOPS": {"default": {}}}

    out, error = run("personaclick_deliver", "--loop", "--budget", "0.3", "--interval", "0.1")

    assert (out, error) == (STARTED, "")
    assert states() == [("default", "pending")]
    assert Channel.objects.get(name="audience").held_reason == (
        "PERSONACLICK['SHOP_ID'] is missing: set it to the shop's key "
        "(Account > Settings > Store Settings)."
    )


def test_a_failure_is_one_line_in_the_log_and_the_loop_goes_on(customer, live, caplog, run):
    """Here the backend breaks; a database that is away is met in a process of its own."""
    live.PERSONACLICK = {
        **live.PERSONACLICK,
        "BACKEND": "tests.commands.test_deliver.broken_backend",
    }

    with caplog.at_level(logging.ERROR, "django_personaclick.management"):
        out, error = run("personaclick_deliver", "--loop", "--budget", "2", "--interval", "0.1")

    assert (out, error) == (STARTED, "")
    assert [record.getMessage() for record in caplog.records][:2] == [
        "Delivery failed (ZeroDivisionError: no more); the next try is in 0.2 seconds.",
        "Delivery failed (ZeroDivisionError: no more); the next try is in 0.4 seconds.",
    ]
    assert {record.exc_info for record in caplog.records} == {None}


def broken_backend(*args, **kwargs):
    raise ZeroDivisionError("no more\nDETAIL: jane@shopmail.org")


def test_a_thread_that_can_have_no_signal_handlers(live, journal):
    """With no shop at all there is nothing to ask the database, which belongs to another thread."""
    live.PERSONACLICK = {}
    out = StringIO()

    def deliver():
        call_command("personaclick_deliver", "--loop", "--budget", "0.1", stdout=out)

    thread = threading.Thread(target=deliver)
    thread.start()
    thread.join(30)

    assert out.getvalue() == "Delivering for no shop until SIGTERM or Ctrl-C.\n"


def test_no_dispatcher_is_started(customer, live, run):
    live.PERSONACLICK = {**live.PERSONACLICK, "DISPATCH": "local"}
    dispatcher.reset()
    dispatcher.allowed_pid = 0

    outbox.changed(customer)
    run("personaclick_deliver")

    assert dispatcher.thread is None
