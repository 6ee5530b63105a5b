"""What every page shows: the number of things in the cart, the first categories."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import Count, Sum
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from . import carts
from .models import Category

SHELVES_IN_MENU = 6
MENU_SECONDS = 60


def units_in_cart(request: HttpRequest) -> int:
    cart = carts.current(request)
    return (cart.lines.aggregate(units=Sum("quantity"))["units"] or 0) if cart else 0


def largest_categories() -> list[Category]:
    counted = Category.objects.annotate(size=Count("products"))
    return list(counted.filter(size__gt=0).order_by("-size", "name")[:SHELVES_IN_MENU])


def menu() -> list[Category]:
    return cache.get_or_set("shop.menu", largest_categories, MENU_SECONDS) or []


def shop(request: HttpRequest) -> dict[str, Any]:
    return {
        "cart_units": SimpleLazyObject(lambda: units_in_cart(request)),
        "menu": SimpleLazyObject(menu),
    }
