"""The mappings that the shop registered. Each knows itself what can be wrong with it."""

from __future__ import annotations

from django.core import checks

from ..mapping import registry

__all__ = ["check_mappings"]


def check_mappings(**kwargs: object) -> list[checks.CheckMessage]:
    """``E101–W119``: what the registered mappings say of themselves."""
    return registry.check()
