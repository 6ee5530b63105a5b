"""Settings of the example shop. It starts as it is: SQLite, no broker, the sandbox's keys.

The environment may say otherwise:

``DATABASE_URL``            another database (dj-database-url)
``CELERY_BROKER_URL``       deliver through Celery workers
``PERSONACLICK_API_URL``    the API; the sandbox on this machine by default
``PERSONACLICK_CDN_URL``    where the script of the SDK comes from
``PERSONACLICK_SHOP_ID``, ``PERSONACLICK_SHOP_SECRET``
``PERSONACLICK_DISPATCH``   ``local``, ``celery`` or ``none``
``PERSONACLICK_DEVICES``    ``server``: for visitors without scripts; the server sends every event
``WITHOUT_PERSONACLICK``    ``1``: the same shop without the app
``DEBUG``, ``SECRET_KEY``
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent
env = os.environ.get

DEBUG = env("DEBUG", "1") == "1"
SECRET_KEY = env("SECRET_KEY", "the-example-shop-is-for-this-machine-alone")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "shop",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_personaclick",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_personaclick.middleware.PersonaClickMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shop.context.shop",
            ],
        },
    },
]

ROOT_URLCONF = "example.urls"
WSGI_APPLICATION = "example.wsgi.application"

DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", f"sqlite:///{BASE_DIR / 'shop.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers queue up instead of failing half way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

AUTH_USER_MODEL = "shop.Customer"
LOGIN_URL = "shop:login"
LOGIN_REDIRECT_URL = "shop:orders"
LOGOUT_REDIRECT_URL = "shop:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "static/"

PERSONACLICK: dict[str, Any] = {
    "SHOP_ID": env("PERSONACLICK_SHOP_ID", "0123456789abcdef0123456789abcd"),
    "SHOP_SECRET": env("PERSONACLICK_SHOP_SECRET", "fedcba9876543210fedcba9876543210"),
    "API_URL": env("PERSONACLICK_API_URL", "http://127.0.0.1:8046"),
    "DISPATCH": "local",
}

if urlsplit(PERSONACLICK["API_URL"]).hostname in {"127.0.0.1", "localhost"}:
    PERSONACLICK["CDN_URL"] = PERSONACLICK["API_URL"]  # the sandbox has a stand-in for the script
if cdn_url := env("PERSONACLICK_CDN_URL"):
    PERSONACLICK["CDN_URL"] = cdn_url

if CELERY_BROKER_URL := env("CELERY_BROKER_URL"):
    PERSONACLICK["DISPATCH"] = "celery"
if dispatch := env("PERSONACLICK_DISPATCH"):
    PERSONACLICK["DISPATCH"] = dispatch

if env("PERSONACLICK_DEVICES") == "server":
    PERSONACLICK["DEVICES"] = "server"
    PERSONACLICK["TRACKING"] = dict.fromkeys(("view", "category", "search"), "server")

if env("WITHOUT_PERSONACLICK") == "1":
    INSTALLED_APPS.remove("django_personaclick")
    MIDDLEWARE.remove("django_personaclick.middleware.PersonaClickMiddleware")
    TEMPLATES[0]["DIRS"] = [BASE_DIR / "without_personaclick"]
