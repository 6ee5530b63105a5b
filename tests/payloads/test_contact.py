from __future__ import annotations

import pytest

from django_personaclick.payloads import clean_email, clean_phone


@pytest.mark.parametrize(
    "given",
    [
        "jane@shopmail.org",
        "Jane.Doe+tag@mail.shop.co.uk",
        "guesthouse@hotel.de",  # begins like a placeholder only
        "reply@shopmail.org",
        "info@notexample.com",
        "jane@myexample.com",
        "jürgen@bücher.de".replace("jürgen", "juergen"),
    ],
)
def test_email_of_a_person(given: str) -> None:
    assert clean_email(given) == given


def test_email_is_stripped() -> None:
    assert clean_email(" jane@shopmail.org\n") == "jane@shopmail.org"


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        42,
        "jane",
        "jane@",
        "@shopmail.org",
        "jane@shop mail.org",
        "jane@localhost",
        "jane\x00@shopmail.org",
        "jane@shopmail.org\ud800",
        "j" * 65 + "@" + "d" * 200 + ".org",
        "anonymous@example.com",  # the vendor's own example of what not to send
        "jane@example.net",
        "jane@mail.EXAMPLE.org",
        "jane@shop.test",
        "jane@shop.invalid",
        "jane@shop.example",
        "jane@shop.localhost",
        "noreply@shopmail.org",
        "No-Reply@shopmail.org",
        "do.not.reply@shopmail.org",
        "no-email@shopmail.org",
        "guest@shopmail.org",
        "null@shopmail.org",
    ],
)
def test_email_of_nobody(given: object) -> None:
    assert clean_email(given) is None


def test_email_placeholders_of_the_shop() -> None:
    patterns = (r"@marketplace\.", r"^till-\d+@")
    assert clean_email("x81@Marketplace.shop.com", patterns) is None
    assert clean_email("till-7@shopmail.org", patterns) is None
    assert clean_email("jane@shopmail.org", patterns) == "jane@shopmail.org"


@pytest.mark.parametrize(
    ("given", "region", "expected"),
    [
        ("+14155552671", "", "14155552671"),
        ("+1 (415) 555-2671", "", "14155552671"),
        ("14155552671", "", "14155552671"),  # digits alone are international
        (14155552671, "", "14155552671"),
        ("0014155552671", "", "14155552671"),
        ("030 123456", "DE", "4930123456"),
        ("030 123456", "de", "4930123456"),
        ("+14155552671", "DE", "14155552671"),  # a number that names its country keeps it
        ("14155552671", "FR", "14155552671"),  # none of that country: taken as international
    ],
)
def test_phone(given: object, region: str, expected: str) -> None:
    assert clean_phone(given, region) == expected
    assert clean_phone(expected) == expected  # cleaning twice changes nothing


@pytest.mark.parametrize(
    "given",
    [None, "", True, 1.5, "call me", "+", "+10000000000", "12345", "030 123456", "+999123456789"],
)
def test_phone_of_nobody(given: object) -> None:
    assert clean_phone(given) is None


def test_phone_object() -> None:
    class PhoneNumber:
        as_e164 = "+14155552671"

    assert clean_phone(PhoneNumber()) == "14155552671"
