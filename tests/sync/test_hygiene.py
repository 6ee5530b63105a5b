"""No bogus data: bad addresses and numbers are dropped, and nothing else is lost with them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from tests.shops.models import Member, Order, OrderLine

from .told import orders, people, told
from .visits import DID, SID, visit

BOGUS = [
    "jane@example.com",
    "jane@shop.example",
    "jane@mail.test",
    "jane@localhost",
    "noreply@shopmail.org",
    "Anonymous@shopmail.org",
    "jane@",
    "jane",
    " ",
    "jane@shop mail.org",
]


@pytest.fixture(autouse=True)
def quiet(personaclick, jane, product):
    told(personaclick)


def order_of(product, **fields):
    order = Order.objects.create(number="1", **fields)
    OrderLine.objects.create(order=order, product=product, price="19.90")
    return order


@pytest.mark.parametrize("email", BOGUS)
def test_order_with_a_bogus_address_is_known_by_its_customer(personaclick, product, jane, email):
    order_of(product, user=jane, email=email)

    assert orders(personaclick) == [
        {
            "id": "1",
            "status": "new",
            "channel": "website",
            "external_id": str(jane.pk),
            "value": {"total": Decimal("19.90")},
            "items": [{"id": "L-1", "price": Decimal("19.90"), "quantity": 1}],
        }
    ]


@pytest.mark.parametrize("email", BOGUS)
def test_purchase_goes_without_a_bogus_address_and_the_order_by_its_status(
    personaclick, product, email
):
    with visit():
        order_of(product, email=email)

    assert told(personaclick) == [
        (
            "/push",
            {
                "event": "purchase",
                "did": DID,
                "sid": SID,
                "order_id": "1",
                "order_price": Decimal("19.90"),
                "items": [{"id": "L-1", "price": Decimal("19.90"), "amount": 1}],
            },
        ),
        ("/sync/orders", {"orders": [{"id": "1", "status": "new"}]}),
    ]


@pytest.mark.parametrize("phone", ["", "0", "123", "call me", "+1 555", "1" * 40, "+00000000000"])
def test_order_with_a_malformed_phone_keeps_its_address(personaclick, product, phone):
    order_of(product, email="ann@shopmail.org", phone=phone)

    (row,) = orders(personaclick)
    assert "phone" not in row
    assert row["email"] == "ann@shopmail.org"


@pytest.mark.parametrize(
    ("phone", "region", "sent"),
    [
        ("+1 (415) 555-2671", "", "14155552671"),
        ("14155552671", "", "14155552671"),
        ("0014155552671", "", "14155552671"),
        ("415 555 2671", "US", "14155552671"),
        ("030 901820", "DE", "4930901820"),
        ("+14155552671", "DE", "14155552671"),
    ],
)
def test_phones_are_sent_in_one_form(personaclick, product, settings, phone, region, sent):
    settings.PERSONACLICK = {**settings.PERSONACLICK, "PHONE_REGION": region}
    order_of(product, phone=phone)

    assert [row["phone"] for row in orders(personaclick)] == [sent]


@pytest.mark.parametrize("email", ["x@pos.shopmail.org", "import-77@shopmail.org"])
def test_placeholders_of_the_shops_own(personaclick, product, jane, settings, email):
    patterns = (r"@pos\.", r"^import-\d+@")
    settings.PERSONACLICK = {**settings.PERSONACLICK, "PLACEHOLDER_EMAILS": patterns}
    get_user_model().objects.filter(pk=jane.pk).update(email=email)
    jane.refresh_from_db()
    jane.save()
    order_of(product, user=jane, email=email)

    ((path, body),) = told(personaclick)
    assert (path, "email" in body["orders"][0]) == ("/sync/orders", False)


def test_bogus_phone_of_a_customer_is_left_out(personaclick):
    Member.objects.create(card="M-1", mail="ann@shopmail.org", mobile="12345")

    (row,) = people(personaclick)
    assert "phone" not in row


def test_nothing_empty_is_ever_sent(personaclick, product, jane):
    jane.first_name = ""
    jane.last_name = " "
    jane.save()
    order_of(product, user=jane)

    def values(data):
        for value in data.values() if isinstance(data, dict) else data:
            yield value
            if isinstance(value, dict | list):
                yield from values(value)

    calls = told(personaclick)
    assert sorted(path for path, _ in calls) == ["/import/audience", "/sync/orders"]
    assert not [value for _, body in calls for value in values(body) if value in (None, "", " ")]
