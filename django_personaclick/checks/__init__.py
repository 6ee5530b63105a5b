"""System checks: what is wrong with settings and mappings, each with a stable id and a remedy.

==============  ============================================================
``E001–E049``   one id for each key of ``PERSONACLICK`` (see ``keys``)
``E050–E059``   the dict as a whole (see ``settings``)
``W060–W069``   legal, but probably not meant (see ``settings``, ``middleware``)
``E070–W079``   with ``--deploy`` (see ``deploy``)
``E101–W119``   mappings (see ``mapping``)
==============  ============================================================
"""

from __future__ import annotations

from django.core import checks

from .deploy import check_deployment
from .mappings import check_mappings
from .middleware import check_middleware
from .settings import check_settings

__all__ = [
    "TAG",
    "check_deployment",
    "check_mappings",
    "check_middleware",
    "check_settings",
    "register",
]

TAG = "personaclick"


def register() -> None:
    """Tell Django of the checks."""
    checks.register(check_settings, TAG)
    checks.register(check_middleware, TAG)
    checks.register(check_mappings, TAG)
    checks.register(check_deployment, TAG, deploy=True)
