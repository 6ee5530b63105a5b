"""The shop's words for the state of an order: of any type, and not all of them known."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

import pytest
from django.db.models import F, IntegerChoices, TextChoices, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy

from django_personaclick import mapping
from django_personaclick.models import OutboxMessage
from tests.shops.models import DraftOrder, JsonOrder, LateOrder, Order, OrderLine
from tests.sync.told import orders, told


class Number(IntegerChoices):
    PAID = 20


class Word(TextChoices):
    PAID = "p", gettext_lazy("Paid")


class Plain(Enum):
    PAID = "PAID"


class Row:
    """Any hashable object of the shop's."""

    def __str__(self) -> str:
        return "a row"


ROW = Row()
KNOWN = {20: "paid", "p": "paid", (1, 2): "paid", None: "unpaid", True: "on", Plain.PAID: "paid"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (20, "paid"),
        (Decimal(20), "paid"),
        (Number.PAID, "paid"),
        ("p", "paid"),
        (Word.PAID, "paid"),
        ((1, 2), "paid"),
        (Plain.PAID, "paid"),
        (None, "unpaid"),
        (True, "on"),
        (99, "99"),
        ("unheard", "unheard"),
        (gettext_lazy("Monday"), "Monday"),
        (ROW, "a row"),
        ([1, 2], "[1, 2]"),
        ({"a": []}, "{'a': []}"),
    ],
)
def test_choices_translate_what_they_know_and_let_the_rest_through(value, expected):
    assert mapping.Choices("status", KNOWN).translate(value) == expected


@pytest.mark.parametrize("value", [99, [1], {"a": 1}, {1}, ROW])
def test_choices_with_a_default_use_it_for_all_they_do_not_know(value):
    assert mapping.Choices("status", {1: "new"}, default="other").translate(value) == "other"


def test_unknown_status_is_sent_in_the_shops_own_word(personaclick, product):
    order = Order.objects.create(number="1", email="ann@shopmail.org", status=10)
    OrderLine.objects.create(order=order, product=product, price=1)
    told(personaclick)

    order.status = 77
    order.save()

    assert [row["status"] for row in orders(personaclick)] == ["77"]


def test_text_status(personaclick, jane):
    order = LateOrder.objects.create(user=jane, state="paid")
    order.lines.create(sku="A")

    assert [row["status"] for row in orders(personaclick)] == ["paid"]


def test_truth_as_status(personaclick):
    draft = DraftOrder.objects.create(email="ann@shopmail.org", is_placed=True)
    draft.lines.create(sku="A")

    assert [row["status"] for row in orders(personaclick)] == ["new"]


def test_no_status_at_all_fails_where_staff_see_it_and_harms_no_one(personaclick):
    bare = JsonOrder.objects.create(
        contact={"email": "ann@shopmail.org"}, lines=[{"sku": "A", "price": "1"}], state=""
    )
    JsonOrder.objects.create(
        contact={"email": "bob@shopmail.org"}, lines=[{"sku": "A", "price": "1"}]
    )

    assert [row["email"] for row in orders(personaclick)] == ["bob@shopmail.org"]
    message = OutboxMessage.objects.get(object_id=str(bare.pk))
    assert message.state == "failed"
    assert "status: must not be empty" in message.error


def test_status_that_the_database_makes_is_read_from_the_database(personaclick, jane):
    """Before Django 6 an expression stays on the instance after it was saved."""
    order = LateOrder.objects.create(user=jane, state="pa")
    order.lines.create(sku="A")
    order.state = Concat(F("state"), Value("id"))
    order.save()

    assert [row["status"] for row in orders(personaclick)] == ["paid"]
