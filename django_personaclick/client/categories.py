"""Categories: API reference, Categories; REES46 documentation, Category import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict, cast

from ..exceptions import PayloadError
from ..payloads import ProductCategory, fields
from .batch import check_rows
from .bulk import Progress, Reporter, send_all
from .caller import Family
from .catalogue import LISTING_RULES, Listing, read_products
from .envelope import record, rows
from .identity import Id, device
from .parameters import address, checked, unique, whole
from .search import Filters

__all__ = ["CategoriesFamily", "CategoryNode"]

RULES = {
    **LISTING_RULES,
    "id": fields.item_id,
    "depth": whole(0),
    "only_discount": fields.flag,
    "webhook": address,
}


class CategoryNode(TypedDict, total=False):
    """A category and those below it. ``id`` is the platform's, ``external_id`` the shop's."""

    id: int
    external_id: str
    name: str
    url: str | None
    parent_id: int | None
    parent_external_id: str | None
    children: list[CategoryNode]


class CategoriesFamily(Family):
    """``client.categories``."""

    def tree(
        self,
        *,
        depth: int | None = None,
        exclude: Iterable[Id] | None = None,
        only_discount: bool | None = None,
        locations: Iterable[Id] | None = None,
    ) -> list[CategoryNode]:
        """The categories of the catalogue, as trees, each with ``depth`` levels below its root.

        ``only_discount``: those with discounted products. ``locations``: those with products in
        stock there. ``exclude`` are ids of categories. The API keeps an answer for 60 seconds.
        Source: API reference, Request categories.
        """
        params = checked(
            RULES, depth=depth, exclude=exclude, only_discount=only_discount, locations=locations
        )
        data = self._caller.call("categories.tree", params, secret=True)
        return rows("categories.tree", data, "categories")

    def products(
        self,
        id: Id,  # noqa: A002
        did: str,
        sid: str,
        *,
        limit: int | None = None,
        page: int | None = None,
        locations: Iterable[Id] | None = None,
        brands: Iterable[str] | None = None,
        filters: Filters | None = None,
        collapse: bool | None = None,
        extended: bool | None = None,
    ) -> Listing:
        """A page of the products of category ``id``, and what it can be filtered by.

        ``filters`` are as those of ``client.search.full``. ``collapse`` ``False``: every variant
        instead of one of each group. ``extended``: with barcode, categories and properties.
        Source: API reference, Dynamic filter guide for category.
        """
        params = checked(
            RULES,
            id=id,
            limit=limit,
            page=page,
            locations=locations,
            brands=brands,
            filters=filters,
            collapse=collapse,
            extended=extended,
        )
        data = self._caller.call("categories.products", {**device(did, sid), **params})
        return cast("Listing", read_products(record("categories.products", data, "listing")))

    def upload(
        self,
        categories: Sequence[ProductCategory],
        *,
        webhook: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Add or replace categories; those not given stay as they are.

        To be done before the products that are in them. Success means accepted: the platform works
        through them within about a minute, reports failures by e-mail and, if given, the outcome to
        the URL ``webhook``. Repeating the call changes nothing further.
        Source: API reference, Update category; REES46 documentation, Category import.
        """
        check_rows("categories.upload", categories, (ProductCategory,))
        unique("categories[{}].id", (category.id for category in categories))
        params = {
            "categories": [category.to_wire() for category in categories],
            **checked(RULES, webhook=webhook),
        }
        self._caller.call("categories.upload", params, secret=True, request_id=request_id)

    def upload_all(
        self,
        categories: Iterable[ProductCategory],
        *,
        webhook: str | None = None,
        progress: Reporter | None = None,
    ) -> Progress:
        """``upload`` of any number of categories; see ``client.audience.upload_all``.

        Source: API reference, Update category.
        """
        return send_all(
            self._caller,
            "categories.upload",
            categories,
            category_row,
            params=checked(RULES, webhook=webhook),
            key=lambda category: category.id,
            progress=progress,
        )


def category_row(category: ProductCategory, field: str) -> dict[str, Any]:
    if not isinstance(category, ProductCategory):
        raise PayloadError(field, category, "must be ProductCategory")
    return category.to_wire()
