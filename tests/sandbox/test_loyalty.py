"""Promo codes run out, bonuses add up."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import DID, Shop

JANE = {"email": "jane@shopmail.org"}
SUCCESS = (200, {"status": "success"})


def refusal(status: int, message: str) -> tuple[int, dict[str, str]]:
    return status, {"status": "error", "message": message}


def available(shop: Shop, **wanted: Any) -> list[tuple[Any, int]]:
    status, rows = shop.call("promo_codes.list", **wanted)
    assert status == 200
    return [(row["id"], row["available"]) for row in rows]


def test_codes_run_out(shop: Shop) -> None:
    assert shop.call("promo_codes.fetch", id="3184") == refusal(
        404, "List of promo codes not found"
    )
    assert shop.call("promo_codes.upload", id="3184", codes=["a", "b", "a"]) == SUCCESS
    assert shop.last.outcome == "accepted, not unique, excluded: 1"
    assert shop.call("promo_codes.list") == (
        200,
        [{"id": 3184, "name": "List 3184", "available": 2}],
    )
    assert shop.call("promo_codes.fetch", id="3184", did=DID) == (200, {"code": "a"})
    assert shop.call("promo_codes.fetch", id="3184") == (200, {"code": "b"})
    empty = refusal(404, "The list of promo codes is empty")
    assert shop.call("promo_codes.fetch", id="3184") == empty
    shop.call("promo_codes.upload", id="3184", codes=["a", "b"])
    assert shop.call("promo_codes.fetch", id="3184") == empty
    assert shop.call("promo_codes.fetch", id="3184", did="gone123456")[0] == 404


def test_codes_are_deleted(shop: Shop) -> None:
    shop.call("promo_codes.upload", id=7, codes=["a", "b", "c", "d"])
    shop.call("promo_codes.fetch", id="7", did=DID)
    answer = shop.call("promo_codes.delete", promo_code_list_id="7", codes=["a", "b", "z"])
    assert answer == (200, {"delete_count": 2, "not_found_count": 1})
    assert available(shop) == [(7, 2)]
    assert shop.call("promo_codes.purge", id="7") == SUCCESS
    assert available(shop) == [(7, 0)]
    assert shop.call("promo_codes.purge", id="8")[0] == 404
    assert shop.call("promo_codes.delete", promo_code_list_id="8", codes=["a"])[0] == 404


def test_lists_of_codes(shop: Shop) -> None:
    for name, codes in (("1", ["a"]), ("2", ["b", "c"]), ("summer", ["d"])):
        shop.call("promo_codes.upload", id=name, codes=codes)
    shop.call("promo_codes.fetch", id="1")
    assert available(shop) == [(1, 0), (2, 2), ("summer", 1)]
    assert available(shop, active=1) == [(2, 2), ("summer", 1)]
    assert available(shop, include="1,2") == [(1, 0), (2, 2)]
    assert available(shop, exclude="2") == [(1, 0), ("summer", 1)]
    assert available(shop, offset=1, limit=1) == [(2, 2)]


def balance(shop: Shop, **params: Any) -> dict[str, Any]:
    status, answer = shop.call("loyalty.balance", **{**JANE, **params})
    assert status == 200
    return {key: answer[key] for key in ("confirmed", "pending", "available_in_order")}


def test_bonuses_add_up(shop: Shop) -> None:
    assert shop.call("loyalty.balance", **JANE) == refusal(404, "Member not found")
    member = {**JANE, "phone": "+14155552671", "first_name": "Jane", "birthday": "1990-01-02"}
    assert shop.call("loyalty.join", **member) == (
        200,
        {
            "success": True,
            "data": {
                "message": "Member is registered successfully",
                "identifier": "14155552671",
            },
        },
    )
    assert shop.read("/profile", **JANE)[1]["first_name"] == "Jane"
    assert balance(shop) == {"confirmed": 0, "pending": 0, "available_in_order": 0}
    bonus = {**JANE, "amount": 100}
    for event in ("registration", "registration", "birthday"):
        assert shop.call("loyalty.event_bonus", event=event, **bonus) == SUCCESS
    assert balance(shop)["confirmed"] == 200
    rows = [{**JANE, "amount_changed": "-50"}, {**JANE, "amount_changed": 10, "activity": "x"}]
    assert shop.call("bonuses.upload", bonuses=rows) == SUCCESS
    assert balance(shop)["confirmed"] == 160
    rows = [{"phone": "14155552671", "balance": 500, "total_inactive": 30}]
    assert shop.call("bonuses.upload", bonuses=rows) == SUCCESS
    assert balance(shop) == {"confirmed": 500, "pending": 30, "available_in_order": 500}
    assert balance(shop, order_total="120.5")["available_in_order"] == 120


def test_rows_of_bonuses_that_are_wrong(shop: Shop) -> None:
    rows = [
        {"balance": 5},
        {**JANE, "expiration": "tomorrow"},
        {**JANE, "amount_changed": "many"},
        {**JANE, "balance": 5, "colour": "red"},
        7,
    ]
    assert shop.call("bonuses.upload", bonuses=rows) == SUCCESS
    assert shop.last.outcome == (
        "accepted, 4 rows refused: row 0: email, phone or loyalty_id is required; "
        "row 1: expiration must be a date as YYYY-MM-DD hh:mm:ss; "
        "row 2: amount_changed must be a number or a number as text; "
        "row 4: must be an object; colour: not documented, ignored"
    )
    assert balance(shop)["confirmed"] == 5


def test_bonuses_are_used_with_a_code(shop: Shop) -> None:
    shop.call("bonuses.upload", bonuses=[{**JANE, "balance": 300}])
    status, answer = shop.call("loyalty.init_usage", bonus_points=100, **JANE)
    assert (status, answer["status"]) == (200, "success")
    code = {"bonus_points": 100, "sms_code": answer["sms_code"], **JANE}
    done = (200, {"confirmation": "success", "confirmed": 100})
    wrong = refusal(400, "sms_code is wrong")
    assert shop.call("loyalty.use", **{**code, "sms_code": 1}) == wrong
    assert shop.call("loyalty.use", **{**code, "bonus_points": 200}) == wrong
    assert shop.call("loyalty.use", **code) == done
    assert balance(shop)["confirmed"] == 300
    assert shop.call("loyalty.use_confirmed", **code) == done
    assert balance(shop)["confirmed"] == 200
    assert shop.call("loyalty.use_confirmed", **code) == wrong


def test_bonuses_are_used_without_a_code(shop: Shop) -> None:
    shop.call("bonuses.upload", bonuses=[{**JANE, "balance": 300}])
    used = shop.call("loyalty.use_without_code", bonus_points=250, **JANE)
    assert used == (200, {"confirmation": "success", "confirmed": 250})
    assert shop.last.endpoint == "loyalty.use_without_code"
    assert shop.call("loyalty.use_without_code", bonus_points=51, **JANE) == refusal(
        400, "Not enough bonuses"
    )
    assert shop.call("loyalty.init_usage", bonus_points=51, **JANE)[0] == 400
    assert balance(shop)["confirmed"] == 50


@pytest.mark.parametrize("confirm", ["false", "1"])
def test_another_confirm_code_is_no_confirmation(shop: Shop, confirm: str) -> None:
    shop.call("bonuses.upload", bonuses=[{**JANE, "balance": 300}])
    used = shop.call("loyalty.use_without_code", bonus_points=5, confirm_code=confirm, **JANE)
    assert used[0] == 200
    assert shop.last.outcome == "accepted, confirm_code is not documented here: ignored"
