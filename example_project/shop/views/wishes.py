"""The wish list."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ..models import Product, WishItem


@require_safe
@login_required
def show(request: HttpRequest) -> HttpResponse:
    wishes = WishItem.objects.filter(user_id=request.user.pk).select_related("product__category")
    return render(request, "shop/wishes.html", {"products": [wish.product for wish in wishes]})


@require_POST
def toggle(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a product on the list, or take it off again."""
    product = get_object_or_404(Product, pk=pk)
    if not request.user.is_authenticated:
        # Signing in leads back to the product: a form cannot be sent a second time.
        return redirect_to_login(product.get_absolute_url())
    wish, created = WishItem.objects.get_or_create(user=request.user, product=product)
    if not created:
        wish.delete()
    return redirect("shop:wishes")
