"""Import Audience; API reference: Import users, Import suppressed emails, Bulk search."""

from __future__ import annotations

from datetime import date

import pytest

from django_personaclick.client import Client
from django_personaclick.payloads import Kid, Profile
from tests.client.contracts import KEYS, Example, Refusal, examples, prove_refusal
from tests.client.servers import ApiServer

FOUND = [{"email": "thomas@anderson.org", "loyalty_id": "L02", "web_push": True, "new_key": 1}]
JOHN = Profile(
    email="john.doe@examplemail.com",
    loyalty_id="000001234567",
    phone="14155552671",
    id="100500",
    loyalty_bonuses=1123,
    gender="m",
    kids=[Kid(gender="f", birthday=date(2015, 7, 28))],
    email_bulk=True,
    sms_chain=False,
    custom={"custom_string_property": "value"},
)
JOHN_SENT = {
    "email": "john.doe@examplemail.com",
    "loyalty_id": "000001234567",
    "phone": "14155552671",
    "id": "100500",
    "loyalty_bonuses": 1123,
    "gender": "m",
    "kids": [{"gender": "f", "birthday": "2015-07-28"}],
    "email_bulk": True,
    "sms_chain": False,
    "custom_string_property": "value",
}


@examples(
    Example(
        "audience.upload",
        lambda client: client.audience.upload([JOHN], segment_id=146),
        "POST",
        "/import/audience",
        body={**KEYS, "segment_id": 146, "audience": [JOHN_SENT]},
    ),
    Example(
        "audience.suppress",
        lambda client: client.audience.suppress(["john@doe.org", "jane@doe.org"]),
        "POST",
        "/import/suppressed",
        body={**KEYS, "audience": [{"email": "john@doe.org"}, {"email": "jane@doe.org"}]},
    ),
    Example(
        "audience.find",
        lambda client: client.audience.find("loyalty_id", ["L01", "L02"]),
        "POST",
        "/crm/search/bulk",
        body={**KEYS, "by": "loyalty_id", "ids": ["L01", "L02"]},
        answer=FOUND,
        result=FOUND,
    ),
    Example(
        "audience.find",
        lambda client: client.audience.find("birthday", [date(1971, 9, 11), "1990-03-11"]),
        "POST",
        "/crm/search/bulk",
        body={**KEYS, "by": "birthday", "ids": ["1971-09-11", "1990-03-11"]},
        answer={"status": "success", "payload": {"users": FOUND}},
        result=FOUND,
    ),
    Example(
        "audience.find",
        lambda client: list(client.audience.find_all("phone", iter(["+1 415 555 2671"]))),
        "POST",
        "/crm/search/bulk",
        body={**KEYS, "by": "phone", "ids": ["14155552671"]},
        answer={"status": "success", "payload": FOUND},
        result=FOUND,
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


@pytest.mark.parametrize(
    "refusal",
    [
        (
            lambda client: client.audience.upload([JOHN], segment_id=0),
            "segment_id",
            "must be at least 1",
        ),
        (
            lambda client: client.audience.upload_all(iter([JOHN, Profile(first_name="X")])),
            "audience[1].email",
            "must be given, or phone, loyalty_id or external_id",
        ),
        (lambda client: client.audience.upload_all([{}]), "audience[0]", "must be Profile"),
        (lambda client: client.audience.suppress([]), "audience", "must not be empty"),
        (
            lambda client: client.audience.suppress(["a@b.org"] * 20_001),
            "audience",
            "must be at most 20000 rows",
        ),
        (lambda client: client.audience.suppress([1]), "audience[0]", "must be str"),
        (
            lambda client: client.audience.suppress(["jane@doe.org", "jane"]),
            "audience[1].email",
            "must be a usable e-mail address",
        ),
        (
            lambda client: client.audience.find("name", ["X"]),
            "by",
            "must be one of: email, phone, loyalty_id, birthday",
        ),
        (lambda client: client.audience.find("", ["X"]), "by", "must not be empty"),
        (lambda client: client.audience.find("email", []), "ids", "must not be empty"),
        (
            lambda client: client.audience.find("loyalty_id", ["X"] * 1001),
            "ids",
            "must be at most 1000 rows",
        ),
        (
            lambda client: client.audience.find("loyalty_id", ["X", ""]),
            "ids[1]",
            "must not be empty",
        ),
        (
            lambda client: client.audience.find("birthday", ["1990-03-11"] * 6),
            "ids",
            "must be at most 5 birthdays",
        ),
        (
            lambda client: client.audience.find("birthday", ["11.03.1990"]),
            "ids[0]",
            "must be a date (YYYY-MM-DD)",
        ),
        (
            lambda client: client.audience.find("phone", ["1"]),
            "ids[0]",
            "must be a usable phone number with its country code",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)


def test_find_all_asks_for_a_thousand_at_a_time(client: Client, server: ApiServer) -> None:
    server.answer([{"loyalty_id": "0"}])
    server.answer([])
    found = client.audience.find_all("loyalty_id", map(str, range(1001)))
    assert next(found) == {"loyalty_id": "0"}
    assert [len(request.json["ids"]) for request in server.received] == [1000]
    assert list(found) == []
    assert [len(request.json["ids"]) for request in server.received] == [1000, 1]
