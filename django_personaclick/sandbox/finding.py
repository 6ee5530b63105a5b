"""Filters, full text and sorting over the catalogue, and the sums shown beside the products."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .books.catalogue import Product
from .state import State

__all__ = ["SCOPES", "collapsed", "filtered", "matching", "page_of", "sorted_by", "summary"]

WORD = re.compile(r"\w+")
MOST = 10_000
STEPS = 5
NAME, BRAND, REST = 4, 2, 1


def params_of(product: Product) -> str:
    return " ".join(value for values in product.params.values() for value in values)


SCOPES: dict[str, tuple[int, Callable[[Product, State], str]]] = {
    "name": (NAME, lambda product, _: product.name),
    "brand": (BRAND, lambda product, _: product.brand),
    "type": (BRAND, lambda product, _: product.text("type_prefix")),
    "model": (BRAND, lambda product, _: product.text("model")),
    "categories": (
        REST,
        lambda product, state: " ".join(
            state.catalogue.categories[number].name
            for number in product.categories
            if number in state.catalogue.categories
        ),
    ),
    "params": (REST, lambda product, _: params_of(product)),
}


def matching(
    products: Iterable[Product], query: str, state: State, scopes: Iterable[str] = ()
) -> list[Product]:
    """The products with every word of ``query``, at least its beginning; the best first."""
    wanted = words(query)
    chosen = [SCOPES[scope] for scope in (tuple(scopes) or SCOPES) if scope in SCOPES]
    scored = [(score(product, wanted, chosen, state), product) for product in products]
    found = [pair for pair in scored if pair[0]]
    found.sort(key=lambda pair: (-pair[0], -state.activity.weights[pair[1].id], pair[1].name))
    return [product for _, product in found]


def score(
    product: Product,
    wanted: list[str],
    scopes: list[tuple[int, Callable[[Product, State], str]]],
    state: State,
) -> int:
    """How well the product fits; 0 when one of the words is nowhere."""
    texts = [(weight, words(text(product, state))) for weight, text in scopes]
    total = 0
    for word in wanted:
        best = max(
            (weight for weight, found in texts if any(one.startswith(word) for one in found)),
            default=0,
        )
        if not best:
            return 0
        total += best
    return total


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def filtered(products: Iterable[Product], params: Mapping[str, Any], state: State) -> list[Product]:
    """The products that pass every filter among ``params``."""
    tests = list(tests_of(params, state))
    return [product for product in products if all(test(product) for test in tests)]


def tests_of(params: Mapping[str, Any], state: State) -> Iterable[Callable[[Product], bool]]:
    def names(key: str) -> set[str]:
        return {str(one).lower() for one in params.get(key, ())}

    if categories := [str(one) for one in params.get("categories", ())]:
        inside = set().union(*(state.catalogue.within(one) for one in categories))
        yield lambda product: not inside.isdisjoint(product.categories)
    if places := {str(one) for one in params.get("locations", ())}:
        yield (
            lambda product: not product.location_ids or not places.isdisjoint(product.location_ids)
        )
    if brands := names("brands"):
        yield lambda product: product.brand.lower() in brands
    if no_brands := names("excluded_brands") | names("exclude_brands"):
        yield lambda product: product.brand.lower() not in no_brands
    if merchants := names("merchants"):
        yield lambda product: product.text("merchant").lower() in merchants
    if no_merchants := names("excluded_merchants"):
        yield lambda product: product.text("merchant").lower() not in no_merchants
    if gone := {str(one) for one in params.get("exclude", ())}:
        yield lambda product: product.id not in gone
    if params.get("discount") is True:
        yield lambda product: product.discounted
    if "price_min" in params:
        yield lambda product: product.price >= params["price_min"]
    if "price_max" in params:
        yield lambda product: product.price <= params["price_max"]
    wanted = {**params.get("filters", {})}
    wanted |= {key: params[key] for key in ("colors", "fashion_sizes") if params.get(key)}
    for name, values in wanted.items():
        yield having(name, {str(value).lower() for value in values})


def having(name: str, values: set[str]) -> Callable[[Product], bool]:
    def test(product: Product) -> bool:
        own = {key.lower(): found for key, found in product.params.items()}.get(name.lower(), [])
        return not values or any(value.lower() in values for value in own)

    return test


def sorted_by(products: list[Product], key: str, order: str, state: State) -> list[Product]:
    """By one of the documented keys; ``relevance``: as they come."""
    keys: dict[str, Callable[[Product], Any]] = {
        "popular": lambda product: state.activity.weights[product.id],
        "price": lambda product: product.price,
        "discount": lambda product: max(product.old_price - product.price, 0),
        "sales_rate": lambda product: state.activity.sales[product.id],
        "date": lambda product: product.text("date"),
        "price_margin": lambda product: float(product.fields.get("price_margin") or 0),
        "rating": lambda product: float(product.fields.get("rating") or 0),
    }
    if key not in keys:
        return products
    return sorted(products, key=keys[key], reverse=order != "asc")


def collapsed(products: Iterable[Product]) -> list[Product]:
    """One product of each group."""
    groups: dict[str, Product] = {}
    for product in products:
        groups.setdefault(product.text("group_id") or f"\0{product.id}", product)
    return list(groups.values())


def page_of(products: list[Product], params: Mapping[str, Any], limit: int) -> list[Product]:
    """The part that ``limit`` and ``page`` or ``offset`` name."""
    limit = params.get("limit", limit)
    start = params.get("offset", (params.get("page", 1) - 1) * limit)
    return products[:MOST][start : start + limit]


def summary(products: list[Product], params: Mapping[str, Any], state: State) -> dict[str, Any]:
    """Brands, categories, filters and prices of what was found."""
    prices = [product.price for product in products]
    brands = Counter(product.brand for product in products if product.brand)
    return {
        "brands": [
            {"name": name, "picture": "", "count": count}
            for name, count in brands.most_common(params.get("brand_limit", 1000))
        ],
        "categories": categories(products, params, state),
        "filters": filters(products),
        "price_range": {"min": min(prices, default=0), "max": max(prices, default=0)},
        "price_ranges": ranges(prices),
        "price_median": statistics.median(prices) if prices else 0,
        "products_total": len(products),
    }


def categories(
    products: list[Product], params: Mapping[str, Any], state: State
) -> list[dict[str, Any]]:
    counts = Counter(number for product in products for number in set(product.categories))
    known = state.catalogue.categories
    rows = []
    for number, count in counts.most_common(params.get("category_limit")):
        if number in known:
            one = known[number]
            row = {"id": one.id, "name": one.name, "url": one.url, "alias": one.alias}
            rows.append({**row, "parent": one.parent or None, "count": count})
    return rows


def filters(products: list[Product]) -> dict[str, Any]:
    found: dict[str, Counter[str]] = {}
    totals: Counter[str] = Counter()
    for product in products:
        for name, values in product.params.items():
            totals[name] += 1
            found.setdefault(name, Counter()).update(set(values))
    return {
        name: {
            "count": totals[name],
            "priority": 0,
            "ranges": {},
            "values": [{"value": value, "count": n} for value, n in values.most_common()],
        }
        for name, values in found.items()
    }


def ranges(prices: list[float]) -> list[dict[str, Any]]:
    """How many products cost up to each of a few limits."""
    if not prices:
        return []
    low, high = min(prices), max(prices)
    limits = sorted({low + (high - low) * step / STEPS for step in range(1, STEPS + 1)})
    edges = [-1.0, *limits]
    return [
        {"to": limit, "count": sum(below < price <= limit for price in prices)}
        for below, limit in zip(edges, limits, strict=False)
    ]
