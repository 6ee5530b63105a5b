"""What the sandbox remembers: carts, wish lists, people, devices, orders."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.sandbox import SHOP_ID

from .conftest import DID, SID, Shop

JANE = "jane@shopmail.org"
JOHN = "john@shopmail.org"
ITEMS = [{"id": "37", "price": 318, "amount": 3}, {"id": "187", "price": 5000, "amount": 1}]


def order(number: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "status": "new",
        "channel": "website",
        "date": 1602338740,
        "email": JANE,
        "value": {"total": 200.13},
        "items": [{"id": "37", "price": 100.065, "quantity": 2}],
        **changes,
    }


def set_profile(shop: Shop, **fields: Any) -> None:
    body = {"shop_id": SHOP_ID, "did": DID, "sid": SID, "seance": SID, **fields}
    assert shop.post("/profile/set", body) == (200, {"status": "success"})


def numbers(shop: Shop, **identifier: str) -> list[str]:
    status, answer = shop.read("/orders/by_user", **identifier)
    assert status == 200
    assert answer.keys() == {"status", "data"}
    return [found["id"] for found in answer["data"]["orders"]]


def test_views_searches_and_categories_are_counted(shop: Shop) -> None:
    shop.push(event="view", items=[{"id": "37"}])
    shop.push(event="view", items=[{"id": 37}, {"id": "40"}])
    shop.push(event="search", search_query="red shoes")
    shop.push(event="category", category_id="100500")
    state = shop.sandbox.state
    assert state.views == {"37": 2, "40": 1}
    assert state.searches == {"red shoes": 1}
    assert state.categories == {"100500": 1}
    assert state.events == {"view": 2, "search": 1, "category": 1}


def test_a_cart(shop: Shop) -> None:
    def cart() -> dict[str, int]:
        content = shop.sandbox.state.carts[DID]
        return {number: item["amount"] for number, item in content.items()}

    shop.push(event="cart", items=[{"id": "1"}])
    shop.push(event="cart", items=[{"id": "2", "amount": 3}])
    assert cart() == {"1": 1, "2": 3}
    shop.push(event="remove_from_cart", items=[{"id": "1"}])
    assert cart() == {"2": 3}
    shop.push(event="cart", items=[{"id": "7", "quantity": 2}], full_cart=True)
    assert cart() == {"7": 2}
    shop.push(event="cart", items=[], full_cart=True)
    assert cart() == {}


def test_a_wish_list(shop: Shop) -> None:
    def wished() -> list[str]:
        return shop.sandbox.state.wish_lists[DID]

    shop.push(event="wish", items=[{"id": "1"}])
    shop.push(event="wish", items=[{"id": "2"}])
    shop.push(event="wish", items=[{"id": "1"}])
    assert wished() == ["1", "2"]
    shop.push(event="remove_wish", items=[{"id": "1"}])
    assert wished() == ["2"]
    shop.push(event="wish", items=["8", "9"], full_wish=True)
    assert wished() == ["8", "9"]
    shop.push(event="wish", items=[], full_wish=True)
    assert wished() == []


def test_a_profile_is_read_whole_with_the_secret(shop: Shop) -> None:
    set_profile(
        shop,
        email=JANE,
        phone="+14155552671",
        id=100500,
        first_name="Jane",
        gender="f",
        favourite="tea",
        kids=[{"gender": "f", "birthday": "2015-07-28"}],
    )
    shop.push(event="purchase", order_id="N318", items=ITEMS, order_price=5954)
    whole = {
        "id": 100500,
        "first_name": "Jane",
        "gender": "f",
        "kids": [{"gender": "f", "birthday": "2015-07-28"}],
        "email": JANE,
        "phone": "14155552671",
        "external_id": "100500",
        "has_email": True,
        "computed_gender": "f",
        "custom_properties": {"favourite": "tea"},
        "additional_emails": [],
        "additional_phones": [],
        "additional_loyalty_ids": [],
        "tags": [],
        "orders": [
            {
                "id": "N318",
                "status": "new",
                "value": 5954,
                "items": [
                    {"id": "37", "name": None, "price": 318, "quantity": 3},
                    {"id": "187", "name": None, "price": 5000, "quantity": 1},
                ],
            }
        ],
    }
    for identifier in ({"email": JANE}, {"phone": "14155552671"}, {"external_id": "100500"}):
        assert shop.read("/profile", **identifier) == (200, whole)


def test_a_profile_is_anonymous_with_a_did(shop: Shop) -> None:
    set_profile(shop, email=JANE, first_name="Jane", gender="f", telegram_id="123")
    status, answer = shop.get("/profile", shop_id=SHOP_ID, did=DID)
    assert status == 200
    assert answer["gender"] == "f"
    assert not answer.keys() & {"email", "phone", "first_name", "telegram_id", "orders"}


@pytest.mark.parametrize(
    ("identifier", "status", "message"),
    [
        ({"email": "nobody@shopmail.org"}, 404, "Profile not found"),
        ({}, 400, "one of email, phone, external_id, loyalty_id, telegram_id is required"),
    ],
)
def test_a_profile_that_is_not_there(
    shop: Shop, identifier: dict[str, str], status: int, message: str
) -> None:
    answer = shop.read("/profile", **identifier)
    assert answer == (status, {"status": "error", "message": message})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"email": ""}, "email is empty: leave it out"),
        ({"email": "jane"}, "email must be an e-mail address"),
        ({"phone": "call me"}, "phone must be a phone number: digits, with or without +"),
        ({"gender": "female"}, "gender must be one of m, f"),
        ({"birthday": "31.12.1990"}, "birthday must be a date as YYYY-MM-DD"),
        ({"birthday": "1990-02-30"}, "birthday must be a date as YYYY-MM-DD"),
        ({"age": "31"}, "age must be an integer"),
        ({"bought_something": 1}, "bought_something must be true or false"),
        ({"loyalty_bonuses": "5"}, "loyalty_bonuses must be a number"),
        ({"kids": {"gender": "m"}}, "kids must be a list of objects with gender, birthday"),
        ({"kids": [{"gender": "x"}]}, "kids must be a list of objects with gender, birthday"),
        ({"auto": [{"colour": "red"}]}, "auto must be a list of objects with brand, model, vds"),
        ({"segment": "C"}, "segment must be one of A, B"),
        ({"flag": True}, "flag must be a string, a number, a list of strings or an object"),
        ({"list": [1, 2]}, "list must be a string, a number, a list of strings or an object"),
        ({"middle_name": None}, "middle_name is empty: leave it out"),
    ],
)
def test_a_wrong_profile_is_400(shop: Shop, fields: dict[str, Any], message: str) -> None:
    answer = shop.post("/profile/set", {"shop_id": SHOP_ID, "did": DID, **fields})
    assert answer == (400, {"status": "error", "message": message})
    assert shop.sandbox.state.profiles == []


def test_a_profile_of_nobody_is_400(shop: Shop) -> None:
    assert shop.secret("/profile/set", first_name="Jane") == (
        400,
        {
            "status": "error",
            "message": "one of did, email, phone, external_id, loyalty_id, telegram_id is required",
        },
    )


def test_an_identifier_moves_the_device(shop: Shop) -> None:
    set_profile(shop, email=JANE)
    set_profile(shop, email=JOHN)
    device = shop.sandbox.state.devices[DID]
    assert [owner.identifiers for owner in device.owners] == [{"email": JANE}, {"email": JOHN}]
    shop.push(event="view", items=[{"id": "1"}], email=JANE)
    assert [owner.identifiers["email"] for owner in device.owners] == [JANE, JOHN, JANE]
    assert len(shop.sandbox.state.profiles) == 2


def test_more_identifiers_make_no_second_person(shop: Shop) -> None:
    set_profile(shop, phone="14155552671")
    set_profile(shop, email=JANE.upper())
    set_profile(shop, email=JANE, loyalty_id="7")
    (profile,) = shop.sandbox.state.profiles
    assert profile.identifiers == {"phone": "14155552671", "email": JANE, "loyalty_id": "7"}


def test_another_identifier_of_a_kind_is_additional(shop: Shop) -> None:
    shop.secret("/profile/set", email=JANE, phone="14155552671")
    shop.secret("/profile/set", email=JANE, phone="14155552672")
    answer = shop.read("/profile", phone="14155552671")[1]
    assert (answer["phone"], answer["additional_phones"]) == ("14155552672", ["14155552671"])


def test_an_identifier_belongs_to_one_person(shop: Shop) -> None:
    shop.secret("/profile/set", email=JANE)
    shop.secret("/profile/set", phone="14155552671", loyalty_id="7")
    shop.secret("/profile/set", email=JANE, phone="14155552671")
    jane, other = shop.sandbox.state.profiles
    assert jane.identifiers == {"email": JANE, "phone": "14155552671"}
    assert other.identifiers == {"loyalty_id": "7"}


def test_a_stranger_has_a_profile_too(shop: Shop) -> None:
    set_profile(shop, gender="f", favourite="tea")
    (profile,) = shop.sandbox.state.profiles
    assert (profile.identifiers, profile.custom) == ({}, {"favourite": "tea"})
    assert shop.get("/profile", shop_id=SHOP_ID, did=DID)[1]["gender"] == "f"


def test_what_a_stranger_bought_is_theirs_when_they_are_known(shop: Shop) -> None:
    shop.secret("/profile/set", email=JANE)
    shop.push(event="purchase", order_id="N1", items=ITEMS)
    assert numbers(shop, email=JANE) == []
    set_profile(shop, email=JANE)
    assert numbers(shop, email=JANE) == ["N1"]


def test_a_purchase_makes_an_order(shop: Shop) -> None:
    purchase = {"email": JANE, "order_price": 6000, "promocode": "SALE", "custom": {"route": "A"}}
    shop.push(event="purchase", order_id="N318", items=ITEMS, **purchase)
    made = shop.sandbox.state.orders["N318"]
    assert (made.status, made.source, made.total, made.did) == ("new", "purchase", 6000, DID)
    assert made.items == [
        {"id": "37", "quantity": 3, "price": 318},
        {"id": "187", "quantity": 1, "price": 5000},
    ]
    assert made.fields == {"order_price": 6000, "promocode": "SALE", "custom": {"route": "A"}}
    assert numbers(shop, email=JANE) == numbers(shop, did=DID) == ["N318"]


def test_a_purchase_without_a_price_is_the_sum_of_its_items(shop: Shop) -> None:
    shop.push(event="purchase", order_id="N318", items=ITEMS)
    assert shop.sandbox.state.orders["N318"].total == 5954


def test_a_repeated_purchase_changes_nothing(shop: Shop) -> None:
    shop.push(event="purchase", order_id="N318", items=ITEMS)
    assert shop.push(event="purchase", order_id="N318", items=ITEMS[:1])[0] == 200
    made = shop.sandbox.state.orders["N318"]
    assert (made.repeats, len(made.items)) == (1, 2)
    assert shop.last.reason == "repeat: order N318 is known, nothing was changed"
    assert [bought["repeat"] for bought in shop.sandbox.state.purchases] == [False, True]


def test_a_synced_order_is_found(shop: Shop) -> None:
    shop.secret("/sync/orders", orders=[order("B"), order("A", date=1602338000, offline=True)])
    assert shop.read("/orders/by_user", email=JANE) == (
        200,
        {
            "status": "success",
            "data": {
                "orders": [
                    {
                        "id": number,
                        "status": "new",
                        "date": date,
                        "value": 200.13,
                        "items": [{"id": "37", "price": 100.065, "quantity": 2}],
                        "channel": "website",
                        **more,
                    }
                    for number, date, more in (
                        ("A", 1602338000, {"offline": True}),
                        ("B", 1602338740, {}),
                    )
                ]
            },
        },
    )


def test_orders_since_a_day(shop: Shop) -> None:
    rows = [order("A", date=1602288000), order("B", date=1602287999)]  # midnight of 10 October
    shop.secret("/sync/orders", orders=rows)
    assert numbers(shop, email=JANE, date_from="2020-10-10") == ["A"]
    assert shop.read("/orders/by_user", email=JANE, date_from="10.10.2020") == (
        400,
        {"status": "error", "message": "date_from must be a date as YYYY-MM-DD"},
    )


@pytest.mark.parametrize(
    ("identifier", "status"), [({}, 400), ({"did": "gone123456"}, 404), ({"email": JOHN}, 200)]
)
def test_orders_of_nobody(shop: Shop, identifier: dict[str, str], status: int) -> None:
    assert shop.read("/orders/by_user", **identifier)[0] == status


def test_the_history_of_an_order(shop: Shop) -> None:
    for number, status in enumerate(["new", "paid", "paid", "shipped"]):
        shop.secret("/sync/orders", orders=[order("A", status=status, date=1602338740 + number)])
    shop.secret("/sync/orders", orders=[{"id": "A", "status": "Cancelled"}])
    kept = shop.sandbox.state.orders["A"]
    assert [status for status, _ in kept.history] == ["new", "paid", "shipped", "Cancelled"]
    assert (kept.status, kept.total, len(kept.items)) == ("Cancelled", 200.13, 1)


def test_a_synced_order_completes_a_purchase(shop: Shop) -> None:
    shop.push(event="purchase", order_id="A", items=ITEMS, email=JANE)
    shop.secret("/sync/orders", orders=[order("A", status="paid", promocode="SALE")])
    kept = shop.sandbox.state.orders["A"]
    assert (kept.source, kept.did, kept.status, kept.total) == ("purchase", DID, "paid", 200.13)
    assert kept.fields["promocode"] == "SALE"


def test_only_what_is_not_empty_overwrites(shop: Shop) -> None:
    shop.secret("/sync/orders", orders=[order("A", promocode="SALE", location_id="77")])
    shop.secret("/sync/orders", orders=[order("A", promocode="", location_id=None)])
    assert shop.sandbox.state.orders["A"].fields == {
        "channel": "website",
        "promocode": "SALE",
        "location_id": "77",
    }


def test_the_products_of_the_last_order(shop: Shop) -> None:
    set_profile(shop, email=JANE)
    assert shop.get("/orders/last_for_user", shop_id=SHOP_ID, did=DID) == (200, [])
    items = [
        {"id": "37", "price": 318.5, "quantity": 1, "original_price": 400},
        {"id": "38", "price": 5, "quantity": 1, "status": "cancelled"},
        {"id": "39", "price": 5, "quantity": 1, "status": "refunded"},
    ]
    shop.secret("/sync/orders", orders=[order("B", items=items), order("A", date=1602338000)])
    assert shop.get("/orders/last_for_user", shop_id=SHOP_ID, did=DID, sid=SID) == (
        200,
        [
            {
                "id": "37",
                "name": None,
                "price": 318,
                "price_full": 318.5,
                "oldprice": 400,
                "oldprice_full": 400,
                "currency": "USD",
            }
        ],
    )


def test_an_audience(shop: Shop) -> None:
    rows = [
        {"email": JANE, "first_name": "Jane", "fb_id": "", "age": "", "email_bulk": True},
        {"phone": "+14155552671", "id": "998877", "mobile_token_platform": "ios"},
    ]
    assert shop.secret("/import/audience", audience=rows, segment_id=146) == (
        200,
        {"status": "success"},
    )
    assert shop.last.outcome == "accepted"
    jane, other = shop.sandbox.state.profiles
    assert jane.fields == {"first_name": "Jane", "email_bulk": True}
    assert other.identifiers == {"phone": "14155552671", "external_id": "998877"}
    assert jane.segments == other.segments == {"146"}


def test_a_bogus_email_is_noted(shop: Shop) -> None:
    set_profile(shop, email="noreply@shop.invalid")
    assert shop.last.outcome == "accepted, bogus e-mail: its domain cannot have mailboxes"
