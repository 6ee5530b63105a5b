"""Which orders become a purchase, when, on whose device, and with what in it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db.models.functions import Now

from django_personaclick import outbox, tracking
from django_personaclick.client.response import Response
from django_personaclick.delivery import deliver
from django_personaclick.models import OutboxMessage, SyncState
from tests.shops.models import (
    DraftLine,
    DraftOrder,
    JsonOrder,
    LateOrder,
    Order,
    OrderLine,
    PhoneOrder,
)
from tests.shops.signals import placed

from .told import told
from .visits import DID, SID, request_of, visit

DOWN = Response(503, {}, b"")


@pytest.fixture(autouse=True)
def quiet(personaclick, jane):
    told(personaclick)


def begin(user, **fields):
    """An order born empty, long before it is placed."""
    order = LateOrder.objects.create(user=user, **fields)
    order.lines.create(sku="A")
    return order


def move(order, state):
    order.state = state
    order.save()


def purchase(order_id, email="jane@shopmail.org", **fields):
    return {
        "event": "purchase",
        "did": DID,
        "sid": SID,
        "order_id": order_id,
        "email": email,
        "order_price": Decimal("5.00"),
        "items": [{"id": "A", "price": Decimal("5.00"), "amount": 1}],
        **fields,
    }


def kinds(calls):
    """``purchase`` or the status of each order, in the order in which they were told."""
    found = []
    for path, body in calls:
        rows = body["orders"] if path == "/sync/orders" else [{"status": body["event"]}]
        found += [(path, row["status"]) for row in rows]
    return found


def one_try():
    deliver(sleep=lambda seconds: None)


class TestPlacedByStatus:
    def test_order_that_is_never_placed_is_never_told(self, personaclick, jane):
        with visit(jane):
            order = begin(jane)
            move(order, "abandoned")

        assert told(personaclick) == []

    def test_placed_later_in_another_request(self, personaclick, jane):
        with visit(jane):
            order = begin(jane, total="5.00")
        assert told(personaclick) == []
        with visit(jane):
            move(order, "paid")

        assert told(personaclick) == [
            ("/push", purchase(f"L{order.pk}")),
            (
                "/sync/orders",
                {
                    "orders": [
                        {
                            "id": f"L{order.pk}",
                            "status": "paid",
                            "channel": "website",
                            "email": "jane@shopmail.org",
                            "external_id": str(jane.pk),
                            "value": {"total": Decimal("5.00")},
                            "items": [{"id": "A", "price": Decimal("5.00"), "quantity": 1}],
                        }
                    ]
                },
            ),
        ]

    def test_placed_by_a_task_is_the_doing_of_whoever_began(self, personaclick, jane):
        with visit(jane):
            order = begin(jane)
        told(personaclick)
        move(order, "paid")

        assert kinds(told(personaclick)) == [("/push", "purchase"), ("/sync/orders", "paid")]

    def test_placed_within_one_delivery(self, personaclick, jane):
        with visit(jane):
            order = begin(jane)
            move(order, "paid")
            move(order, "sent")

        assert kinds(told(personaclick)) == [
            ("/push", "purchase"),
            ("/sync/orders", "paid"),
            ("/sync/orders", "sent"),
        ]

    def test_from_one_placed_status_to_the_next_is_no_purchase(self, personaclick, jane):
        with visit(jane):
            order = begin(jane)
            move(order, "paid")
        told(personaclick)
        with visit(jane):
            move(order, "sent")

        assert kinds(told(personaclick)) == [("/sync/orders", "sent")]

    def test_placed_once_more_is_no_second_purchase(self, personaclick, jane):
        with visit(jane):
            order = begin(jane)
            for state in ("paid", "refunded", "paid"):
                move(order, state)
                told(personaclick)
            move(order, "sent")

        assert kinds(told(personaclick)) == [("/sync/orders", "sent")]
        assert OutboxMessage.objects.filter(kind="purchase").count() == 1

    def test_lines_that_come_after_the_status(self, personaclick, jane):
        with visit(jane):
            order = LateOrder.objects.create(user=jane, state="paid")
            assert told(personaclick) == []
            order.lines.create(sku="A")

        assert kinds(told(personaclick)) == [("/push", "purchase"), ("/sync/orders", "paid")]


class TestPlacedByCreation:
    def test_anonymous_order_without_a_user_field(self, personaclick):
        with visit():
            order = JsonOrder.objects.create(
                contact={"email": "ann@shopmail.org"}, lines=[{"sku": "A", "price": "5.00"}]
            )

        assert told(personaclick)[0] == (
            "/push",
            purchase(f"J-{order.pk.hex[:8]}", email="ann@shopmail.org"),
        )

    def test_changed_order_is_no_second_purchase(self, personaclick):
        with visit():
            order = JsonOrder.objects.create(
                contact={"email": "ann@shopmail.org"}, lines=[{"sku": "A", "price": "5.00"}]
            )
            told(personaclick)
            order.state = "packed"
            order.save()

        assert kinds(told(personaclick)) == [("/sync/orders", "packed")]


class TestPlacedBySignal:
    @pytest.mark.parametrize("argument", ["order", "instance"])
    def test_signal(self, personaclick, argument):
        with visit():
            draft = DraftOrder.objects.create(email="ann@shopmail.org")
            DraftLine.objects.create(draft=draft, sku="A")
            assert told(personaclick) == []
            draft.is_placed = True
            draft.save()
            placed.send(DraftOrder, **{argument: draft})
            placed.send(DraftOrder, **{argument: draft})

        first, second = told(personaclick)
        assert (first[1]["event"], first[1]["order_id"]) == ("purchase", str(draft.pk))
        assert kinds([second]) == [("/sync/orders", "new")]

    def test_signal_of_the_banks_call_is_the_buyers_purchase(self, personaclick):
        """Though the order was not wanted by ``should_sync()`` while its buyer was there."""
        with visit():
            draft = DraftOrder.objects.create(email="ann@shopmail.org")
            DraftLine.objects.create(draft=draft, sku="A")
        assert told(personaclick) == []
        draft.is_placed = True
        draft.save()
        placed.send(DraftOrder, order=draft)

        first, _ = told(personaclick)
        assert (first[1]["event"], first[1]["did"], first[1]["sid"]) == ("purchase", DID, SID)

    def test_never_placed(self, personaclick):
        with visit():
            draft = DraftOrder.objects.create(email="ann@shopmail.org")
            DraftLine.objects.create(draft=draft, sku="A")

        assert told(personaclick) == []

    def test_signal_about_something_else_disturbs_no_one(self, personaclick, caplog):
        placed.send(DraftOrder, order="1")

        assert told(personaclick) == []
        assert "A message of kind on_placed was not captured: TypeError" in caplog.text


class TestPlacedByHand:
    @pytest.fixture
    def order(self):
        return PhoneOrder.objects.create(email="ann@shopmail.org", goods=[["A", "5.00"]])

    def test_without_a_word_it_is_an_order_and_no_purchase(self, personaclick, order):
        assert kinds(told(personaclick)) == [("/sync/orders", "called in")]

    def test_twice_is_once(self, personaclick, order):
        request = request_of()
        tracking.purchase(order, request)
        tracking.purchase(order, request)

        assert [path for path, _ in told(personaclick)] == ["/push", "/sync/orders"]
        tracking.purchase(order, request)

        assert told(personaclick) == []
        assert OutboxMessage.objects.latest("pk").error == (
            "The purchase of this order was told before."
        )

    def test_whole_payload(self, personaclick, order):
        tracking.purchase(order, request_of())

        assert told(personaclick)[0] == (
            "/push",
            purchase(f"P{order.pk}", email="ann@shopmail.org"),
        )

    def test_without_a_request_it_is_the_current_visitors(self, personaclick, order):
        with visit():
            tracking.purchase(order)

        assert told(personaclick)[0][1]["did"] == DID

    def test_without_any_visitor_there_is_none(self, personaclick, order):
        tracking.purchase(order)

        assert kinds(told(personaclick)) == [("/sync/orders", "called in")]
        assert OutboxMessage.objects.get(kind="purchase").error == (
            "The visitor has no device: PersonaClick takes no events without one."
        )

    def test_lines_may_come_a_little_later(self, personaclick):
        order = PhoneOrder.objects.create(email="ann@shopmail.org")
        tracking.purchase(order, request_of())
        assert told(personaclick) == []

        PhoneOrder.objects.update(goods=[["A", "5.00"]])

        assert kinds(told(personaclick))[0] == ("/push", "purchase")

    def test_of_an_object_that_is_no_order(self, personaclick, jane):
        tracking.purchase(jane, request_of(jane))

        assert told(personaclick) == []


class TestWhoseDoing:
    """``tracking.purchase(order, request)`` takes the shop's word, but never staff's device."""

    def order_of(self, user):
        return PhoneOrder.objects.create(user=user, email="a@shopmail.org", goods=[["A", "5.00"]])

    def dids(self, personaclick):
        return [body["did"] for path, body in told(personaclick) if path == "/push"]

    def test_customer(self, personaclick, jane):
        tracking.purchase(self.order_of(jane), request_of(jane))

        assert self.dids(personaclick) == [DID]

    def test_customer_whose_order_names_no_user(self, personaclick, jane):
        tracking.purchase(self.order_of(None), request_of(jane))

        assert self.dids(personaclick) == [DID]

    def test_guest_who_got_an_account_on_the_way(self, personaclick, jane):
        tracking.purchase(self.order_of(jane), request_of())

        assert self.dids(personaclick) == [DID]

    @pytest.mark.parametrize("is_guests", [True, False])
    def test_staff(self, personaclick, jane, admin_user, is_guests):
        order = self.order_of(None if is_guests else jane)
        tracking.purchase(order, request_of(admin_user, did="adminsOwn1"))

        assert self.dids(personaclick) == []

    def test_another_customer(self, personaclick, jane):
        mallory = get_user_model().objects.create_user("mallory")
        tracking.purchase(self.order_of(jane), request_of(mallory))

        assert self.dids(personaclick) == []

    @pytest.mark.parametrize("devices", ["sdk", "server"])
    def test_bank_without_cookies(self, personaclick, jane, settings, devices):
        settings.PERSONACLICK = {**settings.PERSONACLICK, "DEVICES": devices}
        tracking.purchase(self.order_of(None), request_of(did=None, sid=None))

        assert self.dids(personaclick) == []

    def test_bank_tells_what_a_visitor_began(self, personaclick, jane):
        with visit(jane):
            order = self.order_of(jane)
        told(personaclick)
        tracking.purchase(order, request_of(did=None, sid=None))

        assert self.dids(personaclick) == [DID]


class TestNotThisTime:
    """Orders that PersonaClick is to know of, and purchases that never were or are not ours."""

    def test_order_placed_before_the_app_was_there(self, personaclick, jane):
        LateOrder.objects.bulk_create([LateOrder(user=jane, state="paid")])
        order = LateOrder.objects.get()
        with visit(jane):
            order.lines.create(sku="A")
            order.note = "ring twice"
            order.save()

        assert kinds(told(personaclick)) == [("/sync/orders", "paid")]

    def test_order_created_before_the_app_was_there(self, personaclick):
        JsonOrder.objects.bulk_create(
            [JsonOrder(contact={"email": "ann@shopmail.org"}, lines=[{"sku": "A", "price": "1"}])]
        )
        with visit():
            JsonOrder.objects.get().save()

        assert kinds(told(personaclick)) == [("/sync/orders", "open")]

    @pytest.mark.parametrize("state", ["paid", "sent"])
    def test_order_taken_by_staff_and_changed_by_its_customer(self, personaclick, jane, state):
        """It was told when it was placed; the customer's visit days later places nothing."""
        order = begin(jane, state="paid")
        assert kinds(told(personaclick)) == [("/sync/orders", "paid")]
        with visit(jane):
            order.note = "ring twice"
            move(order, state)

        assert kinds(told(personaclick)) == [("/sync/orders", state)]

    def test_created_order_taken_by_staff_and_changed_by_a_visitor(self, personaclick):
        order = JsonOrder.objects.create(
            contact={"email": "ann@shopmail.org"}, lines=[{"sku": "A", "price": "1"}]
        )
        told(personaclick)
        with visit():
            order.state = "packed"
            order.save()

        assert kinds(told(personaclick)) == [("/sync/orders", "packed")]

    @pytest.mark.parametrize("side", ["browser", "off"])
    def test_purchases_that_are_not_the_servers(self, personaclick, jane, settings, side):
        settings.PERSONACLICK = {**settings.PERSONACLICK, "TRACKING": {"purchase": side}}
        with visit(jane) as request:
            move(begin(jane), "paid")
            by_hand = PhoneOrder.objects.create(user=jane, email="a@b.org", goods=[["A", 1]])
            tracking.purchase(by_hand, request)
            draft = DraftOrder.objects.create(email="ann@shopmail.org", is_placed=True)
            DraftLine.objects.create(draft=draft, sku="A")
            placed.send(DraftOrder, order=draft)

        assert sorted(kinds(told(personaclick))) == [
            ("/sync/orders", "called in"),
            ("/sync/orders", "new"),
            ("/sync/orders", "paid"),
        ]
        assert not OutboxMessage.objects.filter(kind="purchase").exists()

    def test_no_visitor(self, personaclick, jane):
        move(begin(jane), "paid")

        assert kinds(told(personaclick)) == [("/sync/orders", "paid")]

    def test_cancelled_before_it_was_told(self, personaclick, jane):
        with visit(jane):
            order = begin(jane)
            move(order, "paid")
            move(order, "cancelled")

        assert kinds(told(personaclick)) == [
            ("/push", "purchase"),
            ("/sync/orders", "paid"),
            ("/sync/orders", "cancelled"),
        ]


