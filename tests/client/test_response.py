from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any

import pytest

from django_personaclick.client.endpoints import ENDPOINTS
from django_personaclick.client.response import Response, check
from django_personaclick.exceptions import (
    ApiError,
    InvalidRequest,
    NotAuthorised,
    RateLimited,
    ServerFailed,
    UndecodableResponse,
)

PUSH = ENDPOINTS["events.push"]
NO_JSON = "the answer is not the JSON that was promised (application/json)"
JSON = {"Content-Type": "application/json"}


def refused(body: bytes, status: int = 200, headers: Any = JSON, endpoint: Any = PUSH) -> ApiError:
    with pytest.raises(ApiError) as caught:
        check(endpoint, Response(status, headers, body))
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind", "retryable", "may_have_arrived", "message"),
    [
        (400, InvalidRequest, False, False, "Bad Request"),
        (401, NotAuthorised, False, False, "Unauthorized"),
        (402, InvalidRequest, False, False, "Payment Required"),
        (403, NotAuthorised, False, False, "Forbidden"),
        (404, InvalidRequest, False, False, "Not Found"),
        (405, InvalidRequest, False, False, "Method Not Allowed"),
        (406, InvalidRequest, False, False, "Not Acceptable"),
        (408, ServerFailed, True, True, "Request Timeout"),
        # Python 3.13 renamed these two.
        (413, InvalidRequest, False, False, HTTPStatus(413).phrase),
        (422, InvalidRequest, False, False, HTTPStatus(422).phrase),
        (425, ServerFailed, True, True, "Too Early"),
        (429, RateLimited, True, False, "Too Many Requests"),
        (500, ServerFailed, True, True, "Internal Server Error"),
        (502, ServerFailed, True, True, "Bad Gateway"),
        (503, ServerFailed, True, True, "Service Unavailable"),
        (520, ServerFailed, True, True, "unknown status"),
        (
            301,
            UndecodableResponse,
            True,
            False,
            "answered with a redirect, which is not followed",
        ),
    ],
)
def test_statuses(
    status: int, kind: type[ApiError], retryable: bool, may_have_arrived: bool, message: str
) -> None:
    error = refused(b"<html>oops</html>", status, {"Content-Type": "text/html"})
    assert type(error) is kind
    assert (error.status, error.endpoint, error.body) == (
        status,
        "events.push",
        "<html>oops</html>",
    )
    assert (error.retryable, error.may_have_arrived) == (retryable, may_have_arrived)
    assert error.message == message


@pytest.mark.parametrize(
    "body",
    [
        b'{"status":"error","message":"wrong did"}',
        b'{"status":"error","payload":{"message":"wrong did"}}',
        b'{"success":false,"payload":{"message":"wrong did"}}',
        b'{"error":"wrong did"}',
        b'{"message":" wrong did "}',
    ],
)
def test_the_servers_message_in_each_documented_place(body: bytes) -> None:
    error = refused(body, 422)
    assert type(error) is InvalidRequest
    assert str(error) == "events.push answered 422: wrong did"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"status":"error","message":"wrong did"}', "wrong did"),
        (b'{"status":"error","payload":{"message":"wrong did"}}', "wrong did"),
        (b'{"success":false,"payload":{"message":"wrong did"}}', "wrong did"),
        (b'{"status":"ERROR"}', "the answer says: error"),
        (b'{"success":false}', "the answer says: error"),
    ],
)
def test_an_error_inside_a_200_is_no_success(body: bytes, message: str) -> None:
    error = refused(body)
    assert type(error) is UndecodableResponse
    assert (error.message, error.status) == (message, 200)
    assert (error.retryable, error.may_have_arrived) == (True, False)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"status":422,"message":"no"}', InvalidRequest),
        (b'{"status":403,"message":"no"}', NotAuthorised),
        (b'{"status":429,"message":"no"}', RateLimited),
        (b'{"status":500,"message":"no"}', ServerFailed),
    ],
)
def test_a_status_inside_a_200_counts_as_the_status(body: bytes, kind: type[ApiError]) -> None:
    error = refused(body)
    assert type(error) is kind
    assert error.message == "no"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "the answer is empty"),
        (b" \n", "the answer is empty"),
        (b"OK", NO_JSON),
        (
            b"<!doctype html><title>Maintenance</title>",
            NO_JSON,
        ),
        (
            b'{"status":"succ',
            NO_JSON,
        ),
        (b"\xff\xfe", NO_JSON),
        (b'"success"', NO_JSON),
        (b"1E999999999999999999999", NO_JSON),
        (b"[" * 100_000, NO_JSON),
        (b"null", NO_JSON),
        (b"[]", "the answer is not what was promised but a JSON list"),
        (b"true", "the answer is not what was promised but a JSON boolean"),
    ],
)
def test_garbage_in_a_200_is_no_success(body: bytes, message: str) -> None:
    error = refused(body)
    assert type(error) is UndecodableResponse
    assert (error.message, error.status) == (message, 200)
    assert (error.retryable, error.may_have_arrived) == (True, True)


