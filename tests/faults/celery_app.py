"""The Celery app of the shop process and of the worker process."""

from __future__ import annotations

import django
from celery import Celery

app = Celery("faults")
app.config_from_object("django.conf:settings", namespace="CELERY")
django.setup()
app.autodiscover_tasks()
