"""The outbox itself is broken: the shop goes on as if it were not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from django_personaclick import outbox
from django_personaclick.models import OutboxMessage, SyncState
from django_personaclick.payloads import View
from django_personaclick.signals import capture_failed
from tests import services
from tests.shops.models import Order
from tests.sync.visits import visit

from .moments import deliver_now, end_leases, end_rest
from .received import accepted, order_numbers
from .shopping import EMAIL, place, place_many, product

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("personaclick_settings"),
]

PHONE = "+14155552671"


@pytest.fixture
def failures():
    """What ``capture_failed`` told."""
    heard: list[tuple[str, BaseException]] = []

    def hear(*, kind, error, **kwargs):
        heard.append((kind, error))

    capture_failed.connect(hear)
    yield heard
    capture_failed.disconnect(hear)


@contextmanager
def missing(model: type[Model]) -> Iterator[None]:
    """The table of ``model`` is gone."""
    table = connection.ops.quote_name(model._meta.db_table)
    hidden = connection.ops.quote_name(f"{model._meta.db_table}_hidden")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {hidden}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {hidden} RENAME TO {table}")


@pytest.fixture
def no_table():
    """The table of the outbox is gone."""
    with missing(OutboxMessage):
        yield


def lines(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_orders_commit_without_the_outbox(no_table, failures, caplog):
    product()
    with transaction.atomic():
        for number in range(10):
            place(f"T{number}", phone=PHONE)
        orders_inside = Order.objects.count()  # the transaction is usable still

    assert orders_inside == Order.objects.count() == 10
    assert {kind for kind, _ in failures} == {"order"}
    assert len(failures) == 20  # each order and each line
    (line,) = lines(caplog)
    assert line.startswith("A message of kind order was not captured: ")
    assert not any(word in caplog.text for word in (EMAIL, PHONE, "shopmail"))


def test_rolled_back_order_without_the_outbox(no_table, failures):
    product()
    with pytest.raises(RuntimeError), transaction.atomic():
        place("R1")
        raise RuntimeError

    assert Order.objects.count() == 0
    assert len(failures) == 2


def test_outbox_back_again_takes_the_next_order(sandbox):
    with missing(OutboxMessage):
        place("LOST")
    place("KEPT")

    deliver_now()

    assert order_numbers(accepted(sandbox, "/sync/orders")) == [["KEPT"]]


def test_error_of_the_database_does_not_tell_the_row(failures, caplog):
    """PostgreSQL quotes the whole row in the detail of a constraint's violation."""
    with transaction.atomic():
        place("C1")
        message = OutboxMessage(kind="view", shop="default", channel="events", lane="visitor:x")
        message.device = f'{{"email": "{EMAIL}"}}'
        message.payload = None
        captured = outbox.capture(message)

    assert not captured
    assert Order.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="order").count() == 2
    assert [kind for kind, _ in failures] == ["view"]
    (line,) = lines(caplog)
    assert line.startswith("A message of kind view was not captured: IntegrityError: ")
    assert EMAIL not in caplog.text


def test_value_too_long_for_its_column(failures, caplog):
    services.require("postgres")
    with transaction.atomic(), visit() as request:
        place("L1")
        captured = outbox.happened(View("37"), request.personaclick, shop=EMAIL * 10)

    assert not captured
    assert Order.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="order").count() == 2
    assert [(kind, type(error).__name__) for kind, error in failures] == [("view", "DataError")]
    (line,) = lines(caplog)
    assert line == (
        "A message of kind view was not captured: DataError: "
        "value too long for type character varying(64)"
    )


def test_broken_signal_receiver_of_a_shop_disturbs_nothing(no_table, caplog):
    def broken(**kwargs):
        raise ValueError(EMAIL)

    capture_failed.connect(broken)
    try:
        place("S1")
    finally:
        capture_failed.disconnect(broken)
    assert Order.objects.count() == 1


def test_lost_table_of_mirrors_fails_no_message(sandbox):
    """Delivery cannot read: the messages wait until it can."""
    place_many(3)
    with missing(SyncState), pytest.raises(DatabaseError):
        deliver_now()

    end_leases()
    end_rest()
    deliver_now()
    assert sorted(sandbox.state.orders) == ["N0", "N1", "N2"]
