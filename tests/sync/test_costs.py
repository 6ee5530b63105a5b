"""What capturing and delivering cost in queries: one INSERT for a change, and no N+1."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from django_personaclick import outbox, tracking
from django_personaclick.delivery import deliver
from django_personaclick.mapping import CartItem
from django_personaclick.models import Channel, OutboxMessage
from django_personaclick.payloads import View
from tests.shops.models import Basket, BasketLine, GoldMember, Member, Order, OrderLine

from .visits import request_of, visit

pytestmark = pytest.mark.django_db
CAPTURE = ["SAVEPOINT", "INSERT", "RELEASE"]


def verbs(queries):
    return [query["sql"].split()[0] for query in queries]


class statements(CaptureQueriesContext):
    """Checks which statements a block runs, in order."""

    def __init__(self, *expected):
        super().__init__(connection)
        self.expected = list(expected)

    def __exit__(self, kind, value, traceback):
        super().__exit__(kind, value, traceback)
        if kind is None:
            assert verbs(self.captured_queries) == self.expected


class TestCapture:
    def test_created_order(self, jane):
        with visit(jane), statements("INSERT", *CAPTURE):
            Order.objects.create(number="1", user=jane)

    def test_line_of_an_order_at_hand(self, jane, product):
        with visit(jane):
            order = Order.objects.create(number="1", user=jane)
            with statements("INSERT", *CAPTURE):
                OrderLine.objects.create(order=order, product=product, price=1)

    def test_order_of_a_task_reads_no_user(self, jane):
        """Nobody's device is in question, so whose it is need not be known."""
        pk = Order.objects.create(number="1", user=jane).pk
        order = Order.objects.get(pk=pk)
        with statements("UPDATE", *CAPTURE):
            order.save()

    def test_order_of_a_visitor_reads_whose_it_is(self, jane):
        pk = Order.objects.create(number="1", user=jane).pk
        order = Order.objects.get(pk=pk)
        with visit(jane), statements("UPDATE", "SAVEPOINT", "SELECT", "INSERT", "RELEASE"):
            order.save()

    def test_customer(self, jane):
        with visit(jane), statements("UPDATE", *CAPTURE):
            jane.save()

    def test_login_mark(self, jane):
        with visit(jane), statements("UPDATE"):
            jane.save(update_fields=["last_login"])

    def test_event(self, django_assert_num_queries):
        request = request_of()
        with django_assert_num_queries(3):
            tracking.track(request, View("1"))
        with statements(*CAPTURE):
            tracking.track(request, View("1"))

    def test_session_cart(self):
        with statements(*CAPTURE):
            tracking.cart(request_of(), [CartItem("1")])

    def test_purchase_by_hand(self, jane):
        order = Order.objects.create(number="1", user=jane)
        with statements(*CAPTURE):
            tracking.purchase(order, request_of(jane))

    def test_proxy(self):
        with statements("INSERT", *CAPTURE):
            GoldMember.objects.create(card="1")

    def test_events_that_are_not_sent_cost_nothing(self, settings):
        settings.PERSONACLICK = {**settings.PERSONACLICK, "TRACKING": {"view": "off"}}
        with statements():
            tracking.track(request_of(), View("1"))

    def test_carts_that_the_browser_sends_cost_no_insert(self, settings, jane):
        settings.PERSONACLICK = {**settings.PERSONACLICK, "TRACKING": {"cart": "browser"}}
        with statements("INSERT", "SAVEPOINT", "RELEASE"):
            Basket.objects.create(user=jane)

    def test_deleted_cart(self, jane, product, django_assert_num_queries):
        """One row for each line and one for the cart: no look at a cart that is at hand."""
        basket = Basket.objects.create(user=jane)
        for _ in range(3):
            BasketLine.objects.create(basket=basket, product=product)
        OutboxMessage.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            basket.delete()

        assert OutboxMessage.objects.count() == 4
        assert verbs(queries).count("INSERT") == 4

    @pytest.mark.parametrize("number", [1, 20])
    def test_models_without_a_mapping_are_deleted_fast(self, product, number):
        """A receiver for every model would make Django fetch each row before it deletes it."""
        from tests.shops.models import Parcel, Tag

        Tag.objects.bulk_create(Tag(name=str(n)) for n in range(number))
        assert Parcel.objects.count() == 0
        with CaptureQueriesContext(connection) as queries:
            Tag.objects.all()._raw_delete(connection.alias)

        assert verbs(queries) == ["DELETE"]


