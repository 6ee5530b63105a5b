"""API reference: Bonuses, Loyalty program."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import UndecodableResponse
from django_personaclick.payloads import BonusStatus
from tests.client.contracts import KEYS, SUCCESS, Example, Refusal, examples, prove_refusal
from tests.client.servers import ApiServer

PHONE = {"phone": "14155552671"}
JANE = {**KEYS, **PHONE}
USED = {"confirmation": "success", "confirmed": 123456}
BALANCE = {
    "confirmed": 123,
    "pending": 456,
    "expiring": 789,
    "expire_in": "2022-12-12 23:59:59 UTC",
    "available_in_order": 100,
    "payable_amount": 50,
}
MEMBER = {"message": "Member is registered successfully", "identifier": "14155552671"}
BONUS = BonusStatus(
    email="jane@shopmail.org",
    phone="+14155552671",
    loyalty_id=7,
    current_status="gold",
    total_balance=Decimal("100.50"),
    total_used=0,
    total_burned=1,
    total_cancelled=2,
    total_inactive=3,
    total_rewarded=4,
    purchase_date=datetime(2024, 5, 6, 7, 8, 9),
    event="order_paid",
    order_id=1001,
    bonus_status="active",
    amount_changed=Decimal("-5.50"),
    activated_at="2024-05-06 07:08:09",
    expiration=date(2025, 5, 6),
    activity="purchase",
    balance=10,
)


def used(name: str, call: Any, answer: Any, query: dict[str, str]) -> Example:
    return Example(
        f"loyalty.{name}",
        call,
        "POST",
        f"/loyalty/basic/{PATHS[name]}",
        query,
        answer=answer,
        result=USED,
    )


PATHS = {
    "use": "use_bonus_points",
    "use_without_code": "use_bonus_points",
    "use_confirmed": "use_bonus_points_confirmed",
}
POINTS = {**JANE, "bonus_points": "100"}


@examples(
    Example(
        "bonuses.upload",
        lambda client: client.bonuses.upload([BONUS, BonusStatus(loyalty_id="8", balance=0)]),
        "POST",
        "/import/bonuses",
        body={
            **KEYS,
            "bonuses": [
                {
                    "email": "jane@shopmail.org",
                    "phone": "14155552671",
                    "loyalty_id": "7",
                    "current_status": "gold",
                    "total_balance": "100.50",  # a number; the test server keeps its digits
                    "total_used": 0,
                    "total_burned": 1,
                    "total_cancelled": 2,
                    "total_inactive": 3,
                    "total_rewarded": 4,
                    "balance": 10,
                    "purchase_date": "2024-05-06 07:08:09",
                    "event": "order_paid",
                    "order_id": "1001",
                    "bonus_status": "active",
                    "amount_changed": "-5.50",
                    "activated_at": "2024-05-06 07:08:09",
                    "expiration": "2025-05-06 00:00:00",
                    "activity": "purchase",
                },
                {"loyalty_id": "8", "balance": 0},
            ],
        },
        answer=b"",
    ),
    Example(
        "loyalty.join",
        lambda client: client.loyalty.join(
            phone="+14155552671",
            email="jane@shopmail.org",
            first_name="Jane",
            last_name="Doe",
            gender="f",
            birthday=date(1990, 3, 11),
        ),
        "POST",
        "/loyalty/members/join",
        body={
            **JANE,
            "email": "jane@shopmail.org",
            "first_name": "Jane",
            "last_name": "Doe",
            "gender": "f",
            "birthday": "1990-03-11",
        },
        answer={"success": True, "data": MEMBER},
        result=MEMBER,
    ),
    Example(
        "loyalty.join",
        lambda client: client.loyalty.join(phone="+14155552671"),
        "POST",
        "/loyalty/members/join",
        body=JANE,
        answer={**SUCCESS, "payload": MEMBER},
        result=MEMBER,
    ),
    Example(
        "loyalty.balance",
        lambda client: client.loyalty.balance(phone="+14155552671", order_total="99.90"),
        "GET",
        "/loyalty/basic/balance",
        {**JANE, "order_total": "99.90"},
        answer=BALANCE,
        result=BALANCE,
    ),
    Example(
        "loyalty.balance",
        lambda client: client.loyalty.balance(
            email="jane@shopmail.org", expire_in=date(2022, 12, 1)
        ),
        "GET",
        "/loyalty/basic/balance",
        {**KEYS, "email": "jane@shopmail.org", "expire_in": "01-12-2022"},
        answer={**SUCCESS, "payload": BALANCE},
        result=BALANCE,
    ),
    Example(
        "loyalty.init_usage",
        lambda client: client.loyalty.init_usage(100, phone="+14155552671"),
        "GET",
        "/loyalty/basic/init_bonus_usage",
        POINTS,
        answer={**SUCCESS, "sms_code": 123456},
        result="123456",
    ),
    used(
        "use",
        lambda client: client.loyalty.use(100, "0123", phone="+14155552671"),
        USED,
        {**POINTS, "confirm_code": "true", "sms_code": "0123"},
    ),
    used(
        "use_without_code",
        lambda client: client.loyalty.use_without_code(100, phone="+14155552671"),
        USED,
        POINTS,
    ),
    used(
        "use_confirmed",
        lambda client: client.loyalty.use_confirmed(100, 123456, phone="+14155552671"),
        {"status": "success", "confirmed": 123456},
        {**POINTS, "sms_code": "123456"},
    ),
    Example(
        "loyalty.event_bonus",
        lambda client: client.loyalty.event_bonus("registration", 500, phone="+14155552671"),
        "POST",
        "/loyalty/basic/event_bonus",
        {**JANE, "event": "registration", "amount": "500"},
    ),
    Example(
        "loyalty.event_bonus",
        lambda client: client.loyalty.event_bonus(
            "registration", Decimal("5E+3"), email="jane@shopmail.org"
        ),
        "POST",
        "/loyalty/basic/event_bonus",
        {**KEYS, "email": "jane@shopmail.org", "event": "registration", "amount": "5000"},
        answer={**SUCCESS, "transaction_id": 3373},
        result=3373,
    ),
)
def test_contract(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def test_numbers_of_bonuses_are_numbers(client: Client, server: ApiServer) -> None:
    client.bonuses.upload([BONUS])
    assert b'"total_balance":100.50' in server.only.body


@pytest.mark.parametrize("answer", [{}, {"sms_code": ""}, {"sms_code": None}])
def test_an_answer_without_a_code(client: Client, server: ApiServer, answer: Any) -> None:
    server.answer(answer)
    with pytest.raises(UndecodableResponse, match="the answer has no sms_code"):
        client.loyalty.init_usage(1, phone="+14155552671")


def refusals() -> list[Refusal]:
    def loyalty(name: str, *values: Any, **named: Any) -> Any:
        return lambda client: getattr(client.loyalty, name)(*values, **named)

    person = "must be given and usable, or phone"
    date_rule = "must be a date (YYYY-MM-DD)"
    return [
        (lambda client: client.bonuses.upload([]), "bonuses", "must not be empty"),
        (lambda client: client.bonuses.upload([{}]), "bonuses[0]", "must be BonusStatus"),
        (
            lambda client: client.bonuses.upload([BONUS, BonusStatus(balance=1)]),
            "bonuses[1].email",
            "must be given, or phone or loyalty_id",
        ),
        (
            lambda client: client.bonuses.upload([BONUS] * 20_001),
            "bonuses",
            "must be at most 20000 rows",
        ),
        (loyalty("join"), "email", person),
        (loyalty("join", phone="123"), "email", person),
        (loyalty("join", **PHONE, gender="x"), "gender", "must be one of: m, f"),
        (loyalty("join", **PHONE, birthday="11.03.1990"), "birthday", date_rule),
        (loyalty("balance"), "email", person),
        (loyalty("balance", **PHONE, expire_in="01-12-2022"), "expire_in", date_rule),
        (loyalty("balance", **PHONE, order_total=-1), "order_total", "must not be negative"),
        (loyalty("init_usage", 100), "email", person),
        (loyalty("init_usage", 0, **PHONE), "bonus_points", "must be at least 1"),
        (loyalty("init_usage", 1.5, **PHONE), "bonus_points", "must be a whole number"),
        (loyalty("use", 100, "", **PHONE), "sms_code", "must not be empty"),
        (loyalty("use", None, "1", **PHONE), "bonus_points", "must not be empty"),
        (loyalty("use", 100, "1"), "email", person),
        (loyalty("use_confirmed", 100, "", **PHONE), "sms_code", "must not be empty"),
        (loyalty("use_confirmed", -1, "1", **PHONE), "bonus_points", "must be at least 1"),
        (loyalty("use_without_code", 0, **PHONE), "bonus_points", "must be at least 1"),
        (loyalty("use_without_code", 1), "email", person),
        (loyalty("event_bonus", "", 1, **PHONE), "event", "must not be empty"),
        (loyalty("event_bonus", "e", 0, **PHONE), "amount", "must be greater than 0"),
        (loyalty("event_bonus", "e", 1), "email", person),
    ]


@pytest.mark.parametrize("refusal", refusals())
def test_refuses(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
