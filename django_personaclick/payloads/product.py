"""The catalogue: REES46 documentation, Product import, Category import, Location import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict
from uuid import UUID

from ..exceptions import PayloadError
from . import fields
from .base import Payload
from .money import to_decimal
from .profile import list_of

if TYPE_CHECKING:
    from typing import Required

    from typing_extensions import Unpack

__all__ = ["LEFTOVERS", "Location", "Product", "ProductCategory", "ProductLocation", "ProductParam"]

LEFTOVERS = ("one", "few", "lot")
PICTURE_LENGTH = 500
NICHES = (
    "fashion",
    "child",
    "jewelry",
    "cosmetic",
    "pharmacy",
    "book",
    "realty",
    "auto",
    "fmcg",
    "pets",
)

Id = str | int | UUID
Number = Decimal | float | str
percent = fields.whole(0, 100)
ids = fields.listed(fields.item_id)
texts = fields.listed(fields.text)
pieces = fields.whole(0)


def picture_field(value: object, field: str) -> str | None:
    cleaned = fields.address(value, field)
    if cleaned is not None and len(cleaned) > PICTURE_LENGTH:
        raise PayloadError(field, value, f"must have at most {PICTURE_LENGTH} characters")
    return cleaned


def categories_field(value: object, field: str) -> list[Any]:
    cleaned: list[Any] = ids(value, field) or []
    if not cleaned:
        raise PayloadError(field, value, "must not be empty")
    return cleaned


def one_or_more(value: object, field: str) -> list[Any]:
    """A list of texts; a single text is a list of one."""
    cleaned: list[Any] = texts([value] if isinstance(value, str) and value else value or [], field)
    return cleaned


def param_values(value: object, field: str) -> list[Any]:
    single = isinstance(value, (str, int, float, Decimal))
    cleaned: list[Any] = fields.listed(param_value)([value] if single else value, field) or []
    if not cleaned:
        raise PayloadError(field, value, "must not be empty")
    return cleaned


def param_value(value: object, field: str) -> Any:
    """Text or a number; a boolean becomes the text by which filters find it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return value
    if isinstance(value, float):
        return to_decimal(value, field)
    return fields.text(value, field)


def gift_field(value: object, field: str) -> str | bool | None:
    """What the gift is, or whether there is one: the documents show both."""
    return value if isinstance(value, bool) else fields.text(value, field)