def prepare_orders(jane, product, count):
    orders = Order.objects.bulk_create(
        Order(number=f"N{n}", user=jane, email=jane.email) for n in range(count)
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, product=product, price=1) for order in orders for _ in range(3)
    )
    return orders


def prepare_members(jane, product, count):
    return Member.objects.bulk_create(
        Member(card=f"M{n}", mail=f"m{n}@shopmail.org") for n in range(count)
    )


def prepare_users(jane, product, count):
    kind = get_user_model()
    return kind.objects.bulk_create(
        kind(username=f"u{n}", email=f"u{n}@shopmail.org") for n in range(count)
    )


class TestDelivery:
    @pytest.fixture(autouse=True)
    def warm(self, personaclick, jane, product):
        """Each channel has its row, and nothing waits."""
        self.personaclick = personaclick
        (order,) = prepare_orders(jane, product, 1)
        outbox.changed(order)
        tracking.track(request_of(), View("1"))
        personaclick.deliver_all()
        order.delete()
        personaclick.deliver_all()

    def deliver(self):
        """The statements of one delivery, and the requests it made."""
        Channel.objects.update(next_request_at=None)
        self.personaclick.reset()
        with CaptureQueriesContext(connection) as queries:
            deliver(sleep=lambda seconds: None)
        return [query["sql"] for query in queries], list(self.personaclick.sent)

    @pytest.mark.parametrize("count", [2, 40])
    @pytest.mark.parametrize(
        ("prepare", "expected"), [(prepare_orders, 38), (prepare_members, 35), (prepare_users, 35)]
    )
    def test_no_query_more_for_more_objects(self, jane, product, prepare, count, expected):
        for obj in prepare(jane, product, count):
            outbox.changed(obj)

        queries, (sent,) = self.deliver()

        (rows,) = (value for value in sent.json.values() if isinstance(value, list))
        assert (len(rows), len(queries)) == (count, expected)

    @pytest.mark.parametrize("count", [2, 40])
    def test_shops_rows_are_read_as_the_mapping_says(self, jane, product, count):
        """The orders with their users, the lines, their products: one query each."""
        for order in prepare_orders(jane, product, count):
            outbox.changed(order)

        queries, _ = self.deliver()

        assert len([sql for sql in queries if '"shops_' in sql or "`shops_" in sql]) == 3

    def test_nothing_to_do(self):
        queries, sent = self.deliver()

        assert (len(queries), sent) == (9, [])

    @pytest.mark.parametrize("count", [1, 30])
    def test_events_of_one_visitor(self, count):
        request = request_of()
        for number in range(count):
            tracking.track(request, View(str(number)))

        queries, sent = self.deliver()

        assert (len(sent), len(queries)) == (count, 33)

    def test_events_of_many_visitors_cost_no_query_each(self):
        """They are settled together, at most 32 at a time."""
        for number in range(40):
            tracking.track(request_of(did=f"visitor{number}"), View("1"))

        queries, sent = self.deliver()

        assert len(sent) == 40
        assert len(queries) <= 30 + 2 * 7

    @pytest.mark.parametrize("count", [1, 20])
    def test_devices_that_the_server_makes(self, settings, count):
        settings.PERSONACLICK = {**settings.PERSONACLICK, "DEVICES": "server"}
        for _ in range(count):
            tracking.track(request_of(did=None), View("1"))

        queries, sent = self.deliver()

        assert len(sent) == 2 * count
        assert len([sql for sql in queries if "personaclick_visitor" in sql]) <= 3
