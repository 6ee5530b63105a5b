"""Products, categories and locations, as they were imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Catalogue", "Category", "Product"]

WEB = ("http://", "https://")


@dataclass(slots=True, eq=False)
class Category:
    number: int
    id: str
    name: str
    parent: str = ""
    url: str = ""
    alias: str = ""


@dataclass(slots=True, eq=False)
class Product:
    """A product; ``fields`` are those of its last import."""

    id: str
    fields: dict[str, Any] = field(default_factory=dict)
    available: bool = True

    def text(self, key: str) -> str:
        return str(self.fields.get(key) or "")

    @property
    def name(self) -> str:
        return self.text("name")

    @property
    def brand(self) -> str:
        return self.text("brand")

    @property
    def price(self) -> float:
        return float(self.fields.get("price") or 0)

    @property
    def old_price(self) -> float:
        return float(self.fields.get("oldprice") or 0)

    @property
    def discounted(self) -> bool:
        return self.price < self.old_price

    @property
    def categories(self) -> list[str]:
        return [str(number) for number in self.fields.get("categories", [])]

    @property
    def params(self) -> dict[str, list[str]]:
        return {str(one["name"]): values_of(one) for one in self.fields.get("params", [])}

    @property
    def location_ids(self) -> list[str]:
        """Where it is to be had; empty: everywhere."""
        places = self.fields.get("locations", [])
        return [str(one["location"] if isinstance(one, Mapping) else one) for one in places]

    @property
    def picture_problem(self) -> str:
        return "" if self.text("picture").startswith(WEB) else "The address is not http or https"

    @property
    def shown(self) -> bool:
        """Whether it may appear in search, recommendations and lists."""
        return self.available and not self.fields.get("ignored") and not self.picture_problem


def values_of(param: Mapping[str, Any]) -> list[str]:
    value = param.get("value", [])
    return [str(one) for one in (value if isinstance(value, list) else [value])]


class Catalogue:
    def __init__(self) -> None:
        self.products: dict[str, Product] = {}
        self.categories: dict[str, Category] = {}
        self.locations: dict[str, dict[str, Any]] = {}

    def put(self, row: Mapping[str, Any]) -> Product:
        """Add the product, or replace what was known of it."""
        number = str(row["id"])
        product = self.products.setdefault(number, Product(number))
        product.fields = dict(row)
        product.available = row.get("available", True) is not False
        return product

    def only(self, numbers: Iterable[str]) -> None:
        """These are in stock, all others are not."""
        wanted = set(numbers)
        for product in self.products.values():
            product.available = product.id in wanted

    def remove(self, number: str) -> bool:
        """Mark the product unavailable; whether it was known."""
        product = self.products.get(number)
        if product is None:
            return False
        product.available = False
        return True

    def put_category(self, row: Mapping[str, Any]) -> None:
        number = str(row["id"])
        known = self.categories.get(number)
        self.categories[number] = Category(
            number=known.number if known else len(self.categories) + 1,
            id=number,
            name=str(row["name"]),
            parent=str(row.get("parent") or row.get("parent_id") or ""),
            url=str(row.get("url") or ""),
            alias=str(row.get("alias") or ""),
        )

    def shown(self) -> Iterator[Product]:
        return (product for product in self.products.values() if product.shown)

    def within(self, category: str) -> set[str]:
        """The category and everything below it."""
        found: set[str] = set()
        below = [category]
        while below:
            number = below.pop()
            if number not in found:
                found.add(number)
                below += [one.id for one in self.categories.values() if one.parent == number]
        return found
