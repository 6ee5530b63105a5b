"""A shop whose keys are missing stops neither the others nor itself for good."""

from __future__ import annotations

import pytest
from django.db.models.functions import Now

from django_personaclick import delivery
from django_personaclick.models import Channel, OutboxMessage


@pytest.mark.django_db
def test_a_shop_without_a_secret_is_held_and_loses_nothing(personaclick, settings, jane):
    keys = {**settings.PERSONACLICK, "SHOP_SECRET": ""}
    settings.PERSONACLICK = {**keys, "SHOPS": {"poor": {}, "rich": {"SHOP_SECRET": "f" * 32}}}
    pointer = OutboxMessage.objects.values().get(kind="customer")
    for field in ("id", "uuid"):
        del pointer[field]
    OutboxMessage.objects.all().delete()
    for shop in ("poor", "rich"):
        OutboxMessage.objects.create(**{**pointer, "shop": shop})

    delivery.deliver()

    found = OutboxMessage.objects.order_by("shop").values_list("shop", "state", "attempts")
    assert list(found) == [("poor", "pending", 0), ("rich", "sent", 1)]
    assert "SHOP_SECRET" in Channel.objects.get(shop="poor").held_reason

    settings.PERSONACLICK = {**keys, "SHOP_SECRET": "f" * 32, "SHOPS": {"poor": {}}}
    Channel.objects.update(held_until=Now(), next_request_at=None)
    delivery.deliver()

    assert OutboxMessage.objects.get(shop="poor").state == "sent"
    assert Channel.objects.get(shop="poor").held_reason == ""
