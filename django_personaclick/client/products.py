"""Products: API reference, Products and catalog; REES46 documentation, Product import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict, cast

from ..exceptions import PayloadError
from ..payloads import Product, fields
from .batch import check_rows
from .bulk import Progress, Reporter, send_all
from .caller import Family
from .catalogue import (
    LISTING_RULES,
    FoundProduct,
    Listing,
    Number,
    read_product,
    read_products,
)
from .envelope import record, rows
from .identity import Id, device, required_identity
from .parameters import address, checked, unique
from .search import SORT_KEYS, Filters, Price, check_prices
from .session import device_key

__all__ = ["CartLine", "Counters", "Counts", "NotWidgetable", "ProductsFamily", "Unshown"]

RULES = {
    **LISTING_RULES,
    "sort_by": fields.choice(*(key for key in SORT_KEYS if key != "relevance")),
    **dict.fromkeys(("item", "item_id"), fields.item_id),
    "webhook": address,
}


class Counts(TypedDict, total=False):
    """How often a product was seen, put into a cart and bought."""

    view: int
    cart: int
    purchase: int


class Counters(TypedDict, total=False):
    """``daily`` are 24 hours, ``now`` the last minutes, ``triggers`` waiting subscribers."""

    daily: Counts
    now: Counts
    triggers: dict[str, int]


class Unshown(TypedDict, total=False):
    """A product that cannot be shown: ``None`` or empty is what it lacks."""

    uniqid: str
    price: Number | None
    name: str | None
    url: str | None
    image_url: str | None
    image_downloading_error: str | None


class NotWidgetable(TypedDict, total=False):
    """How many products cannot be shown, and which."""

    total: int
    items: list[Unshown]


class CartLine(TypedDict, total=False):
    """A product in a cart. ``uniqid`` is the shop's id."""

    uniqid: str
    quantity: int


