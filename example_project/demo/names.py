"""Names for what a log knows by number only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .log import Product

UNSORTED = "More finds"
FIRST_NAMES = (
    "Ada", "Bruno", "Clara", "Dario", "Elif", "Farah", "Goran", "Hanna", "Ivo", "Jana", "Karim",
    "Lena", "Mira", "Nils", "Olga", "Pavel", "Rosa", "Sami", "Tilda", "Uma", "Vera", "Yusuf", "Zoe",
)  # fmt: skip
LAST_NAMES = (
    "Abel", "Brandt", "Castell", "Demir", "Eriksen", "Fontana", "Garcia", "Holm", "Ivanova",
    "Jensen", "Kaya", "Lindt", "Moreau", "Novak", "Olsen", "Petrov", "Reyes", "Silva", "Torres",
)  # fmt: skip


def category_names(products: Iterable[Product]) -> dict[int, str]:
    """A name for each category: the end of its code, or more of it where two would agree."""
    codes: dict[int, str] = {}
    for product in products:
        codes[product.category_id] = codes.get(product.category_id) or product.category_code
    short = Counter(words(code, 1) for code in set(codes.values()) if code)
    return {
        category: words(code, 2 if short[words(code, 1)] > 1 else 1) if code else UNSORTED
        for category, code in codes.items()
    }


def words(code: str, count: int) -> str:
    """``appliances.kitchen.refrigerators``: "Refrigerators", or "Kitchen refrigerators"."""
    return " ".join(code.split(".")[-count:]).replace("_", " ").capitalize()


def product_name(product: Product, category: str) -> str:
    what = category.lower() if category != UNSORTED else "find"
    name = f"{product.brand.title()} {what} {product.id}".strip()
    return name[0].upper() + name[1:]


def person_name(user: str) -> tuple[str, str]:
    number = sum(ord(letter) * (place + 1) for place, letter in enumerate(user))
    return FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number % len(LAST_NAMES)]
