"""``manage.py personaclick_prune``: delete finished messages that are old enough."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ... import delivery

__all__ = ["Command"]


class Command(BaseCommand):
    help = "Deletes finished messages that are older than PERSONACLICK['RETENTION'] says."

    def handle(self, *args: Any, **options: Any) -> None:
        on_terminal = self.stdout.isatty()
        deleted = delivery.prune(progress=self.count if on_terminal else ignore)
        if on_terminal:
            self.stdout.write("\r", ending="")
        noun = "message was" if deleted == 1 else "messages were"
        self.stdout.write(f"{deleted} finished {noun} deleted.")

    def count(self, deleted: int) -> None:
        """Show how far it is, on one line."""
        self.stdout.write(f"\r{deleted} deleted", ending="")
        self.stdout.flush()


def ignore(deleted: int) -> None:
    """Progress is for the eye alone."""
