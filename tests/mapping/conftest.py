from __future__ import annotations

import pytest

from django_personaclick import outbox


@pytest.fixture(autouse=True)
def logs_again():
    """Each test logs its own failures, whatever others logged within the minute."""
    outbox.logged_at.clear()
