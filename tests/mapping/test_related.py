"""What belongs to an object changes it: watched rows, functions, many-to-many relations."""

from __future__ import annotations

import pytest

from django_personaclick.models import OutboxMessage
from tests.shops.models import LateOrder, MarketOrder, Order, OrderLine, Parcel, Tag
from tests.sync.told import orders, told


def changed():
    """The objects that were captured, in order; and the journal forgets them."""
    found = list(OutboxMessage.objects.order_by("pk").values_list("model", "object_id"))
    OutboxMessage.objects.all().delete()
    return found


@pytest.fixture
def order(db):
    found = Order.objects.create(number="1", email="ann@shopmail.org")
    changed()
    return found


@pytest.fixture
def market(db):
    found = [MarketOrder.objects.create(code=code, buyer_email="ann@shopmail.org") for code in "AB"]
    changed()
    return found


def test_saved_and_deleted_rows(order, product):
    line = OrderLine.objects.create(order=order, product=product, price=1)
    assert changed() == [("shops.order", str(order.pk))]

    line.save()
    assert changed() == [("shops.order", str(order.pk))]

    line.delete()
    assert changed() == [("shops.order", str(order.pk))]


def test_rows_through_a_function(personaclick, jane):
    told(personaclick)
    first, second = (LateOrder.objects.create(user=jane, state="paid") for _ in range(2))
    for order in (first, second):
        order.lines.create(sku="A")
    told(personaclick)

    Parcel.objects.create(order_keys=[first.pk, second.pk], code="DHL 1")

    assert [(row["id"], row["custom"]) for row in orders(personaclick)] == [
        (f"L{first.pk}", {"parcels": ["DHL 1"]}),
        (f"L{second.pk}", {"parcels": ["DHL 1"]}),
    ]


def test_function_that_finds_nothing(db):
    Parcel.objects.create(order_keys=[], code="x")
    Parcel.objects.create(order_keys=[404], code="x")

    assert changed() == []


def test_function_that_raises_disturbs_no_one(db, caplog):
    parcel = Parcel(order_keys=[["no", "key"]], code="x")

    parcel.save()

    assert Parcel.objects.count() == 1
    assert changed() == []
    assert "was not captured" in caplog.text


class TestManyToMany:
    def test_forward(self, market):
        tag = Tag.objects.create(name="big")
        first, _ = market

        first.tags.add(tag)
        assert changed() == [("shops.marketorder", "A")]
        first.tags.remove(tag)
        assert changed() == [("shops.marketorder", "A")]
        first.tags.set([tag])
        assert changed() == [("shops.marketorder", "A")]
        first.tags.clear()
        assert changed() == [("shops.marketorder", "A")]

    def test_reverse(self, market):
        tag = Tag.objects.create(name="big")

        tag.marketorder_set.add(*market)
        assert sorted(changed()) == [("shops.marketorder", "A"), ("shops.marketorder", "B")]
        tag.marketorder_set.remove(market[1])
        assert changed() == [("shops.marketorder", "B")]

    def test_reverse_clear_names_no_keys_but_changes_them_all(self, market):
        tag = Tag.objects.create(name="big")
        tag.marketorder_set.add(*market)
        changed()

        tag.marketorder_set.clear()

        assert sorted(changed()) == [("shops.marketorder", "A"), ("shops.marketorder", "B")]

    def test_nothing_added_is_no_change(self, market):
        tag = Tag.objects.create(name="big")
        market[0].tags.add(tag)
        changed()

        market[0].tags.add(tag)

        assert changed() == []
