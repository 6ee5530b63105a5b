"""Deleting what is finished: in small steps, so that nothing waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import router
from django.db.models.functions import Now

from ..conf import get_settings
from ..models import OutboxMessage, State

__all__ = ["prune"]

STEP = 1_000
PAUSE = 0.1


def prune(
    *,
    sleep: Callable[[float], None] = time.sleep,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Delete finished messages older than ``RETENTION`` allows; their number."""
    deleted = 0
    for state, seconds in get_settings().RETENTION.items():
        if state not in State.values:
            continue
        while count := prune_step(state, seconds):
            deleted += count
            progress(deleted)
            sleep(PAUSE)
    return deleted


def prune_step(state: str, seconds: int) -> int:
    using = router.db_for_write(OutboxMessage)
    moment = Now() - timedelta(seconds=seconds)
    old = OutboxMessage.objects.using(using).finished_before(state, moment)  # type: ignore[arg-type]
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:STEP])
    if not keys:
        return 0
    OutboxMessage.objects.using(using).filter(pk__in=keys).delete()
    return len(keys)
