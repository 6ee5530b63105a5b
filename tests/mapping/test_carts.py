"""Carts as rows, as JSON, as session data; and carts that end without anything being taken out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from django_personaclick import outbox, tracking
from django_personaclick.mapping import CartItem
from django_personaclick.models import OutboxMessage
from tests.shops.models import Basket, BasketLine, JsonBasket, Order, OrderLine, Product
from tests.sync.told import events, told
from tests.sync.visits import DID, SID, visit

DEVICE = {"did": DID, "sid": SID}


def cart(*items, **device):
    return {
        "event": "cart",
        **(device or DEVICE),
        "items": [{"id": sku, "amount": amount} for sku, amount in items],
        "full_cart": True,
    }


@pytest.fixture
def basket(jane):
    with visit(jane):
        return Basket.objects.create(user=jane)


def test_rows_line_by_line_are_one_cart(personaclick, basket, product, jane):
    other = Product.objects.create(name="Desk", sku="D-1", price=1)
    with visit(jane):
        BasketLine.objects.create(basket=basket, product=product)
        line = BasketLine.objects.create(basket=basket, product=other)
        line.quantity = 3
        line.save()

    assert events(personaclick) == [cart(("L-1", 1), ("D-1", 3))]


def test_line_taken_out_is_the_cart_without_it(personaclick, basket, product, jane):
    with visit(jane):
        line = BasketLine.objects.create(basket=basket, product=product)
        told(personaclick)
        line.delete()

    assert events(personaclick) == [cart()]


def test_unchanged_cart_is_not_told_again(personaclick, basket, product, jane):
    with visit(jane):
        line = BasketLine.objects.create(basket=basket, product=product)
        told(personaclick)
        line.save()

    assert events(personaclick) == []


def test_same_cart_on_another_device_is_news(personaclick, basket, product, jane):
    with visit(jane):
        line = BasketLine.objects.create(basket=basket, product=product)
        told(personaclick)
    with visit(jane, did="otherPhone", sid=None):
        line.save()

    assert events(personaclick) == [cart(("L-1", 1), did="otherPhone")]


def test_json_cart(personaclick, jane):
    with visit(jane):
        basket = JsonBasket.objects.create(token="t", owner=jane, contents={"A": 2})
        basket.contents["B"] = 1
        basket.save()

    assert events(personaclick) == [cart(("A", 2), ("B", 1))]


def test_cart_in_the_session_is_told_by_hand_and_only_the_newest_goes(personaclick):
    with visit() as request:
        assert tracking.cart(request, [CartItem("A")])
        assert tracking.cart(request, (CartItem(sku, 2) for sku in "AB"))

    assert events(personaclick) == [cart(("A", 2), ("B", 2))]
    states = OutboxMessage.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["superseded", "sent"]


def test_emptied_session_cart(personaclick):
    with visit() as request:
        assert tracking.cart(request, [])

    assert events(personaclick) == [cart()]


def test_weighed_goods_in_a_cart(personaclick):
    with visit() as request:
        tracking.cart(request, [CartItem("A", Decimal("0.355"), Decimal("12.99"))])

    (event,) = events(personaclick)
    assert event["items"] == [{"id": "A", "amount": 1, "price": Decimal("4.61145")}]


def test_anonymous_cart_belongs_to_the_visitor(personaclick, product):
    with visit():
        basket = Basket.objects.create()
        BasketLine.objects.create(basket=basket, product=product)

    assert events(personaclick) == [cart(("L-1", 1))]


def test_cart_without_a_visitor_waits_for_none(personaclick, jane, product):
    told(personaclick)
    basket = Basket.objects.create(user=jane)
    BasketLine.objects.create(basket=basket, product=product)

    assert told(personaclick) == []
    assert set(OutboxMessage.objects.filter(kind="cart").values_list("error", flat=True)) == {
        "The visitor has no device: PersonaClick takes no events without one."
    }


def test_cart_changed_by_a_task_of_the_shop_is_told_on_its_customers_device(
    personaclick, basket, product, jane
):
    with visit(jane):
        line = BasketLine.objects.create(basket=basket, product=product)
    told(personaclick)

    line.quantity = 5
    line.save()

    assert events(personaclick) == [cart(("L-1", 5))]


def test_bulk_created_lines_need_one_word(personaclick, basket, product, jane):
    told(personaclick)
    with visit(jane):
        BasketLine.objects.bulk_create([BasketLine(basket=basket, product=product)])
        outbox.changed(basket)

    assert events(personaclick) == [cart(("L-1", 1))]


class TestCartsThatEnd:
    """No event says that something was taken out of a cart that was ordered, merged or deleted."""

    @pytest.fixture
    def filled(self, personaclick, basket, product, jane):
        with visit(jane):
            BasketLine.objects.create(basket=basket, product=product, quantity=2)
        told(personaclick)
        return basket

    def test_cart_deleted_with_its_lines(self, personaclick, filled, jane):
        with visit(jane):
            filled.delete()

        assert told(personaclick) == []

    def test_cart_deleted_with_its_customer(self, personaclick, filled, jane):
        jane.delete()

        assert told(personaclick) == []

    def test_cart_deleted_by_a_query(self, personaclick, filled, jane):
        with visit(jane):
            Basket.objects.filter(user=jane).delete()

        assert told(personaclick) == []

    def test_cart_that_became_an_order(self, personaclick, filled, jane):
        with visit(jane):
            order = Order.objects.create(number="1", user=jane, email=jane.email)
            for line in filled.lines.all():
                OrderLine.objects.create(
                    order=order, product=line.product, price="19.90", quantity=line.quantity
                )
            filled.delete()

        assert [body["event"] for body in events(personaclick)] == ["purchase"]

    def test_lines_ordered_while_the_cart_stays(self, personaclick, filled, jane, product):
        """The cart is empty afterwards and that is told; that anything was removed is not."""
        with visit(jane):
            order = Order.objects.create(number="1", user=jane, email=jane.email)
            OrderLine.objects.create(order=order, product=product, price="19.90")
            filled.lines.all().delete()

        told_events = events(personaclick)
        assert sorted(body["event"] for body in told_events) == ["cart", "purchase"]
        assert cart() in told_events

    def test_visitors_cart_merged_into_the_customers(self, personaclick, filled, jane):
        desk = Product.objects.create(name="Desk", sku="D-1", price=1)
        with visit():
            visitors = Basket.objects.create()
            BasketLine.objects.create(basket=visitors, product=desk)
        told(personaclick)

        with visit(jane):
            for line in visitors.lines.all():
                line.basket = filled
                line.save()
            visitors.delete()

        assert events(personaclick) == [cart(("L-1", 2), ("D-1", 1))]

    def test_product_that_left_the_shop_leaves_the_cart(self, personaclick, filled, product):
        """Its lines cascade: the cart that stays is told as it is."""
        product.delete()

        assert events(personaclick) == [cart()]
