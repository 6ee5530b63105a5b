from __future__ import annotations

import hashlib
import json
from decimal import Decimal

import pytest

from django_personaclick import payloads
from django_personaclick.exceptions import PayloadError
from django_personaclick.payloads import (
    AnyEvent,
    Order,
    OrderItem,
    OrderStatus,
    Profile,
    View,
    decode,
    decode_event,
    digest,
    encode,
)


def test_everything_named_is_there() -> None:
    assert [name for name in payloads.__all__ if not hasattr(payloads, name)] == []
    assert len(payloads.__all__) == len(set(payloads.__all__))


def test_decimals_are_exact_from_the_books_to_the_wire() -> None:
    price = Decimal("1234567890.12345678901234567890")
    order = Order("1", "paid", items=[OrderItem(1, price)], custom={"rate": price})
    stored = encode(order)
    assert b'"price":1234567890.12345678901234567890' in stored
    again = decode(Order, stored)
    assert again == order
    assert json.loads(encode(again.to_wire()), parse_float=str) == {
        "id": "1",
        "status": "paid",
        "items": [{"id": "1", "price": str(price), "quantity": 1}],
        "value": {"total": str(price)},
        "custom": {"rate": str(price)},
    }


def test_trailing_zeros_stay() -> None:
    assert encode(OrderItem(1, "9.90").to_wire()) == b'{"id":"1","price":9.90,"quantity":1}'


def test_decode_takes_text_bytes_and_data() -> None:
    expected = OrderItem("1", Decimal("9.9"), 2)
    assert decode(OrderItem, '{"id":"1","price":9.9,"quantity":2}') == expected
    assert decode(OrderItem, b'{"id":"1","price":"9.9","quantity":2}') == expected
    assert decode(OrderItem, {"id": "1", "price": 9.9, "quantity": 2}) == expected


def test_decode_ignores_keys_of_newer_versions() -> None:
    assert decode(OrderStatus, b'{"id":"1","status":"a","later":1}') == OrderStatus("1", "a")


def test_integers_of_any_size() -> None:
    profile = Profile(custom={"big": 2**70, "negative": -(2**70)})
    assert decode(Profile, encode(profile)) == profile


@pytest.mark.parametrize(
    ("data", "field", "rule"),
    [
        (b"{", "payload", "cannot be read: Input data was truncated"),
        (b'{"event":"stare","id":"1"}', "event", "cannot be read: Invalid value 'stare'"),
        (b'{"id":"1"}', "payload", "cannot be read: Object missing required field `event`"),
        (b'{"event":"view","id":1}', "id", "cannot be read: Expected `str`, got `int`"),
        (b'{"event":"view","id":""}', "id", "must not be empty"),
        ({"event": "view", "id": "\\"}, "id", "must not contain a backslash"),
        (
            b'{"event":"cart","items":[{"id":"1","quantity":-1}]}',
            "quantity",
            "must be greater than 0",
        ),
    ],
)
def test_what_is_no_payload(data: bytes, field: str, rule: str) -> None:
    with pytest.raises(PayloadError) as caught:
        decode_event(data)
    assert (caught.value.field, caught.value.rule) == (field, rule)


def test_invalid_utf8_is_a_payload_error() -> None:
    with pytest.raises(PayloadError, match=r"^(payload|id): cannot be read"):
        decode(AnyEvent, b'{"event":"view","id":"\xff"}')


def test_digest_is_of_the_wire_form() -> None:
    first = Profile(first_name="Jane", custom={"a": 1, "b": 2})
    assert digest(first) == digest(Profile(custom={"b": 2, "a": 1}, first_name="Jane"))
    assert digest(first) != digest(Profile(first_name="Jane", custom={"a": 1, "b": 3}))
    plain = b'{"event":"view","items":[{"id":"1"}]}'
    assert digest(View(1)) == hashlib.sha256(plain).hexdigest()


def test_digest_without_some_keys() -> None:
    early, late = (Order("1", "paid", date=date, email="jane@shopmail.org") for date in (1, 2))
    assert digest(early) != digest(late)
    assert digest(early, exclude={"date"}) == digest(late, exclude={"date"})


def test_payloads_are_frozen() -> None:
    with pytest.raises(AttributeError):
        View(1).id = "2"  # type: ignore[misc]
