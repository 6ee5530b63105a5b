"""API reference: Transactionals (form data)."""

from __future__ import annotations

from django_personaclick.client import Attachment, Client
from tests.client.contracts import Example, examples
from tests.client.forms import MultipartExample
from tests.client.servers import SECRET, SHOP, ApiServer


@examples(
    MultipartExample(
        "messages.transact_files",
        lambda client: client.messages.transact_files(
            "TRANSACTIONAL_MESSAGE_CODE",
            [Attachment("bill.pdf", b"%PDF"), Attachment("note.txt", b"Hi", "text/plain")],
            email="jane@shopmail.org",
            variables={"KEY": "VALUE", "KEY_2": "VALUE_2"},
        ),
        "POST",
        "/transact",
        body=[
            ("email", None, b"jane@shopmail.org"),
            ("code", None, b"TRANSACTIONAL_MESSAGE_CODE"),
            ("variables[KEY]", None, b"VALUE"),
            ("variables[KEY_2]", None, b"VALUE_2"),
            ("shop_id", None, SHOP.encode()),
            ("shop_secret", None, SECRET.encode()),
            ("file_name", "bill.pdf", b"%PDF"),
            ("file_name_2", "note.txt", b"Hi"),
        ],
        answer={"code": "12345"},
        result="12345",
    )
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)
