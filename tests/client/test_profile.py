"""User Profile (REST API); API reference: User's profile."""

from __future__ import annotations

from datetime import date

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import InvalidRequest
from django_personaclick.payloads import Kid, Profile, Vehicle
from tests.client.contracts import KEYS, PUBLIC, Example, Refusal, examples, prove_refusal
from tests.client.servers import ApiServer

JOHN = "john.doe@examplemail.com"
EMAIL = "must be a usable e-mail address"
PHONE = "must be a usable phone number with its country code"
UNDERSTOOD = {**KEYS, "i_understand_what_i_am_doing": True}


@examples(
    Example(
        "profile.set",
        lambda client: client.profile.set(
            Profile(
                id=100500,
                email=JOHN,
                phone="14155552671",
                first_name="John",
                last_name="Doe",
                birthday=date(1990, 3, 11),
                age=31,
                gender="m",
                location="NY",
                bought_something=True,
                loyalty_id="000001234567",
                loyalty_bonuses=1123,
                kids=[Kid(gender="m", birthday=date(2001, 4, 12))],
                auto=[Vehicle(brand="Nissan", model="Qashqai", vds="TM7N243E4G0BJG978")],
                custom={
                    "custom_integer_property": 100500,
                    "custom_array_of_string_property": ["value1", "value2"],
                    "custom_json_property": {"key1": "value1"},
                    "custom_date_property": "2021-12-31 23:55:00",
                },
            ),
            sid="R5eQXkrKCf",
        ),
        "POST",
        "/profile/set",
        body={
            **KEYS,
            "id": 100500,
            "email": JOHN,
            "phone": "14155552671",
            "first_name": "John",
            "last_name": "Doe",
            "birthday": "1990-03-11",
            "age": 31,
            "gender": "m",
            "location": "NY",
            "bought_something": True,
            "loyalty_id": "000001234567",
            "loyalty_bonuses": 1123,
            "kids": [{"gender": "m", "birthday": "2001-04-12"}],
            "auto": [{"brand": "Nissan", "model": "Qashqai", "vds": "TM7N243E4G0BJG978"}],
            "custom_integer_property": 100500,
            "custom_array_of_string_property": ["value1", "value2"],
            "custom_json_property": {"key1": "value1"},
            "custom_date_property": "2021-12-31 23:55:00",
            "sid": "R5eQXkrKCf",
            "seance": "R5eQXkrKCf",
        },
    ),
    Example(
        "profile.get",
        lambda client: client.profile.get(email=JOHN),
        "GET",
        "/profile",
        {**KEYS, "email": JOHN},
        answer={"email": JOHN, "has_email": True},
        result={"email": JOHN, "has_email": True},
    ),
    Example(
        "profile.force_change_email",
        lambda client: client.profile.force_change_email("john@examplemail.com", JOHN),
        "POST",
        "/profile/force_change_email",
        body={**UNDERSTOOD, "new_email": JOHN, "old_email": "john@examplemail.com"},
    ),
    Example(
        "profile.force_change_email",
        # A bogus address is what one wants to get rid of.
        lambda client: client.profile.force_change_email("noreply@example.com", JOHN),
        "POST",
        "/profile/force_change_email",
        body={**UNDERSTOOD, "new_email": JOHN, "old_email": "noreply@example.com"},
    ),
    Example(
        "profile.force_change_phone",
        lambda client: client.profile.force_change_phone("+44 7911 123456", "+1 415 555 2671"),
        "POST",
        "/profile/force_change_phone",
        body={**UNDERSTOOD, "new_phone": "14155552671", "old_phone": "447911123456"},
    ),
    Example(
        "profile.force_change_phone",
        lambda client: client.profile.force_change_phone(1, 14155552671),
        "POST",
        "/profile/force_change_phone",
        body={**UNDERSTOOD, "new_phone": "14155552671", "old_phone": "1"},
    ),
    Example(
        "profile.purge",
        lambda client: client.profile.purge(external_id=7),
        "DELETE",
        "/profile/purge",
        body={**KEYS, "external_id": "7"},
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def test_a_device_s_own_profile(client: Client, server: ApiServer) -> None:
    server.answer({"gender": "m"})
    assert client.profile.get(did="DEVICE_ID") == {"gender": "m"}
    assert server.only.query == {**PUBLIC, "did": "DEVICE_ID"}


@pytest.mark.parametrize(
    "refusal",
    [
        (
            lambda client: client.profile.force_change_email("", JOHN),
            "old_email",
            "must not be empty",
        ),
        (lambda client: client.profile.force_change_email(JOHN, "john"), "new_email", EMAIL),
        (
            lambda client: client.profile.force_change_phone("", "+14155552671"),
            "old_phone",
            "must not be empty",
        ),
        (
            lambda client: client.profile.force_change_phone("+14155552671", "555"),
            "new_phone",
            PHONE,
        ),
        (
            lambda client: client.profile.purge(),
            "email",
            "must be given and usable, or one of phone, loyalty_id, external_id, telegram_id",
        ),
        (
            lambda client: client.profile.purge(email=JOHN, external_id=7),
            "external_id",
            "must not be given beside email",
        ),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)


def test_nobody_has_the_old_address(client: Client, server: ApiServer) -> None:
    server.answer({"status": "error", "message": "Client not found"}, status=404)
    with pytest.raises(InvalidRequest, match=r"answered 404: Client not found$") as caught:
        client.profile.force_change_email("john@examplemail.com", JOHN)
    assert not caught.value.retryable
