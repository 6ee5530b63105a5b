"""Many customers at once, and customers who change while they are told."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from django_personaclick import outbox
from django_personaclick.client.response import Response
from django_personaclick.delivery import deliver
from django_personaclick.mapping import registry
from django_personaclick.models import OutboxMessage, SyncState
from tests.shops.models import Member

from .told import people, told

User = get_user_model()


def test_thousand_changed_customers_are_one_request(personaclick):
    users = User.objects.bulk_create(
        User(username=f"u{number}", email=f"u{number}@shopmail.org") for number in range(1000)
    )
    for user in users:
        outbox.changed(user)

    calls = told(personaclick)

    assert [(path, len(body["audience"])) for path, body in calls] == [("/import/audience", 1000)]
    assert SyncState.objects.filter(kind="customer", state="synced").count() == 1000


def test_ten_saves_are_one_row(personaclick, jane):
    for number in range(10):
        jane.first_name = f"Jane {number}"
        jane.save()

    assert [row["first_name"] for row in people(personaclick)] == ["Jane 9"]
    states = list(OutboxMessage.objects.values_list("state", flat=True).order_by("pk"))
    assert states == ["superseded"] * 10 + ["sent"]


def test_newest_state_wins_after_a_failed_try(personaclick, jane):
    personaclick.answer("audience.upload", Response(503, {}, b""))
    deliver(sleep=lambda seconds: None)
    personaclick.reset()
    jane.first_name = "Janet"
    jane.save()

    assert [row["first_name"] for row in people(personaclick)] == ["Janet"]


def test_two_models_of_customers_share_a_request(personaclick, jane):
    Member.objects.create(card="M-1", mail="ann@shopmail.org")

    ((path, body),) = told(personaclick)
    assert (path, sorted(row["id"] for row in body["audience"])) == (
        "/import/audience",
        sorted([str(jane.pk), "M-1"]),
    )


@pytest.fixture
def picky():
    """The mapping of the members fails on some of them."""
    kind = type(registry.get("customer", "shops.member"))
    before = kind.custom
    kind.custom = {"level": lambda member: 1 / 0 if member.level == "bad" else member.level}
    yield
    kind.custom = before


def test_one_bad_customer_blocks_nobody(personaclick, jane, picky):
    for number, level in enumerate(("good", "bad", "good")):
        Member.objects.create(card=f"M-{number}", mail="ann@shopmail.org", level=level)

    assert sorted(row["id"] for row in people(personaclick)) == sorted(
        [
            str(jane.pk),
            "M-0",
            "M-2",
        ]
    )
    bad = Member.objects.get(level="bad")
    message = OutboxMessage.objects.get(model="shops.member", object_id=str(bad.pk))
    assert (message.state, message.error) == (
        "failed",
        f"MemberMapping.custom failed on shops.Member {bad.pk} with ZeroDivisionError",
    )


def test_customer_whose_address_changed_is_told(personaclick, jane):
    told(personaclick)
    jane.email = "janet@shopmail.org"
    jane.save()

    assert [row["email"] for row in people(personaclick)] == ["janet@shopmail.org"]


def test_customer_whose_address_was_taken_away_is_not(personaclick, jane):
    """There is nothing to tell him by; PersonaClick keeps what it has."""
    told(personaclick)
    jane.email = ""
    jane.save()

    assert told(personaclick) == []
    assert SyncState.objects.get(kind="customer").state == "synced"