class ProductsFamily(Family):
    """``client.products``."""

    def list(
        self,
        did: str,
        sid: str,
        *,
        limit: int | None = None,
        page: int | None = None,
        categories: Iterable[Id] | None = None,
        locations: Iterable[Id] | None = None,
        brands: Iterable[str] | None = None,
        excluded_brands: Iterable[str] | None = None,
        merchants: Iterable[str] | None = None,
        excluded_merchants: Iterable[str] | None = None,
        colors: Iterable[str] | None = None,
        fashion_sizes: Iterable[str] | None = None,
        exclude: Iterable[Id] | None = None,
        filters: Filters | None = None,
        filters_search_by: str | None = None,
        price_min: Price | None = None,
        price_max: Price | None = None,
        discount: bool | None = None,
        collapse: bool | None = None,
        sort_by: str | None = None,
        sort_dir: str | None = None,
        extended: bool | None = None,
    ) -> Listing:
        """A page of the catalogue, and what it can be filtered by; the latter with categories only.

        The parameters are those of ``client.search.full``, but the direction is ``sort_dir``. The
        API keeps an answer without ``filters`` for 60 seconds.
        Source: API reference, Request product list.
        """
        params = checked(
            RULES,
            limit=limit,
            page=page,
            categories=categories,
            locations=locations,
            brands=brands,
            excluded_brands=excluded_brands,
            merchants=merchants,
            excluded_merchants=excluded_merchants,
            colors=colors,
            fashion_sizes=fashion_sizes,
            exclude=exclude,
            filters=filters,
            filters_search_by=filters_search_by,
            price_min=price_min,
            price_max=price_max,
            discount=discount,
            collapse=collapse,
            sort_by=sort_by,
            sort_dir=sort_dir,
            extended=extended,
        )
        check_prices(params)
        data = self._caller.call("products.list", {**device(did, sid), **params})
        return cast("Listing", read_products(record("products.list", data, "listing")))

    def get(self, item_id: Id) -> FoundProduct:
        """What the platform knows of a product. Raises ``InvalidRequest`` (404) if nothing.

        Source: API reference, Get product info.
        """
        data = self._caller.call("products.get", checked(RULES, item_id=item_id))
        return read_product(record("products.get", data, "product"))

    def counters(self, item: Id) -> Counters:
        """How often a product was seen, put into a cart and bought: in a day, and just now.

        Source: API reference, Get product stats.
        """
        data = self._caller.call("products.counters", checked(RULES, item=item))
        return cast("Counters", record("products.counters", data, "counters"))

    def not_widgetable(self) -> NotWidgetable:
        """Available products that are shown nowhere: a price, name, URL or photo is missing.

        Source: API reference, List not widgetable products.
        """
        data = self._caller.call("products.not_widgetable", {}, secret=True)
        return cast("NotWidgetable", record("products.not_widgetable", data))

    # The name of the method ``list`` hides the type inside of the class.
    def cart(self, did: str) -> Sequence[CartLine]:
        """What the platform takes to be in the cart of device ``did``.

        Source: API reference, Get client's shopping cart.
        """
        key = device_key("did", did)
        if key is None:
            raise PayloadError("did", did, "must not be empty")
        data = self._caller.call("products.cart", {"did": key})
        return rows("products.cart", data, "items", "cart_items")

    def clear_cart(
        self,
        *,
        email: str | None = None,
        phone: str | None = None,
        loyalty_id: Id | None = None,
        external_id: Id | None = None,
        telegram_id: Id | None = None,
    ) -> None:
        """Forget a customer's cart. No event and no message follows from it.

        Source: API reference, Clear client's shopping cart.
        """
        person = required_identity(
            "products.clear_cart",
            email=email,
            phone=phone,
            loyalty_id=loyalty_id,
            external_id=external_id,
            telegram_id=telegram_id,
        )
        self._caller.call("products.clear_cart", person, secret=True)

    def upload(
        self,
        products: Sequence[Product],
        *,
        webhook: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Add or replace products, at most 5,000 in a request; the others stay as they are.

        Their categories and locations must be there already. Success means accepted: the platform
        works through them later, reports failures by e-mail and, if given, to the URL ``webhook``.
        Do not use it beside an XML feed. Repeating the call changes nothing further.
        Source: REES46 documentation, Product import.
        """
        check_rows("products.upload", products, (Product,))
        unique("items[{}].id", (product.id for product in products))
        items = [product.to_wire() for product in products]
        self._import("products.upload", items, webhook, request_id)

    def upload_all(
        self,
        products: Iterable[Product],
        *,
        webhook: str | None = None,
        progress: Reporter | None = None,
    ) -> Progress:
        """``upload`` of any number of products; see ``client.audience.upload_all``.

        Source: REES46 documentation, Product import.
        """
        return send_all(
            self._caller,
            "products.upload",
            products,
            product_row,
            params=checked(RULES, webhook=webhook),
            key=lambda product: product.id,
            progress=progress,
        )

    def in_stock(
        self, ids: Iterable[Id], *, webhook: str | None = None, request_id: str | None = None
    ) -> None:
        """Say which products are in stock. All others go out of stock: give the whole list.

        Source: REES46 documentation, Product import.
        """
        self._import("products.in_stock", item_ids("products.in_stock", ids), webhook, request_id)

    def out_of_stock(
        self, ids: Iterable[Id], *, webhook: str | None = None, request_id: str | None = None
    ) -> None:
        """Say which products are no longer in stock, at most 5,000 in a request.

        Source: REES46 documentation, Product import.
        """
        items = item_ids("products.out_of_stock", ids)
        self._import("products.out_of_stock", items, webhook, request_id)

    def _import(
        self, name: str, items: Sequence[Any], webhook: str | None, request_id: str | None
    ) -> None:
        params = {"items": items, **checked(RULES, webhook=webhook)}
        self._caller.call(name, params, secret=True, request_id=request_id)


def product_row(product: Product, field: str) -> dict[str, Any]:
    if not isinstance(product, Product):
        raise PayloadError(field, product, "must be Product")
    return product.to_wire()


def item_ids(name: str, ids: Iterable[Id]) -> Sequence[str]:
    """``ids`` as text, each once, as many as endpoint ``name`` takes."""
    cleaned = fields.listed(fields.item_id)(ids, "items")
    check_rows(name, cleaned or (), (str,))
    return tuple(dict.fromkeys(cleaned))
