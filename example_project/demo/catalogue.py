"""``python -m demo.catalogue LOG``: fill the shop's database with the products of a log."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import django

from . import SAMPLE, STAFF_EMAIL, STAFF_PASSWORD
from .log import Product, read
from .names import category_names, product_name


def fill(products: list[Product]) -> None:
    """Add the categories and products that the shop does not have yet."""
    from django.db import transaction

    from shop import models

    with transaction.atomic():
        known = set(models.Product.objects.values_list("pk", flat=True))
        new = [product for product in products if product.id not in known]
        names = category_names(new)
        shelves = put_up_shelves(names)
        models.Product.objects.bulk_create(
            models.Product(
                pk=product.id,
                category_id=shelves[names[product.category_id]],
                name=product_name(product, names[product.category_id])[:200],
                brand=product.brand.title()[:100],
                price=product.price,
            )
            for product in new
        )


def put_up_shelves(names: dict[int, str]) -> dict[str, int]:
    """The primary keys of the shelves by name; categories that are named alike share one."""
    from django.utils.text import slugify

    from shop.models import Category

    shelves = dict(Category.objects.values_list("name", "pk"))
    for number, name in sorted(names.items()):
        if name not in shelves:
            slug = f"{slugify(name)[:110]}-{number}"
            Category.objects.create(pk=number or 1, name=name[:120], slug=slug)
            shelves[name] = number or 1
    return shelves


def make_staff() -> None:
    from shop.models import Customer

    if not Customer.objects.filter(email=STAFF_EMAIL).exists():
        Customer.objects.create_superuser(STAFF_EMAIL, STAFF_PASSWORD, first_name="Demo")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("--sessions", type=int)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if arguments.log.samefile(SAMPLE):  # its products are those of the made-up catalogue
        call_command("seed", verbosity=0)
    fill(read(arguments.log, limit=arguments.sessions).products)
    make_staff()


if __name__ == "__main__":
    main()
