"""Recommendations: API reference, Recommendations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict, cast

from ..exceptions import PayloadError
from ..payloads import fields
from .caller import Family
from .catalogue import LISTING_RULES, FoundProduct, read_product
from .envelope import record
from .identity import Id, device, identity, required_identity
from .parameters import checked

__all__ = ["IMAGE_SIZES", "RecommendFamily", "Recommendations"]

IMAGE_SIZES = (120, 140, 160, 180, 200, 220, 310, 520)


class Recommendations(TypedDict, total=False):
    """A block: its title, its HTML by the template of the account, and what it recommends.

    ``recommends`` are ids of products or, if asked for, the products. ``id`` is the block's number
    in the account, ``link`` where its title leads.
    """

    id: int
    title: str
    html: str
    link: str | None
    recommends: list[FoundProduct] | list[str]


def size_field(value: object, field: str) -> int | None:
    size = fields.integer(value, field)
    if size is not None and size not in IMAGE_SIZES:
        raise PayloadError(field, value, f"must be one of: {', '.join(map(str, IMAGE_SIZES))}")
    return size


def id_field(value: object, field: str) -> str | None:
    return None if value is None else fields.item_id(value, field)


RULES = {
    **{
        name: LISTING_RULES[name]
        for name in ("limit", "page", "exclude", "locations", "brands", "exclude_brands")
    },
    "code": fields.required(fields.identifier),
    **dict.fromkeys(("item", "category"), id_field),
    "categories": LISTING_RULES["categories"],
    "search_query": fields.text,
    "resize_image": size_field,
    **dict.fromkeys(("extended", "with_locations", "discount", "prevent_shuffle"), fields.flag),
}


class RecommendFamily(Family):
    """``client.recommend``."""

    def get(
        self,
        code: str,
        *,
        did: str | None = None,
        sid: str | None = None,
        email: str | None = None,
        item: Id | None = None,
        category: Id | None = None,
        categories: Iterable[Id] | None = None,
        search_query: str | None = None,
        exclude: Iterable[Id] | None = None,
        brands: Iterable[str] | None = None,
        exclude_brands: Iterable[str] | None = None,
        locations: Iterable[Id] | None = None,
        discount: bool | None = None,
        limit: int | None = None,
        page: int | None = None,
        extended: bool | None = None,
        with_locations: bool | None = None,
        resize_image: int | None = None,
        prevent_shuffle: bool | None = None,
    ) -> Recommendations:
        """What block ``code`` (of the account) recommends to a visitor.

        The visitor is a device and its session or, where the server has none, an ``email``. Blocks
        with the algorithms "Similar" and "Also bought" need ``item``, those on category pages
        ``category``, those with "Search" ``search_query``. ``discount``: products with a discount
        only. ``extended``: whole products instead of ids; ``with_locations`` (extended only): where
        they are in stock. ``resize_image`` is one of ``IMAGE_SIZES`` (pixels). At most ``limit``
        products, of page ``page``. Raises ``InvalidRequest`` (404) for an unknown code.
        Source: API reference, Recommendations.
        """
        if with_locations and not extended:
            raise PayloadError("with_locations", with_locations, "must come with extended")
        params = checked(
            RULES,
            code=code,
            item=item,
            category=category,
            categories=categories,
            search_query=search_query,
            exclude=exclude,
            brands=brands,
            exclude_brands=exclude_brands,
            locations=locations,
            discount=discount,
            limit=limit,
            page=page,
            extended=extended,
            with_locations=with_locations,
            resize_image=resize_image,
            prevent_shuffle=prevent_shuffle,
        )
        visitor = visitor_params("recommend.get", did=did, sid=sid, email=email)
        stream = {"stream": self._caller.stream or None}
        return read(self._caller.call("recommend.get", {**visitor, **params, **stream}))


def visitor_params(
    name: str, *, did: str | None, sid: str | None, email: str | None
) -> dict[str, str]:
    """A device with its session, or else an e-mail address."""
    if did is not None or sid is not None:
        return {**device(did, sid), **identity(email=email)}
    return required_identity(name, did=did, email=email)


def read(data: Any) -> Recommendations:
    block = record("recommend.get", data, "recommender_block")
    entries = block.get("recommends", block.pop("products", None))
    if isinstance(entries, list):
        block["recommends"] = [
            read_product(entry) if isinstance(entry, dict) else str(entry) for entry in entries
        ]
    return cast("Recommendations", block)
