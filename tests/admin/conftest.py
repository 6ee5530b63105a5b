from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from django_personaclick.models import OutboxMessage
from django_personaclick.signals import outbox_ready

MODELS = ("outboxmessage", "syncstate", "channel", "visitor")


def staff(name, *actions):
    user = get_user_model().objects.create_user(name, password="secret", is_staff=True)
    codenames = [f"{action}_{model}" for action in actions for model in MODELS]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    OutboxMessage.objects.all().delete()  # that the user itself is news is of no interest here
    return user


@pytest.fixture
def viewer(db, client):
    """The browser of somebody who may look."""
    client.force_login(staff("viewer", "view"))
    return client


@pytest.fixture
def worker(db, client):
    """The browser of somebody who may act, too, with every right that Django can give."""
    client.force_login(staff("worker", "view", "add", "change", "delete"))
    return client


@pytest.fixture
def wakes():
    """How often the dispatcher was told that something is due."""
    heard = []

    def hear(**kwargs):
        heard.append(kwargs["sender"])

    outbox_ready.connect(hear)
    yield heard
    outbox_ready.disconnect(hear)
