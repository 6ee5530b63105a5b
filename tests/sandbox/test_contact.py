"""Messages, what became of them, reviews, calls, chats and short addresses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from django_personaclick.sandbox import SHOP_ID, SHOP_SECRET

from .conftest import DID, SID, Shop

JANE = {"email": "jane@shopmail.org"}
SUCCESS = (200, {"status": "success"})
TODAY = datetime.now(UTC).strftime("%Y-%m-%d")
ALL: dict[str, Any] = {
    "date_from": (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%d"),
    "type": "bulk,trigger,transactional",
    "channel": "email,sms,web_push,mobile_push,telegram,WhatsApp",
}


def sent(shop: Shop, **params: Any) -> list[dict[str, Any]]:
    status, answer = shop.call("notifications.list", **{**ALL, **params})
    assert (status, answer["status"]) == (200, "success")
    messages: list[dict[str, Any]] = answer["payload"]["messages"]
    return messages


def transact(shop: Shop, **params: Any) -> str:
    status, answer = shop.call("messages.transact", **params)
    assert (status, answer.keys()) == (200, {"code"})
    return str(answer["code"])


def test_a_message_is_a_notification(shop: Shop) -> None:
    code = transact(shop, code="WELCOME", variables={"first_name": "Jane"}, **JANE)
    (message,) = sent(shop, **JANE)
    assert message.pop("sent_at").startswith(TODAY)
    assert message == {
        "type": "transactional",
        "channel": "email",
        "campaign_id": 1,
        "code": code,
        "date": TODAY,
        "subject": "WELCOME",
        "body": "",
        "url": "",
        "icon": "",
        "picture": "",
        "statistics": dict.fromkeys(
            (
                "opened",
                "clicked",
                "hard_bounced",
                "soft_bounced",
                "complained",
                "unsubscribed",
                "purchased",
            ),
            False,
        ),
    }
    status, answer = shop.call("notifications.status", code=code)
    assert (status, answer["payload"]["messages"][0]["code"]) == (200, code)
    assert shop.call("notifications.status", code="gone")[0] == 404


def test_what_became_of_a_message(shop: Shop) -> None:
    code = transact(shop, code="WELCOME", **JANE)
    for event in ("delivered", "opened", "clicked", "closed"):
        assert shop.call(f"events.{event}", code=code, type="transactional") == SUCCESS
        assert shop.last.outcome == "accepted"
    statistics = sent(shop, **JANE)[0]["statistics"]
    assert [name for name, happened in statistics.items() if happened] == ["opened", "clicked"]
    assert shop.call("events.opened", code="gone", type="bulk") == SUCCESS
    assert shop.last.outcome == "accepted, no message of this code was sent from here"


def test_notifications_by_filter_and_page(shop: Shop) -> None:
    phone = {"phone": "14155552671"}
    codes = [transact(shop, code=f"M{number}", **JANE) for number in range(3)]
    assert shop.call("messages.sms", code="SMS", variables={}, **phone) == SUCCESS
    assert [one["code"] for one in sent(shop, **JANE)] == codes[::-1]
    assert [one["code"] for one in sent(shop, limit=2, page=2, **JANE)] == codes[:1]
    assert sent(shop, type="bulk", **JANE) == []
    assert sent(shop, channel="sms", **JANE) == []
    assert [one["channel"] for one in sent(shop, **phone)] == ["sms"]
    unknown = shop.call("notifications.list", **{**ALL, "email": "john@shopmail.org"})
    assert unknown == (404, {"status": "error", "message": "Profile not found"})
    sent(shop, date_from="2020-01-01", **JANE)
    assert shop.last.outcome == (
        "accepted, date_from is more than 2 weeks ago: it slows the API down"
    )


def test_a_message_with_files(shop: Shop) -> None:
    fields: dict[str, Any] = {
        "shop_id": (None, SHOP_ID),
        "shop_secret": (None, SHOP_SECRET),
        "code": (None, "INVOICE"),
        "email": (None, JANE["email"]),
        "variables[name]": (None, "Jane"),
        "file_name": ("invoice.pdf", b"%PDF", "application/pdf"),
        "file_name_2": ("terms.txt", b"all \xff rights", "text/plain"),
    }
    response = shop.send("POST", "/transact", files=fields)
    assert response.status_code == 200
    message = shop.sandbox.state.messages[response.json()["code"]]
    assert (message.variables, message.files) == ({"name": "Jane"}, ["invoice.pdf", "terms.txt"])
    assert (shop.last.endpoint, shop.last.outcome) == ("messages.transact_files", "accepted")
    fields["file_name"] = ("invoice.pdf", b"x" * 10_000_000, "application/pdf")
    response = shop.send("POST", "/transact", files=fields)
    assert (response.status_code, response.json()["message"]) == (
        400,
        "The files must have at most 10000000 bytes in all",
    )
    shown = shop.send("GET", "/_sandbox/requests.json").text
    assert SHOP_SECRET not in shown


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"x", "multipart/form-data; boundary=B"), (b"--B\r\n\r\nx\r\n--B--", "multipart/form-data")],
)
def test_a_form_that_cannot_be_read(shop: Shop, body: bytes, content_type: str) -> None:
    response = shop.send("POST", "/transact", data=body, headers={"Content-Type": content_type})
    assert (response.status_code, response.json()["message"]) == (400, "The form cannot be read")


def test_short_addresses(shop: Shop) -> None:
    links: list[dict[str, Any]] = [
        {"url": "https://shop.example/1?utm_source=x", "lifetime": 60},
        {"url": "https://shop.example/2", "code": "a"},
        {"url": "https://shop.example/3", "code": "a", "domain": "go.shop.example"},
    ]
    status, answer = shop.call("short_urls.create", links=links)
    assert status == 200
    assert [row["source"] for row in answer] == [link["url"] for link in links]
    assert answer[0]["url"].startswith("https://personaclick.dev/")
    assert [row["url"] for row in answer[1:]] == [
        "https://personaclick.dev/a",
        "https://go.shop.example/a",
    ]
    shop.call("short_urls.create", links=[{"url": "https://shop.example/4", "code": "a"}])
    assert shop.sandbox.state.short_urls["https://personaclick.dev/a"] == {
        "source": "https://shop.example/4",
        "lifetime": 30,
    }


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ({}, "url is required"),
        ({"url": "shop.example"}, "url must be an address: http or https"),
        ({"url": "https://x.example", "lifetime": 0}, "lifetime must be an integer from 1 to 90"),
        ({"url": "https://x.example", "lifetime": 91}, "lifetime must be an integer from 1 to 90"),
        (
            {"url": "https://x.example", "code": "a/b"},
            "code must be 1 to 64 letters, digits, - and _",
        ),
        ("https://x.example", "must be an object"),
    ],
)
def test_a_wrong_link(shop: Shop, link: Any, problem: str) -> None:
    links = [{"url": "https://shop.example/1"}, link]
    answer = shop.call("short_urls.create", links=links)
    assert answer == (400, {"status": "error", "message": f"links[1]: {problem}"})
    assert shop.sandbox.state.short_urls == {}


REVIEW = {"channel": "website", "category": "delivery", "rate": 7}


def reviews(shop: Shop, **wanted: Any) -> list[tuple[Any, ...]]:
    status, rows = shop.call("nps.reviews", **wanted)
    assert status == 200
    return [
        tuple(row[key] for key in ("id", "category", "rate", "comment", "email")) for row in rows
    ]


def test_a_review_is_listed_and_updated(shop: Shop) -> None:
    email = JANE["email"]
    assert shop.call("nps.create", **REVIEW, **JANE, comment="slow") == SUCCESS
    assert shop.call("nps.create", **{**REVIEW, "category": "website"}, **JANE) == SUCCESS
    assert reviews(shop) == [(1, "delivery", 7, "slow", email), (2, "website", 7, None, email)]
    assert shop.call("nps.create", **{**REVIEW, "rate": 9}, **JANE) == SUCCESS
    assert shop.last.outcome == "accepted, the review of this day was updated"
    assert reviews(shop, category="delivery") == [(1, "delivery", 9, None, email)]
    assert reviews(shop, date_from=TODAY, channel="website") == reviews(shop)
    assert reviews(shop, date_to="2020-01-01") == []
    public = shop.send("POST", "/reputation/shop", data={"shop_id": SHOP_ID, "count": "1"}).json()
    assert [(row["id"], row["rate"], sorted(row)) for row in public] == [
        (2, 7, ["comment", "created_at", "id", "rate"])
    ]


def test_who_reviews(shop: Shop) -> None:
    assert shop.call("nps.create", **REVIEW, did=DID, sid=SID) == SUCCESS
    missing = {"status": "error", "payload": {"message": "sid is required with did"}}
    assert shop.call("nps.create", **REVIEW, did=DID) == (400, missing)
    unknown = {"status": "error", "payload": {"message": "Order not found"}}
    assert shop.call("nps.create", **REVIEW, order_id="7") == (404, unknown)
    shop.push(event="purchase", order_id="7", items=[{"id": "A"}], **JANE)
    assert shop.call("nps.create", **REVIEW, order_id="7") == SUCCESS
    in_query = {"shop_id": SHOP_ID, "shop_secret": SHOP_SECRET, **REVIEW, "rate": "10", **JANE}
    response = shop.send("POST", "/nps/create", params=in_query)
    assert (response.status_code, response.json()) == SUCCESS


def test_the_lists_of_nps(shop: Shop) -> None:
    status, categories = shop.call("nps.categories")
    assert (status, [row["code"] for row in categories]) == (
        200,
        ["website", "delivery", "checkout", "product"],
    )
    status, channels = shop.call("nps.channels")
    assert (status, channels[0]) == (200, {"id": 1, "code": "website", "name": "Website"})


CALL = {
    "channel": "phone",
    "event": "incoming",
    "location_id": "7",
    "call_type": "complaint",
    "call_theme": "delivery",
    "comment": "late",
    "author_type": "operator",
    "status": "open",
}


def test_communications(shop: Shop) -> None:
    for number in range(22):
        saved = shop.call("communications.save", **JANE, **{**CALL, "comment": f"{number}"})
        assert saved == SUCCESS
    status, log = shop.call("communications.read", **JANE)
    assert (status, [row["comment"] for row in log]) == (200, [f"{n}" for n in range(2, 22)])
    assert {key: log[0][key] for key in CALL} == {**CALL, "comment": "2"}
    number = log[-1]["id"]
    status, log = shop.call("communications.edit", id=number, status="closed", **JANE)
    assert (status, log[-1]["status"], log[-1]["comment"]) == (200, "closed", "21")
    other = {"email": "john@shopmail.org"}
    assert shop.call("communications.edit", id=number, status="open", **other)[0] == 404
    assert shop.call("communications.edit", id="99", status="open", **JANE)[0] == 404
    assert shop.call("communications.read", **other) == (200, [])
    assert shop.call("communications.save", did="gone123456", **CALL)[0] == 404


@pytest.mark.parametrize("encoding", ["json", "data", "files"])
def test_a_chat(shop: Shop, encoding: str) -> None:
    chat: dict[str, Any] = {
        "shop_id": SHOP_ID,
        "shop_secret": SHOP_SECRET,
        "code": "C1",
        "platform": "livetex",
        **JANE,
        "data": '{"messages": ["hello"]}',
    }
    if encoding == "files":
        chat = {key: (None, value) for key, value in chat.items()}
    response = shop.send("POST", "/chat_reports", **{encoding: chat})
    assert (response.status_code, response.json()) == SUCCESS
    assert shop.sandbox.state.chats == [
        {"code": "C1", "platform": "livetex", **JANE, "data": {"messages": ["hello"]}}
    ]


def test_push_tokens_and_stories(shop: Shop) -> None:
    assert shop.call("push_tokens.add", token="T1", platform="ios") == (200, {})
    assert shop.call("push_tokens.add", token="T1", platform="ios") == (200, {})
    assert shop.sandbox.state.push_tokens == {DID: [{"token": "T1", "platform": "ios"}]}
    story = {"event": "view", "code": "S", "story_id": "1", "slide_id": "2"}
    assert shop.call("events.story", **story) == SUCCESS
    assert shop.sandbox.state.tracked == [{"did": DID, **story}]
