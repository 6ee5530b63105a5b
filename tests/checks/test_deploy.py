"""Settings of a desk on a server: only ``check --deploy`` minds."""

from __future__ import annotations

import pytest
from django.core import checks

from django_personaclick.checks import TAG, check_deployment

BACKENDS = "django_personaclick.client.backends"


def sandbox(place: str, key: str, host: str, default: str) -> checks.Error:
    return checks.Error(
        f"{place}['{key}'] is on this machine: that is the sandbox, not PersonaClick.",
        hint=f"{place}['{key}'] names the host '{host}'. Without '{key}' it is '{default}'.",
        id="personaclick.E070",
    )


def plain(place: str, key: str, host: str, risk: str) -> checks.Error:
    return checks.Error(
        f"{place}['{key}'] is plain http: {risk}.",
        hint=f"{place}['{key}'] begins with 'http://{host}'. Use 'https://{host}'.",
        id="personaclick.E072",
    )


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"API_URL": "https://api.rees46.ru", "CDN_URL": "https://cdn.rees46.ru"},
        {"DISPATCH": "celery", "BACKEND": f"{BACKENDS}.http.HttpBackend"},
        {"DISPATCH": "none"},
        # Wrong values have errors of their own.
        {"API_URL": 5, "CDN_URL": "http://[", "BACKEND": "no.such.Backend"},
        {"API_URL": None, "BACKEND": None},
        {"SHOPS": "de"},
    ],
)
def test_fit_for_production(settings, debug, given):
    settings.DEBUG = debug
    settings.PERSONACLICK = given

    assert check_deployment() == []


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.0.0.1:8046", "127.0.0.1"),
        ("https://localhost", "localhost"),
        ("http://api.localhost:1", "api.localhost"),
        ("http://[::1]:8046", "::1"),
        ("http://0.0.0.0:8046", "0.0.0.0"),
        ("http://127.9.9.9", "127.9.9.9"),
    ],
)
def test_the_sandbox(settings, url, host):
    settings.PERSONACLICK = {"API_URL": url}

    settings.DEBUG = True
    assert check_deployment() == []
    settings.DEBUG = False
    assert check_deployment() == [
        sandbox("PERSONACLICK", "API_URL", host, "https://api.personaclick.com")
    ]


def test_the_sandbox_of_one_shop(settings):
    settings.DEBUG = False
    settings.PERSONACLICK = {
        "CDN_URL": "http://localhost:8046",
        "SHOPS": {"de": {"API_URL": "http://127.0.0.1:8046"}},
    }

    assert check_deployment() == [
        sandbox("PERSONACLICK", "CDN_URL", "localhost", "https://cdn.personaclick.com"),
        sandbox(
            "PERSONACLICK['SHOPS']['de']", "API_URL", "127.0.0.1", "https://api.personaclick.com"
        ),
    ]


@pytest.mark.parametrize(
    "backend",
    [
        f"{BACKENDS}.console.ConsoleBackend",
        f"{BACKENDS}.dummy.DummyBackend",
        f"{BACKENDS}.locmem.LocmemBackend",
    ],
)
def test_a_backend_that_sends_nothing(settings, backend):
    settings.PERSONACLICK = {"BACKEND": backend}

    settings.DEBUG = True
    assert check_deployment() == []
    settings.DEBUG = False
    assert check_deployment() == [
        checks.Error(
            "PERSONACLICK['BACKEND'] sends nothing to PersonaClick.",
            hint=f"PERSONACLICK['BACKEND'] is '{backend}'. Without 'BACKEND' it is "
            f"'{BACKENDS}.http.HttpBackend'.",
            id="personaclick.E071",
        )
    ]


@pytest.mark.parametrize("debug", [True, False])
def test_plain_http(settings, debug):
    settings.DEBUG = debug
    settings.PERSONACLICK = {
        "API_URL": "http://user:hunter2@api.personaclick.com",
        "SHOPS": {"de": {"CDN_URL": "http://cdn.personaclick.com/"}},
    }

    assert check_deployment() == [
        plain(
            "PERSONACLICK",
            "API_URL",
            "api.personaclick.com",
            "the secret key and customers' data travel readable for everyone on the way",
        ),
        plain(
            "PERSONACLICK['SHOPS']['de']",
            "CDN_URL",
            "cdn.personaclick.com",
            "anyone on the way can change the script that runs in the shop's pages",
        ),
    ]


def test_local_delivery(settings):
    settings.PERSONACLICK = {"DISPATCH": "local"}

    settings.DEBUG = True
    assert check_deployment() == []
    settings.DEBUG = False
    assert check_deployment() == [
        checks.Warning(
            "PERSONACLICK['DISPATCH'] is 'local': the web server's own processes deliver.",
            hint="Set PERSONACLICK['DISPATCH'] to 'celery' and run a worker and beat, or to 'none' "
            "and run 'manage.py personaclick_deliver --loop'.",
            id="personaclick.W073",
        )
    ]


def test_only_a_deployment_is_asked(settings):
    settings.DEBUG = False
    settings.PERSONACLICK = {**settings.PERSONACLICK, "DISPATCH": "local"}

    def ids(*, deploy: bool) -> list[str]:
        found = checks.run_checks(tags=[TAG], include_deployment_checks=deploy)
        return [str(message.id) for message in found]

    assert ids(deploy=False) == []
    assert ids(deploy=True) == ["personaclick.E071", "personaclick.W073"]
