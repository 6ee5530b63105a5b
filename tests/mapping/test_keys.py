"""Keys of the shop's rows: numbers, UUIDs, text; and the public number that is none of them."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType

from django_personaclick import outbox
from django_personaclick.models import OutboxMessage, SyncState
from django_personaclick.signals import capture_failed
from tests.shops.models import (
    GiftOrder,
    JsonBasket,
    JsonOrder,
    LateOrder,
    MarketOrder,
    Order,
    OrderLine,
    PhoneOrder,
    Product,
)
from tests.sync.told import events, orders, told
from tests.sync.visits import DID, SID, visit

LINES = [{"sku": "A", "price": "2.50"}]
CONTACT = {"email": "ann@shopmail.org"}


def test_public_number_is_not_the_primary_key(personaclick, product):
    order = Order.objects.create(number="2026/0007", email="ann@shopmail.org")
    OrderLine.objects.create(order=order, product=product, price=1)

    assert [row["id"] for row in orders(personaclick)] == ["2026/0007"]
    mirror = SyncState.objects.get(kind="order")
    assert (mirror.object_id, mirror.vendor_id) == (str(order.pk), "2026/0007")


def test_uuid_key(personaclick):
    order = JsonOrder.objects.create(contact=CONTACT, lines=LINES)

    assert [row["id"] for row in orders(personaclick)] == [f"J-{order.pk.hex[:8]}"]


def test_uuid_given_as_text_of_another_form_is_the_same_row(personaclick):
    """``instance.pk`` stays what the shop gave until it is read again."""
    key = uuid.uuid4()
    JsonOrder.objects.create(id=key.hex.upper(), contact=CONTACT, lines=LINES)

    assert [row["id"] for row in orders(personaclick)] == [f"J-{key.hex[:8]}"]
    assert OutboxMessage.objects.get(kind="order").object_id == str(key)


def test_number_given_as_text_is_the_same_row(personaclick):
    LateOrder.objects.create(pk=12)
    LateOrder(pk="012", state="cart").save()

    assert set(OutboxMessage.objects.values_list("object_id", flat=True)) == {"12"}


def test_text_key(personaclick, product):
    order = MarketOrder.objects.create(code="Käse №1 / a:b", buyer_email="ann@shopmail.org")
    kind = ContentType.objects.get_for_model(product)
    order.lines.create(content_type=kind, thing_id="9", kilos=1, kilo_price=3)

    assert [row["id"] for row in orders(personaclick)] == ["Käse №1 / a:b"]


def test_text_key_of_a_cart(personaclick, jane):
    with visit(jane):
        JsonBasket.objects.create(token="t/o:k n", owner=jane, contents={"A": 1})

    assert events(personaclick) == [
        {
            "event": "cart",
            "did": DID,
            "sid": SID,
            "items": [{"id": "A", "amount": 1}],
            "full_cart": True,
        }
    ]


def test_child_with_a_table_of_its_own_is_its_parents_order(personaclick, product):
    gift = GiftOrder.objects.create(number="G1", email="ann@shopmail.org", greeting="Hi")
    OrderLine.objects.create(order=gift, product=product, price=1)

    assert [row["id"] for row in orders(personaclick)] == ["G1"]
    assert SyncState.objects.get(kind="order").model == "shops.order"


def test_two_models_of_orders_with_equal_keys_do_not_meet(personaclick):
    """Both get their whole order, and the purchase of one does not keep the other waiting."""
    late = LateOrder.objects.create(pk=7, state="paid", user=None)
    late.lines.create(sku="A")
    PhoneOrder.objects.create(pk=7, email="ann@shopmail.org", goods=[["B", "2.00"]])
    OutboxMessage.objects.create(
        shop="default",
        channel="events",
        kind="purchase",
        lane="other",
        model="shops.lateorder",
        object_id="7",
        state="leased",
        lease_until="2199-01-01T00:00Z",
    )

    assert orders(personaclick) == [
        {
            "id": "P7",
            "status": "called in",
            "channel": "website",
            "email": "ann@shopmail.org",
            "value": {"total": Decimal("2.00")},
            "items": [{"id": "B", "price": Decimal("2.00"), "quantity": 1}],
        }
    ]


def test_both_of_two_models_with_equal_keys_are_told_whole(personaclick, jane):
    told(personaclick)
    late = LateOrder.objects.create(pk=7, state="paid", user=jane)
    late.lines.create(sku="A")
    PhoneOrder.objects.create(pk=7, email="ann@shopmail.org", goods=[["B", "2.00"]])
    told(personaclick)
    late.state = "sent"
    late.save()
    PhoneOrder.objects.get().save()
    PhoneOrder.objects.update(email="new@shopmail.org")

    rows = {row["id"]: row for row in orders(personaclick)}

    assert [len(row["items"]) for row in (rows["L7"], rows["P7"])] == [1, 1]


def test_object_without_a_key_is_reported_not_queued(personaclick):
    """``bulk_create`` leaves rows without their keys on some databases."""
    failures = []

    def note(kind, error, **kwargs):
        failures.append((kind, type(error).__name__))

    capture_failed.connect(note)
    outbox.changed(Order(number="1"))
    capture_failed.disconnect(note)

    assert OutboxMessage.objects.count() == 0
    assert failures == [("order", "ValueError")]


def test_key_that_cannot_be_one_blocks_nothing_but_itself(personaclick, product):
    OutboxMessage.objects.create(
        shop="default", channel="orders", kind="order", lane="x", model="shops.order",
        object_id="None",
    )  # fmt: skip
    order = Order.objects.create(number="1", email="ann@shopmail.org")
    OrderLine.objects.create(order=order, product=product, price=1)

    assert [row["id"] for row in orders(personaclick)] == ["1"]
    assert OutboxMessage.objects.get(object_id="None").error == "The object is gone from the shop."


def test_product_ids_of_any_model(personaclick, product):
    """A generic foreign key: the id of the product needs a callable, so that kinds do not meet."""
    order = MarketOrder.objects.create(code="M1", buyer_email="ann@shopmail.org")
    for thing in (product, order):
        kind = ContentType.objects.get_for_model(thing)
        order.lines.create(content_type=kind, thing_id=thing.pk, kilos=1, kilo_price=3)

    (row,) = orders(personaclick)

    assert [item["id"] for item in row["items"]] == [f"product-{product.pk}", "marketorder-M1"]
    assert Product.objects.count() == 1
