"""What the shop hears."""

from __future__ import annotations

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from . import carts
from .models import Customer


@receiver(user_logged_in)
def take_cart_along(sender: type, request: HttpRequest, user: Customer, **kwargs: object) -> None:
    carts.adopt(request, user)
