from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from django_personaclick.exceptions import PayloadError
from django_personaclick.payloads import Kid, Profile, Vehicle, decode, encode


def full() -> Profile:
    """The vendor's own example: User Profile (REST API)."""
    return Profile(
        id=100500,
        external_id=100500,
        email="john.doe@examplemail.com",
        phone="+14155552671",
        first_name="John",
        middle_name="Q",
        last_name="Doe",
        birthday=date(1990, 3, 11),
        age=31,
        gender="m",
        location="NY",
        bought_something=True,
        loyalty_id="000001234567",
        loyalty_card_location="NY",
        loyalty_status="5% discount",
        loyalty_bonuses=1123,
        loyalty_bonuses_to_next_level=Decimal("1877.5"),
        fb_id="000000000354677",
        vk_id="vk031845",
        telegram_id="0125762968357835",
        kids=[
            Kid(gender="m", birthday="2001-04-12"),  # type: ignore[arg-type]
            Kid(gender="f", birthday=date(2015, 7, 28)),
        ],
        auto=[Vehicle(brand="Nissan", model="Qashqai", vds="TM7N243E4G0BJG978")],
        email_bulk=True,
        email_chain=False,
        email_transactional=True,
        sms_bulk=False,
        sms_chain=True,
        sms_transactional=True,
        mobile_token="TOKEN",
        mobile_token_platform="ios",
        custom={
            "custom_string_property": "the string value",
            "custom_integer_property": 100500,
            "custom_float_property": 7.62,
            "custom_array_of_string_property": ["value1", "value2"],
            "custom_json_property": {"key1": "value1"},
        },
    )


def test_wire_form() -> None:
    assert full().to_wire() == {
        "id": 100500,
        "external_id": "100500",
        "email": "john.doe@examplemail.com",
        "phone": "14155552671",
        "first_name": "John",
        "middle_name": "Q",
        "last_name": "Doe",
        "birthday": "1990-03-11",
        "age": 31,
        "gender": "m",
        "location": "NY",
        "bought_something": True,
        "loyalty_id": "000001234567",
        "loyalty_card_location": "NY",
        "loyalty_status": "5% discount",
        "loyalty_bonuses": Decimal(1123),
        "loyalty_bonuses_to_next_level": Decimal("1877.5"),
        "fb_id": "000000000354677",
        "vk_id": "vk031845",
        "telegram_id": "0125762968357835",
        "kids": [
            {"gender": "m", "birthday": "2001-04-12"},
            {"gender": "f", "birthday": "2015-07-28"},
        ],
        "auto": [{"brand": "Nissan", "model": "Qashqai", "vds": "TM7N243E4G0BJG978"}],
        "email_bulk": True,
        "email_chain": False,
        "email_transactional": True,
        "sms_bulk": False,
        "sms_chain": True,
        "sms_transactional": True,
        "mobile_token": "TOKEN",
        "mobile_token_platform": "ios",
        "custom_string_property": "the string value",
        "custom_integer_property": 100500,
        "custom_float_property": Decimal("7.62"),
        "custom_array_of_string_property": ["value1", "value2"],
        "custom_json_property": {"key1": "value1"},
    }


def test_stored_form_reads_back() -> None:
    assert decode(Profile, encode(full())) == full()


def test_absent_is_absent() -> None:
    empty = Profile(
        email="", phone="", id="", first_name="", gender="", birthday="", location="",
        loyalty_bonuses="", kids=[], auto=[], bought_something=None, custom={"a": "", "b": None},
    )  # fmt: skip
    assert empty == Profile()
    assert empty.to_wire() == {}
    assert encode(empty) == b"{}"


def test_bogus_contacts_are_dropped_and_the_rest_stays() -> None:
    profile = Profile(email="anonymous@example.com", phone="12", first_name="Jane", age=0)
    assert profile.to_wire() == {"first_name": "Jane", "age": 0}


@pytest.mark.parametrize(
    ("given", "expected"),
    [(7, 7), ("7", "7"), ("", None), (None, None), ("x-1", "x-1")],
)
def test_id_keeps_its_type(given: Any, expected: object) -> None:
    assert Profile(id=given).id == expected


def test_identifiers() -> None:
    profile = Profile(
        id=1, external_id=2, loyalty_id=3, telegram_id=4, email="jane@shopmail.org", phone=""
    )
    assert profile.identifiers() == {
        "email": "jane@shopmail.org",
        "external_id": "2",
        "loyalty_id": "3",
        "telegram_id": "4",
    }
    assert Profile(first_name="Jane").identifiers() == {}


@pytest.mark.parametrize(
    ("values", "field", "rule"),
    [
        ({"gender": "male"}, "gender", "must be one of: m, f"),
        ({"age": -1}, "age", "must be from 0 to 150"),
        ({"age": "31"}, "age", "must be a whole number"),
        ({"birthday": "1990"}, "birthday", "must be a date (YYYY-MM-DD)"),
        ({"bought_something": "yes"}, "bought_something", "must be True or False"),
        ({"loyalty_bonuses": "many"}, "loyalty_bonuses", "must be a number"),
        ({"mobile_token_platform": "web"}, "mobile_token_platform", "must be one of: ios, android"),
        ({"kids": [{"gender": "m"}]}, "kids", "must be a list of Kid"),
        ({"auto": 5}, "auto", "must be a list of Vehicle"),
        ({"id": 1.5}, "id", "must be text, a whole number or a UUID"),
        ({"custom": {"Plan": 1}}, "custom.Plan", "its name must match [a-z0-9_]+"),
        ({"custom": {"email": 1}}, "custom.email", "its name is reserved"),
        ({"custom": {"shop_secret": 1}}, "custom.shop_secret", "its name is reserved"),
        ({"custom": {"did": 1}}, "custom.did", "its name is reserved"),
    ],
)
def test_refused(values: Any, field: str, rule: str) -> None:
    with pytest.raises(PayloadError) as caught:
        Profile(**values)
    assert (caught.value.field, caught.value.rule) == (field, rule)


def test_the_message_names_field_and_rule_but_not_the_value() -> None:
    with pytest.raises(PayloadError) as caught:
        Profile(gender="jane@shopmail.org")
    assert str(caught.value) == "gender: must be one of: m, f (got str)"


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(TypeError):
        Profile(nickname="J")  # type: ignore[call-arg]
