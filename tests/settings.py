"""Settings of the test suite: SQLite unless DATABASE_URL names another database."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = "only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
STATIC_URL = "/static/"
USE_TZ = True
TIME_ZONE = "UTC"
ROOT_URLCONF = "tests.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

DATABASES = {
    "default": dj_database_url.parse(os.environ["DATABASE_URL"])
    if os.environ.get("DATABASE_URL")
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "test.sqlite3",
        "TEST": {"NAME": os.environ.get("TEST_SQLITE", ":memory:")},
    }
}

# Several runs at once on one server: each its own test database.
if os.environ.get("TEST_DATABASE_NAME"):
    DATABASES["default"]["TEST"] = {"NAME": os.environ["TEST_DATABASE_NAME"]}

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django_personaclick",
    "tests.shops",
]

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_personaclick.middleware.PersonaClickMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Only the app's own migrations are run. The shops have none, and PostgreSQL takes their foreign
# keys only to tables that are made with theirs.
MIGRATION_MODULES = dict.fromkeys(("admin", "auth", "contenttypes", "sessions", "shops"))

PERSONACLICK = {
    "SHOP_ID": "0123456789abcdef0123456789abcd",
    "SHOP_SECRET": "fedcba9876543210fedcba9876543210",
    "BACKEND": "django_personaclick.client.backends.locmem.LocmemBackend",
    "DISPATCH": "none",
    "TRACKING": {"view": "server", "category": "server", "search": "server"},
    "SETTLE": 0,
}
