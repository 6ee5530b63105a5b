"""The API itself: from a request to a reply, with every step recorded."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .access import Shop, admit
from .calls import Answer, Call, Incoming, Refused, Reply, error
from .contract import check
from .faults import Fault, Faults
from .journal import Journal, RecordedRequest, Verdict
from .limits import RateLimit
from .reading import BODY_LIMIT, body_of
from .routes import HANDLERS, Match, endpoint_of, find, template_of
from .state import State

__all__ = ["BODY_LIMIT", "Api"]


@dataclass(slots=True)
class Outcome:
    """The API's own answer to a request, before any fault."""

    reply: Reply
    verdict: Verdict
    reason: str = ""


class Api:
    """One shop's API. One request at a time: the books need no finer lock."""

    def __init__(
        self,
        shop: Shop,
        *,
        rng: random.Random,
        clock: Callable[[], float],
        per_minute: int,
        keep: int | None,
    ) -> None:
        self.shop = shop
        self.journal = Journal(keep)
        self.faults = Faults(rng)
        self.state = State(rng)
        self.listener: Callable[[RecordedRequest], None] | None = None
        self._rng = rng
        self._clock = clock
        self._limit = RateLimit(per_minute)
        self._lock = threading.RLock()

    def serve(self, incoming: Incoming) -> Reply:
        """Answer one request of a client."""
        with self._lock:
            at = self._clock()
            fault = self.faults.draw(incoming.path, template_of(incoming.path))
            body = body_of(incoming)
            if fault is None or fault.acts:
                outcome = self._outcome(incoming, body, at)
            else:
                outcome = Outcome(fault.reply(), Verdict.FAULT, fault.describe())
            acted = outcome.verdict in (Verdict.ACCEPTED, Verdict.PARTLY)
            reply = outcome.reply if fault is None else spoil(outcome, fault)
            recorded = record(incoming, body, at, outcome, reply)
            self.journal.add(recorded, acted=acted)
        if self.listener is not None:
            self.listener(recorded)
        return reply

    def clear(self) -> None:
        """Forget requests, books, faults and the rate limits' minute."""
        with self._lock:
            self.journal.clear()
            self.faults.clear()
            self._limit.clear()
            self.state = State(self._rng)

    def locked(self) -> threading.RLock:
        """The lock under which the books change."""
        return self._lock

    def _outcome(self, incoming: Incoming, body: Any, at: float) -> Outcome:
        notes: list[str] = []
        match = None
        try:
            match = find(incoming, body)
            call = self._call(incoming, match, at, notes)
            answer: Answer = HANDLERS[match.endpoint.name](call, self.state)
        except Refused as refused:
            in_payload = match is not None and match.contract.in_payload
            reply = Reply.json(error(refused.message, in_payload=in_payload), refused.status)
            return Outcome(reply, Verdict.REFUSED, refused.message)
        reply = Reply.json(answer.data, answer.status, answer.headers)
        verdict = Verdict.PARTLY if call.refused_rows else Verdict.ACCEPTED
        return Outcome(reply, verdict, call.reason())

    def _call(self, incoming: Incoming, match: Match, at: float, notes: list[str]) -> Call:
        call = Call(match.endpoint, match.params, incoming.headers, time.time(), notes=notes)
        admit(call, self.shop, self.state)
        if match.endpoint.rate and not self._limit.allows(match.endpoint.path, at):
            raise Refused(429, "Too many requests")
        if match.problem:
            raise Refused(match.contract.wrong, match.problem)
        check(call, match.contract)
        return call


def spoil(outcome: Outcome, fault: Fault) -> Reply:
    """What goes out instead of the outcome's own reply."""
    if outcome.verdict is not Verdict.FAULT:
        outcome.reason = "; ".join(filter(None, [fault.describe(), outcome.reason]))
    if fault.mode == "delay":
        outcome.reply.delay = fault.delay
        return outcome.reply
    outcome.verdict = Verdict.FAULT
    return fault.reply()


def record(
    incoming: Incoming, body: Any, at: float, outcome: Outcome, reply: Reply
) -> RecordedRequest:
    endpoint = endpoint_of(incoming, body)
    return RecordedRequest(
        number=0,
        at=at,
        received=time.time(),
        endpoint=endpoint.name if endpoint else "",
        method=incoming.method,
        path=incoming.path,
        query=incoming.query,
        headers=incoming.headers,
        body=body,
        status=0 if reply.mode in ("reset", "silence") else reply.status,
        verdict=outcome.verdict,
        reason=outcome.reason,
    )
