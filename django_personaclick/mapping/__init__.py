"""What a shop writes to describe its models: ``personaclick.py``, found as ``admin.py`` is.

::

    from django_personaclick import mapping

    @mapping.register(Order)
    class OrderMapping(mapping.OrderMapping):
        watch = {OrderLine: "order"}
        id = "number"
        status = mapping.Choices("status", {10: "new", 20: "paid"})
        placed_when = {"paid"}

        def items(self, order):
            return [mapping.OrderItem(id=line.sku, price=line.price) for line in order.lines.all()]
"""

from __future__ import annotations

from ..payloads import CartItem, Kid, OrderItem, Vehicle
from .base import ModelMapping
from .cart import CartMapping
from .customer import CustomerMapping, default_customer_mapping
from .order import OrderMapping
from .registry import AlreadyRegistered, Registry, register, registry
from .values import CREATED, RAW, Choices, Value

__all__ = [
    "CREATED",
    "RAW",
    "AlreadyRegistered",
    "CartItem",
    "CartMapping",
    "Choices",
    "CustomerMapping",
    "Kid",
    "ModelMapping",
    "OrderItem",
    "OrderMapping",
    "Registry",
    "Value",
    "Vehicle",
    "default_customer_mapping",
    "register",
    "registry",
]
