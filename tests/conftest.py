from __future__ import annotations

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
