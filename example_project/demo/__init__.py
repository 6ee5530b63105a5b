"""The demo: shoppers of a session log go shopping in the example shop, over HTTP.

``python -m demo`` starts the sandbox, the shop, a second shop without the app and a worker, sends
the shoppers, waits until everything is delivered and says what became of it.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["PROJECT", "SAMPLE", "STAFF_EMAIL", "STAFF_PASSWORD"]

PROJECT = Path(__file__).resolve().parent.parent
SAMPLE = Path(__file__).with_name("sample.csv")
STAFF_EMAIL = "staff@demoshop.store"
STAFF_PASSWORD = "maplewick-demo"
