"""API reference: Recommendations."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import InvalidRequest, UndecodableResponse
from tests.client.contracts import DEVICE, PUBLIC, Example, Refusal, examples, prove_refusal
from tests.client.servers import SECRET, SHOP, ApiServer

CODE = "b5f1c8a0d3"
BLOCK = {"html": "<div></div>", "title": "Popular", "recommends": ["37", 38], "id": 33}
VISITOR: Any = {"did": "DEVICE_ID", "sid": "SEANCE_ID"}


@examples(
    Example(
        "recommend.get",
        lambda client: client.recommend.get(CODE, did="DEVICE_ID", sid="SEANCE_ID"),
        "GET",
        "/recommend/b5f1c8a0d3",
        DEVICE,
        answer=BLOCK,
        result={**BLOCK, "recommends": ["37", "38"]},
    ),
    Example(
        "recommend.get",
        lambda client: client.recommend.get(
            CODE,
            **VISITOR,
            item="my-phone",
            exclude=["3", "14", 159],
            category=146,
            categories=[1, 146, 100500],
            search_query="To be or not to be",
            limit=15,
            page=2,
            brands=["Alas", "poor"],
            exclude_brands=["Yorick"],
            locations=["msk", "spb"],
            discount=True,
            extended=True,
            with_locations=True,
            resize_image=180,
            prevent_shuffle=True,
        ),
        "GET",
        "/recommend/b5f1c8a0d3",
        {
            **DEVICE,
            "item": "my-phone",
            "exclude": "3,14,159",
            "category": "146",
            "categories": "1,146,100500",
            "search_query": "To be or not to be",
            "limit": "15",
            "page": "2",
            "brands": "Alas,poor",
            "exclude_brands": "Yorick",
            "locations": "msk,spb",
            "discount": "true",
            "extended": "true",
            "with_locations": "true",
            "resize_image": "180",
            "prevent_shuffle": "true",
        },
        answer={"recommends": [{"id": "37", "oldprice": 120, "new": 1}]},
        result={"recommends": [{"id": "37", "oldprice": 120, "old_price": 120, "new": 1}]},
    ),
    Example(
        "recommend.get",
        lambda client: client.recommend.get("a/b c", email="jane@shopmail.org"),
        "GET",
        "/recommend/a%2Fb%20c",
        {**PUBLIC, "email": "jane@shopmail.org"},
        answer={
            "status": "success",
            "payload": {"recommender_block": {"id": 33, "products": [{"id": "37"}]}},
        },
        result={"id": 33, "recommends": [{"id": "37"}]},
    ),
)
def test_contract(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def test_the_stream_of_the_client(server: ApiServer) -> None:
    client = Client(SHOP, SECRET, api_url=server.url, stream="ios")
    server.answer(BLOCK)
    client.recommend.get(CODE, **VISITOR)
    client.close()
    assert server.only.query == {**DEVICE, "stream": "ios"}


def refusals() -> list[Refusal]:
    def get(code: str = CODE, **values: Any) -> Any:
        return lambda client: client.recommend.get(code, **{**VISITOR, **values})

    sizes = "must be one of: 120, 140, 160, 180, 200, 220, 310, 520"
    return [
        (get(""), "code", "must not be empty"),
        (get(".."), "code", "must be given: it is part of the path"),
        (get(did=None), "did", "must not be empty"),
        (get(sid=None), "sid", "must not be empty"),
        (get(did="a b"), "did", "must be 1 to 64 letters, digits, - or _"),
        (get(did=None, sid=None), "did", "must be given and usable, or email"),
        (get(limit=0), "limit", "must be from 1 to 10000"),
        (get(limit="5"), "limit", "must be a whole number"),
        (get(page=0), "page", "must be at least 1"),
        (get(resize_image=121), "resize_image", sizes),
        (get(with_locations=True), "with_locations", "must come with extended"),
        (get(extended=1), "extended", "must be True or False"),
        (get(item="a\\b"), "item", "must not contain a backslash"),
        (get(item=""), "item", "must not be empty"),
        (get(exclude="3,14"), "exclude", "must be a list"),
        (get(exclude=["3", ""]), "exclude[1]", "must not be empty"),
        (
            get(brands=["Alas, poor"]),
            "brands[0]",
            "must not contain a comma: commas separate values",
        ),
    ]


@pytest.mark.parametrize("refusal", refusals())
def test_refuses(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)


def test_an_unknown_block(client: Client, server: ApiServer) -> None:
    server.answer({"status": "error", "payload": {"message": "Block not found"}}, status=404)
    with pytest.raises(InvalidRequest, match=r"^recommend.get answered 404: Block not found$"):
        client.recommend.get(CODE, **VISITOR)


@pytest.mark.parametrize("answer", [[], {"payload": []}])
def test_an_answer_that_is_no_block(client: Client, server: ApiServer, answer: Any) -> None:
    server.answer(answer)
    with pytest.raises(UndecodableResponse):
        client.recommend.get(CODE, **VISITOR)
