"""Segments, subscriptions, triggers, changed and erased profiles: told over HTTP, remembered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET

from .conftest import DID, Shop

JANE, JOHN = "jane@shopmail.org", "john@shopmail.org"
PHONE = "14155552671"
SUCCESS = (200, {"status": "success"})
NOTHING = {
    "exists": False,
    **{
        f"{channel}_{kind}": False
        for channel in ("email", "sms", "web_push", "mobile_push")
        for kind in ("bulk", "chain", "transactional")
    },
    **{
        f"email_{mark}": False
        for mark in ("invalid", "blacklisted", "bounced", "suppressed", "confirmed")
    },
}
TODAY = datetime.now(UTC).strftime("%Y-%m-%d")


def changes(shop: Shop, **params: Any) -> list[tuple[str, str, str, str, str]]:
    status, rows = shop.call("subscriptions.changes", **params)
    assert status == 200
    keys = ("contact_type", "contact", "campaign_type", "event", "channel")
    return [tuple(row[key] for key in keys) for row in rows]


def test_a_segment_is_entered_and_left(shop: Shop) -> None:
    assert shop.call("segments.add", email=JANE, segment_id="313") == SUCCESS
    assert shop.call("segments.add", email=JANE, segment_id=7) == SUCCESS
    assert shop.call("segments.get", email=JANE) == (
        200,
        [{"id": 313, "type": "static"}, {"id": 7, "type": "static"}],
    )
    assert shop.call("segments.includes", email=JANE, segment_id=313) == (200, True)
    assert shop.call("segments.remove", email=JANE, segment_id="313") == SUCCESS
    assert shop.call("segments.includes", email=JANE, segment_id=313) == (200, False)
    assert shop.call("segments.get", email=JOHN) == (200, [])


def test_a_segment_of_a_device(shop: Shop) -> None:
    assert shop.call("segments.add", did=DID, segment_id="5") == SUCCESS
    assert shop.call("segments.get", did=DID) == (200, [{"id": 5, "type": "static"}])
    assert shop.call("segments.add", did="gone123456", segment_id="5")[0] == 404


def test_a_segment_of_an_import(shop: Shop) -> None:
    assert shop.call("audience.upload", audience=[{"email": JANE}], segment_id=9) == SUCCESS
    assert shop.call("segments.includes", email=JANE, segment_id=9) == (200, True)


def test_segments_by_form_and_by_post(shop: Shop) -> None:
    keys = {"shop_id": SHOP_ID, "shop_secret": SHOP_SECRET, "email": JANE}
    added = shop.send("POST", "/segments/add", data={**keys, "segment_id": "313"})
    assert (added.status_code, added.json()) == SUCCESS
    got = shop.send("POST", "/segments/get", json=keys)
    assert (got.status_code, got.json()) == (200, [{"id": 313, "type": "static"}])


def test_a_subscription_shows_in_check_and_changes(shop: Shop) -> None:
    flags = {"email_bulk": True, "sms_chain": False}
    assert shop.call("subscriptions.manage", email=JANE, phone=PHONE, **flags) == SUCCESS
    expected = {**NOTHING, "exists": True, "email_bulk": True}
    assert shop.call("subscriptions.check", email=JANE) == (200, expected)
    assert shop.call("subscriptions.check", phone=f"+{PHONE}") == (200, expected)
    assert changes(shop) == [
        ("email", JANE, "bulk", "subscribe", "api"),
        ("sms", PHONE, "chain", "unsubscribe", "api"),
    ]
    assert shop.call("subscriptions.manage", email=JANE, email_bulk=True) == SUCCESS
    assert len(changes(shop)) == 2
    assert shop.call("subscriptions.manage", email=JANE, email_bulk=False) == SUCCESS
    assert shop.call("subscriptions.check", email=JANE)[1]["email_bulk"] is False
    assert changes(shop)[2:] == [("email", JANE, "bulk", "unsubscribe", "api")]


def test_nobody_is_subscribed_to_nothing(shop: Shop) -> None:
    assert shop.call("subscriptions.check", email=JANE) == (200, NOTHING)


def test_the_secret_may_be_a_header(shop: Shop) -> None:
    for path, params in (("/subscriptions/check", {"email": JANE}), ("/subscriptions/changes", {})):
        query = {"shop_id": SHOP_ID, **params}
        right = shop.send("GET", path, params=query, headers={"X-Shop-Secret": SHOP_SECRET})
        assert right.status_code == 200
        wrong = shop.send("GET", path, params=query, headers={"X-Shop-Secret": "wrong"})
        assert (wrong.status_code, wrong.json()["message"]) == (403, "shop_secret is wrong")
    elsewhere = shop.send(
        "GET",
        "/segments/get",
        params={"shop_id": SHOP_ID, "email": JANE},
        headers={"X-Shop-Secret": SHOP_SECRET},
    )
    assert elsewhere.status_code == 403


def test_subscriptions_by_form(shop: Shop) -> None:
    keys = {"shop_id": SHOP_ID, "shop_secret": SHOP_SECRET, "email": JANE}
    sent = shop.send("POST", "/subscriptions/manage", data={**keys, "email_bulk": "true"})
    assert (sent.status_code, sent.json()) == SUCCESS
    assert shop.call("subscriptions.check", email=JANE)[1]["email_bulk"] is True


def test_changes_by_filter_and_page(shop: Shop) -> None:
    for email in (JANE, JOHN):
        shop.call("subscriptions.manage", email=email, email_bulk=True, email_chain=False)
    shop.call("audience.upload", audience=[{"phone": PHONE, "sms_bulk": True}])
    jane = [
        ("email", JANE, "bulk", "subscribe", "api"),
        ("email", JANE, "chain", "unsubscribe", "api"),
    ]
    assert changes(shop, email=JANE) == jane
    assert changes(shop, channel="import") == [("sms", PHONE, "bulk", "subscribe", "import")]
    assert [row[1] for row in changes(shop, event="unsubscribe")] == [JANE, JOHN]
    assert changes(shop, offset=1, limit=2) == changes(shop)[1:3]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
    assert changes(shop, **{"from": TODAY, "to": tomorrow}) == changes(shop)
    assert changes(shop, **{"from": "2020-01-01", "to": "2020-01-02"}) == []


@pytest.mark.parametrize(
    ("event", "marked", "logged"),
    [
        ("hard_bounced", "email_bounced", ["hard_bounced"]),
        ("blacklisted", "email_blacklisted", ["blacklisted"]),
        ("complained", "email_suppressed", ["complained", "unsubscribe"]),
        ("unsubscribed", "", ["unsubscribe"]),
    ],
)
def test_what_a_mailing_service_learned(
    shop: Shop, event: str, marked: str, logged: list[str]
) -> None:
    flags = {"email_bulk": True, "email_chain": False, "email_transactional": False}
    shop.call("subscriptions.manage", email=JANE, **flags)
    assert shop.call("subscriptions.callback", email=JANE, event=event) == SUCCESS
    check = shop.call("subscriptions.check", email=JANE)[1]
    assert [key for key in check if check[key] and key.startswith("email_")] == [
        key for key in ("email_bulk", marked) if key and (key == marked or event == "blacklisted")
    ]
    assert check["exists"] is (event != "hard_bounced")
    assert [row[3] for row in changes(shop, channel="api_callback")] == logged


def test_suppressed_people(shop: Shop) -> None:
    shop.call("subscriptions.manage", email=JANE, email_bulk=True)
    rows = [{"email": JANE}, {"email": "x"}, 5]
    assert shop.call("audience.suppress", audience=rows) == SUCCESS
    assert shop.last.outcome == (
        "accepted, 2 rows refused: row 1: email must be an e-mail address; "
        "row 2: email must be an e-mail address"
    )
    check = shop.call("subscriptions.check", email=JANE)[1]
    assert (check["email_bulk"], check["email_suppressed"]) == (False, True)


def test_another_email(shop: Shop) -> None:
    shop.call("audience.upload", audience=[{"email": JANE, "phone": PHONE}, {"email": JOHN}])
    change = {"old_email": JANE, "new_email": JOHN, "i_understand_what_i_am_doing": True}
    assert shop.call("profile.force_change_email", **change) == (
        200,
        {"status": "success", "message": "The email was changed"},
    )
    assert shop.read("/profile", phone=PHONE)[1]["email"] == JOHN
    assert shop.read("/profile", email=JANE)[0] == 404
    again = shop.call("profile.force_change_email", **change)
    assert again == (404, {"status": "error", "message": "No profile has the old email"})


def test_another_phone_by_form(shop: Shop) -> None:
    shop.call("audience.upload", audience=[{"email": JANE, "phone": PHONE}])
    form = {
        "shop_id": SHOP_ID,
        "shop_secret": SHOP_SECRET,
        "old_phone": f"+{PHONE}",
        "new_phone": "+14155550000",
    }
    refused = shop.send("POST", "/profile/force_change_phone", data=form)
    assert (refused.status_code, refused.json()["message"]) == (
        400,
        "i_understand_what_i_am_doing is missing",
    )
    form["i_understand_what_i_am_doing"] = "believe me I know what I am doing"
    assert shop.send("POST", "/profile/force_change_phone", data=form).status_code == 200
    assert shop.read("/profile", email=JANE)[1]["phone"] == "14155550000"


def test_an_erased_profile(shop: Shop) -> None:
    person = {"email": JANE, "phone": PHONE, "first_name": "Jane", "gender": "f", "shoe": "38"}
    shop.call("audience.upload", audience=[person])
    two = shop.call("profile.purge", email=JANE, phone=PHONE)
    assert two == (400, {"status": "error", "message": "exactly one identifier is required"})
    assert shop.call("profile.purge", email=JANE) == SUCCESS
    assert shop.read("/profile", phone=PHONE)[0] == 404
    erased = shop.sandbox.state.profiles[0]
    assert (erased.identifiers, erased.fields, erased.custom) == ({}, {"gender": "f"}, {})
    assert shop.call("profile.purge", email=JANE)[0] == 404


def test_people_by_attribute(shop: Shop) -> None:
    people = [
        {"email": JANE, "loyalty_id": "L01", "birthday": "1971-09-11"},
        {"email": JOHN, "loyalty_id": "L02", "birthday": "1971-09-12"},
    ]
    shop.call("audience.upload", audience=people)
    found = shop.call("audience.find", by="loyalty_id", ids=["L02", "L03"])[1]
    assert [(row["email"], row["loyalty_id"], row["birthday"]) for row in found] == [
        (JOHN, "L02", "1971-09-12")
    ]
    days = ["x", "1971-09-11", *[f"2000-01-0{day}" for day in range(1, 5)], "1971-09-12"]
    found = shop.call("audience.find", by="birthday", ids=days)[1]
    assert [row["email"] for row in found] == [JANE]
    assert shop.last.outcome == "accepted, only 5 valid dates are looked up: others are skipped"


@pytest.mark.parametrize(("kind", "extra"), [("price", {"price": "1000"}), ("stock", {})])
def test_a_trigger(shop: Shop, kind: str, extra: dict[str, Any]) -> None:
    def has(item: str, **person: str) -> bool:
        status, answer = shop.call(f"triggers.check_{kind}", item_id=item, **person)
        assert status == 200
        return bool(answer)

    properties = {"properties": {"fashion_size": "XL", "barcode": "222222"}}
    more = properties if kind == "stock" else {}
    for item, person in (("1", {"email": JANE}), ("2", {"email": JANE}), ("1", {"did": DID})):
        answer = shop.call(f"triggers.subscribe_{kind}", item_id=item, **extra, **more, **person)
        assert answer == SUCCESS
    assert has("1", email=JANE)
    assert has("1", did=DID)
    assert not has("1", email=JOHN)
    assert shop.call(f"triggers.{kind}_subscribers") == (
        200,
        [
            {
                "id": "1",
                "barcode": "222222" if more else None,
                "quantity": 2,
                "date": TODAY,
                "contacts": [JANE, DID],
            },
            {
                "id": "2",
                "barcode": "222222" if more else None,
                "quantity": 1,
                "date": TODAY,
                "contacts": [JANE],
            },
        ],
    )
    assert shop.call(f"triggers.unsubscribe_{kind}", email=JANE, item_ids="2, 3") == SUCCESS
    assert not has("2", email=JANE)
    assert shop.call(f"triggers.unsubscribe_{kind}", email=JANE, item_ids="") == SUCCESS
    assert not has("1", email=JANE)
    assert has("1", did=DID)


def test_a_trigger_needs_somebody(shop: Shop) -> None:
    message = "email, phone or did is missing"
    answer = shop.call("triggers.subscribe_price", item_id="1", price=10)
    assert answer == (401, {"status": "error", "message": message})
    answer = shop.call("triggers.subscribe_price", item_id="1", price=10, loyalty_id="7")
    assert answer == (401, {"status": "error", "message": message})
