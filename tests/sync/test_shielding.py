"""The shop never breaks because of us: whatever fails is logged and signalled, never raised."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from django_personaclick import mapping, outbox, tracking
from django_personaclick.client.backends import locmem
from django_personaclick.mapping import CartItem, registry
from django_personaclick.models import OutboxMessage
from django_personaclick.payloads import View
from django_personaclick.signals import capture_failed
from tests.shops.models import LateOrder, Order, OrderLine, Parcel

from .told import told
from .visits import request_of, visit


@pytest.fixture
def failures():
    """What ``capture_failed`` told."""
    found = []

    def note(kind, error, **kwargs):
        found.append((kind, type(error).__name__))

    capture_failed.connect(note)
    yield found
    capture_failed.disconnect(note)


@pytest.fixture
def no_journal(transactional_db):
    """The table is not there yet: the shop was deployed before its migrations ran."""
    with connection.schema_editor() as editor:
        editor.alter_db_table(OutboxMessage, "personaclick_outboxmessage", "moved_away")
    yield
    with connection.schema_editor() as editor:
        editor.alter_db_table(OutboxMessage, "moved_away", "personaclick_outboxmessage")


def test_checkout_without_a_journal(no_journal, failures, caplog):
    request = request_of()
    with visit(), transaction.atomic():
        order = Order.objects.create(number="1")
        assert not tracking.track(request, View("1"))
        assert not tracking.cart(request, [CartItem("1")])
        tracking.purchase(order, request)
        outbox.changed(order)
        order.number = "2"
        order.save()

    assert Order.objects.get().number == "2"
    assert {kind for kind, _ in failures} == {"order", "view", "cart", "purchase"}
    # The driver's own words: no row, and so no personal data, is in them.
    assert caplog.text.count("A message of kind order was not captured") == 1


def test_error_that_repeats_is_logged_once_a_minute(no_journal, failures, caplog):
    for number in range(5):
        Order.objects.create(number=str(number))

    assert caplog.text.count("was not captured") == 1
    assert len(failures) == 5


def test_cart_from_a_generator_that_raises(db, failures):
    def items():
        yield CartItem("1")
        raise KeyError("price")

    assert not tracking.cart(request_of(), items())
    assert failures == [("cart", "KeyError")]


@pytest.mark.parametrize("items", [None, 5, ["1"], [{"id": "1"}]])
def test_cart_of_anything_else(db, failures, items):
    assert not tracking.cart(request_of(), items)
    assert [kind for kind, _ in failures] == ["cart"]


def test_router_that_fails(db, settings, failures):
    def fail(**kwargs):
        raise RuntimeError

    settings.PERSONACLICK = {**settings.PERSONACLICK, "SHOP_ROUTER": fail}
    request = request_of()
    with visit():
        assert not tracking.track(request, View("1"))
        order = Order.objects.create(number="1")
        tracking.purchase(order, request)

    assert Order.objects.count() == 1
    assert {name for _, name in failures} == {"RuntimeError"}


def test_watch_function_whose_query_fails_spoils_no_transaction(db, failures):
    """On PostgreSQL an error without a savepoint would end the shop's transaction."""
    kind = type(registry.get("order", "shops.lateorder"))
    before = kind.watch

    def fail(parcel):
        return list(LateOrder.objects.raw("SELECT no_such_column FROM shops_lateorder"))

    kind.watch = {**before, Parcel: fail}
    try:
        with transaction.atomic():
            Parcel.objects.create(code="x")
            assert Parcel.objects.count() == 1
    finally:
        kind.watch = before

    ((kind_name, error),) = failures
    assert kind_name == "order"
    assert error in ("OperationalError", "ProgrammingError")


def test_one_watching_mapping_that_fails_keeps_no_other_from_hearing(product, failures):
    class Buyer(mapping.CustomerMapping):
        watch = {OrderLine: "no_such_path"}

    order = Order.objects.create(number="1")
    OutboxMessage.objects.all().delete()
    registry._registry = {("customer", "shops.order"): Buyer(Order), **registry._registry}
    try:
        OrderLine.objects.create(order=order, product=product, price=1)
    finally:
        registry.remove("customer", Order)

    assert ("order", str(order.pk)) in OutboxMessage.objects.values_list("kind", "object_id")
    assert failures == [("customer", "AttributeError")]


def test_receivers_of_our_signals_that_fail_disturb_no_one(personaclick, jane):
    def fail(**kwargs):
        raise RuntimeError

    from django_personaclick import signals

    heard = (signals.outbox_ready, signals.message_sent, signals.capture_failed)
    for signal in heard:
        signal.connect(fail)
    try:
        jane.first_name = "Janet"
        jane.save()
        outbox.changed(Order(number="no key"))
        assert [path for path, _ in told(personaclick)] == ["/import/audience"]
    finally:
        for signal in heard:
            signal.disconnect(fail)


def test_no_call_is_made_inside_a_request(db, product, jane):
    """Whatever a visitor does, nothing is sent before a worker delivers it."""
    locmem.reset()
    with visit(jane) as request:
        tracking.track(request, View("1"))
        tracking.cart(request, [CartItem("1")])
        order = Order.objects.create(number="1", user=jane)
        OrderLine.objects.create(order=order, product=product, price=1)
        tracking.purchase(order, request)

    assert locmem.outbox == []


def test_error_of_the_database_is_the_shops_when_it_is_the_shops(db):
    with pytest.raises(DatabaseError), transaction.atomic():
        Order.objects.create(number="1")
        Order.objects.create(number="1")
