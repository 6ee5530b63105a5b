"""The place of the middleware."""

from __future__ import annotations

from django.conf import settings as django_settings
from django.core import checks
from django.utils.module_loading import import_string

__all__ = ["check_middleware"]

OURS = "django_personaclick.middleware.PersonaClickMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"


def check_middleware(**kwargs: object) -> list[checks.CheckMessage]:
    """``W063``, ``W064``: visitors are known by the middleware, and customers by Django's."""
    ours, authentication = position(OURS), position(AUTHENTICATION)
    if ours is None:
        return [
            checks.Warning(
                f"MIDDLEWARE has no {OURS!r}.",
                hint=f"Add {OURS!r} to MIDDLEWARE after {AUTHENTICATION!r}: without it no event "
                "has a visitor.",
                id="personaclick.W063",
            )
        ]
    if authentication is not None and ours < authentication:
        return [
            checks.Warning(
                f"MIDDLEWARE has {OURS!r} before {AUTHENTICATION!r}.",
                hint=f"Move {OURS!r} after {AUTHENTICATION!r}, which finds out who is signed in.",
                id="personaclick.W064",
            )
        ]
    return []


def position(path: str) -> int | None:
    """Where in ``MIDDLEWARE`` the class called ``path`` is, or one derived from it."""
    wanted = import_string(path)
    for number, candidate in enumerate(django_settings.MIDDLEWARE):
        try:
            found = import_string(candidate)
        except ImportError:
            continue  # Django itself complains
        if isinstance(found, type) and issubclass(found, wanted):
            return number
    return None
