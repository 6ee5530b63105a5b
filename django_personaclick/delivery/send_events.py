"""Sending events: lanes side by side on threads, in order inside a lane."""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..client.endpoints import ENDPOINTS, Endpoint
from ..exceptions import ApiError
from ..payloads import Custom, Device, Event, Profile, with_device
from .build_events import NO_DEVICE
from .claim import Claim
from .devices import LaneDevice
from .pace import ALIKE, TRIP
from .read import describe
from .retry import Action, Decision, decide
from .work import Result, Verdict, Work

if TYPE_CHECKING:
    from ..client import Client

__all__ = ["EventSender", "Lane"]

logger = logging.getLogger(__name__)

SETTLE_ROWS = 32
SETTLE_SECONDS = 0.05


@dataclass(slots=True)
class Lane:
    """The works of one visitor, in order, and the device they belong to."""

    works: list[Work]
    device: LaneDevice = field(default_factory=LaneDevice)


@dataclass(slots=True)
class EventSender:
    """Sends the lanes of one claim. Threads only call the API; the database is the caller's."""

    claim: Claim
    client: Client
    makes_devices: bool
    rng: random.Random
    stop: threading.Event = field(default_factory=threading.Event)
    errors: list[tuple[Decision, ApiError]] = field(default_factory=list)
    results: queue.SimpleQueue[Result | None] = field(default_factory=queue.SimpleQueue)
    failures: int = 0
    """Calls in a row that the server or the network failed; exact enough without a lock."""
    refusals: int = 0
    """Calls in a row that were refused."""

    def run(self, lanes: list[Lane], settle: Callable[[list[Result]], None]) -> None:
        """Send every lane; ``settle`` gets the results in small batches as they come."""
        with ThreadPoolExecutor(self.claim.threads, thread_name_prefix="personaclick") as pool:
            for lane in lanes:
                pool.submit(self.run_lane, lane)
            try:
                for batch in self.batches(len(lanes)):
                    settle(batch)
            except BaseException:
                # What cannot be written down is sent again: no more of it, then.
                self.stop.set()
                raise

    def batches(self, lanes: int) -> Iterator[list[Result]]:
        batch: list[Result] = []
        began = time.monotonic()
        while lanes:
            try:
                item = self.results.get(timeout=SETTLE_SECONDS)
            except queue.Empty:
                item = None
            else:
                lanes -= item is None
            if item is not None:
                batch.append(item)
            waited = time.monotonic() - began >= SETTLE_SECONDS
            if batch and (len(batch) >= SETTLE_ROWS or waited or not lanes):
                yield batch
                batch = []
                began = time.monotonic()
        if batch:
            yield batch

    def run_lane(self, lane: Lane) -> None:
        """Send one visitor's events until one cannot be sent now: then the rest waits with it."""
        try:
            for index, work in enumerate(lane.works):
                result = self.send(work, lane)
                self.results.put(result)
                if result.verdict in (Verdict.RETRY, Verdict.RELEASE):
                    for rest in lane.works[index + 1 :]:
                        self.results.put(Result(rest, Verdict.RELEASE, delay=result.delay))
                    return
        except BaseException:  # pragma: no cover - nothing above is meant to raise
            logger.exception("A lane of events stopped.")
            raise
        finally:
            self.results.put(None)

    def send(self, work: Work, lane: Lane) -> Result:
        if self.stop.is_set() or time.monotonic() > self.claim.deadline:
            return Result(work, Verdict.RELEASE)
        try:
            result = self.call(work, lane)
        except ApiError as error:
            return self.judge(work, error)
        except Exception as error:  # noqa: BLE001
            return Result(work, Verdict.FAILED, describe(error))
        if result.verdict is Verdict.SENT:
            self.failures = self.refusals = 0
        return result

    def call(self, work: Work, lane: Lane) -> Result:
        payload, request_id = work.payload, str(work.group.newest.uuid)
        device = work.device or Device()
        if self.makes_devices and work.visitor:
            device = lane.device.fill(device, work.group.newest.captured_at, self.client)
        if isinstance(payload, Profile):
            if not device.did:
                return Result(work, Verdict.SKIPPED, NO_DEVICE)
            self.client.profile.set(payload, did=device.did, sid=device.sid, request_id=request_id)
        elif isinstance(payload, Custom):
            self.client.events.custom(with_device(payload, device), request_id=request_id)
        elif isinstance(payload, Event):
            if not device.did:
                return Result(work, Verdict.SKIPPED, NO_DEVICE)
            self.client.events.push(with_device(payload, device), request_id=request_id)
        return Result(work, Verdict.SENT)

    def judge(self, work: Work, error: ApiError) -> Result:
        decision = decide(
            error,
            endpoint=ENDPOINTS.get(error.endpoint, PUSH),
            kind=work.kind,
            attempts=work.group.attempts,
            rng=self.rng,
        )
        self.errors.append((decision, error))
        if decision.action in (Action.WAIT, Action.HOLD):
            self.stop.set()
            return Result(work, Verdict.RELEASE, str(error))
        self.count(decision)
        verdict = {
            Action.RETRY: Verdict.RETRY,
            Action.UNKNOWN: Verdict.UNKNOWN,
        }.get(decision.action, Verdict.FAILED)
        return Result(work, verdict, str(error), decision.delay)

    def count(self, decision: Decision) -> None:
        """Stop after as many failures in a row as open the circuit, or refusals as hold the
        channel: either happens when all is settled, and each lane would try in vain until then."""
        if decision.action is Action.FAIL:
            self.failures, self.refusals = 0, self.refusals + 1
        else:
            self.failures, self.refusals = self.failures + 1, 0
        if self.failures >= TRIP or self.refusals >= ALIKE:
            self.stop.set()


PUSH: Endpoint = ENDPOINTS["events.push"]
