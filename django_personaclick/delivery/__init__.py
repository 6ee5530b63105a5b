"""Rows → calls: the engine that empties the outbox. Start at ``deliver``."""

from __future__ import annotations

from .deliver import Report, deliver
from .prune import prune

__all__ = ["Report", "deliver", "prune"]
