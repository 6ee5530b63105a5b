"""API reference: Start session."""

from __future__ import annotations

from django_personaclick.client import Client, Session
from tests.client.contracts import DEVICE, Example, examples
from tests.client.servers import ApiServer

STARTED = {"did": "DEVICE_ID", "seance": "SEANCE_ID", "segment": "B", "currency": "USD"}


@examples(
    Example(
        "session.init",
        lambda client: client.session.init(
            "DEVICE_ID", sid="SEANCE_ID", referrer="https://shop.org/"
        ),
        "GET",
        "/init",
        {**DEVICE, "v": "3", "referrer": "https://shop.org/"},
        answer=STARTED,
        result=Session("DEVICE_ID", "SEANCE_ID", "B", "USD", STARTED),
    )
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)
