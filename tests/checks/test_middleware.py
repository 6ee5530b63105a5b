"""The place of the middleware."""

from __future__ import annotations

import pytest
from django.core import checks

from django_personaclick.checks import check_middleware
from django_personaclick.middleware import PersonaClickMiddleware

OURS = "django_personaclick.middleware.PersonaClickMiddleware"
DERIVED = "tests.checks.test_middleware.OwnMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"


class OwnMiddleware(PersonaClickMiddleware):
    """A shop's own."""


@pytest.mark.parametrize(
    "middleware",
    [[AUTHENTICATION, OURS], [AUTHENTICATION, DERIVED], [OURS], ["no.such.Middleware", OURS]],
)
def test_well_placed(settings, middleware):
    settings.MIDDLEWARE = middleware

    assert check_middleware() == []


@pytest.mark.parametrize("middleware", [[], [AUTHENTICATION]])
def test_missing(settings, middleware):
    settings.MIDDLEWARE = middleware

    assert check_middleware() == [
        checks.Warning(
            f"MIDDLEWARE has no '{OURS}'.",
            hint=f"Add '{OURS}' to MIDDLEWARE after '{AUTHENTICATION}': without it no event has a "
            "visitor.",
            id="personaclick.W063",
        )
    ]


@pytest.mark.parametrize("ours", [OURS, DERIVED])
def test_too_early(settings, ours):
    settings.MIDDLEWARE = [ours, AUTHENTICATION]

    assert check_middleware() == [
        checks.Warning(
            f"MIDDLEWARE has '{OURS}' before '{AUTHENTICATION}'.",
            hint=f"Move '{OURS}' after '{AUTHENTICATION}', which finds out who is signed in.",
            id="personaclick.W064",
        )
    ]
