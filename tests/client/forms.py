"""Contract tests of what travels otherwise than as a query or JSON."""

from __future__ import annotations

from dataclasses import dataclass

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
