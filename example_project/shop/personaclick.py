"""How PersonaClick sees this shop."""

from __future__ import annotations

from django.db.models import QuerySet

from django_personaclick import mapping

from .models import Cart, CartLine, Customer, Order, OrderLine


@mapping.register(Customer)
class CustomerMapping(mapping.CustomerMapping):
    email = "email"
    phone = "phone"
    first_name = "first_name"
    last_name = "last_name"

    def should_sync(self, customer: Customer) -> bool:
        return not customer.is_staff


@mapping.register(Order)
class OrderMapping(mapping.OrderMapping):
    watch = {OrderLine: "order"}
    id = "number"
    user = "user"
    email = "email"
    phone = "phone"
    channel = mapping.Value("website")
    delivery_type = "delivery"
    delivery = "delivery_cost"
    payment_type = "payment"
    status = mapping.Choices(
        "status",
        {
            Order.Status.NEW: "new",
            Order.Status.PAID: "paid",
            Order.Status.PACKED: "packed",
            Order.Status.SHIPPED: "shipped",
            Order.Status.DELIVERED: "completed",
            Order.Status.CANCELLED: "cancelled",
        },
        default=mapping.RAW,
    )
    total = "total"
    placed_when = {"new", "paid"}

    def queryset(self) -> QuerySet[Order]:
        return Order.objects.select_related("user").prefetch_related("lines")

    def items(self, order: Order) -> list[mapping.OrderItem]:
        return [
            mapping.OrderItem(id=line.product_id, price=line.price, quantity=line.quantity)
            for line in order.lines.all()
        ]


@mapping.register(Cart)
class CartMapping(mapping.CartMapping):
    watch = {CartLine: "cart"}
    user = "user"

    def queryset(self) -> QuerySet[Cart]:
        return Cart.objects.prefetch_related("lines__product")

    def items(self, cart: Cart) -> list[mapping.CartItem]:
        return [
            mapping.CartItem(id=line.product_id, quantity=line.quantity, price=line.product.price)
            for line in cart.lines.all()
        ]
