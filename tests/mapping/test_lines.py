"""What was ordered: rows, JSON, weighed goods, money objects; and amounts that stay exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType

from django_personaclick import mapping, outbox
from django_personaclick.models import OutboxMessage, SyncState
from tests.shops.models import JsonOrder, LateOrder, MarketOrder, Money, Order, OrderLine, Product
from tests.sync.told import orders, told

ANN = {"email": "ann@shopmail.org"}


def market_order(product, *lines):
    order = MarketOrder.objects.create(code="M1", buyer_email="ann@shopmail.org")
    kind = ContentType.objects.get_for_model(product)
    for key, (kilos, kilo_price) in enumerate(lines):
        order.lines.create(
            content_type=kind, thing_id=key, kilos=kilos, kilo_price=Decimal(kilo_price)
        )
    return order


def test_lines_of_bulk_create_need_one_word_from_the_shop(personaclick, product):
    order = Order.objects.create(number="1", email="ann@shopmail.org")
    assert orders(personaclick) == []

    OrderLine.objects.bulk_create(
        OrderLine(order=order, product=product, price="1.10", quantity=n) for n in (1, 2)
    )
    assert orders(personaclick) == []
    outbox.changed(order)

    (row,) = orders(personaclick)
    assert row["items"] == [{"id": "L-1", "price": Decimal("1.10"), "quantity": 3}]
    assert row["value"] == {"total": Decimal("3.30")}


def test_lines_in_json(personaclick):
    JsonOrder.objects.create(
        contact=ANN, lines=[{"sku": "A", "price": "0.10"}, {"sku": "B", "price": 0.2}]
    )

    (row,) = orders(personaclick)

    assert row["items"] == [
        {"id": "A", "price": Decimal("0.10"), "quantity": 1},
        {"id": "B", "price": Decimal("0.2"), "quantity": 1},
    ]
    assert row["value"] == {"total": Decimal("0.30")}


def test_weighed_goods_are_one_piece_at_the_price_of_the_whole(personaclick, product):
    market_order(product, (Decimal("0.355"), "12.990"), (Decimal("2.000"), "1.005"))

    (row,) = orders(personaclick)

    assert sorted(row["items"], key=lambda item: item["id"]) == [
        {"id": "product-0", "price": Decimal("4.611450"), "quantity": 1},
        {"id": "product-1", "price": Decimal("1.005"), "quantity": 2},
    ]


def test_money_objects_and_three_decimals_are_never_rounded_through_a_float(personaclick, product):
    market_order(product, (Decimal("0.100"), "0.100"), (Decimal("3.000"), "123456.789"))
    personaclick.deliver_all()

    (sent,) = [item for item in personaclick.sent if item.path == "/sync/orders"]

    assert sent.json["orders"][0]["value"] == {"total": Decimal("370370.377000")}


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (Decimal("19.90"), "19.90"),
        ("19.90", "19.90"),
        (19.9, "19.9"),
        (Money(Decimal("1.005"), "EUR"), "1.005"),
        (0, "0"),
    ],
)
def test_totals_of_every_sort(total, expected, db):
    class Described(mapping.OrderMapping):
        email = mapping.Value("ann@shopmail.org")
        status = mapping.Value("new")
        total = mapping.Value(None)

        def items(self, order):
            return [mapping.OrderItem(id="A", price=1)]

    Described.total = mapping.Value(total)
    order = JsonOrder.objects.create()
    message = OutboxMessage.objects.get()

    built = Described(JsonOrder).build(order, status="new", captured_at=message.captured_at)

    assert (built.total, str(built.total)) == (Decimal(expected), expected)


def test_order_without_a_stored_total_is_worth_its_lines(personaclick, product):
    order = Order.objects.create(number="1", email="ann@shopmail.org", total=None)
    OrderLine.objects.create(order=order, product=product, price="19.90", quantity=3)

    (row,) = orders(personaclick)

    assert row["value"] == {"total": Decimal("59.70")}


def test_one_product_twice_becomes_one_line(personaclick, product):
    order = Order.objects.create(number="1", email="ann@shopmail.org")
    OrderLine.objects.create(order=order, product=product, price="10.00", quantity=1)
    OrderLine.objects.create(order=order, product=product, price="5.00", quantity=3)

    (row,) = orders(personaclick)

    assert row["items"] == [{"id": "L-1", "price": Decimal("6.25"), "quantity": 4}]
    assert row["value"] == {"total": Decimal("25.00")}


def test_last_line_deleted_is_no_empty_order(personaclick, jane):
    """The API takes an order without items for a change of its status."""
    order = LateOrder.objects.create(user=jane, state="paid")
    line = order.lines.create(sku="A")
    told(personaclick)

    line.delete()

    assert orders(personaclick) == []


def test_deleted_line_leaves_the_order(personaclick, jane):
    order = LateOrder.objects.create(user=jane, state="paid", total="10.00")
    order.lines.create(sku="A")
    gone = order.lines.create(sku="B")
    told(personaclick)

    gone.delete()

    (row,) = orders(personaclick)
    assert row["items"] == [{"id": "A", "price": Decimal("5.00"), "quantity": 1}]


def test_deleted_order_sends_nothing_and_spoils_nothing(personaclick, jane):
    order = LateOrder.objects.create(user=jane, state="paid")
    order.lines.create(sku="A")
    told(personaclick)
    key = str(order.pk)

    order.delete()

    assert told(personaclick) == []
    assert SyncState.objects.get(kind="order", object_id=key).state == "synced"
    assert set(OutboxMessage.objects.values_list("state", flat=True)) <= {
        "sent",
        "skipped",
        "superseded",
    }


def test_order_deleted_before_it_was_told_is_skipped(personaclick, jane):
    order = LateOrder.objects.create(user=jane, state="paid")
    order.lines.create(sku="A")
    order.delete()

    assert orders(personaclick) == []
    mirror = SyncState.objects.get(kind="order")
    assert (mirror.state, mirror.reason) == ("skipped", "The object is gone from the shop.")


def test_line_that_the_api_would_drop_fails_its_order_alone(personaclick):
    wrong = Product.objects.create(name="?", sku="", price=1)
    right = Product.objects.create(name="Lamp", sku="L-1", price=1)
    for number, thing in (("1", wrong), ("2", right)):
        order = Order.objects.create(number=number, email="ann@shopmail.org")
        OrderLine.objects.create(order=order, product=thing, price=1)

    assert [row["id"] for row in orders(personaclick)] == ["2"]
    failed = OutboxMessage.objects.filter(state="failed").last()
    assert "id: must not be empty" in failed.error
