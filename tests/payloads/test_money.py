from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from django_personaclick.exceptions import PayloadError
from django_personaclick.payloads import to_decimal
from django_personaclick.payloads.money import average, product


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Decimal("9.90"), "9.90"),
        (7, "7"),
        ("9.90", "9.90"),
        (" 9.90 ", "9.90"),
        (0.1, "0.1"),
        (1e17, "100000000000000000"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.00"), "0.00"),
        (Decimal("-3.5"), "-3.5"),
        (Decimal("0.000000000000000000000000000001"), "1E-30"),
        (SimpleNamespace(amount=Decimal("4.20"), currency="EUR"), "4.20"),
        (SimpleNamespace(gross=SimpleNamespace(amount="4.20"), net=None), "4.20"),
    ],
)
def test_numbers(given: object, expected: str) -> None:
    assert str(to_decimal(given, "price")) == expected


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (None, "must be a number"),
        (True, "must be a number"),
        ("", "must be a number"),
        ("9,90", "must be a number"),
        ("1_000", "must be a number"),
        (b"1", "must be a number"),
        (float("nan"), "must be a finite number"),
        (Decimal("Infinity"), "must be a finite number"),
        (10**18, "must have at most 18 digits and 30 places"),
        (Decimal("1E+1000000"), "must have at most 18 digits and 30 places"),
        (Decimal("1E-31"), "must have at most 18 digits and 30 places"),
    ],
)
def test_no_numbers(given: object, rule: str) -> None:
    with pytest.raises(PayloadError) as caught:
        to_decimal(given, "price")
    assert (caught.value.field, caught.value.rule) == ("price", rule)


def test_product_is_exact_beyond_the_usual_precision() -> None:
    price = Decimal("123456789012345678.123456789012345")
    assert product(price, 3) == Decimal("370370367037037034.370370367037035")


def test_product_stays_within_what_a_payload_holds() -> None:
    third = Decimal("0.333333333333333333333333333333")
    assert str(product(third, Decimal("0.1"))) == "0.033333333333333333333333333333"


@pytest.mark.parametrize(
    ("total", "quantity", "expected"),
    [
        (Decimal("20.03"), 2, "10.015"),  # exact, so kept
        (Decimal(31), 3, "10.33"),
        (Decimal("32"), 3, "10.67"),
        (Decimal("10.00"), 2, "5.00"),
    ],
)
def test_average(total: Decimal, quantity: int, expected: str) -> None:
    assert average(total, quantity) == Decimal(expected)
