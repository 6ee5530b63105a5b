"""What is tried again, waits or is looked at once more keeps its order and its owner."""

from __future__ import annotations

import pytest
from django.db.models.functions import Now

from django_personaclick import delivery, outbox, testing, tracking
from django_personaclick.client import Response
from django_personaclick.conf import get_settings
from django_personaclick.dispatch import Dispatcher
from django_personaclick.exceptions import TransportError
from django_personaclick.models import OutboxMessage, SyncState
from django_personaclick.payloads import Custom, View
from tests.shops.models import DraftLine, DraftOrder, Order, OrderLine
from tests.shops.signals import placed
from tests.sync.visits import DID, request_of, visit

pytestmark = pytest.mark.django_db

DOWN = Response(503, {}, b'{"status":"error","message":"down"}')


def due() -> None:
    OutboxMessage.objects.filter(state="pending").update(not_before=Now())


def paths():
    return [sent.path for sent in testing.sent]


def test_a_purchase_told_by_a_callback_keeps_its_buyer_through_a_failure(personaclick):
    with visit():
        order = DraftOrder.objects.create(email="jane@shopmail.org", is_placed=True)
        DraftLine.objects.create(draft=order, sku="L-1")
    personaclick.deliver_all()
    placed.send(DraftOrder, order=order)
    testing.answer("events.push", DOWN)

    delivery.deliver()
    assert OutboxMessage.objects.get(kind="purchase").state == "pending"
    personaclick.deliver_all()

    assert OutboxMessage.objects.get(kind="purchase").state == "sent"
    purchases = [sent.json for sent in testing.sent if sent.path == "/push"]
    assert [(sent["event"], sent["did"]) for sent in purchases] == [("purchase", DID)] * 2


def test_a_state_that_came_back_after_a_lost_answer_is_told_again(personaclick, jane):
    personaclick.deliver_all()
    jane.first_name = "Janet"
    jane.save()
    lost = TransportError("broke off", endpoint="audience.upload", may_have_arrived=True)
    testing.answer("audience.upload", lost)
    delivery.deliver()
    assert SyncState.objects.get(kind="customer").state == "pending"

    jane.first_name = "Jane"
    jane.save()
    personaclick.deliver_all()

    names = [sent.json["audience"][0]["first_name"] for sent in testing.sent]
    assert names == ["Jane", "Janet", "Jane"]


def test_a_status_that_moved_on_while_it_was_told_is_told_once_and_last(
    personaclick, jane, product, monkeypatch
):
    order = Order.objects.create(number="1", user=jane, email=jane.email)
    OrderLine.objects.create(order=order, product=product, price="1.00")
    personaclick.deliver_all()
    personaclick.reset()
    for status in (20, 30):
        order.status = status
        order.save()
    backend = get_settings().callable("BACKEND")
    send = backend.send

    def send_while_the_shop_goes_on(self, request):
        if order.status == 30 and request.path == "/sync/orders":
            order.status = 40
            order.save()
        return send(self, request)

    monkeypatch.setattr(backend, "send", send_while_the_shop_goes_on)
    personaclick.deliver_all()

    told = [s.json["orders"][0]["status"] for s in testing.sent if s.path == "/sync/orders"]
    assert told == ["paid", "shipped", "cancelled"]


def test_what_stands_behind_a_purchase_without_lines_waits_with_it(personaclick):
    request = request_of()
    order = Order.objects.create(number="2", email="jane@shopmail.org")
    tracking.purchase(order, request)
    tracking.track(request, Custom("after_purchase"))
    with visit(did="anotherDid"):
        other = request_of(did="anotherDid")
    tracking.track(other, View("1"))

    delivery.deliver()

    assert [sent.json["event"] for sent in testing.sent if "event" in sent.json] == ["view"]
    waiting = OutboxMessage.objects.filter(state="pending", channel="events")
    assert sorted(waiting.values_list("kind", flat=True)) == ["custom", "purchase"]


def test_a_muted_thread_that_delivers_itself_wakes_up_on_its_own(settings):
    settings.PERSONACLICK = {**settings.PERSONACLICK, "DISPATCH": "local"}
    dispatcher = Dispatcher(clock=lambda: 100.0)
    dispatcher.muted_until = 130.0

    assert dispatcher.step() == 30.0

    settings.PERSONACLICK = {**settings.PERSONACLICK, "DISPATCH": "celery"}
    assert dispatcher.step() is None


def test_nothing_is_captured_for_an_object_that_moved_on_without_a_key(personaclick):
    order = Order(number="3")
    (mapping,) = (m for m in outbox.registry.for_object(order))
    outbox.moved_on(mapping, order)

    assert OutboxMessage.objects.count() == 0
