"""The ways to name a value, and what happens when it cannot be read."""

from __future__ import annotations

import operator

import pytest
from django.db.models import F

from django_personaclick import mapping
from django_personaclick.exceptions import MappingError
from django_personaclick.mapping.values import follow
from tests.shops.models import Basket, JsonOrder, Member, Order


def by_function(order):
    return order.number


def with_default(order, prefix="N"):
    return prefix + order.number


class Described(mapping.CustomerMapping):
    first_name = "number"
    last_name = mapping.Value("Lee")
    gender = mapping.Choices("status", {10: "f"})
    middle_name = lambda order: order.number  # noqa: E731
    location = by_function
    loyalty_id = with_default
    telegram_id = operator.attrgetter("number")

    def loyalty_status(self, order):
        return f"{type(self).__name__} {order.number}"

    @staticmethod
    def fb_id(order):
        return order.number


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("first_name", "1"),
        ("last_name", "Lee"),
        ("gender", "f"),
        ("middle_name", "1"),
        ("location", "1"),
        ("loyalty_id", "N1"),
        ("telegram_id", "1"),
        ("loyalty_status", "Described 1"),
        ("fb_id", "1"),
        ("email", None),
        ("id", 5),
    ],
)
def test_every_way_to_name_a_value(name, expected):
    assert Described(Order).value(Order(pk=5, number="1", status=10), name) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("user", None),
        ("user.email", None),
        ("user.profile.deep", None),
        ("get_status_display", "New"),
        ("status", 10),
    ],
)
def test_paths_end_where_nothing_is(db, path, expected):
    assert follow(Order(number="1"), path) == expected


def test_paths_go_through_json(db):
    order = JsonOrder(contact={"person": {"email": "a@shopmail.org"}, "items": 3})

    assert follow(order, "contact.person.email") == "a@shopmail.org"
    assert follow(order, "contact.items") == 3
    assert follow(order, "contact.nobody.email") is None


def test_managers_are_not_called(db):
    basket = Basket.objects.create()

    assert list(follow(basket, "lines.all")) == []
    assert follow(basket, "lines.count") == 0


def test_related_row_that_is_gone_is_absent(jane, product):
    order = Order(number="1", user_id=jane.pk + 1)

    assert follow(order, "user.email") is None


def test_expression_is_no_value_yet():
    with pytest.raises(ValueError, match="'status' is an expression of the database"):
        follow(Order(status=F("status") + 10), "status")


def test_error_names_mapping_object_and_field():
    with pytest.raises(MappingError) as caught:
        Described(Member).value(Member(pk=7), "first_name")

    assert str(caught.value) == (
        "Described.first_name failed on shops.Member 7 with AttributeError"
    )
    assert isinstance(caught.value.__cause__, AttributeError)


def test_what_names_no_value_says_so():
    class Wrong(mapping.CustomerMapping):
        email = 5

    with pytest.raises(MappingError) as caught:
        Wrong(Member).value(Member(pk=7), "email")

    assert isinstance(caught.value.__cause__, TypeError)
