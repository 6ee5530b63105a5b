"""``manage.py personaclick_deliver``: send what is due, once or for as long as the process runs."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from ... import delivery
from ...conf import get_settings
from ...delivery import Report
from ...delivery.work import Verdict
from ...exceptions import ConfigurationError
from ..stop_signal import StopSignal

__all__ = ["Command"]

logger = logging.getLogger(__name__)

SHORTEST_WAIT = 0.1
LONGEST_WAIT = 30.0
"""Seconds between two tries while nothing can be delivered at all, at most."""


class Command(BaseCommand):
    help = "Delivers what waits for PersonaClick."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--loop", action="store_true", help="Go on until SIGTERM or SIGINT (Ctrl-C)."
        )
        parser.add_argument(
            "--shop", action="append", dest="shops", metavar="ALIAS",
            help="Deliver for this shop of PERSONACLICK['SHOPS'] alone; may be repeated.",
        )  # fmt: skip
        parser.add_argument(
            "--budget", type=float, metavar="SECONDS",
            help="Begin nothing new after so many seconds.",
        )  # fmt: skip
        parser.add_argument(
            "--interval", type=float, default=1.0, metavar="SECONDS",
            help="With --loop: look for messages this often (default: 1).",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        shops = known_shops(options["shops"])
        budget = options["budget"]
        ends = None if budget is None else time.monotonic() + budget
        with StopSignal() as stop:
            if options["loop"]:
                self.loop(stop, shops, ends, max(options["interval"], SHORTEST_WAIT))
                return
            report = delivery.deliver(shops=shops, budget=budget, stopped=lambda: stop.is_set)
        self.stdout.write(summary(report))

    def loop(self, stop: StopSignal, shops: list[str], ends: float | None, interval: float) -> None:
        """Deliver and wait in turn. Nothing that fails ends the loop but a wrong setting."""
        self.say(f"Delivering for {', '.join(shops) or 'no shop'} until SIGTERM or Ctrl-C.")
        failures = 0
        while not stop.is_set and (left := seconds_left(ends)) != 0:
            wait = interval
            try:
                report = self.round(stop, shops, left)
                wait = until_due(report, interval)
                failures = 0
            except ConfigurationError as error:
                raise CommandError(str(error)) from error
            except Exception as error:  # noqa: BLE001  (the database may be away)
                failures += 1
                wait = min(interval * 2**failures, max(interval, LONGEST_WAIT))
                log_failure(error, wait)
            stop.wait(wait if left is None else min(wait, seconds_left(ends) or 0))

    def round(self, stop: StopSignal, shops: list[str], left: float | None) -> Report:
        close_old_connections()
        try:
            report = delivery.deliver(shops=shops, budget=left, stopped=lambda: stop.is_set)
        finally:
            close_old_connections()
        if report.verdicts.keys() - {Verdict.RELEASE}:
            self.say(summary(report))
        return report

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()  # at once, into a file too


def known_shops(asked: list[str] | None) -> list[str]:
    """The shops to deliver for: all, or those asked for if they exist."""
    aliases = get_settings().aliases()
    unknown = sorted(set(asked or ()) - set(aliases))
    if unknown:
        raise CommandError(
            f"There is no shop {unknown[0]!r}; PERSONACLICK has: {', '.join(aliases) or 'none'}."
        )
    return list(asked or aliases)


def seconds_left(ends: float | None) -> float | None:
    return None if ends is None else max(ends - time.monotonic(), 0)


def until_due(report: Report, interval: float) -> float:
    """Seconds until more may be due; new messages may come at any time."""
    if report.next_due is None:
        return interval
    left = (report.next_due - timezone.now()).total_seconds()
    return min(max(left, SHORTEST_WAIT), interval)


def log_failure(error: Exception, wait: float) -> None:
    # The first line: databases append the failing row, with personal data, to later ones.
    first_line = next(iter(str(error).splitlines()), "")
    logger.error(
        "Delivery failed (%s: %s); the next try is in %g seconds.",
        type(error).__name__,
        first_line,
        wait,
    )


def summary(report: Report) -> str:
    """``"1 failed, 12 sent, in 3 requests"``."""
    words = {Verdict.RETRY: "to be tried again", Verdict.RELEASE: "not tried yet"}
    found = sorted((words.get(Verdict(key), key), count) for key, count in report.verdicts.items())
    verdicts = [f"{count} {word}" for word, count in found if count]
    requests = "1 request" if report.requests == 1 else f"{report.requests} requests"
    return f"{', '.join(verdicts) or 'nothing delivered'}, in {requests}"
