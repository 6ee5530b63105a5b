"""The request examples of the vendor's documents, replayed against the sandbox.

``documents.txt`` has them. Their placeholders are filled, nothing else is changed. Those that the
documents themselves get wrong are refused, and accepted once they are mended.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from django_personaclick.client import Client
from django_personaclick.payloads import Product, ProductCategory, Profile
from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET, Sandbox

NO_PARAMETERS = "it shows no parameters, not even the keys that its own table requires"
NOT_A_URL = "the parameters are in the place of the URL"
NO_AMPERSAND = "an & is missing between the secret and the identifier"
TRAILING = "the JSON has a comma before a closing bracket"
NO_SEGMENT = ", and segment_id is missing"
NO_METHOD = ", and it does not say PATCH"
UNDERSTOOD = "i_understand_what_i_am_doing is missing, which its own table requires"
WRONG = {
    "004:324": (405, "it neither says PUT nor shows a body"),
    "004:958": (422, "items are missing: an empty list is what clears"),
    "004:1871": (400, "the document says so: no identifier"),
    "004:2117": (401, NO_PARAMETERS),
    "004:2568": (400, "the opening brace is missing"),
    "004:3284": (400, UNDERSTOOD),
    "004:3308": (400, UNDERSTOOD),
    "004:3336": (400, TRAILING),
    "004:3468": (400, TRAILING),
    **dict.fromkeys(("004:3810", "004:3813", "004:3816"), (401, NOT_A_URL)),
    **dict.fromkeys(("004:3874", "004:3877", "004:3880"), (401, NOT_A_URL + NO_SEGMENT)),
    "004:3914": (400, "commas are missing and superfluous, and a brace closes too early"),
    "004:4274": (400, TRAILING),
    "004:5694": (401, NO_PARAMETERS),
    "004:5765": (401, NO_PARAMETERS),
    "004:5902": (401, NO_PARAMETERS),
    **dict.fromkeys(("004:6054", "004:6057", "004:6060"), (403, NO_AMPERSAND)),
    **dict.fromkeys(("004:6085", "004:6088", "004:6091"), (405, NO_AMPERSAND + NO_METHOD)),
}
"""By the line of the example: how it is refused, and what is wrong with it."""

NOT_MENDED = {"004:1871"}

EMAIL = "jane@shopmail.org"
PHONE = "14155552671"
PLACES = {
    **dict.fromkeys(("SHOP_ID", "SHOPID", "$SHOP_ID"), SHOP_ID),
    **dict.fromkeys(("SHOP_SECRET", "SECRET"), SHOP_SECRET),
    **dict.fromkeys(("0d42fd8b713d0752776ca589cc0056", "1234567890", "DvLWN2ZTMZ"), SHOP_ID),
    **dict.fromkeys(("0123456789abcdef0123456789abcdef", "0987654321", "EIxTuot8sj"), SHOP_SECRET),
    **dict.fromkeys(("EMAIL", "[email protected]", "NEW_EMAIL"), EMAIL),
    **dict.fromkeys(("OLD_EMAIL", "john@examplemail.com"), "old@shopmail.org"),
    **dict.fromkeys(("PHONE", "NEW_PHONE", "+10000000000"), PHONE),
    **dict.fromkeys(("OLD_PHONE", "449995550000"), "447911123456"),
    "A or B": "A",
    "TYPE": "bulk",
    "PLATFORM": "ios",
    "REF_URL": "https://shopmail.org/",
    "YYYY-MM-DD": "2026-11-20",
    "PRODUCT_ID": "11111",
    "CATEGORY_ID": "1",
    "PROMOCODE_LIST_ID": "1",
    "LOYALTY_ID": "L01",
    "EXTERNAL_ID": "E01",
    "TELEGRAM_ID": "123456",
    "SEGMENT_ID": "146",
    "ORDER_TOTAL": "100",
    "BONUS_POINTS": "1",
    "AMOUNT": "5",
    "COUNT": "10",
    "OFFSET": "0",
    "PRODUCT_QUANTITY": "2",
    "$event": "view",
    "$CODE": "CODE",
    "$story_id": "1",
    "$slide_id": "2",
}
"""What stands for something in the documents, and what the shop would write there."""

DOTS: dict[str, Any] = {
    "shop_id": SHOP_ID,
    "shop_secret": SHOP_SECRET,
    "email": EMAIL,
    "phone": PHONE,
    "loyalty_id": "L01",
    "external_id": "E01",
    "id": "1",
    "item_id": "11111",
    "item": "11111",
    "gender": "f",
    "birthday": "1990-03-11",
    "platform": "livetex",
    "amount_changed": "5",
    "activated_at": "2026-11-20 10:00:00",
    "expiration": "2026-12-20 10:00:00",
}
"""The same for ``"..."``, by the name of the parameter."""

BARE = re.compile(r"(: ?)(?:\.\.\.|PRODUCT_PRICE|PRODUCT_QUANTITY|TOTAL_ORDER_PRICE)(?=[,} ])")


@dataclass(frozen=True)
class Curl:
    line: str
    method: str
    path: str
    body: str

    @property
    def is_mended(self) -> bool:
        return self.line.endswith("+")


def read() -> Iterator[Curl]:
    blocks = Path(__file__).with_name("documents.txt").read_text().strip().split("\n\n")
    for block in blocks[1:]:
        first, _, body = block.partition("\n")
        line, method, path = first.split(" ", 2)
        yield Curl(line, method, path, body)


CURLS = list(read())


class Shop:
    """A sandbox that knows a device, a person and a product, and what the examples speak of."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.url = sandbox.url
        client = Client(SHOP_ID, SHOP_SECRET, api_url=sandbox.url)
        session = client.session.init()
        self.places = {
            **PLACES,
            **dict.fromkeys(("DEVICE_ID", "DeviceID", "DID", "$USER_DID"), session.did),
            **dict.fromkeys(("vxlwRZ7Cnk",), session.did),
            **dict.fromkeys(("SEANCE_ID", "$USER_SEANCE"), session.sid),
        }
        self.dots = {**DOTS, "did": session.did, "sid": session.sid}
        self.prepare(client)
        client.close()

    def prepare(self, client: Client) -> None:
        client.profile.set(Profile(email="old@shopmail.org", phone="447911123456"))
        client.profile.set(Profile(email="john.doe@examplemail.com"))
        client.profile.set(
            Profile(
                email=EMAIL,
                phone=PHONE,
                external_id="E01",
                loyalty_id="L01",
                telegram_id="123456",
            ),
            did=self.dots["did"],
        )
        client.categories.upload([ProductCategory("1", "All")])
        client.products.upload([LAMP])
        client.promo_codes.upload("1", ["code1", "code2", "code3"])
        client.loyalty.join(phone=PHONE, email=EMAIL)
        client.loyalty.event_bonus("welcome", 100, phone=PHONE)
        self.places["SMS_CODE"] = client.loyalty.init_usage(1, phone=PHONE)
        self.places["CODE"] = client.messages.transact("welcome", email=EMAIL)
        client.communications.save(phone=PHONE, email=EMAIL, did=self.dots["did"], **TALK)
        self.places["ID"] = "1"

    def fill(self, name: str, value: Any) -> Any:
        """``value`` with what stands for something replaced."""
        if isinstance(value, dict):
            return {key: self.fill(key, entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [self.fill(name, entry) for entry in value]
        if value == "...":
            return self.dots.get(name, "something")
        return self.places.get(value, value) if isinstance(value, str) else value

    def pairs(self, text: str) -> list[tuple[str, Any]]:
        # An e-mail address that the page hides stands where its whole parameter was.
        text = text.replace("[email protected]", "email=EMAIL").replace("+1", "%2B1")
        return [(name, self.fill(name, value)) for name, value in parse_qsl(text, True)]

    def send(self, curl: Curl) -> requests.Response:
        url = urlsplit(curl.path)
        parts = [
            self.places.get(part, part).replace(":code", "CODE") for part in url.path.split("/")
        ]
        with requests.Session() as session:
            session.trust_env = False
            return session.request(
                curl.method,
                self.url + "/".join(parts),
                params=self.pairs(url.query),
                timeout=10,
                **self.body(curl.body),
            )

    def body(self, text: str) -> dict[str, Any]:
        if text.startswith("file_name="):
            return self.parts(text)
        if text.startswith(("{", '"')):
            text = BARE.sub(r"\g<1>5", text)
            try:
                text = json.dumps(self.fill("", json.loads(text)))
            except ValueError:  # as it is: the document is wrong
                for place, value in self.places.items():
                    text = text.replace(f'"{place}"', f'"{value}"')
            return {"data": text, "headers": {"Content-Type": "application/json"}}
        return {"data": self.pairs(text)} if text else {}

    def parts(self, text: str) -> dict[str, Any]:
        given = [line.partition("=")[::2] for line in text.splitlines()]
        files = [(name, ("file.txt", b"x")) for name, value in given if value.startswith("@")]
        fields = [(n, self.fill(n, v.strip('"'))) for n, v in given if not v.startswith("@")]
        return {"data": fields, "files": files}


LAMP = Product(
    "11111",
    "Lamp",
    price=10,
    url="https://shopmail.org/11111",
    picture="https://shopmail.org/11111.jpg",
    categories=["1"],
)
TALK: dict[str, Any] = {
    "channel": "phone",
    "event": "call",
    "location_id": "1",
    "call_type": "incoming",
    "call_theme": "delivery",
    "comment": "late",
    "author_type": "operator",
    "status": "open",
}


@pytest.fixture
def shop() -> Iterator[Shop]:
    with Sandbox(rng=random.Random(7)) as sandbox:
        yield Shop(sandbox)


def test_the_examples_are_all_there() -> None:
    as_documented = [curl for curl in CURLS if not curl.is_mended]
    mended = {curl.line.removesuffix("+") for curl in CURLS if curl.is_mended}
    assert len(as_documented) == 139
    assert mended == set(WRONG) - NOT_MENDED


@pytest.mark.parametrize("curl", CURLS, ids=[curl.line for curl in CURLS])
def test_replay(shop: Shop, curl: Curl) -> None:
    response = shop.send(curl)
    status, reason = WRONG.get(curl.line, (200, ""))
    # What has nothing to say is 204.
    assert response.status_code in {status, 204 if status == 200 else status}, (
        reason or response.text
    )
