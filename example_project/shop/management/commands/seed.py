"""Fill the shop with a small catalogue. It is made up: names, brands, prices and texts alike.

Running it again brings the same products back to what they were and touches nothing else.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from shop.models import Category, Product
from shop.seeds import SHELVES, Shelf


class Command(BaseCommand):
    help = "Fill the shop with a small made-up catalogue."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for shelf in SHELVES:
            self.put_up(shelf)
        self.stdout.write(
            f"{Category.objects.count()} categories, {Product.objects.count()} products."
        )

    def put_up(self, shelf: Shelf) -> None:
        category, _ = Category.objects.update_or_create(
            pk=shelf.id, defaults={"name": shelf.name, "slug": shelf.slug, "about": shelf.about}
        )
        for goods in shelf.goods:
            Product.objects.update_or_create(
                pk=goods.id,
                defaults={
                    "category": category,
                    "name": goods.name,
                    "brand": goods.brand,
                    "price": Decimal(goods.price),
                    "old_price": Decimal(goods.old_price) if goods.old_price else None,
                    "about": goods.about,
                },
            )
