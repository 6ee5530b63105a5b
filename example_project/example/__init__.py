"""The example project: the settings around the shop."""

from .celery import app as celery_app

__all__ = ["celery_app"]
