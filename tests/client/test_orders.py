"""API reference: Orders."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.payloads import Order, OrderItem, OrderStatus
from tests.client.contracts import DEVICE, KEYS, Example, Refusal, examples, prove_refusal
from tests.client.servers import ApiServer

WHOLE = Order(
    "yKsvZbWpCL",
    "Delivered",
    channel="website",
    date=1602338740,
    offline=False,
    email="jane@shopmail.org",
    phone="+14155552671",
    external_id="777_777",
    telegram_id="123456",
    loyalty_id="000-33-444-111",
    location_id="7701123",
    promocode="vxawxSi9Uy",
    delivery_type="courier",
    delivery_address="Rouse st, 13",
    delivery_date="2021-12-21",
    delivery_time="15:00",
    tax_free=True,
    bank_issuer="Sberbank",
    bank_pos_processor="apex",
    bank_loyalty_program="miles&smiles",
    bank_total_installment=4,
    payment_card_provider="mastercard",
    gift_package=True,
    total="200.13",
    cash=190,
    bonuses=15,
    delivery=20,
    discount="24.87",
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
            barcode="195204003541",
            line_id="195204003541-22323443-123434",
            cancel_reason="over size",
        )
    ],
)
WHOLE_SENT: dict[str, Any] = {
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
    "tax_free": True,
    "bank_issuer": "Sberbank",
    "bank_pos_processor": "apex",
    "bank_loyalty_program": "miles&smiles",
    "bank_total_installment": 4,
    "payment_card_provider": "mastercard",
    "gift_package": True,
    "value": {"total": "200.13"},
    "payment_structure": {"cash": 190, "bonuses": 15, "delivery": 20, "discount": "24.87"},
    "items": [
        {
            "id": "ITEM-ID-1",
            "price": 205,
            "quantity": 1,
            "status": "cancelled",
            "original_price": 230,
            "discount_product": 30,
            "discount_coupon": 10,
            "discount_bonuses": 20,
            "delivery_company": "ups",
            "barcode": "195204003541",
            "line_id": "195204003541-22323443-123434",
            "cancel_reason": "over size",
        }
    ],
}


@examples(
    Example(
        "orders.sync",
        lambda client: client.orders.sync([WHOLE, OrderStatus("two", "Cancelled")]),
        "POST",
        "/sync/orders",
        body={**KEYS, "orders": [WHOLE_SENT, {"id": "two", "status": "Cancelled"}]},
    ),
    Example(
        "orders.by_user",
        lambda client: client.orders.by_user(did="DEVICE_ID", date_from=date(2023, 7, 1)),
        "GET",
        "/orders/by_user",
        {**KEYS, "did": "DEVICE_ID", "date_from": "2023-07-01"},
        answer={"status": "success", "data": {"orders": [{"id": "1"}]}},
        result=[{"id": "1"}],
    ),
    Example(
        "orders.last_for_user",
        lambda client: client.orders.last_for_user("DEVICE_ID", "SEANCE_ID"),
        "GET",
        "/orders/last_for_user",
        DEVICE,
        answer=[{"id": "37"}],
        result=[{"id": "37"}],
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


@pytest.mark.parametrize(
    "refusal",
    [
        (
            lambda client: client.orders.sync_all([{"id": 1}]),
            "orders[0]",
            "must be Order or OrderStatus",
        ),
        (
            lambda client: client.orders.sync_all([WHOLE, Order(2, "paid")]),
            "orders[1].email",
            "must be given, or phone, external_id, loyalty_id or telegram_id",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
