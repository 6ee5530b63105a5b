"""Delivering what waits: claim, build, send, settle, channel by channel."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from ..client import Client
from ..client.endpoints import ENDPOINTS, Endpoint
from ..conf import get_settings
from ..exceptions import ConfigurationError
from ..models import Channel, OutboxMessage, State, Visitor
from ..models.kinds import ChannelName
from ..signals import channel_held, channel_resumed
from ..visitors import keep_devices
from . import pace
from .build_customers import CustomerBuilder
from .build_events import EventBuilder
from .build_orders import OrderBuilder
from .claim import Claim, Refusal, claim, has_due, locked, reserve
from .collapse import Group, collapse
from .devices import LaneDevice
from .read import attempt, expired
from .retry import Action, Decision
from .send_batch import BatchSender, cut
from .send_events import EventSender, Lane
from .settle import settle
from .work import Result, Verdict, Work

__all__ = ["Delivery", "Report", "deliver"]

logger = logging.getLogger(__name__)

CHANNEL_ENDPOINTS = {
    ChannelName.EVENTS: ENDPOINTS["events.push"],
    ChannelName.ORDERS: ENDPOINTS["orders.sync"],
    ChannelName.AUDIENCE: ENDPOINTS["audience.upload"],
}
TOO_OLD = "Not delivered in time: PersonaClick would have dated it now."


@dataclass(slots=True)
class Report:
    """What one delivery did: messages by verdict, requests, and when it is worth coming back."""

    verdicts: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    next_due: datetime | None = None
    is_unfinished: bool = False
    """Whether messages still wait: resting, backing off, or for their channel."""

    def later(self, moment: datetime | None) -> None:
        if moment is not None:
            self.next_due = min(self.next_due or moment, moment)


def deliver(
    *,
    shops: Iterable[str] | None = None,
    budget: float | None = None,
    sleep: Callable[[float], None] = time.sleep,
    rng: random.Random | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """Deliver everything that is due, of ``shops`` (all), for at most ``budget`` seconds.

    ``stopped`` is asked before each claim: no further one is made once it is true.
    """
    report = Report()
    ends = time.monotonic() + budget if budget is not None else None
    names = [
        (shop, channel)
        for shop in (shops if shops is not None else get_settings().aliases())
        for channel in ChannelName
    ]
    progress = True
    while progress and (ends is None or time.monotonic() < ends):
        progress = False
        for shop, channel in names:
            if not stopped() and has_due(shop, channel):
                delivery = Delivery(shop, channel, sleep=sleep, rng=rng or random.Random())
                progress |= delivery.run(report)
    report.is_unfinished = any(
        OutboxMessage.objects.of(shop, channel).filter(state=State.PENDING).exists()
        for shop, channel in names
    )
    return report


class Delivery:
    """One claim of one channel, from lease to settlement."""

    def __init__(
        self,
        shop: str,
        channel: ChannelName,
        *,
        sleep: Callable[[float], None],
        rng: random.Random,
    ) -> None:
        self.shop = shop
        self.channel = channel
        self.endpoint: Endpoint = CHANNEL_ENDPOINTS[channel]
        self.sleep = sleep
        self.rng = rng
        self.accepted = 0
        self.verdicts: Counter[str] = Counter()

    @cached_property
    def client(self) -> Client:
        return Client.from_settings(self.shop)

    def run(self, report: Report) -> bool:
        """Deliver one claim; whether there was one.

        One shop without its keys must not stop the others, and loses nothing meanwhile.
        """
        try:
            _ = self.client
        except ConfigurationError as error:
            self.hold(error)
            return False
        claimed = claim(self.shop, self.channel, self.endpoint)
        if isinstance(claimed, Refusal):
            report.later(claimed.until)
            return False
        try:
            errors, calls = self.send(claimed)
        except ConfigurationError as error:
            OutboxMessage.objects.release(claimed.token, timedelta(), str(error))
            errors, calls = [(Decision(Action.HOLD), error)], 0
        self.record(claimed, errors, calls)
        report.verdicts += self.verdicts
        report.requests += calls
        return True

    def hold(self, error: ConfigurationError) -> None:
        """Stop the channel before anything was claimed."""
        news: list[tuple[Any, str]] = []
        with locked(self.shop, self.channel) as (channel, now):
            self.judge_errors(channel, now, [(Decision(Action.HOLD), error)], news)
            channel.save()
        self.announce(channel, news)

    def send(self, claimed: Claim) -> tuple[list[tuple[Decision, Any]], int]:
        groups = collapse(claimed.messages)
        fresh = [group for group in groups if not expired(group, claimed)]
        old = [group for group in groups if expired(group, claimed)]
        self.settle(claimed, [Result(Work(group=g), Verdict.EXPIRED, TOO_OLD) for g in old])
        if self.endpoint.batch is None:
            return self.send_events(claimed, fresh)
        return self.send_batch(claimed, fresh)

    # Events

    def send_events(
        self, claimed: Claim, groups: list[Group]
    ) -> tuple[list[tuple[Decision, Any]], int]:
        builder = EventBuilder(claimed, groups)
        built = [attempt(group, builder.objects, builder.build) for group in groups]
        works, results = in_order(built)
        self.settle(claimed, results)
        lanes: dict[str, Lane] = {}
        for work in works:
            visitor = builder.visitors.get(work.visitor)
            lane = lanes.setdefault(work.group.newest.lane, Lane([], LaneDevice.of(visitor)))
            lane.works.append(work)
        sender = EventSender(
            claim=claimed,
            client=self.client,
            makes_devices=get_settings().shop(self.shop).DEVICES == "server",
            rng=self.rng,
        )
        sender.run(list(lanes.values()), lambda results: self.settle(claimed, results))
        self.keep_devices(claimed, lanes.values())
        return sender.errors, self.accepted + len(sender.errors)

    def keep_devices(self, claimed: Claim, lanes: Iterable[Lane]) -> None:
        """Remember the devices that were made, and when their sessions were last used."""
        keep_devices(
            Visitor(
                shop=self.shop,
                key=lane.works[0].visitor,
                did=lane.device.did,
                sid=lane.device.sid,
                sid_at=lane.device.sid_at or claimed.now,
            )
            for lane in lanes
            if lane.device.was_made and lane.works[0].visitor
        )

    # Batches

    def send_batch(
        self, claimed: Claim, groups: list[Group]
    ) -> tuple[list[tuple[Decision, Any]], int]:
        builder = self.builder(claimed, groups)
        first, rest = first_of_each(groups)
        built = [attempt(group, builder.objects, builder.build) for group in first]
        resolved = [item for item in built if isinstance(item, Result)]
        works = [item for item in built if isinstance(item, Work)]
        resolved += [Result(Work(group=group), Verdict.RELEASE) for group in rest]
        batch = self.endpoint.batch
        if works and batch is not None:
            works, surplus = cut(works, batch)
            resolved += [Result(work, Verdict.RELEASE) for work in surplus]
        self.settle(claimed, resolved)
        if not works:
            return [], 0
        sender = BatchSender(
            claim=claimed,
            endpoint=self.endpoint,
            call=self.call,
            turn=lambda: reserve(claimed, self.endpoint, self.sleep),
            rng=self.rng,
        )
        for results in sender.run(works):
            self.settle(claimed, results)
        return sender.errors, sender.calls

    def builder(self, claimed: Claim, groups: list[Group]) -> OrderBuilder | CustomerBuilder:
        if self.channel is ChannelName.ORDERS:
            return OrderBuilder(claimed, groups)
        return CustomerBuilder(claimed, groups)

    def call(self, payloads: list[Any]) -> None:
        if self.channel is ChannelName.ORDERS:
            self.client.orders.sync(payloads)
        else:
            self.client.audience.upload(payloads)

    # Books

    def settle(self, claimed: Claim, results: list[Result]) -> None:
        self.accepted += sum(result.verdict is Verdict.SENT for result in results)
        self.verdicts += settle(claimed, results, claimed.now)

    def record(self, claimed: Claim, errors: list[tuple[Decision, Any]], calls: int) -> None:
        """Note on the channel how this claim went, once."""
        with locked(self.shop, self.channel) as (channel, now):
            if channel.busy_token == claimed.token:
                channel.busy_token = channel.busy_until = None
            if claimed.probe:
                # The mark that kept others off meanwhile.
                channel.open_until = None
            if calls == 0 and self.endpoint.rate is not None:
                channel.next_request_at = now
            news = self.judge(channel, now, errors)
            channel.save()
        self.announce(channel, news)

    @staticmethod
    def announce(channel: Channel, news: list[tuple[Any, str]]) -> None:
        for signal, reason in news:
            signal.send_robust(sender=Channel, channel=channel, reason=reason)

    def judge(
        self, channel: Channel, now: datetime, errors: list[tuple[Decision, Any]]
    ) -> list[tuple[Any, str]]:
        """Apply what happened to the channel; the signals to send."""
        news: list[tuple[Any, str]] = []
        if self.accepted and pace.succeeded(channel, now):
            logger.info("Channel %s delivers again.", channel)
            news.append((channel_resumed, ""))
        self.judge_errors(channel, now, errors, news)
        return news

    def judge_errors(
        self,
        channel: Channel,
        now: datetime,
        errors: list[tuple[Decision, Any]],
        news: list[tuple[Any, str]],
    ) -> None:
        by_action: dict[Action, list[tuple[Decision, Any]]] = {}
        for item in errors:
            by_action.setdefault(item[0].action, []).append(item)
        if waits := by_action.get(Action.WAIT):
            pace.limited(channel, now, max(decision.delay for decision, _ in waits))
            channel.last_error = str(waits[-1][1])[:500]
        fails = by_action.get(Action.FAIL, []) if not self.accepted else []
        retries = [*by_action.get(Action.RETRY, []), *by_action.get(Action.UNKNOWN, [])]
        if fails:
            pace.answered(channel)
        elif retries and not self.accepted:
            pace.failed(channel, now, len(retries), str(retries[-1][1]), self.rng)
        hold = by_action.get(Action.HOLD)
        if fails and pace.refused(channel, fails[-1][1].status or 0, len(fails)):
            hold = hold or fails
        if hold:
            reason = str(hold[-1][1])
            channel.last_error = reason[:500]
            if pace.held(channel, now, reason):
                logger.error("Channel %s is held: %s", channel, reason)
                news.append((channel_held, reason))


def in_order(built: list[Work | Result]) -> tuple[list[Work], list[Result]]:
    """The works that may be sent, and what is settled already. Behind a message that is to be tried
    later, the others of its lane wait with it."""
    works: list[Work] = []
    results: list[Result] = []
    waits: dict[str, float] = {}
    for item in built:
        lane = (item if isinstance(item, Work) else item.work).group.newest.lane
        if isinstance(item, Work) and lane in waits:
            results.append(Result(item, Verdict.RELEASE, delay=waits[lane]))
        elif isinstance(item, Work):
            works.append(item)
        else:
            results.append(item)
            if item.verdict in (Verdict.RETRY, Verdict.RELEASE):
                waits.setdefault(lane, item.delay)
    return works, results


def first_of_each(groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """The first group of each object, and the rest: one request names an object once."""
    seen: set[tuple[str, str, str]] = set()
    first: list[Group] = []
    rest: list[Group] = []
    for group in groups:
        (rest if group.newest.subject in seen else first).append(group)
        seen.add(group.newest.subject)
    return first, rest
