"""API reference: Transactionals, Multi-messaging, Transactional SMS."""

from __future__ import annotations

from email import message_from_bytes
from typing import Any

import pytest

from django_personaclick.client import Attachment, Client
from django_personaclick.exceptions import InvalidRequest, UndecodableResponse
from tests.client.contracts import KEYS, Example, Refusal, examples, prove_refusal
from tests.client.servers import SECRET, SHOP, ApiServer

CODE = "TRANSACTIONAL_MESSAGE_CODE"
VARIABLES = {"KEY": "VALUE", "KEY_2": "VALUE_2"}
JANE: Any = {"email": "jane@shopmail.org"}
SENT = {"code": "12345"}
BILL = Attachment("bill 1.pdf", b"%PDF-1.4\r\n\x00\xff", "application/pdf")
NOTE = Attachment("note.txt", "Grüße".encode())


@examples(
    Example(
        "messages.transact",
        lambda client: client.messages.transact(CODE, **JANE, variables=VARIABLES),
        "POST",
        "/transact",
        body={**KEYS, "code": CODE, "email": "jane@shopmail.org", "variables": VARIABLES},
        answer=SENT,
        result="12345",
    ),
    Example(
        "messages.transact",
        lambda client: client.messages.transact(
            "CAMPAIGN",
            email="jane@shopmail.org",
            phone="+14155552671",
            external_id=7,
            loyalty_id="L7",
            telegram_id=5,
            variables={"first_name": "John", "total": 9.5, "empty": ""},
            send_everywhere=True,
            test=True,
            cc=["anna@shopmail.org"],
            bcc=["otto@shopmail.org"],
        ),
        "POST",
        "/transact",
        body={
            **KEYS,
            "email": "jane@shopmail.org",
            "phone": "14155552671",
            "external_id": "7",
            "loyalty_id": "L7",
            "telegram_id": "5",
            "code": "CAMPAIGN",
            "variables": {"first_name": "John", "total": "9.5"},
            "send_everywhere": True,
            "test": True,
            "cc": ["anna@shopmail.org"],
            "bcc": ["otto@shopmail.org"],
        },
        answer={"success": True, "payload": SENT},
        result="12345",
    ),
    Example(
        "messages.sms",
        lambda client: client.messages.sms(
            "SMS", "+14155552671", variables={"url": "https://mydomain.com/page/1"}
        ),
        "POST",
        "/sms/transactional",
        body={
            **KEYS,
            "code": "SMS",
            "phone": "14155552671",
            "variables": {"url": "https://mydomain.com/page/1"},
        },
    ),
    Example(
        "messages.sms",
        lambda client: client.messages.sms("SMS", "+14155552671"),
        "POST",
        "/sms/transactional",
        body={**KEYS, "code": "SMS", "phone": "14155552671", "variables": {}},
        answer=b"",
    ),
)
def test_contract(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def parts(server: ApiServer) -> list[tuple[str, str, str, bytes]]:
    """Name, file name, type and content of each part of the form that was received."""
    received = server.only
    head = f"Content-Type: {received.headers['Content-Type']}\r\n\r\n".encode()
    message = message_from_bytes(head + received.body)
    assert message.get_content_type() == "multipart/form-data"
    found = []
    for part in message.get_payload():
        name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
        file = part.get_filename("")  # type: ignore[union-attr]
        kind = part.get("Content-Type", "")  # type: ignore[union-attr]
        content = part.get_payload(decode=True)  # type: ignore[union-attr]
        found.append((name, file, kind, content))
    return found  # type: ignore[return-value]


def test_files(client: Client, server: ApiServer) -> None:
    server.answer(SENT)
    code = client.messages.transact_files(
        CODE, [BILL, NOTE], **JANE, variables=VARIABLES, cc=["anna@shopmail.org"], test=True
    )
    assert code == "12345"
    received = server.only
    assert (received.method, received.path, received.query) == ("POST", "/transact", {})
    assert parts(server) == [
        ("email", "", "", b"jane@shopmail.org"),
        ("code", "", "", CODE.encode()),
        ("variables[KEY]", "", "", b"VALUE"),
        ("variables[KEY_2]", "", "", b"VALUE_2"),
        ("test", "", "", b"true"),
        ("cc[]", "", "", b"anna@shopmail.org"),
        ("shop_id", "", "", SHOP.encode()),
        ("shop_secret", "", "", SECRET.encode()),
        ("file_name", "bill 1.pdf", "application/pdf", b"%PDF-1.4\r\n\x00\xff"),
        ("file_name_2", "note.txt", "application/octet-stream", "Grüße".encode()),
    ]


def test_a_value_cannot_break_out_of_its_part(client: Client, server: ApiServer) -> None:
    evil = 'x"\r\nX: y'
    server.answer(SENT)
    client.messages.transact_files(
        CODE, [Attachment(evil, b"--", "text/plain")], **JANE, variables={evil: evil}
    )
    assert [(name, content) for name, _, _, content in parts(server)] == [
        ("email", b"jane@shopmail.org"),
        ("code", CODE.encode()),
        ("variables[x%22%0D%0AX: y]", evil.encode()),
        ("shop_id", SHOP.encode()),
        ("shop_secret", SECRET.encode()),
        ("file_name", b"--"),
    ]


def test_the_server_s_refusal(client: Client, server: ApiServer) -> None:
    server.answer({"status": "error", "message": "Error description text"}, status=422)
    with pytest.raises(InvalidRequest, match=r"^messages.transact answered 422: Error desc"):
        client.messages.transact(CODE, **JANE)


@pytest.mark.parametrize("answer", [{}, {"status": "success"}, {"code": ""}])
def test_an_answer_without_a_code(client: Client, server: ApiServer, answer: Any) -> None:
    server.answer(answer)
    with pytest.raises(UndecodableResponse, match="the answer has no code") as caught:
        client.messages.transact(CODE, **JANE)
    assert caught.value.may_have_arrived


def refusals() -> list[Refusal]:
    def transact(code: str = CODE, **values: Any) -> Any:
        return lambda client: client.messages.transact(code, **values)

    def files(*given: Any, **values: Any) -> Any:
        return lambda client: client.messages.transact_files(CODE, given, **{**JANE, **values})

    nobody = "must be given and usable, or one of phone, external_id, loyalty_id, telegram_id"
    address = "must be an e-mail address that somebody can have"
    half = Attachment("a", b"x" * 5_000_001)
    return [
        (transact("", **JANE), "code", "must not be empty"),
        (transact(), "email", nobody),
        (transact(email="nobody@example.com"), "email", nobody),
        (transact(**JANE, variables=["a"]), "variables", "must be a mapping"),
        (transact(**JANE, send_everywhere=1), "send_everywhere", "must be True or False"),
        (transact(**JANE, cc="anna@shopmail.org"), "cc", "must be a list"),
        (transact(**JANE, bcc=["anna"]), "bcc[0]", address),
        (files(), "files", "must not be empty; without files use transact()"),
        (files(b"x"), "files[0]", "must be an Attachment"),
        (files(half, half), "files", "must be at most 10000000 bytes together"),
        (files(NOTE, email="x"), "email", "must be given and usable"),
        (
            lambda client: client.messages.sms("SMS", ""),
            "phone",
            "must be given and usable",
        ),
        (lambda client: client.messages.sms("", "+14155552671"), "code", "must not be empty"),
    ]


@pytest.mark.parametrize("refusal", refusals())
def test_refuses(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
