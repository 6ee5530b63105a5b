"""Contract tests of what travels otherwise than as a query or JSON."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from django_personaclick.client import Client
from tests.client.contracts import Example
from tests.client.servers import SECRET, ApiServer


@dataclass
class FormExample(Example):
    """The body is an HTML form."""

    def prove(self, client: Client, server: ApiServer) -> None:
        server.answer(self.answer, status=self.status)
        assert self.call(client) == self.result
        sent = server.only
        assert (sent.method, sent.path, sent.query) == (self.method, self.path, self.query)
        assert sent.form == self.body


@dataclass
class HeaderExample(Example):
    """The secret key is in a header."""

    def prove(self, client: Client, server: ApiServer) -> None:
        super().prove(client, server)
        assert server.only.headers["X-Shop-Secret"] == SECRET


@dataclass
class MultipartExample(Example):
    """The body is a form with files: of each part its name, its file name and what is in it."""

    def prove(self, client: Client, server: ApiServer) -> None:
        server.answer(self.answer, status=self.status)
        assert self.call(client) == self.result
        sent = server.only
        assert (sent.method, sent.path, sent.query) == (self.method, self.path, self.query)
        head = f"Content-Type: {sent.headers['Content-Type']}\r\n\r\n".encode()
        message = message_from_bytes(head + sent.body)
        assert message.get_content_type() == "multipart/form-data"
        assert [read_part(part) for part in message.walk()][1:] == self.body


def read_part(part: Message) -> tuple[object, str | None, object]:
    name = part.get_param("name", header="content-disposition")
    return name, part.get_filename(), part.get_payload(decode=True)
