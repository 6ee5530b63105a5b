"""What the sandbox says it has received."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import requests

TIMEOUT = 30


@dataclass(slots=True)
class Received:
    """Calls by endpoint and by outcome; ``repeats`` are events the API has acted on twice."""

    endpoints: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    """Accepted calls of ``/push`` by the name of their event."""
    repeats: int = 0

    def since(self, before: Received) -> Received:
        return Received(
            self.endpoints - before.endpoints,
            self.verdicts - before.verdicts,
            self.events - before.events,
            self.repeats - before.repeats,
        )


def ask(api: str) -> Received | None:
    """The account of the sandbox at ``api``; ``None`` when it is no sandbox."""
    try:
        summary = fetch(api, "summary.json")
        rows = fetch(api, "requests.json?brief=1")["requests"]
    except (requests.RequestException, ValueError, KeyError):
        return None
    return Received(
        endpoints=Counter(summary["endpoints"]),
        verdicts=Counter(summary["verdicts"]),
        events=Counter(row["title"].split()[0] for row in rows if accepted_event(row)),
        repeats=summary["repeats"],
    )


def accepted_event(row: dict[str, Any]) -> bool:
    return (row["endpoint"], row["verdict"]) == ("events.push", "accepted")


def fetch(api: str, name: str) -> dict[str, Any]:
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(f"{api}/_sandbox/{name}", timeout=TIMEOUT)
    answer.raise_for_status()
    data: dict[str, Any] = answer.json()
    return data
