"""What is fine at a desk and wrong in production: ``manage.py check --deploy``."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.core import checks
from django.utils.module_loading import import_string

from ..client.backends.console import ConsoleBackend
from ..client.backends.dummy import DummyBackend
from ..client.backends.locmem import LocmemBackend
from ..conf import DEFAULTS, NAME
from .settings import given_settings, sections
from .shape import shape

__all__ = ["check_deployment", "sends_nothing"]

SILENT = (ConsoleBackend, DummyBackend, LocmemBackend)
URLS = ("API_URL", "CDN_URL")


def check_deployment(**kwargs: object) -> list[checks.CheckMessage]:
    """``E070–W073``: settings of a desk on a server."""
    given = given_settings()
    found = [*check_plain_http(given)]
    if not django_settings.DEBUG:
        found += [*check_sandbox(given), *check_backend(given), *check_dispatch(given)]
    return found


def addresses(given: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """The given URLs: place, key, scheme and host. Malformed ones are ``E006``, ``E007``."""
    for place, section in sections(given):
        for key in URLS:
            try:
                parts = urlsplit(section.get(key, ""))
                host = parts.hostname
            except (ValueError, TypeError, AttributeError):
                continue
            if isinstance(host, str):
                yield place, key, str(parts.scheme), host


def is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def check_sandbox(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    for place, key, _, host in addresses(given):
        if is_loopback(host):
            yield checks.Error(
                f"{place}[{key!r}] is on this machine: that is the sandbox, not PersonaClick.",
                hint=f"{place}[{key!r}] names the host {host!r}. Without {key!r} it is "
                f"{getattr(DEFAULTS, key)!r}.",
                id="personaclick.E070",
            )


def check_backend(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    for place, section in sections(given):
        backend = section.get("BACKEND")
        if sends_nothing(backend):
            yield checks.Error(
                f"{place}['BACKEND'] sends nothing to PersonaClick.",
                hint=f"{place}['BACKEND'] is {shape(backend)}. Without 'BACKEND' it is "
                f"{DEFAULTS.BACKEND!r}.",
                id="personaclick.E071",
            )


def sends_nothing(backend: object) -> bool:
    """Whether ``backend`` (a dotted path) only pretends to send."""
    if not isinstance(backend, str):
        return False
    try:
        found = import_string(backend)
    except Exception:  # noqa: BLE001  (E022 says what)
        return False
    return isinstance(found, type) and issubclass(found, SILENT)


def check_plain_http(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    risks = {
        "API_URL": "the secret key and customers' data travel readable for everyone on the way",
        "CDN_URL": "anyone on the way can change the script that runs in the shop's pages",
    }
    for place, key, scheme, host in addresses(given):
        if scheme == "http" and not is_loopback(host):
            yield checks.Error(
                f"{place}[{key!r}] is plain http: {risks[key]}.",
                hint=f"{place}[{key!r}] begins with 'http://{host}'. Use 'https://{host}'.",
                id="personaclick.E072",
            )


def check_dispatch(given: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    if given.get("DISPATCH") == "local":
        yield checks.Warning(
            f"{NAME}['DISPATCH'] is 'local': the web server's own processes deliver.",
            hint=f"Set {NAME}['DISPATCH'] to 'celery' and run a worker and beat, or to 'none' and "
            "run 'manage.py personaclick_deliver --loop'.",
            id="personaclick.W073",
        )
