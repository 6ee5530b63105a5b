"""What ``personaclick_check`` looks at: settings, database, broker, API. Start at ``diagnose``."""

from __future__ import annotations

from collections.abc import Iterator

from .api import check_api
from .broker import check_broker
from .database import check_database
from .line import Line, Verdict
from .settings import check_settings

__all__ = ["Line", "Verdict", "diagnose"]


def diagnose(*, deploy: bool = False) -> Iterator[Line]:
    """One line for each thing looked at, as it is known. Broker and API are left alone while the
    settings that say where they are are wrong."""
    usable = True
    for line in check_settings(deploy=deploy):
        usable = usable and not (line.subject == "settings" and line.verdict is Verdict.FAIL)
        yield line
    yield from check_database()
    if usable:
        yield from check_broker()
        yield from check_api()
    else:
        yield Line(Verdict.WARN, "API", "not asked", "Mend the settings first.")
