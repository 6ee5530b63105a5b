from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from tests.shops.models import Product


@pytest.fixture
def jane(db):
    return get_user_model().objects.create_user(
        "jane", "jane@shopmail.org", "secret", first_name="Jane", last_name="Doe"
    )


@pytest.fixture
def product(db):
    return Product.objects.create(name="Lamp", sku="L-1", price="19.90")


SLOW = {"browser", "faults"}


def pytest_collection_modifyitems(items):
    """What starts processes is left out of the matrix of versions."""
    for item in items:
        folder = Path(item.path).relative_to(Path(__file__).parent).parts[0]
        if folder in SLOW:
            item.add_marker(pytest.mark.slow)
