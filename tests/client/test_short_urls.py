"""API reference: URL shortener."""

from __future__ import annotations

import pytest

from django_personaclick.client import Client
from django_personaclick.client.short_urls import Link
from tests.client.contracts import KEYS, Example, Refusal, examples, prove_refusal
from tests.client.servers import ApiServer

PAGE = "https://mydomain.com/page/"
SHORTENED = [
    {"source": PAGE + "1", "url": "https://personaclick.dev/x27FyAlR"},
    {"source": PAGE + "2", "url": "https://personaclick.dev/a"},
]


@examples(
    Example(
        "short_urls.create",
        lambda client: client.short_urls.create([PAGE + "1", Link(PAGE + "2", code="a")]),
        "POST",
        "/url/create",
        body={**KEYS, "links": [{"url": PAGE + "1"}, {"url": PAGE + "2", "code": "a"}]},
        answer=SHORTENED,
        result=SHORTENED,
    ),
    Example(
        "short_urls.create",
        lambda client: list(
            client.short_urls.create_all(
                iter([Link(PAGE + "3?a=b", code="a", lifetime=10, domain="go.mydomain.com")])
            )
        ),
        "POST",
        "/url/create",
        body={
            **KEYS,
            "links": [
                {"url": PAGE + "3?a=b", "lifetime": 10, "code": "a", "domain": "go.mydomain.com"}
            ],
        },
        answer={"status": "success", "payload": {"links": SHORTENED}},
        result=SHORTENED,
    ),
)
def test_requests(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def test_create_all_asks_for_a_thousand_at_a_time(client: Client, server: ApiServer) -> None:
    for _ in range(2):
        server.answer([])
    assert list(client.short_urls.create_all(f"{PAGE}{n}" for n in range(1001))) == []
    assert [len(request.json["links"]) for request in server.received] == [1000, 1]


@pytest.mark.parametrize(
    "refusal",
    [
        (lambda client: client.short_urls.create([]), "links", "must not be empty"),
        (
            lambda client: client.short_urls.create([PAGE] * 1001),
            "links",
            "must be at most 1000 rows",
        ),
        (lambda client: client.short_urls.create([7]), "links[0]", "must be Link or str"),
        (
            lambda client: client.short_urls.create([PAGE, "mydomain.com/page"]),
            "links[1].url",
            "must be a URL (http or https)",
        ),
        (
            lambda client: client.short_urls.create([Link(PAGE, code="a"), Link(PAGE, code="a")]),
            "links[1].code",
            "must not come twice",
        ),
        (lambda client: Link(PAGE, lifetime=91), "lifetime", "must be from 1 to 90"),
        (lambda client: Link(PAGE, lifetime=0), "lifetime", "must be from 1 to 90"),
        (lambda client: Link(""), "url", "must not be empty"),
    ],
)
def test_refusals(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
