"""From the cart to an order, for customers and guests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from .. import carts, orders
from ..forms import CheckoutForm
from ..models import Customer, Order

SESSION_KEY = "orders"
REMEMBERED = 10


def checkout(request: HttpRequest) -> HttpResponse:
    cart = carts.current(request)
    lines = [line for line in carts.lines(cart) if line.chosen]
    if cart is None or not lines:
        messages.info(request, "Tick something in your cart first.")
        return redirect("shop:cart")
    form = CheckoutForm(request.POST or None, initial=known_details(request))
    if request.method == "POST" and form.is_valid():
        customer = request.user if request.user.is_authenticated else None
        if order := orders.place(form.save(commit=False), cart, customer):
            remember(request, order)
            return redirect("shop:thanks", order.number)
        return redirect("shop:cart")
    cost = carts.cost(lines)
    context = {"form": form, "lines": lines, "cost": cost, "prices": orders.delivery_prices(cost)}
    return render(request, "shop/checkout.html", context)


def thanks(request: HttpRequest, number: str) -> HttpResponse:
    if number not in request.session.get(SESSION_KEY, []):
        raise Http404
    order = get_object_or_404(Order, number=number)
    lines = order.lines.select_related("product__category")
    return render(request, "shop/thanks.html", {"order": order, "lines": lines})


def known_details(request: HttpRequest) -> dict[str, Any]:
    """What the form can be filled with: the customer's own details, the last order's address."""
    if not isinstance(request.user, Customer):
        return {}
    customer = request.user
    known = {
        name: getattr(customer, name) for name in ("email", "phone", "first_name", "last_name")
    }
    address = customer.orders.values("address", "postcode", "city", "delivery", "payment").first()
    return known | dict(address or {})


def remember(request: HttpRequest, order: Order) -> None:
    """Let this session see the order again, also a guest's."""
    numbers = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*numbers, order.number][-REMEMBERED:]
