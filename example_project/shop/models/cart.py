"""The cart: of a customer, or of a session that has not signed in."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .catalogue import Product

MOST_UNITS = 99


class Cart(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="cart", null=True, blank=True
    )
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Cart of {self.user}" if self.user_id else f"Cart {self.pk}"

    def add(self, product: Product, quantity: int = 1) -> CartLine:
        line = self.lines.filter(product=product).first() or CartLine(cart=self, product=product)
        line.quantity = min(MOST_UNITS, (line.quantity if line.pk else 0) + quantity)
        line.chosen = True
        line.save()
        return line


class CartLine(models.Model):
    cart = models.ForeignKey(Cart, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_UNITS)]
    )
    chosen = models.BooleanField("order now", default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "product"], name="shop_cart_product_once")
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product}"

    @property
    def cost(self) -> Decimal:
        return self.product.cost(self.quantity)
