"""Reading what the sandbox received."""

from __future__ import annotations

from collections import Counter, defaultdict

from django_personaclick.sandbox import RecordedRequest, Sandbox

__all__ = ["accepted", "by_visitor", "ids", "order_numbers", "without_repeats"]


def accepted(sandbox: Sandbox, path: str) -> list[RecordedRequest]:
    """The requests of ``path`` that the API acted on, oldest first."""
    return [
        request
        for request in sandbox.requests
        if request.path == path and request.verdict in ("accepted", "partly")
    ]


def ids(requests: list[RecordedRequest]) -> Counter[str]:
    """How often each message came."""
    return Counter(request.headers["x-request-id"] for request in requests)


def by_visitor(requests: list[RecordedRequest]) -> dict[str, list[str]]:
    """The product ids of each visitor's events, in the order in which they came."""
    found: dict[str, list[str]] = defaultdict(list)
    for request in requests:
        found[request.body["did"]] += [str(item["id"]) for item in request.body["items"]]
    return dict(found)


def without_repeats(requests: list[RecordedRequest]) -> list[RecordedRequest]:
    """Only the first coming of each message."""
    seen: set[str] = set()
    first = []
    for request in requests:
        if request.headers["x-request-id"] not in seen:
            first.append(request)
        seen.add(request.headers["x-request-id"])
    return first


def order_numbers(requests: list[RecordedRequest]) -> list[list[str]]:
    """The order numbers of each request."""
    return [[order["id"] for order in request.body["orders"]] for request in requests]
