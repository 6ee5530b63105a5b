"""What is sold: products in categories."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.urls import reverse

from .. import pictures


class Category(models.Model):
    id = models.PositiveBigIntegerField("number", primary_key=True)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    about = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("shop:category", args=[self.slug])

    @property
    def picture(self) -> str:
        return pictures.url(self.name)


class Product(models.Model):
    id = models.PositiveBigIntegerField("article number", primary_key=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="products")
    name = models.CharField(max_length=200)
    brand = models.CharField(max_length=100, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    old_price = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    about = models.TextField(blank=True)
    available = models.BooleanField(default=True)
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-available", "name"]
        indexes = [models.Index(fields=["category", "name"], name="shop_product_shelf")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("shop:product", args=[self.pk])

    @property
    def picture(self) -> str:
        return pictures.url(self.name, self.category.name)

    @property
    def saving(self) -> int:
        """Whole percents off the old price; 0 when nothing is off."""
        if not self.old_price or self.old_price <= self.price:
            return 0
        return int(100 - 100 * self.price / self.old_price)

    def cost(self, quantity: int) -> Decimal:
        return self.price * quantity
