"""API reference: Promo codes."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick.client import Client
from django_personaclick.exceptions import InvalidRequest, NotAuthorised, UndecodableResponse
from tests.client.contracts import (
    KEYS,
    PUBLIC,
    SUCCESS,
    Example,
    Refusal,
    examples,
    prove_refusal,
)
from tests.client.servers import ApiServer

LISTS = [{"id": 3184, "name": "Abandoned cart trigger discount codes", "available": 3744}]
CODES = ["code1", "code2", "code3"]


@examples(
    Example(
        "promo_codes.list",
        lambda client: client.promo_codes.list(),
        "GET",
        "/promo_codes",
        KEYS,
        answer=LISTS,
        result=LISTS,
    ),
    Example(
        "promo_codes.list",
        lambda client: client.promo_codes.list(
            active=True, exclude=[3, 1, 44], include=["5"], offset=0, limit=30
        ),
        "GET",
        "/promo_codes",
        {
            **KEYS,
            "active": "1",
            "exclude": "3,1,44",
            "include": "5",
            "offset": "0",
            "limit": "30",
        },
        answer={"success": True, "payload": LISTS},
        result=LISTS,
    ),
    Example(
        "promo_codes.upload",
        lambda client: client.promo_codes.upload(715, CODES),
        "POST",
        "/promo_codes",
        body={**KEYS, "id": "715", "codes": CODES},
    ),
    Example(
        "promo_codes.purge",
        lambda client: client.promo_codes.purge("715"),
        "DELETE",
        "/promo_codes/purge",
        body={**KEYS, "id": "715"},
        answer=b"",
        status=204,
    ),
    Example(
        "promo_codes.fetch",
        lambda client: client.promo_codes.fetch("PROMOCODE_LIST_ID", did="DEVICE_ID"),
        "GET",
        "/promo_codes/fetch",
        {**PUBLIC, "did": "DEVICE_ID", "id": "PROMOCODE_LIST_ID"},
        answer={"code": "UNIQUE_CODE"},
        result="UNIQUE_CODE",
    ),
    Example(
        "promo_codes.fetch",
        lambda client: client.promo_codes.fetch(715, did="DEVICE_ID", sid="SEANCE_ID"),
        "GET",
        "/promo_codes/fetch",
        {**PUBLIC, "did": "DEVICE_ID", "sid": "SEANCE_ID", "id": "715"},
        answer={"success": True, "payload": {"code": 77}},
        result="77",
    ),
    Example(
        "promo_codes.fetch",
        lambda client: client.promo_codes.fetch(715),
        "GET",
        "/promo_codes/fetch",
        {**KEYS, "id": "715"},
        answer={"code": "UNIQUE_CODE"},
        result="UNIQUE_CODE",
    ),
    Example(
        "promo_codes.delete",
        lambda client: client.promo_codes.delete("1", ["code1", "code2"]),
        "DELETE",
        "/promo_codes/delete",
        body={**KEYS, "promo_code_list_id": "1", "codes": ["code1", "code2"]},
        answer={"delete_count": 2, "not_found_count": 0},
        result={"deleted": 2, "not_found": 0},
    ),
    Example(
        "promo_codes.delete",
        lambda client: client.promo_codes.delete(1, ["code1"]),
        "DELETE",
        "/promo_codes/delete",
        body={**KEYS, "promo_code_list_id": "1", "codes": ["code1"]},
        answer={**SUCCESS, "payload": {"deleted_count": 0, "not_found_count": 1}},
        result={"deleted": 0, "not_found": 1},
    ),
)
def test_contract(client: Client, server: ApiServer, example: Example) -> None:
    example.prove(client, server)


def test_all_lists_are_read_page_by_page(client: Client, server: ApiServer) -> None:
    lists = [{"id": number} for number in range(120)]
    for start in (0, 50, 100):
        server.answer(lists[start : start + 50])
    assert list(client.promo_codes.all_lists(active=True, exclude=iter([7]))) == lists
    page = {**KEYS, "active": "1", "exclude": "7", "limit": "50"}
    assert [request.query for request in server.received] == [
        {**page, "offset": "0"},
        {**page, "offset": "50"},
        {**page, "offset": "100"},
    ]


def test_an_empty_list(client: Client, server: ApiServer) -> None:
    server.answer({"success": False, "payload": {"message": "No codes"}}, status=404)
    with pytest.raises(InvalidRequest, match=r"^promo_codes.fetch answered 404: No codes$"):
        client.promo_codes.fetch(715, did="DEVICE_ID")


def test_a_wrong_secret(client: Client, server: ApiServer) -> None:
    server.answer({"status": "error", "message": "Forbidden"}, status=403)
    with pytest.raises(NotAuthorised):
        client.promo_codes.list()


@pytest.mark.parametrize("answer", [{}, {"code": ""}, {"code": None}, {"code": ["x"]}])
def test_an_answer_without_a_code(client: Client, server: ApiServer, answer: Any) -> None:
    server.answer(answer)
    with pytest.raises(UndecodableResponse, match="the answer has no code") as caught:
        client.promo_codes.fetch(715)
    assert caught.value.may_have_arrived


def refusals() -> list[Refusal]:
    def upload(*values: Any) -> Any:
        return lambda client: client.promo_codes.upload(*values)

    return [
        (lambda client: client.promo_codes.list(limit=51), "limit", "must be from 1 to 50"),
        (lambda client: client.promo_codes.list(offset=-1), "offset", "must be at least 0"),
        (lambda client: client.promo_codes.list(active=1), "active", "must be True or False"),
        (lambda client: client.promo_codes.list(include="1"), "include", "must be a list"),
        (upload("", CODES), "id", "must not be empty"),
        (upload(1, []), "codes", "must not be empty"),
        (upload(1, "code1"), "codes", "must be a list"),
        (upload(1, ["a", " "]), "codes[1]", "must not be empty"),
        (upload(1, ["a", "b", "a"]), "codes[2]", "must not come twice"),
        (upload(1, range(20_001)), "codes", "must be at most 20000 rows"),
        (upload(1, ["x" * 256]), "codes[0]", "must have at most 255 characters"),
        (lambda client: client.promo_codes.purge(""), "id", "must not be empty"),
        (lambda client: client.promo_codes.fetch(""), "id", "must not be empty"),
        (
            lambda client: client.promo_codes.fetch(1, did="a b"),
            "did",
            "must be 1 to 64 letters, digits, - or _",
        ),
        (
            lambda client: client.promo_codes.delete("", CODES),
            "promo_code_list_id",
            "must not be empty",
        ),
        (lambda client: client.promo_codes.delete(1, []), "codes", "must not be empty"),
    ]


@pytest.mark.parametrize("refusal", refusals())
def test_refuses(client: Client, server: ApiServer, refusal: Refusal) -> None:
    prove_refusal(client, server, refusal)
