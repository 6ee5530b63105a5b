"""What holds for every batch endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..exceptions import PayloadError
from .endpoints import ENDPOINTS

__all__ = ["check_rows"]


def check_rows(name: str, rows: Sequence[Any], kinds: tuple[type, ...]) -> None:
    """Refuse no rows, more than endpoint ``name`` takes, and rows of another kind."""
    batch = ENDPOINTS[name].batch
    if batch is None:
        raise ValueError(f"{name} takes no batch")
    if not rows:
        raise PayloadError(batch.key, rows, "must not be empty")
    if len(rows) > batch.rows:
        raise PayloadError(batch.key, len(rows), f"must be at most {batch.rows} rows")
    for number, row in enumerate(rows):
        if not isinstance(row, kinds):
            expected = " or ".join(kind.__name__ for kind in kinds)
            raise PayloadError(f"{batch.key}[{number}]", row, f"must be {expected}")
