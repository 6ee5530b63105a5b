"""Models of several small shops, each with a difference that a mapping has to fit."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

# The usual shop: rows for lines, a number beside the primary key, integer statuses.


class Product(models.Model):
    name = models.CharField(max_length=100)
    sku = models.CharField(max_length=32)
    price = models.DecimalField(max_digits=10, decimal_places=2)


class Order(models.Model):
    class Status(models.IntegerChoices):
        NEW = 10
        PAID = 20
        SHIPPED = 30
        CANCELLED = 40

    number = models.CharField(max_length=32, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    email = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=100, blank=True)
    status = models.IntegerField(choices=Status.choices, default=Status.NEW)
    total = models.DecimalField(max_digits=12, decimal_places=2, null=True)


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.PROTECT)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    quantity = models.PositiveIntegerField(default=1)


class Basket(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE
    )


class BasketLine(models.Model):
    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.CASCADE)
    quantity = models.PositiveIntegerField(default=1)


# Orders with a UUID as key, lines in JSON, no user and no currency or total.


class JsonOrder(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contact = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    state = models.CharField(max_length=20, default="open")


# Orders with text keys, no status field at all, weighed goods, money objects.


class Money:
    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount = amount
        self.currency = currency


class Tag(models.Model):
    name = models.CharField(max_length=20)


class MarketOrder(models.Model):
    code = models.CharField(primary_key=True, max_length=20)
    buyer_email = models.EmailField()
    tags = models.ManyToManyField(Tag, blank=True)

    @property
    def grand_total(self) -> Money:
        return Money(sum((line.worth for line in self.lines.all()), Decimal()), "EUR")


class MarketLine(models.Model):
    order = models.ForeignKey(MarketOrder, on_delete=models.CASCADE, related_name="lines")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    thing_id = models.CharField(max_length=36)
    thing: Any = GenericForeignKey("content_type", "thing_id")
    kilos = models.DecimalField(max_digits=9, decimal_places=3)
    kilo_price = models.DecimalField(max_digits=9, decimal_places=3)

    @property
    def worth(self) -> Decimal:
        return self.kilos * self.kilo_price


# Orders born empty and placed much later, or never: placed by a signal of the shop's own.


class DraftOrder(models.Model):
    email = models.EmailField(blank=True)
    is_placed = models.BooleanField(default=False)
    total = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal("0.00"))


class DraftLine(models.Model):
    draft = models.ForeignKey(DraftOrder, on_delete=models.CASCADE, related_name="lines")
    sku = models.CharField(max_length=20)


# Customers who are no users: members, with neither username nor e-mail field of that name.


class Member(AbstractBaseUser):
    card = models.CharField(max_length=20, unique=True)
    mail = models.CharField(max_length=100, blank=True)
    mobile = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=10, blank=True)

    USERNAME_FIELD = "card"


class GoldMember(Member):
    class Meta:
        proxy = True


# Orders that are the cart at first: empty at 0.00, placed much later by a status, or never.


class LateOrder(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    state = models.CharField(max_length=20, default="cart")
    note = models.CharField(max_length=100, blank=True)
    total = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal("0.00"))


class LateLine(models.Model):
    order = models.ForeignKey(LateOrder, on_delete=models.CASCADE, related_name="lines")
    sku = models.CharField(max_length=20)
    price = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal("5.00"))


# What belongs to orders without a foreign key to them: only a function knows whose it is.


class Parcel(models.Model):
    order_keys = models.JSONField(default=list)
    code = models.CharField(max_length=20)


# Orders placed by hand: tracking.purchase() says when.


class PhoneOrder(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    email = models.CharField(max_length=100, blank=True)
    goods = models.JSONField(default=list)


# A child of the usual order, with a table of its own.


class GiftOrder(Order):
    greeting = models.CharField(max_length=100, blank=True)


# Carts kept as JSON, in text keys.


class JsonBasket(models.Model):
    token = models.CharField(primary_key=True, max_length=40)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE
    )
    contents = models.JSONField(default=dict)


# Orders of several countries, each with a shop of its own in PersonaClick.


class CountryOrder(models.Model):
    country = models.CharField(max_length=2)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    email = models.CharField(max_length=100)
