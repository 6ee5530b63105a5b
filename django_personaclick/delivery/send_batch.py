"""Sending batches: one request in flight, cut by rows and bytes, split around what is refused."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..client.endpoints import Batch, Endpoint
from ..exceptions import ApiError, PayloadError
from ..payloads import encode
from .claim import Claim
from .pace import ALIKE
from .retry import Action, Decision, decide
from .work import Result, Verdict, Work

__all__ = ["BatchSender", "cut"]

ENVELOPE = 1_000
"""Bytes kept free for the shop's keys and the brackets around the rows."""


def cut(works: Sequence[Work], batch: Batch) -> tuple[list[Work], list[Work]]:
    """The works that one request takes, and the rest. A row too large alone goes alone."""
    size = ENVELOPE
    for index, work in enumerate(works):
        size += len(encode(work.payload.to_wire() if work.payload else {})) + 1
        if index and (index >= batch.rows or size > batch.bytes):
            return list(works[:index]), list(works[index:])
    return list(works), []


@dataclass(slots=True)
class BatchSender:
    """Sends the batch of one claim.

    ``call`` sends payloads in one request. ``turn`` waits until the channel may send once more and
    keeps the lease; it says ``False`` when the lease was lost.
    """

    claim: Claim
    endpoint: Endpoint
    call: Callable[[list[Any]], None]
    turn: Callable[[], bool]
    rng: random.Random
    errors: list[tuple[Decision, ApiError]] = field(default_factory=list)
    calls: int = 0

    def run(self, works: list[Work]) -> Iterator[list[Result]]:
        """Send ``works``, by halves where the server refuses them: results as they are known.

        Good halves are accepted on the way, so a crash repeats no more than one of them. When one
        half after another is refused and none is accepted, the rows are not to blame.
        """
        stack = [works]
        refused: list[Result] = []
        was_accepted = False
        while stack:
            part = stack.pop()
            if self.needs_turn() and not self.turn():
                return
            decision = self.send(part)
            if decision is None:
                was_accepted = True
                yield [Result(work, Verdict.SENT) for work in part]
            elif decision.action is Action.SPLIT:
                middle = len(part) // 2
                stack += [part[middle:], part[:middle]]
            elif decision.action is Action.FAIL:
                refused.append(Result(part[0], Verdict.FAILED, str(self.errors[-1][1])))
                if was_accepted:
                    yield refused
                    refused = []
            else:
                rest = [work for waiting in (*stack, part) for work in waiting]
                yield refused
                yield [self.later(work, decision) for work in rest]
                return
            if not was_accepted and self.calls >= ALIKE:
                rest = [result.work for result in refused] + [w for p in stack for w in p]
                self.errors[-1] = (Decision(Action.HOLD), self.errors[-1][1])
                yield [Result(work, Verdict.RELEASE, str(self.errors[-1][1])) for work in rest]
                return
        yield refused

    def needs_turn(self) -> bool:
        """Whether the claim itself does not allow the next call: it is not the first, or building
        the rows took so long that another worker may hold them."""
        return self.calls > 0 or time.monotonic() > self.claim.deadline

    def send(self, part: list[Work]) -> Decision | None:
        """One request; ``None`` when it was accepted."""
        self.calls += 1
        try:
            self.call([work.payload for work in part])
        except ApiError as error:
            return self.judge(part, error)
        except PayloadError as error:
            wrapped = ApiError(str(error), endpoint=self.endpoint.name)
            action = Action.SPLIT if len(part) > 1 else Action.FAIL
            self.errors.append((Decision(action), wrapped))
            return Decision(action)
        return None

    def judge(self, part: list[Work], error: ApiError) -> Decision:
        decision = decide(
            error,
            endpoint=self.endpoint,
            kind=part[0].kind,
            attempts=max(work.group.attempts for work in part),
            rows=len(part),
            rng=self.rng,
        )
        self.errors.append((decision, error))
        return decision

    def later(self, work: Work, decision: Decision) -> Result:
        error = str(self.errors[-1][1])
        if decision.action is Action.RETRY:
            return Result(work, Verdict.RETRY, error, decision.delay)
        return Result(work, Verdict.RELEASE, error)
