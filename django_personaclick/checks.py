"""System checks (stub registered below; see check functions)."""

from __future__ import annotations


def register() -> None: ...
