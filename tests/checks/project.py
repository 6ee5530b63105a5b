"""A shop of its own, written to a directory, and ``manage.py`` run in it as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SETTINGS = """
SECRET_KEY = "only-for-tests"
INSTALLED_APPS = {apps!r}
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_personaclick.middleware.PersonaClickMiddleware",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "shop_urls"
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": {database!r}}}}}
USE_TZ = True
{extra}
"""

MODELS = """
from django.contrib.auth import get_user_model
from django.db import models

class Order(models.Model):
    number = models.CharField(max_length=20)
    email = models.EmailField()
    status = models.CharField(max_length=20)
    customer = models.ForeignKey("auth.User", null=True, on_delete=models.SET_NULL)

class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")

class Cart(models.Model):
    customer = models.ForeignKey("auth.User", null=True, on_delete=models.CASCADE)
"""

APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django_personaclick",
    "boutique",
]


class Project:
    """The directory of a Django project with the app ``boutique``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, *, settings: str = "", mapping: str = "", apps: list[str] = APPS) -> None:
        """``settings`` goes to the end of the settings, ``mapping`` into ``personaclick.py``."""
        app = self.path / "boutique"
        app.mkdir(exist_ok=True)
        (app / "__init__.py").write_text("")
        (app / "models.py").write_text(MODELS)
        (app / "personaclick.py").write_text(mapping)
        (self.path / "shop_urls.py").write_text("urlpatterns = []\n")
        database = str(self.path / "shop.sqlite3")
        text = SETTINGS.format(apps=apps, database=database, extra=settings)
        (self.path / "shop_settings.py").write_text(text)

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "shop_settings",
            "PYTHONPATH": os.pathsep.join([str(self.path), str(ROOT)]),
        }

    def manage(self, *args: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        """The finished ``manage.py`` with its output."""
        return self.run("-m", "django", *args, timeout=timeout)

    def python(self, script: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        """The finished ``script`` with its output."""
        return self.run("-c", script, timeout=timeout)

    def run(self, *args: str, timeout: float) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", *args],
            cwd=self.path,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
