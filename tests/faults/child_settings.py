"""Settings of the processes that tests start: the test's own database and PERSONACLICK."""

from __future__ import annotations

import json
import os

from tests.settings import *  # noqa: F403
from tests.settings import PERSONACLICK as DEFAULTS

GIVEN = json.loads(os.environ["PERSONACLICK_TEST_SETTINGS"])
DATABASES = {"default": GIVEN["database"]}
PERSONACLICK = {**DEFAULTS, **GIVEN["personaclick"]}
ROOT_URLCONF = "tests.faults.urls"
CELERY_BROKER_URL = GIVEN["broker"]
CELERY_BROKER_TRANSPORT_OPTIONS = GIVEN["broker_options"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django_personaclick": {"handlers": ["stderr"], "level": "INFO"}},
}
