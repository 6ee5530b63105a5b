"""Carts: a model of the shop → the full cart of a visitor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core import checks

from ..exceptions import MappingError
from ..payloads import Cart, CartItem
from .base import M, ModelMapping

__all__ = ["CartMapping"]


class CartMapping(ModelMapping[M]):
    """How a cart of the shop becomes the visitor's cart in PersonaClick.

    The whole cart is sent, as it is when it is delivered. A cart that is gone by then (ordered,
    merged) is not sent: that a line disappeared with its cart is no news about the visitor.
    """

    kind: ClassVar[str] = "cart"
    value_names: ClassVar[tuple[str, ...]] = ("user",)

    user: Any = None
    """The customer whose cart it is: a user, ``None`` for anonymous visitors."""

    def items(self, obj: M) -> Iterable[CartItem]:
        """What is in the cart. Override."""
        raise NotImplementedError

    def build(self, obj: M) -> Cart:
        """The cart as it is now; no items means that it was emptied."""
        try:
            return Cart(list(self.items(obj)))
        except MappingError:
            raise
        except Exception as error:
            raise self.error(obj, "items", error) from error

    def check(self) -> list[checks.CheckMessage]:
        found = super().check()
        if type(self).items is CartMapping.items:
            found.append(
                checks.Error(
                    f"{self.where('items')} is missing.",
                    hint="Define items(self, cart) that returns a list of mapping.CartItem(id=…, "
                    "quantity=…).",
                    obj=type(self),
                    id="personaclick.E106",
                )
            )
        return found
