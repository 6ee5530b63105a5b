"""Orders, of customers and of guests."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from .catalogue import Product

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that can be taken for another


def new_number() -> str:
    return "M-" + "".join(secrets.choice(LETTERS) for _ in range(8))


class Order(models.Model):
    class Status(models.IntegerChoices):
        NEW = 10, "New"
        PAID = 20, "Paid"
        PACKED = 30, "Packed"
        SHIPPED = 40, "Shipped"
        DELIVERED = 50, "Delivered"
        CANCELLED = 90, "Cancelled"

    class Delivery(models.TextChoices):
        POST = "post", "Parcel post, 3–5 days"
        COURIER = "courier", "Courier, tomorrow"
        PICKUP = "pickup", "Collect from the shop"

    class Payment(models.TextChoices):
        CARD = "card", "Card on delivery"
        CASH = "cash", "Cash on delivery"
        TRANSFER = "transfer", "Bank transfer"

    number = models.CharField(max_length=16, unique=True, default=new_number, editable=False)
    status = models.PositiveSmallIntegerField(choices=Status, default=Status.NEW)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="orders", null=True, blank=True
    )
    email = models.EmailField("e-mail")
    phone = models.CharField(max_length=32, blank=True)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=16)
    city = models.CharField(max_length=80)
    delivery = models.CharField(max_length=16, choices=Delivery, default=Delivery.POST)
    payment = models.CharField(max_length=16, choices=Payment, default=Payment.CARD)
    delivery_cost = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(0))
    total = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("shop:order", args=[self.number])

    @property
    def goods_cost(self) -> Decimal:
        return self.total - self.delivery_cost


class OrderLine(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    quantity = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = self.name or self.product.name
        super().save(*args, **kwargs)

    @property
    def cost(self) -> Decimal:
        return self.price * self.quantity
