"""Placing an order."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from . import carts
from .models import Cart, Customer, Order

FREE_DELIVERY_FROM = Decimal(60)
DELIVERY_PRICES = {
    Order.Delivery.POST: Decimal("4.90"),
    Order.Delivery.COURIER: Decimal("8.90"),
    Order.Delivery.PICKUP: Decimal(0),
}


def delivery_price(delivery: str, cost: Decimal) -> Decimal:
    if cost >= FREE_DELIVERY_FROM:
        return Decimal(0)
    return DELIVERY_PRICES[Order.Delivery(delivery)]


def delivery_prices(cost: Decimal) -> dict[str, Decimal]:
    """What each way of delivery costs for goods of this cost."""
    return {str(delivery): delivery_price(delivery, cost) for delivery in Order.Delivery}


@transaction.atomic
def place(order: Order, cart: Cart, customer: Customer | None) -> Order | None:
    """Make an order of what is ticked in the cart; ``None`` when it was ordered a moment ago."""
    Cart.objects.select_for_update().get(pk=cart.pk)  # one checkout at a time
    lines = [line for line in carts.lines(cart) if line.chosen]
    if not lines:
        return None
    cost = carts.cost(lines)
    order.user = customer
    order.delivery_cost = delivery_price(order.delivery, cost)
    order.total = cost + order.delivery_cost
    order.save()
    for line in lines:
        order.lines.create(product=line.product, price=line.product.price, quantity=line.quantity)
    cart.lines.filter(pk__in=[line.pk for line in lines]).delete()
    return order