def added_field(value: object, field: str) -> str | None:
    """A date, or a date and time, in ISO 8601."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    cleaned = fields.text(value, field)
    if cleaned is not None:
        try:
            datetime.fromisoformat(cleaned)
        except ValueError:
            raise PayloadError(field, value, "must be a date (ISO 8601)") from None
    return cleaned


def delivery_types_field(value: object, field: str) -> dict[str, int]:
    cleaned = fields.properties(value, field)
    for name, count in cleaned.items():
        pieces(count, f"{field}.{name}")
    return cleaned


class ProductParamFields(TypedDict, total=False):
    """What ``ProductParam`` takes beside its name and values."""

    unit: str | None
    priority: int | None
    searchable: bool | None


class ProductParam(Payload, frozen=True):
    """A property to filter by. ``value`` is a list of texts or numbers.

    The higher its ``priority`` the further up the filter; not ``searchable``: no filter at all.
    """

    name: str
    value: list[Any]
    unit: str | None = None
    priority: int | None = None
    searchable: bool | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        "name": fields.required(fields.text),
        "value": param_values,
        "unit": fields.text,
        "priority": fields.integer,
        "searchable": fields.flag,
    }

    if TYPE_CHECKING:

        def __init__(
            self,
            name: str,
            value: Iterable[str | Number | bool] | Number | bool,
            **values: Unpack[ProductParamFields],
        ) -> None: ...


class ProductLocationFields(TypedDict, total=False):
    """What ``ProductLocation`` takes beside its location."""

    price: Number | None
    oldprice: Number | None
    merchant: Iterable[str] | str | None
    stock_quantity: int | None
    sizes: Iterable[str] | None
    weight: int | None
    delivery_types: Mapping[str, int]


class ProductLocation(Payload, frozen=True):
    """A product is in stock at ``location`` (the id of one), perhaps at another price.

    A product with locations is out of stock in all others.
    """

    location: str
    price: Decimal | None = None
    oldprice: Decimal | None = None
    merchant: list[str] = []
    stock_quantity: int | None = None
    sizes: list[str] = []
    weight: int | None = None
    delivery_types: dict[str, int] = {}

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        "location": fields.item_id,
        **dict.fromkeys(("price", "oldprice"), fields.positive),
        "merchant": one_or_more,
        "stock_quantity": pieces,
        "sizes": texts,
        "weight": pieces,
        "delivery_types": delivery_types_field,
    }

    if TYPE_CHECKING:

        def __init__(self, location: Id, **values: Unpack[ProductLocationFields]) -> None: ...


class ProductFields(TypedDict, total=False):
    """What ``Product`` takes beside its id and name."""

    price: Required[Number]
    url: Required[str]
    picture: Required[str]
    categories: Required[Iterable[Id]]
    available: bool | None
    oldprice: Number | None
    currency: str | None
    params: Iterable[ProductParam]
    locations: Iterable[ProductLocation]
    group_id: Id | None
    type_prefix: str | None
    brand: str | None
    brand_picture: str | None
    vendor_code: str | None
    barcode: Id | None
    model: str | None
    description: str | None
    merchant: Iterable[str] | str | None
    tags: Iterable[str] | None
    stock_quantity: int | None
    discount_percent: int | None
    gift: str | bool | None
    installment: int | None
    promocode: str | None
    price_with_promocode: Number | None
    deeplink_android: str | None
    deeplink_ios: str | None
    bonuses_accrual_allowed: bool | None
    bonuses_spending_allowed: bool | None
    discounts_allowed: bool | None
    accessories: Iterable[Id] | None
    customer_recommendations: Iterable[Id] | None
    seasonality: Iterable[int] | None
    rating: int | None
    leftovers: str | None
    is_new: bool | None
    date: date | datetime | str | None
    price_margin: int | None
    ignored: bool | None
    fashion: Mapping[str, Any]
    child: Mapping[str, Any]
    jewelry: Mapping[str, Any]
    cosmetic: Mapping[str, Any]
    pharmacy: Mapping[str, Any]
    book: Mapping[str, Any]
    realty: Mapping[str, Any]
    auto: Mapping[str, Any]
    fmcg: Mapping[str, Any]
    pets: Mapping[str, Any]
    extra: Mapping[str, Any]


class _Named(Payload, frozen=True):
    # Its own class so that ``id`` and ``name`` may be positional and the rest may not.
    id: str
    name: str


NAMED: Mapping[str, fields.Cleaner] = {
    "id": fields.item_id,
    "name": fields.required(fields.text),
}


class Product(_Named, frozen=True, kw_only=True):
    """A product of the catalogue, as the shop sells it now.

    ``id`` is that of the events. ``price`` is greater than 0, ``oldprice`` what it was before a
    discount. ``categories`` are ids of the lowest categories it is in. ``url`` is without tracking
    parameters. ``picture`` is a URL of at most 500 characters. ``group_id`` joins variants.
    ``leftovers`` is one of ``LEFTOVERS``, ``rating`` 1 to 5, ``seasonality`` months (1 to 12),
    ``price_margin`` and ``discount_percent`` 0 to 100, ``date`` when it was added. ``ignored``
    hides it. ``fashion`` and the like are the objects of the trades; ``extra`` are further keys of
    the top level. Source: REES46 documentation, Product import.
    """

    price: Decimal
    url: str
    picture: str
    categories: list[str]
    available: bool | None = None
    oldprice: Decimal | None = None
    currency: str | None = None
    params: list[ProductParam] = []
    locations: list[ProductLocation] = []
    group_id: str | None = None
    type_prefix: str | None = None
    brand: str | None = None
    brand_picture: str | None = None
    vendor_code: str | None = None
    barcode: str | None = None
    model: str | None = None
    description: str | None = None
    merchant: list[str] = []
    tags: list[str] = []
    stock_quantity: int | None = None
    discount_percent: int | None = None
    gift: str | bool | None = None
    installment: int | None = None
    promocode: str | None = None
    price_with_promocode: Decimal | None = None
    deeplink_android: str | None = None
    deeplink_ios: str | None = None
    bonuses_accrual_allowed: bool | None = None
    bonuses_spending_allowed: bool | None = None
    discounts_allowed: bool | None = None
    accessories: list[str] = []
    customer_recommendations: list[str] = []
    seasonality: list[int] = []
    rating: int | None = None
    leftovers: str | None = None
    is_new: bool | None = None
    date: str | None = None
    price_margin: int | None = None
    ignored: bool | None = None
    fashion: dict[str, Any] = {}
    child: dict[str, Any] = {}
    jewelry: dict[str, Any] = {}
    cosmetic: dict[str, Any] = {}
    pharmacy: dict[str, Any] = {}
    book: dict[str, Any] = {}
    realty: dict[str, Any] = {}
    auto: dict[str, Any] = {}
    fmcg: dict[str, Any] = {}
    pets: dict[str, Any] = {}
    extra: dict[str, Any] = {}

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        **NAMED,
        "price": fields.required(fields.positive),
        "url": fields.required(fields.address),
        "picture": fields.required(picture_field),
        "categories": categories_field,
        **dict.fromkeys(("oldprice", "price_with_promocode"), fields.positive),
        "params": list_of(ProductParam),
        "locations": list_of(ProductLocation),
        **dict.fromkeys(("group_id", "barcode"), fields.identifier),
        **dict.fromkeys(
            (
                "currency",
                "type_prefix",
                "brand",
                "vendor_code",
                "model",
                "description",
                "promocode",
                "deeplink_android",
                "deeplink_ios",
            ),
            fields.text,
        ),
        "brand_picture": fields.address,
        "merchant": one_or_more,
        "tags": texts,
        **dict.fromkeys(("stock_quantity", "installment"), pieces),
        **dict.fromkeys(("discount_percent", "price_margin"), percent),
        "gift": gift_field,
        **dict.fromkeys(
            (
                "available",
                "bonuses_accrual_allowed",
                "bonuses_spending_allowed",
                "discounts_allowed",
                "is_new",
                "ignored",
            ),
            fields.flag,
        ),
        **dict.fromkeys(("accessories", "customer_recommendations"), ids),
        "seasonality": fields.listed(fields.whole(1, 12)),
        "rating": fields.whole(1, 5),
        "leftovers": fields.choice(*LEFTOVERS),
        "date": added_field,
        **dict.fromkeys((*NICHES, "extra"), fields.properties),
    }

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            name: str,
            **values: Unpack[ProductFields],
        ) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in self.extra:
            if name in self.__struct_fields__:
                raise PayloadError(f"extra.{name}", self.extra[name], "is a field of its own")

    def to_wire(self) -> dict[str, Any]:
        """The product as ``/import/products`` takes it."""
        wire = super().to_wire()
        return {**wire.pop("extra", {}), **wire}


class ProductCategoryFields(TypedDict, total=False):
    """What ``ProductCategory`` takes beside its id and name."""

    parent: Id | None
    url: str | None
    alias: str | None


def optional_id(value: object, field: str) -> str | None:
    return None if value is None or value == "" else fields.item_id(value, field)


class ProductCategory(_Named, frozen=True, kw_only=True):
    """A category. ``parent`` is the id of the one above; without ``url`` search does not link it.

    Source: REES46 documentation, Category import.
    """

    parent: str | None = None
    url: str | None = None
    alias: str | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        **NAMED,
        "parent": optional_id,
        "url": fields.address,
        "alias": fields.text,
    }

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            name: str,
            **values: Unpack[ProductCategoryFields],
        ) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_own_child(self.id, self.parent)


def refuse_own_child(own: str, parent: str | None) -> None:
    if parent == own:
        raise PayloadError("parent", parent, "must be another than itself")


class LocationFields(TypedDict, total=False):
    """What ``Location`` takes beside its id and name."""

    parent: Id | None
    type: str | None
    group: Iterable[str] | str | None
    discount_percent: int | None
    search_level_up: int | None


class Location(_Named, frozen=True, kw_only=True):
    """A place where products are in stock: a state, a city, a store.

    ``parent`` is the id of the place around it, ``search_level_up`` how many places further up are
    searched as well. Source: REES46 documentation, Location import.
    """

    parent: str | None = None
    type: str | None = None
    group: list[str] = []
    discount_percent: int | None = None
    search_level_up: int | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        **NAMED,
        "parent": optional_id,
        "type": fields.text,
        "group": one_or_more,
        "discount_percent": percent,
        "search_level_up": pieces,
    }

    if TYPE_CHECKING:

        def __init__(
            self,
            id: Id,  # noqa: A002
            name: str,
            **values: Unpack[LocationFields],
        ) -> None: ...

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_own_child(self.id, self.parent)

    def to_wire(self) -> dict[str, Any]:
        """The location as ``/import/locations`` takes it: ``parent`` is there even if null."""
        wire = super().to_wire()
        group = wire.get("group", [])
        if len(group) == 1:
            wire["group"] = group[0]
        return {"parent": None, **wire}
