"""An order of the usual shop, from its save to the API."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from django_personaclick.models import OutboxMessage, SyncState
from tests.shops.models import Order, OrderLine

from .visits import DID, SID, visit

KEYS = {"shop_id": "0123456789abcdef0123456789abcd"}


def place(product, user, number="1001", quantity=2):
    order = Order.objects.create(number=number, user=user, email=user.email if user else "")
    OrderLine.objects.create(order=order, product=product, price="19.90", quantity=quantity)
    return order


def whole(order, status="new", **extra):
    return {
        "id": order.number,
        "status": status,
        "channel": "website",
        "email": "jane@shopmail.org",
        "external_id": str(order.user_id),
        "value": {"total": Decimal("39.80")},
        "items": [{"id": "L-1", "price": Decimal("19.90"), "quantity": 2}],
        **extra,
    }


def body(request):
    """The body of a request, without what varies: keys and dates."""
    data = {name: value for name, value in request.json.items() if name != "shop_id"}
    for order in data.get("orders", []):
        order.pop("date", None)
    return data


@pytest.mark.parametrize("in_transaction", [True, False])
def test_one_purchase_and_one_order_with_all_lines(
    transactional_db, personaclick, product, jane, in_transaction
):
    personaclick.deliver_all()
    personaclick.reset()
    with visit(jane):
        if in_transaction:
            with transaction.atomic():
                order = place(product, jane)
        else:
            order = place(product, jane)

    personaclick.deliver_all()

    assert [(sent.path, body(sent)) for sent in personaclick.sent] == [
        (
            "/push",
            {
                "event": "purchase",
                "did": DID,
                "sid": SID,
                "order_id": "1001",
                "order_price": Decimal("39.80"),
                "email": "jane@shopmail.org",
                "items": [{"id": "L-1", "price": Decimal("19.90"), "amount": 2}],
            },
        ),
        ("/sync/orders", {"orders": [whole(order)]}),
    ]


def test_rolled_back_order_sends_nothing(transactional_db, personaclick, product, jane):
    personaclick.deliver_all()
    personaclick.reset()
    with visit(jane), pytest.raises(RuntimeError), transaction.atomic():
        place(product, jane)
        raise RuntimeError

    personaclick.deliver_all()

    assert personaclick.sent == []


def test_second_save_sends_no_second_purchase(transactional_db, personaclick, product, jane):
    with visit(jane):
        order = place(product, jane)
        personaclick.deliver_all()
        personaclick.reset()
        order.total = "45.00"
        order.save()

    personaclick.deliver_all()

    expected = whole(order, value={"total": 45})
    assert [(sent.path, body(sent)) for sent in personaclick.sent] == [
        ("/sync/orders", {"orders": [expected]})
    ]


def test_unchanged_order_is_not_sent_again(transactional_db, personaclick, product, jane):
    with visit(jane):
        order = place(product, jane)
        personaclick.deliver_all()
        personaclick.reset()
        order.save()

    personaclick.deliver_all()

    assert personaclick.sent == []
    assert OutboxMessage.objects.order_by("-pk")[0].state == "skipped"


def test_ten_saves_are_one_call(transactional_db, personaclick, product, jane):
    with transaction.atomic():
        order = place(product, jane)
        for _ in range(9):
            order.save()
    personaclick.reset()

    personaclick.deliver_all()

    calls = [sent for sent in personaclick.sent if sent.path == "/sync/orders"]
    assert len(calls) == 1
    assert SyncState.objects.get(kind="order").state == "synced"


def test_every_status_arrives_once_and_in_order(transactional_db, personaclick, product, jane):
    order = place(product, jane)
    for status in (20, 30, 40):
        order.status = status
        order.save()

    personaclick.deliver_all()

    told = [body(s)["orders"][0] for s in personaclick.sent if s.path == "/sync/orders"]
    assert told == [
        whole(order, "new"),
        {"id": "1001", "status": "paid"},
        {"id": "1001", "status": "shipped"},
        whole(order, "cancelled"),
    ]


def test_status_changed_behind_our_back_follows(transactional_db, personaclick, product, jane):
    order = place(product, jane)
    Order.objects.filter(pk=order.pk).update(status=20)

    personaclick.deliver_all()

    told = [body(s)["orders"][0] for s in personaclick.sent if s.path == "/sync/orders"]
    assert [item["status"] for item in told] == ["new", "paid"]


def test_thousand_orders_in_one_request(transactional_db, personaclick, product, jane):
    orders = Order.objects.bulk_create(
        Order(number=f"B{n}", user=jane, email=jane.email) for n in range(1000)
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, product=product, price="1.00") for order in orders
    )
    personaclick.deliver_all()
    personaclick.reset()
    for order in orders:
        order.save()

    personaclick.deliver_all()

    calls = [len(sent.json["orders"]) for sent in personaclick.sent]
    assert calls == [1000]
