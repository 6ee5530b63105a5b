"""The cart."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from .. import carts, orders
from ..models import CartLine, Product
from ..models.cart import MOST_UNITS


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    lines = carts.lines(carts.current(request))
    cost = carts.cost(lines)
    context = {"lines": lines, "cost": cost, "free_from": orders.FREE_DELIVERY_FROM}
    return render(request, "shop/cart.html", context)


@require_POST
@transaction.atomic
def add(request: HttpRequest, pk: int) -> HttpResponse:
    product = get_object_or_404(Product, pk=pk, available=True)
    carts.ensure(request).add(product, whole_number(request.POST.get("quantity"), default=1) or 1)
    messages.success(request, f"{product.name} is in your cart.")
    return redirect("shop:cart")


@require_POST
@transaction.atomic
def update(request: HttpRequest) -> HttpResponse:
    """Save quantities and ticks as the cart's form has them; 0 or *Remove* takes a line out."""
    removed = request.POST.get("remove")
    for line in carts.lines(carts.current(request)):
        if removed == str(line.product_id):
            line.delete()
        elif not removed:
            change(line, request)
    return redirect("shop:checkout" if "checkout" in request.POST else "shop:cart")


def change(line: CartLine, request: HttpRequest) -> None:
    name = f"quantity-{line.product_id}"
    if name not in request.POST:  # a line added in another tab
        return
    quantity = whole_number(request.POST[name], default=line.quantity)
    chosen = f"chosen-{line.product_id}" in request.POST
    if quantity == 0:
        line.delete()
    elif (quantity, chosen) != (line.quantity, line.chosen):
        line.quantity, line.chosen = quantity, chosen
        line.save()


def whole_number(text: str | None, *, default: int) -> int:
    """``text`` as units of a product, within what a cart takes."""
    try:
        return min(MOST_UNITS, max(0, int(text or "")))
    except ValueError:
        return default
