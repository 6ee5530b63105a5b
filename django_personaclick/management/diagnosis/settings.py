"""The system checks of this package."""

from __future__ import annotations

from collections.abc import Iterator

from django.core import checks

from ...checks import TAG
from .line import Line, Verdict

__all__ = ["check_settings"]


def check_settings(*, deploy: bool = False) -> Iterator[Line]:
    """A line for each complaint about settings or mappings; silenced ones are left out."""
    found = checks.run_checks(tags=[TAG], include_deployment_checks=deploy)
    complaints = [message for message in found if not message.is_silenced()]
    for message in complaints:
        verdict = Verdict.FAIL if message.is_serious() else Verdict.WARN
        subject = "mapping" if message.obj is not None else "settings"
        yield Line(verdict, subject, f"{message.msg} ({message.id})", message.hint or "")
    if not complaints:
        yield Line(Verdict.OK, "settings", "the system checks have no complaint")
