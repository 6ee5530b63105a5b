"""A real Chromium, where the machine has one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

USER_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


@pytest.fixture
def page(monkeypatch) -> Iterator[Page]:
    """An empty page of a new browser context: cookies of its own."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        if os.environ.get("REQUIRE_SERVICES"):
            pytest.fail("Chromium is missing: install Debian's package chromium.")
        pytest.skip("Chromium is not installed; name it in CHROMIUM.")
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop in this thread; the test database is set up from it all the same.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        # Headless Chromium names itself so, and bots are not tracked.
        context = browser.new_context(user_agent=USER_AGENT)
        context.set_default_timeout(10_000)
        yield context.new_page()
        context.close()
        browser.close()
