"""What the catalogue answers: products, categories and filters, as recommendations and search have
them.

Any key may be absent, and there are more than these. Whole numbers are ``int``, others ``Decimal``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict, cast

from ..exceptions import PayloadError
from ..payloads import fields
from ..payloads.fields import Cleaner
from .parameters import not_negative, query_list, whole

__all__ = [
    "LISTING_RULES",
    "Brand",
    "FilterOptions",
    "FoundCategory",
    "FoundParam",
    "FoundProduct",
    "Listing",
    "Number",
    "PriceRange",
    "filters_field",
    "read_product",
    "read_products",
]

Number = int | Decimal
FILTER_ORDERS = ("name", "quantity", "popularity")
SORT_DIRECTIONS = ("asc", "desc")
MOST_PRODUCTS = 10_000  # search gives no more


class FoundParam(TypedDict, total=False):
    """A property of a product."""

    key: str
    values: list[Any]


class FoundCategory(TypedDict, total=False):
    """A category of products. ``count`` is how many were found in it."""

    id: str
    name: str
    url: str
    url_handle: str
    parent: str
    parent_id: str
    alias: str
    count: int
    level: str | int
    name_with_parent: str


class FoundProduct(TypedDict, total=False):
    """A product. ``id`` is the shop's own; prices are in the currency of the shop.

    ``price`` may be rounded to whole units where ``price_full`` is not. ``old_price`` is what it
    was before a discount (0: no discount), also where the answer calls it ``oldprice``. ``picture``
    is kept by the platform, ``image_url`` is the shop's. ``url`` carries the parameters that
    attribute the click.
    """

    id: str
    uniqid: str
    name: str
    url: str
    url_handle: str
    picture: str
    image_url: str
    image_url_handle: str
    image_url_resized: dict[str, str] | list[Any]
    price: Number | str
    price_full: Number
    price_formatted: str
    price_full_formatted: str
    old_price: Number | str
    old_price_full: Number
    old_price_formatted: str
    old_price_full_formatted: str
    currency: str
    discount: Number
    discount_percent: Number
    description: str | None
    brand: str | None
    model: str | None
    barcode: str | None
    vendor_code: str | None
    is_new: bool | None
    is_available: bool
    widgetable: bool
    ignored: bool
    group_id: str | None
    category_ids: list[str]
    categories: list[FoundCategory]
    params: list[FoundParam]
    sales_rate: int | None
    relative_sales_rate: int | None
    stock_quantity: int | None
    leftovers: str
    location_ids: list[str]
    locations: Any
    deeplink_android: str
    deeplink_ios: str
    fashion_feature: str
    fashion_gender: str


class Brand(TypedDict, total=False):
    """A brand among what was found."""

    name: str
    picture: str | None
    count: int


class PriceRange(TypedDict, total=False):
    """The lowest and the highest price of what was found."""

    min: Number
    max: Number


class FilterOptions(TypedDict, total=False):
    """A property to filter by: its values (``value``, ``count``) and how many products have it."""

    count: int
    priority: int
    ranges: Any
    values: list[dict[str, Any]]


class Listing(TypedDict, total=False):
    """A page of products and what it can be filtered by. ``filters`` are by property."""

    brands: list[Brand]
    categories: list[FoundCategory]
    filters: dict[str, FilterOptions] | list[Any]
    industrial_filters: Any
    price_range: PriceRange
    price_ranges: list[dict[str, Any]]
    price_median: Number
    products: list[FoundProduct]
    products_total: int
    locations: list[Any]
    html: str


def filters_field(value: object, field: str) -> dict[str, list[str]]:
    """Properties and for each the values that will do; booleans become their text."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise PayloadError(field, value, "must be a mapping of lists")
    clean = fields.listed(filter_value)
    cleaned = {}
    for name, wanted in value.items():
        key = fields.required(fields.text)(name, field)
        values = clean(wanted, f"{field}[{key}]")
        if not values:
            raise PayloadError(f"{field}[{key}]", wanted, "must not be empty")
        cleaned[key] = values
    return cleaned


def filter_value(value: object, field: str) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return f"{fields.amount(value, field):f}"
    return fields.text(value, field)


def lower_text(value: object, field: str) -> str | None:
    cleaned = fields.text(value, field)
    return cleaned and cleaned.lower()


LISTING_RULES: dict[str, Cleaner] = {
    "limit": whole(1, MOST_PRODUCTS),
    "page": whole(1),
    "offset": whole(0, MOST_PRODUCTS),
    **dict.fromkeys(("locations", "categories", "exclude"), query_list(fields.item_id)),
    **dict.fromkeys(
        ("brands", "exclude_brands", "merchants", "excluded_merchants", "colors", "fashion_sizes"),
        query_list(fields.text),
    ),
    # The API finds them in lower case only.
    "excluded_brands": query_list(lower_text),
    "filters": filters_field,
    "filters_search_by": fields.choice(*FILTER_ORDERS),
    **dict.fromkeys(("price_min", "price_max"), not_negative),
    "sort_dir": fields.choice(*SORT_DIRECTIONS),
    "order": fields.choice(*SORT_DIRECTIONS),
    **dict.fromkeys(("discount", "collapse", "extended"), fields.flag),
}
"""What recommendations, search and listings take, by the name of the parameter."""


def read_product(data: dict[str, Any]) -> FoundProduct:
    """``data`` with its old prices under the name that the newer endpoints use."""
    renamed = {
        "old_price" + name.removeprefix("oldprice"): value
        for name, value in data.items()
        if name.startswith("oldprice")
    }
    product = {**renamed, **data}
    if product.get("leftovers") == "lots":
        product["leftovers"] = "lot"
    return cast("FoundProduct", product)


def read_products(listing: dict[str, Any]) -> dict[str, Any]:
    """``listing`` with its products read."""
    products = listing.get("products")
    if not isinstance(products, list):
        return listing
    return {**listing, "products": [read_product(p) for p in products if isinstance(p, dict)]}
