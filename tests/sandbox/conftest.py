from __future__ import annotations

import random
from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import quote

import pytest
import requests

from django_personaclick.client.endpoints import ENDPOINTS, Auth, Encoding
from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET, RecordedRequest, Sandbox

DID = "vxlwRZ7Cnk"
SID = "R5eQXkrKCf"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Shop:
    """What a shop sends, over real HTTP."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, self.sandbox.url + path, timeout=10, **options)

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        response = self.send("POST", path, json=body, headers=headers)
        return response.status_code, response.json()

    def get(self, path: str, **params: Any) -> tuple[int, Any]:
        response = self.send("GET", path, params=params)
        return response.status_code, response.json()

    def push(self, **event: Any) -> tuple[int, Any]:
        """An event of the device that every test has."""
        return self.post("/push", {"shop_id": SHOP_ID, "did": DID, "sid": SID, **event})

    def secret(self, path: str, **body: Any) -> tuple[int, Any]:
        return self.post(path, {"shop_id": SHOP_ID, "shop_secret": SHOP_SECRET, **body})

    def read(self, path: str, **params: Any) -> tuple[int, Any]:
        return self.get(path, shop_id=SHOP_ID, shop_secret=SHOP_SECRET, **params)

    def call(self, name: str, **params: Any) -> tuple[int, Any]:
        """An endpoint of the table by its name, with the keys that it needs."""
        row = ENDPOINTS[name]
        keys = {"shop_id": SHOP_ID, **row.fixed}
        if row.auth is Auth.DEVICE:
            keys["did"] = DID
        elif row.auth is Auth.SECRET or (row.auth is Auth.EITHER and "did" not in params):
            keys["shop_secret"] = SHOP_SECRET
        path = row.path
        for part in row.path_parameters:
            path = path.replace(f"{{{part}}}", quote(params.pop(part), safe=""))
        place = {Encoding.JSON: "json", Encoding.QUERY: "params"}.get(row.encoding, "data")
        response = self.send(row.method, path, **{place: {**keys, **params}})
        return response.status_code, response.json() if response.content else None

    @property
    def last(self) -> RecordedRequest:
        return self.sandbox.requests[-1]


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def running(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(rng=random.Random(7), clock=clock) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    running.clear()
    running.active = True
    running.shop_secret = SHOP_SECRET
    return running


@pytest.fixture
def shop(sandbox: Sandbox) -> Iterator[Shop]:
    """A shop with one known device, before anything is recorded."""
    shop = Shop(sandbox)
    sandbox.state.device(DID)
    yield shop
    shop.session.close()
