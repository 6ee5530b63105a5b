"""The Celery tasks. They carry no data: the database is the queue.

``app.conf.beat_schedule |= BEAT_SCHEDULE`` in the shop's Celery app runs the periodic ones.
"""

from __future__ import annotations

from celery import shared_task

from . import delivery

__all__ = ["BEAT_SCHEDULE", "deliver", "prune", "sweep"]

BUDGET = 50.0
"""Seconds for which one task goes on: the next sweep continues."""


@shared_task(name="django_personaclick.tasks.deliver", ignore_result=True, acks_late=False)
def deliver() -> None:
    """Deliver what is due: sent after a commit."""
    delivery.deliver(budget=BUDGET)


@shared_task(name="django_personaclick.tasks.sweep", ignore_result=True, acks_late=False)
def sweep() -> None:
    """Deliver what is due: sent by beat, in case a wake-up was lost."""
    delivery.deliver(budget=BUDGET)


@shared_task(name="django_personaclick.tasks.prune", ignore_result=True, acks_late=False)
def prune() -> None:
    """Delete finished messages that are old enough."""
    delivery.prune()


BEAT_SCHEDULE = {
    "personaclick-sweep": {
        "task": "django_personaclick.tasks.sweep",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "personaclick-prune": {
        "task": "django_personaclick.tasks.prune",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
}
"""Entries for Celery beat: a sweep every 5 seconds, pruning every hour."""
