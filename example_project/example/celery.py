"""The Celery app. The shop runs without it unless ``CELERY_BROKER_URL`` is set."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example.settings")

app = Celery("example")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def schedule(sender: Celery, **kwargs: Any) -> None:
    """Let beat sweep up what a lost wake-up has left behind."""
    if apps.is_installed("django_personaclick"):
        from django_personaclick.tasks import BEAT_SCHEDULE

        sender.conf.beat_schedule |= BEAT_SCHEDULE
