from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from django_personaclick.exceptions import PayloadError
from django_personaclick.payloads import Order, OrderItem, OrderStatus, decode, encode


def full() -> Order:
    """The vendor's own example: API reference, Import orders."""
    return Order(
        "yKsvZbWpCL",
        "Delivered",
        channel="website",
        date=1602338740,
        offline=False,
        email="jane@shopmail.org",
        phone="+14155552671",
        external_id="777_777",
        telegram_id=123456,
        loyalty_id="000-33-444-111",
        location_id=7701123,
        promocode="vxawxSi9Uy",
        delivery_type="courier",
        delivery_address="Rouse st, 13",
        delivery_date=date(2021, 12, 21),
        delivery_time=time(15),
        payment_type="card",
        tax_free=True,
        bank_issuer="Sberbank",
        bank_pos_processor="apex",
        bank_loyalty_program="miles&smiles",
        bank_total_installment=4,
        payment_card_provider="mastercard",
        gift_package=True,
        total=200.13,
        cash=190,
        bonuses=15,
        delivery="20",
        discount=Decimal("24.87"),
        items=[
            OrderItem(
                "ITEM-ID-1",
                205,
                1,
                status="cancelled",
                original_price=230,
                discount_product=30,
                discount_coupon=10,
                discount_bonuses=20,
                delivery_company="ups",
                barcode=195204003541,
                line_id="195204003541-22323443-123434",
                cancel_reason="over size",
                fashion_size="M",
            )
        ],
        custom={"duration": 11, "date_start": date(2024, 3, 1)},
    )


def test_wire_form() -> None:
    assert full().to_wire() == {
        "id": "yKsvZbWpCL",
        "status": "Delivered",
        "channel": "website",
        "date": 1602338740,
        "offline": False,
        "email": "jane@shopmail.org",
        "phone": "14155552671",
        "external_id": "777_777",
        "telegram_id": "123456",
        "loyalty_id": "000-33-444-111",
        "location_id": "7701123",
        "promocode": "vxawxSi9Uy",
        "delivery_type": "courier",
        "delivery_address": "Rouse st, 13",
        "delivery_date": "2021-12-21",
        "delivery_time": "15:00",
        "payment_type": "card",
        "tax_free": True,
        "bank_issuer": "Sberbank",
        "bank_pos_processor": "apex",
        "bank_loyalty_program": "miles&smiles",
        "bank_total_installment": 4,
        "payment_card_provider": "mastercard",
        "gift_package": True,
        "value": {"total": Decimal("200.13")},
        "payment_structure": {
            "cash": Decimal(190),
            "bonuses": Decimal(15),
            "delivery": Decimal(20),
            "discount": Decimal("24.87"),
        },
        "items": [
            {
                "id": "ITEM-ID-1",
                "price": Decimal(205),
                "quantity": 1,
                "status": "cancelled",
                "original_price": Decimal(230),
                "discount_product": Decimal(30),
                "discount_coupon": Decimal(10),
                "discount_bonuses": Decimal(20),
                "delivery_company": "ups",
                "barcode": "195204003541",
                "line_id": "195204003541-22323443-123434",
                "cancel_reason": "over size",
            }
        ],
        "custom": {"duration": 11, "date_start": "2024-03-01"},
    }


def test_stored_form_reads_back() -> None:
    assert decode(Order, encode(full())) == full()


def test_the_least_there_can_be() -> None:
    assert Order(1, "new").to_wire() == {"id": "1", "status": "new"}
    assert Order("1", 20, email="", items=[], custom={}).to_wire() == {"id": "1", "status": "20"}


def test_total_of_nothing_is_sent() -> None:
    assert Order(1, "new", total=0, cash=0).to_wire() == {
        "id": "1",
        "status": "new",
        "value": {"total": Decimal(0)},
        "payment_structure": {"cash": Decimal(0)},
    }


def test_status_only() -> None:
    update = OrderStatus("yKsvZbWpCL", "Cancelled")
    assert update.to_wire() == {"id": "yKsvZbWpCL", "status": "Cancelled"}
    assert decode(OrderStatus, encode(update)) == update


def test_date_may_be_a_datetime() -> None:
    assert Order(1, "new", date=datetime(2020, 10, 10, 14, 5, 40, tzinfo=UTC)).date == 1602338740


