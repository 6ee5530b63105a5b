from __future__ import annotations

from collections.abc import Iterator

import pytest

from django_personaclick.client import Client
from django_personaclick.client.backends import locmem
from tests.client.servers import SECRET, SHOP, ApiServer


@pytest.fixture
def server() -> Iterator[ApiServer]:
    with ApiServer() as running:
        yield running


@pytest.fixture
def client(server: ApiServer) -> Iterator[Client]:
    client = Client(SHOP, SECRET, api_url=server.url)
    yield client
    client.close()


@pytest.fixture(autouse=True)
def clean_locmem() -> Iterator[None]:
    locmem.reset()
    yield
    locmem.reset()