class TestTries:
    def test_what_was_bought_is_frozen(self, personaclick, jane):
        with visit(jane):
            order = begin(jane, total="5.00")
            move(order, "paid")
            personaclick.answer("events.push", DOWN)
            one_try()
            first = [sent.json for sent in personaclick.sent if sent.path == "/push"]
            personaclick.reset()
            order.total = "99.00"
            order.save()
            order.lines.all().delete()

        second = [body for path, body in told(personaclick) if path == "/push"]
        assert [{**body} for body in second] == [purchase(f"L{order.pk}")]
        assert [{k: v for k, v in body.items() if k != "shop_id"} for body in first] == second

    def test_purchase_by_hand_is_frozen_too(self, personaclick):
        order = PhoneOrder.objects.create(email="ann@shopmail.org", goods=[["A", "5.00"]])
        tracking.purchase(order, request_of())
        personaclick.answer("events.push", DOWN)
        one_try()
        personaclick.reset()
        order.goods = [["B", "1.00"]]
        order.save()

        calls = told(personaclick)
        assert calls[0] == ("/push", purchase(f"P{order.pk}", email="ann@shopmail.org"))
        assert calls[1][1]["orders"][0]["items"] == [
            {"id": "B", "price": Decimal("1.00"), "quantity": 1}
        ]

    def test_order_waits_for_its_purchase(self, personaclick, jane):
        with visit(jane):
            move(begin(jane), "paid")
        personaclick.answer("events.push", DOWN)

        one_try()

        assert [sent.path for sent in personaclick.sent] == ["/push"]
        waiting = OutboxMessage.objects.filter(kind="order", state="pending")
        assert set(waiting.values_list("error", flat=True)) == {"The purchase event goes first."}
        personaclick.reset()
        assert kinds(told(personaclick)) == [("/push", "purchase"), ("/sync/orders", "paid")]

    def test_other_orders_do_not_wait(self, personaclick, jane):
        with visit(jane):
            move(begin(jane), "paid")
        personaclick.answer("events.push", DOWN)
        one_try()
        personaclick.reset()
        other = begin(jane, state="sent")

        one_try()

        rows = [sent.json["orders"] for sent in personaclick.sent if sent.path == "/sync/orders"]
        assert [row["id"] for (row,) in rows] == [f"L{other.pk}"]

    def test_purchase_that_expires_lets_the_order_go(self, personaclick, jane):
        with visit(jane):
            move(begin(jane), "paid")
        personaclick.answer("events.push", DOWN)
        one_try()
        personaclick.reset()
        OutboxMessage.objects.filter(kind="purchase").update(
            captured_at=Now() - timedelta(days=1, seconds=1)
        )

        assert kinds(told(personaclick)) == [("/sync/orders", "paid")]
        assert OutboxMessage.objects.get(kind="purchase").state == "expired"

    def test_refused_purchase_lets_the_order_go(self, personaclick, jane):
        with visit(jane):
            move(begin(jane), "paid")
        personaclick.answer("events.push", Response(422, {}, b""))

        assert kinds(told(personaclick)) == [("/push", "purchase"), ("/sync/orders", "paid")]
        assert OutboxMessage.objects.get(kind="purchase").state == "failed"


def test_capture_by_hand_of_what_no_signal_told(personaclick, jane):
    with visit(jane):
        order = begin(jane)
        LateOrder.objects.update(state="paid")
        order.refresh_from_db()
        outbox.changed(order)

    assert kinds(told(personaclick)) == [("/push", "purchase"), ("/sync/orders", "paid")]


def test_mirror_says_when_the_purchase_was_told(personaclick, product, jane):
    with visit(jane):
        order = Order.objects.create(number="1", user=jane)
        OrderLine.objects.create(order=order, product=product, price=1)
    told(personaclick)

    mirror = SyncState.objects.get(kind="order")
    assert mirror.purchased_at is not None
    assert (mirror.visitor, mirror.status, mirror.state) == (DID, "new", "synced")