def test_total_is_the_sum_of_the_items() -> None:
    order = Order(1, "new", items=[OrderItem("a", "9.99", 3), OrderItem("b", "0.03")])
    assert order.total == Decimal("30.00")


def test_total_leaves_out_lines_that_left_the_order() -> None:
    lines = [OrderItem("a", 10), OrderItem("b", 5, status="refunded")]
    assert Order(1, "new", items=lines).total == 10
    assert Order(1, "cancelled", items=lines[1:]).total == 5


def test_lines_of_one_product_are_merged() -> None:
    order = Order(
        1,
        "new",
        items=[
            OrderItem("a", "10.00", 1, status="created", line_id=1, delivery_company="ups"),
            OrderItem("b", "3"),
            OrderItem("a", "11.00", 2, status="created", line_id=2, delivery_company="ups"),
        ],
    )
    assert order.items == [
        OrderItem("a", "10.67", 3, status="created", delivery_company="ups"),
        OrderItem("b", "3"),
    ]
    assert order.total == Decimal("35.00")  # of the lines as they were, not of rounded averages


def test_a_cancelled_line_is_not_merged_into_one_that_is_not() -> None:
    kept, gone = OrderItem("a", 10, 2), OrderItem("a", 10, 3, status="cancelled")
    assert Order(1, "new", items=[gone, kept]).items == [kept]
    assert Order(1, "new", items=[gone, gone]).items == [OrderItem("a", 10, 6, status="cancelled")]


def test_weighted_goods_are_one_piece_at_the_price_of_the_whole() -> None:
    item = OrderItem("cheese", "12.40", "0.375", original_price=20)
    assert item == OrderItem("cheese", "4.65", 1, original_price="7.5")
    assert item.total == Decimal("4.65")
    assert OrderItem("cheese", 10, 0.5) == OrderItem("cheese", 5)
    assert decode(OrderItem, encode(item)) == item


@pytest.mark.parametrize("quantity", [2, "2", Decimal("2.000"), 2.0])
def test_whole_quantities_of_any_type(quantity: Any) -> None:
    item = OrderItem(1, 1, quantity)
    assert item.quantity == 2
    assert type(item.quantity) is int


def test_ids_of_any_type() -> None:
    key = UUID("12345678-1234-5678-1234-567812345678")
    assert OrderItem(key, 1).id == str(key)
    assert Order(5, "new").id == "5"


def test_identifiers() -> None:
    order = Order(1, "new", email="jane@shopmail.org", loyalty_id=7, phone="12")
    assert order.identifiers() == {"email": "jane@shopmail.org", "loyalty_id": "7"}
    assert Order(1, "new").identifiers() == {}


@pytest.mark.parametrize(
    ("build", "field", "rule"),
    [
        (lambda: Order("", "new"), "id", "must not be empty"),
        (lambda: Order("1" * 256, "new"), "id", "must have at most 255 characters"),
        (lambda: Order(1, ""), "status", "must not be empty"),
        (lambda: OrderStatus(1, ""), "status", "must not be empty"),
        (lambda: Order(1, "new", total="free"), "total", "must be a number"),
        (lambda: Order(1, "new", items=["a"]), "items", "must be a list of OrderItem"),  # type: ignore[list-item]
        (
            lambda: Order(1, "new", delivery_time="3pm"),
            "delivery_time",
            "must be a time of day (HH:MM)",
        ),
        (lambda: Order(1, "new", custom={"a": object()}), "custom.a", "must be a number"),
        (lambda: OrderItem("", 1), "id", "must not be empty"),
        (lambda: OrderItem("a\\b", 1), "id", "must not contain a backslash"),
        (lambda: OrderItem("a", -1), "price", "must not be negative"),
        (lambda: OrderItem("a", ""), "price", "must not be empty"),
        (lambda: OrderItem("a", 1, 0), "quantity", "must be greater than 0"),
        (lambda: OrderItem("a", 1, "x"), "quantity", "must be a number"),
        (
            lambda: OrderItem("a", 1, status="lost"),
            "status",
            "must be one of: created, invoiced, shipped, delivered, cancelled, refunded",
        ),
    ],
)
def test_refused(build: Any, field: str, rule: str) -> None:
    with pytest.raises(PayloadError) as caught:
        build()
    assert (caught.value.field, caught.value.rule) == (field, rule)
