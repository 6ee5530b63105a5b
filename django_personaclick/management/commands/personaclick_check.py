"""``manage.py personaclick_check``: does everything work, from settings to API?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...conf import get_settings
from ...exceptions import ConfigurationError
from ..diagnosis import Verdict, diagnose

__all__ = ["Command"]


class Command(BaseCommand):
    help = (
        "Looks at settings, database, broker and API, calling the API live. "
        "Exit code 1 if anything fails."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--deploy", action="store_true", help="Check what matters in production, too."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        styles = {
            Verdict.OK: self.style.SUCCESS,
            Verdict.WARN: self.style.WARNING,
            Verdict.FAIL: self.style.ERROR,
        }
        failed = 0
        for line in diagnose(deploy=options["deploy"]):
            failed += line.verdict is Verdict.FAIL
            self.stdout.write(without_secrets(str(line)), styles[line.verdict])
        if failed:
            raise CommandError(f"{failed} failed." if failed > 1 else "1 failed.")


def without_secrets(text: str) -> str:
    """``text`` with every secret key of the settings masked, whoever may have put it there."""
    for secret in secrets():
        text = text.replace(secret, "***")
    return text


def secrets() -> set[str]:
    try:
        settings = get_settings()
        found = {settings.shop(alias).SHOP_SECRET for alias in settings.aliases()}
    except ConfigurationError:
        return set()
    return {secret for secret in found if isinstance(secret, str) and secret}
