"""The wish list of a customer."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .catalogue import Product


class WishItem(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-added"]
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="shop_wish_once")]

    def __str__(self) -> str:
        return str(self.product)
