"""Customers: users, or any model that is none; with properties of the shop's own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from django_personaclick import mapping
from django_personaclick.exceptions import MappingError
from django_personaclick.mapping import default_customer_mapping, registry
from django_personaclick.models import OutboxMessage, SyncState
from tests.shops.models import GoldMember, Member
from tests.sync.told import people, told

User = get_user_model()


def test_user(personaclick, jane):
    assert people(personaclick) == [
        {
            "id": str(jane.pk),
            "external_id": str(jane.pk),
            "email": "jane@shopmail.org",
            "first_name": "Jane",
            "last_name": "Doe",
        }
    ]


def test_customer_without_username_or_email_field(personaclick):
    Member.objects.create(
        card="M-1", mail="ann@shopmail.org", mobile="+1 (415) 555-2671", level="gold"
    )

    assert people(personaclick) == [
        {
            "id": "M-1",
            "external_id": "M-1",
            "loyalty_id": "M-1",
            "email": "ann@shopmail.org",
            "phone": "14155552671",
            "level": "gold",
        }
    ]


def test_phone_alone_is_enough(personaclick):
    Member.objects.create(card="M-1", mobile="+14155552671")

    assert [row["phone"] for row in people(personaclick)] == ["14155552671"]


@pytest.mark.parametrize(
    ("mail", "mobile"),
    [
        ("", ""),
        ("ann@example.com", "12"),
        ("noreply@shopmail.org", "+1 415 555 26"),
        ("not an address", "none"),
    ],
)
def test_customer_whom_nobody_can_reach_is_not_sent_and_says_why(personaclick, mail, mobile):
    Member.objects.create(card="M-1", mail=mail, mobile=mobile)

    assert told(personaclick) == []
    mirror = SyncState.objects.get(kind="customer")
    assert (mirror.state, mirror.reason) == (
        "skipped",
        "The customer has no e-mail or phone that is a real one.",
    )


def test_bad_phone_beside_a_good_address_is_left_out(personaclick):
    Member.objects.create(card="M-1", mail="ann@shopmail.org", mobile="call me")

    (row,) = people(personaclick)

    assert row == {
        "id": "M-1", "external_id": "M-1", "loyalty_id": "M-1", "email": "ann@shopmail.org"
    }  # fmt: skip


def test_proxy_is_its_models_customer(personaclick):
    GoldMember.objects.create(card="M-1", mail="ann@shopmail.org")
    member = Member.objects.get()
    member.level = "x"
    member.save()

    assert [row["id"] for row in people(personaclick)] == ["M-1"]
    assert SyncState.objects.get().model == "shops.member"


def test_unchanged_customer_is_not_sent_again(personaclick, jane):
    told(personaclick)
    jane.save()

    assert told(personaclick) == []


def test_deleted_customer_sends_nothing(personaclick, jane):
    jane.delete()

    assert told(personaclick) == []


class TestDefaultMapping:
    """``AUTH_USER_MODEL`` is described by the names that Django gives its fields."""

    def test_names(self, db):
        described = default_customer_mapping(User)
        user = User(pk=7, email="ann@shopmail.org", first_name="Ann", last_name="Lee")

        assert described.build(user).to_wire() == {
            "id": "7",
            "external_id": "7",
            "email": "ann@shopmail.org",
            "first_name": "Ann",
            "last_name": "Lee",
        }
        assert described.check() == []

    def test_user_model_without_those_fields(self, db):
        described = default_customer_mapping(Member)

        assert described.build(Member(pk=7, card="M-1")).to_wire() == {
            "id": "7",
            "external_id": "7",
        }
        assert described.check() == []

    def test_inactive_users_are_not_sent(self, personaclick, without_customers):
        registry.add(default_customer_mapping(User))
        User.objects.create_user("ann", "ann@shopmail.org", is_active=False)

        assert told(personaclick) == []
        assert OutboxMessage.objects.get().error == "should_sync() of the mapping says no."

    @pytest.mark.parametrize(("wanted", "models"), [(True, ["auth.user"]), (False, [])])
    def test_setting_customers(self, settings, without_customers, wanted, models):
        settings.PERSONACLICK = {**settings.PERSONACLICK, "CUSTOMERS": wanted}

        apps.get_app_config("personaclick").ready()

        found = [item.model._meta.label_lower for item in registry.of_kind("customer")]
        assert found == models

    def test_mapping_of_the_shops_own_comes_first(self, settings):
        assert settings.PERSONACLICK.get("CUSTOMERS", True)

        apps.get_app_config("personaclick").ready()

        assert sorted(item.model._meta.label_lower for item in registry.of_kind("customer")) == [
            "auth.user",
            "shops.member",
        ]


@pytest.fixture
def without_customers():
    """No module of the shop describes customers."""
    before = dict(registry._registry)
    for item in registry.of_kind("customer"):
        registry.remove("customer", item.model)
    yield
    registry._registry.clear()
    registry._registry.update(before)


class Loyal(mapping.CustomerMapping):
    email = "mail"
    loyalty_bonuses = mapping.Value(Decimal("12.5"))
    birthday = mapping.Value(date(1990, 2, 3))
    gender = mapping.Choices("level", {"gold": "f"}, default=None)
    kids = mapping.Value([mapping.Kid(gender="m", birthday=date(2020, 1, 2))])
    custom = {
        "tier": "level",
        "visits": mapping.Value(3),
        "score": mapping.Value(1.5),
        "is_vip": lambda member: member.level == "gold",
        "sizes": mapping.Value(["S", "M"]),
        "since": mapping.Value(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        "nothing": mapping.Value(None),
        "blank": mapping.Value(""),
    }


def test_custom_properties_of_every_sort_lie_flat(db):
    profile = Loyal(Member).build(Member(pk=7, mail="ann@shopmail.org", level="gold"))

    assert profile.to_wire() == {
        "id": "7",
        "external_id": "7",
        "email": "ann@shopmail.org",
        "gender": "f",
        "birthday": "1990-02-03",
        "loyalty_bonuses": Decimal("12.5"),
        "kids": [{"gender": "m", "birthday": "2020-01-02"}],
        "tier": "gold",
        "visits": 3,
        "score": Decimal("1.5"),
        "is_vip": True,
        "sizes": ["S", "M"],
        "since": "2026-01-02 03:04:05",
    }


def test_custom_properties_from_a_method(db):
    class Described(mapping.CustomerMapping):
        email = "mail"

        def custom(self, member):
            return {"tier": member.level} if member.level else None

    described = Described(Member)

    assert described.build(Member(pk=7, level="gold")).custom == {"tier": "gold"}
    assert described.build(Member(pk=7)).custom == {}


@pytest.mark.parametrize("name", ["email", "shop_secret", "Tier", "a b", "did"])
def test_custom_property_that_would_shadow_a_field_is_refused(db, name):
    class Described(mapping.CustomerMapping):
        custom = {name: mapping.Value(1)}

    with pytest.raises(MappingError, match=name):
        Described(Member).build(Member(pk=7))
