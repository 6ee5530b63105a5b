from .cart import Cart, CartLine
from .catalogue import Category, Product
from .customer import Customer
from .order import Order, OrderLine
from .wish import WishItem

__all__ = [
    "Cart",
    "CartLine",
    "Category",
    "Customer",
    "Order",
    "OrderLine",
    "Product",
    "WishItem",
]
