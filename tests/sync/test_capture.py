"""What is captured, and what is not: one row for each change, and none for what is no change."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import transaction

from django_personaclick import outbox
from django_personaclick.mapping import registry
from django_personaclick.models import OutboxMessage, SyncState
from tests.shops.models import (
    Basket,
    GiftOrder,
    GoldMember,
    JsonOrder,
    LateOrder,
    Member,
    Order,
    OrderLine,
    Product,
    Tag,
)

from .told import orders, told
from .visits import DID, visit


@pytest.fixture
def captured(db):
    """The kinds and models of the messages since the last call."""

    def call():
        found = OutboxMessage.objects.order_by("pk").values_list("kind", "model")
        result = list(found)
        OutboxMessage.objects.all().delete()
        return result

    return call


ORDER = ("order", "shops.order")


def test_pointer_carries_no_personal_data(jane):
    OutboxMessage.objects.all().delete()
    with visit(jane):
        Order.objects.create(number="1", user=jane, email=jane.email, phone="+14155552671")

    message = OutboxMessage.objects.get()
    assert (message.payload, message.visitor, message.status, message.is_new) == (
        "",
        DID,
        "new",
        True,
    )
    text = json.dumps([str(value) for value in vars(message).values()])
    assert not [word for word in ("jane", "shopmail", "4155") if word in text]


def test_models_without_a_mapping(captured):
    Tag.objects.create(name="x")
    Product.objects.create(name="x", sku="x", price=1)

    assert captured() == []


def test_proxy_and_child(captured):
    GoldMember.objects.create(card="1")
    assert captured() == [("customer", "shops.member")]

    gift = GiftOrder.objects.create(number="1")
    assert captured() == [ORDER]
    Order.objects.get().save()
    assert captured() == [ORDER]
    gift.delete()
    assert set(captured()) == {ORDER}
    Member.objects.get().delete()
    assert captured() == [("customer", "shops.member")]


def test_fixtures_are_no_news(captured, tmp_path):
    fixture = tmp_path / "shop.json"
    fixture.write_text(
        json.dumps(
            [
                {"model": "shops.order", "pk": 1, "fields": {"number": "1"}},
                {"model": "shops.product", "pk": 1, "fields": {"sku": "A", "price": "1"}},
                {
                    "model": "shops.orderline",
                    "pk": 1,
                    "fields": {"order": 1, "product": 1, "price": "1"},
                },
                {"model": "shops.member", "pk": 1, "fields": {"card": "1"}},
                {"model": "shops.basket", "pk": 1, "fields": {}},
            ]
        )
    )
    call_command("loaddata", str(fixture), verbosity=0)

    assert OrderLine.objects.count() == 1
    assert captured() == []


def test_what_sends_no_signal_needs_a_word(captured):
    (order,) = Order.objects.bulk_create([Order(number="1")])
    Order.objects.update(email="ann@shopmail.org")
    assert captured() == []

    outbox.changed(order)
    assert captured() == [ORDER]


def test_query_deletes_are_told_one_by_one(captured):
    for number in "12":
        Order.objects.create(number=number)
    captured()
    Order.objects.all().delete()

    assert captured() == [ORDER, ORDER]


def test_rolled_back_is_never_there(captured, db):
    with pytest.raises(RuntimeError), transaction.atomic():
        Order.objects.create(number="1")
        raise RuntimeError
    assert captured() == []

    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            Order.objects.create(number="2")
            raise RuntimeError
        Order.objects.create(number="3")
    assert captured() == [ORDER]


def test_dry_run_of_an_unsaved_object(captured):
    outbox.changed(Order(pk=99, number="x"))

    assert captured() == [ORDER]


class TestMappingsThatFail:
    """No change is lost for a mapping that fails at the save: it is told, or seen to fail."""

    @pytest.fixture
    def mapping(self):
        found = registry.get("order", "shops.lateorder")
        kind = type(found)
        before = {name: vars(kind)[name] for name in ("status", "user")}
        yield kind
        for name, value in before.items():
            setattr(kind, name, value)

    def place(self, jane):
        with visit(jane):
            order = LateOrder.objects.create(user=jane, state="paid")
            order.lines.create(sku="A")
        return order

    def test_status_that_fails_once(self, personaclick, mapping, jane):
        told(personaclick)
        good = mapping.status
        mapping.status = "no_such_field"
        self.place(jane)
        mapping.status = good

        assert [path for path, _ in told(personaclick)] == ["/push", "/sync/orders"]

    def test_status_that_always_fails_is_seen(self, personaclick, mapping, jane):
        told(personaclick)
        mapping.status = "no_such_field"
        self.place(jane)

        assert told(personaclick) == []
        where = f"shops.LateOrder {LateOrder.objects.get().pk}"
        assert set(OutboxMessage.objects.filter(kind="order").values_list("state", "error")) == {
            ("failed", f"LateOrderMapping.status failed on {where} with AttributeError")
        }
        assert SyncState.objects.get(kind="order").state == "failed"

    def test_user_that_fails_gives_no_device_away(self, personaclick, mapping, jane):
        told(personaclick)
        mapping.user = "no_such_field"
        self.place(jane)
        mapping.user = "user"

        assert [path for path, _ in told(personaclick)] == ["/sync/orders"]

    def test_wish_that_fails_is_seen(self, personaclick, mapping, jane):
        told(personaclick)
        mapping.should_sync = lambda self, order: order.no_such_field
        try:
            self.place(jane)
            assert told(personaclick) == []
        finally:
            del mapping.should_sync
        where = f"shops.LateOrder {LateOrder.objects.get().pk}"
        assert set(OutboxMessage.objects.filter(kind="order").values_list("error", flat=True)) == {
            f"LateOrderMapping.should_sync failed on {where} with AttributeError"
        }

    def test_queryset_that_fails_fails_its_own_objects_alone(self, personaclick, mapping, jane):
        told(personaclick)
        mapping.queryset = lambda self: LateOrder.objects.select_related("no_such_relation")
        try:
            self.place(jane)
            JsonOrder.objects.create(
                contact={"email": "ann@shopmail.org"}, lines=[{"sku": "A", "price": "1"}]
            )
            assert [row["email"] for row in orders(personaclick)] == ["ann@shopmail.org"]
        finally:
            del mapping.queryset
        errors = OutboxMessage.objects.filter(model="shops.lateorder").values_list("state", "error")
        assert {state for state, _ in errors} == {"failed"}
        assert "LateOrderMapping.queryset failed" in errors[0][1]


def test_basket_without_signals_of_its_own(captured, jane):
    captured()
    Basket.objects.create(user=jane)

    assert captured() == [("cart", "shops.basket")]
