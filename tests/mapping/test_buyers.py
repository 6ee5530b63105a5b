"""Whose an order is: a user, a guest with an address, or nobody who can be named."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from django_personaclick.mapping import registry
from django_personaclick.models import OutboxMessage, SyncState
from tests.shops.models import JsonOrder, LateOrder, Member, Order, OrderLine
from tests.sync.told import orders, told


def order_of(product, **fields):
    order = Order.objects.create(number="1", **fields)
    OrderLine.objects.create(order=order, product=product, price="19.90")
    return order


def test_order_of_a_user_names_his_id(personaclick, product, jane):
    order_of(product, user=jane, email=jane.email)

    (row,) = orders(personaclick)

    assert (row["external_id"], row["email"]) == (str(jane.pk), "jane@shopmail.org")


def test_guests_order_is_known_by_its_address(personaclick, product):
    order_of(product, email="guest7@shopmail.org", phone="+1 415 555-2671")

    (row,) = orders(personaclick)

    assert "external_id" not in row
    assert (row["email"], row["phone"]) == ("guest7@shopmail.org", "14155552671")


def test_model_without_a_user_takes_the_address_from_json(personaclick):
    JsonOrder.objects.create(
        contact={"email": "ann@shopmail.org"}, lines=[{"sku": "A", "price": "2.50"}]
    )

    (row,) = orders(personaclick)

    assert row["email"] == "ann@shopmail.org"


@pytest.mark.parametrize("contact", [{}, {"email": None}, {"email": ""}, {"email": "n/a"}])
def test_order_of_nobody_is_not_sent_and_says_why(personaclick, contact):
    JsonOrder.objects.create(contact=contact, lines=[{"sku": "A", "price": "2.50"}])

    assert told(personaclick) == []
    mirror = SyncState.objects.get(kind="order")
    assert (mirror.state, mirror.reason) == (
        "skipped",
        "The order has no e-mail, phone or customer id: PersonaClick takes no anonymous orders.",
    )


def test_address_that_comes_later_is_enough(personaclick):
    order = JsonOrder.objects.create(lines=[{"sku": "A", "price": "2.50"}])
    assert told(personaclick) == []

    order.contact = {"email": "ann@shopmail.org"}
    order.save()

    (row,) = orders(personaclick)
    assert row["email"] == "ann@shopmail.org"


def test_path_through_a_user_who_is_not_there(personaclick):
    LateOrder.objects.create(state="paid").lines.create(sku="A")

    assert orders(personaclick) == []
    assert SyncState.objects.get(kind="order").state == "skipped"


def test_user_who_was_deleted_leaves_the_orders_address(personaclick, product, jane):
    order = order_of(product, user=jane, email=jane.email)
    get_user_model().objects.filter(pk=jane.pk).delete()
    order.refresh_from_db()

    (row,) = orders(personaclick)

    assert "external_id" not in row
    assert row["email"] == "jane@shopmail.org"


def test_id_of_a_customer_is_that_of_the_mapping_of_its_model(db):
    member = Member.objects.create(card="M-77")

    assert registry.customer_id(member) == "M-77"


@pytest.mark.parametrize("card", ["", None])
def test_customer_whose_id_is_empty_has_none(db, card):
    """Never the text "None", under which all such customers would become one person."""
    assert registry.customer_id(Member(card=card)) is None


def test_user_that_is_saved_nowhere_has_no_id(db):
    assert registry.customer_id(get_user_model()(username="new")) is None
    assert registry.customer_id(None) is None
    assert OutboxMessage.objects.count() == 0