def test_garbage_without_a_content_type() -> None:
    error = refused(b"OK", headers={})
    assert error.message == "the answer is not the JSON that was promised (no content type)"


@pytest.mark.parametrize(
    ("name", "status", "body", "data"),
    [
        ("events.push", 200, b'{"status":"success"}', {"status": "success"}),
        ("events.push", 200, b'\xef\xbb\xbf{"status":"success"}', {"status": "success"}),
        ("events.push", 200, b'{"success":true}', {"success": True}),
        ("events.push", 200, b'{"status":200}', {"status": 200}),
        ("events.push", 201, b"{}", {}),
        ("profile.get", 200, b"{}", {}),
        ("profile.get", 200, b'{"age":31,"sum":0.10}', {"age": 31, "sum": Decimal("0.10")}),
        ("orders.sync", 200, b"", None),
        ("audience.upload", 204, b"", None),
        ("audience.upload", 200, b'{"status":"success"}', {"status": "success"}),
        ("orders.by_user", 200, b"[]", []),
        ("orders.last_for_user", 200, b"[]", []),
    ],
)
def test_success(name: str, status: int, body: bytes, data: object) -> None:
    assert check(ENDPOINTS[name], Response(status, {}, body)) == data


def test_an_endpoint_may_answer_true() -> None:
    endpoint = ENDPOINTS["segments.includes"]
    assert check(endpoint, Response(200, {}, b"true")) is True
    assert type(refused(b"", endpoint=endpoint)) is UndecodableResponse


def test_an_endpoint_may_answer_with_what_is_no_json() -> None:
    endpoint = ENDPOINTS["notifications.status"]
    assert check(endpoint, Response(200, {}, b'{"200"}\n')) == '{"200"}'
    assert check(endpoint, Response(200, {}, b"{}")) == {}
    assert type(refused(b"", endpoint=endpoint)) is UndecodableResponse


NOW = datetime(2024, 5, 6, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5", 5.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("-5", 0.0),
        ("1000000000", 3600.0),
        ("9" * 400, 3600.0),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0.0),
        (format_datetime(NOW + timedelta(days=400), usegmt=True), 3600.0),
        ("Mon, 06 May 2024 12:01:30 -0000", 90.0),
    ],
)
def test_retry_after(value: str, expected: float | None) -> None:
    headers = {"retry-after": value, "DATE": format_datetime(NOW, usegmt=True)}
    error = refused(b"", 429, headers)
    assert error.retry_after == expected


def test_retry_after_as_a_date_without_the_servers_clock() -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(hours=10), usegmt=True)
    assert refused(b"", 503, {"Retry-After": until}).retry_after == 3600.0


def test_retry_after_is_absent() -> None:
    assert refused(b"", 429, {}).retry_after is None


def test_echoes_of_the_secret_are_masked() -> None:
    response = Response(400, {}, b'{"status":"error","message":"bad key s3cr3t, yes s3cr3t"}')
    assert response.without("s3cr3t").body == (
        b'{"status":"error","message":"bad key ***, yes ***"}'
    )
    assert response.without("") is response
    assert response.without("other") is response


def test_repr_and_text() -> None:
    response = Response(200, {}, "ä".encode() * 1000)
    assert repr(response) == "<Response 200, 2000 bytes>"
    assert response.text() == "ä" * 500
    assert response.header("Retry-After") is None
