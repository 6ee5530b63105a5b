"""Which cart is whose: in the session until the customer signs in, then the customer's own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.http import HttpRequest

from .models import Cart, CartLine, Customer

SESSION_KEY = "cart"


def current(request: HttpRequest) -> Cart | None:
    """The visitor's cart, or ``None`` when nothing was ever put into one."""
    if request.user.is_authenticated:
        return Cart.objects.filter(user=request.user).first()
    if number := request.session.get(SESSION_KEY):
        return Cart.objects.filter(pk=number, user=None).first()
    return None


def ensure(request: HttpRequest) -> Cart:
    """The visitor's cart, made when there is none."""
    if request.user.is_authenticated:
        return Cart.objects.get_or_create(user=request.user)[0]
    cart = current(request)
    if cart is None:
        cart = Cart.objects.create()
        request.session[SESSION_KEY] = cart.pk
    return cart


def lines(cart: Cart | None) -> list[CartLine]:
    """The lines of a cart with their products."""
    return list(cart.lines.select_related("product__category")) if cart else []


def cost(cart_lines: Iterable[CartLine]) -> Decimal:
    return sum((line.cost for line in cart_lines if line.chosen), Decimal(0))


@transaction.atomic
def adopt(request: HttpRequest, user: Customer) -> None:
    """Make the session's cart the customer's: moved whole, or added to the one that waits."""
    number = request.session.pop(SESSION_KEY, None)
    visitors = Cart.objects.filter(pk=number, user=None).first() if number else None
    if visitors is None:
        return
    own = Cart.objects.filter(user=user).first()
    if own is None:
        visitors.user = user
        visitors.save(update_fields=["user"])
        return
    for line in lines(visitors):
        own.add(line.product, line.quantity)
    visitors.delete()
