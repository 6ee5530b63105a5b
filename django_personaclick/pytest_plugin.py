"""The pytest plugin: the fixture ``personaclick``. Loaded by pytest when the app is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture
def personaclick(db: Any) -> Iterator[ModuleType]:
    """``django_personaclick.testing`` with the locmem backend emptied before and after the test."""
    from django_personaclick import testing

    testing.reset()
    yield testing
    testing.reset()
