"""The tables, and what waits in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db import Error, connections, models, router
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.timesince import timesince

from ...conf import get_settings
from ...exceptions import ConfigurationError
from ...models import Channel, OutboxMessage
from .line import Line, Verdict

__all__ = ["check_database"]

APP = "personaclick"
PATIENCE = timedelta(minutes=10)
"""Messages older than this wait for something that does not come."""
WORKERS = {
    "celery": "Is a Celery worker running, and beat with tasks.BEAT_SCHEDULE?",
    "local": "Does the web server run? Its processes deliver, from their first request on.",
    "none": "Run 'manage.py personaclick_deliver --loop'.",
}


def check_database() -> Iterator[Line]:
    """Whether the tables are there, and how much waits in them for how long."""
    alias = router.db_for_write(OutboxMessage)
    try:
        missing = missing_tables(alias) or missing_migrations(alias)
        if missing:
            yield Line(
                Verdict.FAIL,
                "database",
                f"{alias!r} lacks {', '.join(missing)}",
                f"Run 'manage.py migrate {APP} --database {alias}'.",
            )
            return
        yield Line(Verdict.OK, "database", f"{alias!r} has the tables, no migration is missing")
        yield waiting(alias)
        yield from stopped_channels(alias)
    except Error as error:
        first_line = next(iter(str(error).splitlines()), "")
        yield Line(
            Verdict.FAIL,
            "database",
            f"{alias!r} cannot be read: {type(error).__name__}: {first_line}",
            f"Check DATABASES[{alias!r}] and whether the server runs.",
        )


def missing_tables(alias: str) -> list[str]:
    there = set(connections[alias].introspection.table_names())
    wanted = [model._meta.db_table for model in apps.get_app_config(APP).get_models()]
    return [f"the table {name}" for name in wanted if name not in there]


def missing_migrations(alias: str) -> list[str]:
    executor = MigrationExecutor(connections[alias])
    newest = executor.loader.graph.leaf_nodes(APP)
    return [f"the migration {item.name}" for item, _ in executor.migration_plan(newest)]


def waiting(alias: str) -> Line:
    """How many messages wait, and since when."""
    open_messages = OutboxMessage.objects.using(alias).open().order_by()
    found = open_messages.aggregate(number=models.Count("pk"), oldest=models.Min("captured_at"))
    number, oldest = found["number"], found["oldest"]
    if oldest is None:
        return Line(Verdict.OK, "database", "no messages wait")
    now = timezone.now()
    text = f"{number} messages wait" if number != 1 else "1 message waits"
    text = f"{text}, the oldest for {age(oldest, now)}"
    if now - oldest <= PATIENCE:
        return Line(Verdict.OK, "database", text)
    return Line(Verdict.WARN, "database", text, WORKERS.get(dispatch(), ""))


def age(moment: datetime, now: datetime) -> str:
    return timesince(moment, now, depth=1).replace("\xa0", " ")


def dispatch() -> str:
    try:
        return str(get_settings().DISPATCH)
    except ConfigurationError:
        return ""


def stopped_channels(alias: str) -> Iterator[Line]:
    """The channels that stand still, with the reason."""
    remedy = "Mend the reason, then resume the channel in the admin."
    for channel in Channel.objects.using(alias).order_by("shop", "name"):
        if channel.paused:
            text = f"channel {channel} is paused by staff"
            yield Line(Verdict.WARN, "database", text, "Resume it in the admin.")
        elif channel.held_reason:
            text = f"channel {channel} is held: {channel.held_reason}"
            yield Line(Verdict.WARN, "database", text, remedy)
