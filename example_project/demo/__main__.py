"""``python -m demo``: see the package. ``--help`` names the options."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import django

from . import PROJECT, SAMPLE, STAFF_EMAIL, STAFF_PASSWORD, received, report
from .crowd import Crowd, Visits
from .log import Kind, Log, LogError, read
from .programs import HOST, ProgramError, Programs, free_port

if TYPE_CHECKING:
    from .books import Books

FOLDER = PROJECT / ".demo"
THREADS = 8
PATIENCE = 120


def parser() -> argparse.ArgumentParser:
    log = os.environ.get("DEMO_LOG") or SAMPLE
    arguments = argparse.ArgumentParser(prog="python -m demo", description="Shoppers of a log.")
    add = arguments.add_argument
    add("--log", type=Path, default=log, help="the session log; DEMO_LOG says it as well")
    add("--sessions", type=int, help="only so many of the log's sessions")
    add("--exit", action="store_true", help="end when everything is delivered")
    add("--json", type=Path, help="write the figures to this file")
    add("--patience", type=float, default=PATIENCE, help="seconds to wait when nothing moves")
    return arguments


def main() -> int:
    options = parser().parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        log = read(options.log, limit=options.sessions)
        with Programs(FOLDER / "logs") as programs:
            return show(programs, log, options)
    except (LogError, OSError, ProgramError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def show(programs: Programs, log: Log, options: argparse.Namespace) -> int:
    demo = Demo(programs, options)
    demo.start()
    figures = demo.run(log)
    sys.stdout.write(report.table(figures) + "\n")
    if options.json:
        options.json.write_text(json.dumps(figures.to_json(), indent=2) + "\n")
    if not options.exit:
        demo.serve()
    return 0 if figures.is_sound else 1


class Demo:
    """The programs of one run, and their addresses."""

    def __init__(self, programs: Programs, options: argparse.Namespace) -> None:
        self.programs = programs
        self.options = options
        self.shop = f"http://{HOST}:{free_port(8000)}"
        self.plain = f"http://{HOST}:{free_port(8001)}"
        self.api = os.environ.get("PERSONACLICK_API_URL", "").rstrip("/")
        self.has_sandbox = not self.api
        if self.has_sandbox:
            self.api = f"http://{HOST}:{free_port(8046)}"
        common = {"DEBUG": "0", "DJANGO_SETTINGS_MODULE": "example.settings"}
        self.env = common | {
            "DATABASE_URL": os.environ.get("DATABASE_URL") or database("shop"),
            "PERSONACLICK_API_URL": self.api,
            "PERSONACLICK_DEVICES": "server",  # the shoppers run no scripts
        }
        if not os.environ.get("CELERY_BROKER_URL"):
            self.env["PERSONACLICK_DISPATCH"] = "none"  # the worker delivers
        self.plain_env = common | {
            "DATABASE_URL": os.environ.get("DEMO_PLAIN_DATABASE_URL") or database("plain"),
            "WITHOUT_PERSONACLICK": "1",
        }

    def start(self) -> None:
        say("Starting the shop. What the programs say is in", relative(FOLDER / "logs"))
        for file in FOLDER.glob("*.sqlite3*"):
            file.unlink()
        if self.has_sandbox:
            port = self.api.rpartition(":")[2]
            arguments = ("-m", "django_personaclick.sandbox", "--port", port, "--quiet")
            self.programs.start("sandbox", *arguments, "--keep", "1000000", env={})
            self.programs.wait_for("sandbox", f"{self.api}/_sandbox/summary.json")
        for name, url, env in self.shops():
            self.fill(name, env)
            self.open_shop(name, url, env)
        self.start_worker()
        os.environ.update(self.env)
        django.setup()

    def shops(self) -> tuple[tuple[str, str, dict[str, str]], ...]:
        return ("shop", self.shop, self.env), ("plain", self.plain, self.plain_env)

    def fill(self, name: str, env: dict[str, str]) -> None:
        limit = ["--sessions", str(self.options.sessions)] if self.options.sessions else []
        log = str(self.options.log.resolve())
        self.programs.run(name, "-m", "demo.catalogue", log, *limit, env=env)

    def open_shop(self, name: str, url: str, env: dict[str, str]) -> None:
        self.programs.start(
            name, "-m", "gunicorn", "example.wsgi", "--bind", url.removeprefix("http://"),
            "--workers", "1", "--worker-class", "gthread", "--threads", str(THREADS),
            "--keep-alive", "60", "--no-control-socket", env=env,
        )  # fmt: skip
        for path in ("/", "/cart/", "/search/?q=a", "/account/login/"):  # and so it is warm
            self.programs.wait_for(name, url + path)

    def start_worker(self) -> None:
        if os.environ.get("CELERY_BROKER_URL"):
            self.programs.start(
                "worker", "-m", "celery", "-A", "example", "worker", "--beat",
                "--schedule", str(FOLDER / "celerybeat-schedule"), "--concurrency", "2",
                "--loglevel", "info", env=self.env,
            )  # fmt: skip
        else:
            self.programs.start(
                "worker", "manage.py", "personaclick_deliver", "--loop", env=self.env
            )

    def run(self, log: Log) -> report.Figures:
        from .books import Books

        before, opened = received.ask(self.api), Books()
        crowd = Crowd(self.shop, self.plain)
        total = sum(len(session.steps) for session in log.sessions)
        begin = time.monotonic()
        crowd.send(log.sessions, total)
        shopped = time.monotonic()
        opened.wait(self.options.patience, self.programs.check)
        delivered = time.monotonic()
        after = received.ask(self.api)
        got = after.since(before) if after and before else None
        times = {"seconds_shopping": shopped - begin, "seconds_delivering": delivered - shopped}
        return account(self.options.log, log, crowd, opened, got, times)

    def serve(self) -> None:
        say("The shop           ", f"{self.shop}/")
        say("Its admin          ", f"{self.shop}/admin/   {STAFF_EMAIL} / {STAFF_PASSWORD}")
        say("The API it talks to", f"{self.api}/")
        say("Without the app    ", f"{self.plain}/")
        say("Ctrl-C ends it.")
        while True:
            self.programs.check()
            time.sleep(1)


def account(
    path: Path,
    log: Log,
    crowd: Crowd,
    books: Books,
    got: received.Received | None,
    times: dict[str, float],
) -> report.Figures:
    """Add up what the shoppers did, what the books say and what the API received."""
    states, captured, done = books.states(), books.captured(), crowd.shop.done
    plain = crowd.plain or Visits("")
    return report.Figures(
        log=path.name,
        sessions=done["sessions"],
        events={kind: log.events[kind] for kind in Kind},
        pages=done["pages"],
        product_pages=done["product pages"],
        orders=done["orders"],
        nothing_to_remove=done["nothing to remove"],
        shop_errors=crowd.shop.errors + plain.errors,
        captured=captured,
        kinds=dict(books.kinds()),
        delivered=states["sent"],
        collapsed=states["superseded"],
        skipped=states["skipped"],
        waiting=states["pending"] + states["leased"] + states["held"],
        failed=states["failed"],
        expired=states["expired"],
        unknown=states["unknown"],
        lost=lost(captured, books, done, got),
        sent_twice=got.repeats if got else None,
        received=dict(got.endpoints) if got else None,
        received_events=dict(got.events) if got else None,
        verdicts=dict(got.verdicts) if got else None,
        without_app=report.Answers.of(plain.seconds),
        with_app=report.Answers.of(crowd.shop.seconds),
        **{name: round(seconds, 1) for name, seconds in times.items()},
    )


def lost(captured: int, books: Books, done: Counter[str], got: received.Received | None) -> int:
    """Messages that are gone, and things that shoppers did of which there is no message."""
    gone = captured - books.states().total()
    unseen = max(0, done["product pages"] - books.kinds()["view"])
    unsold = len(books.orders() - books.purchases())
    return gone + unseen + unsold + (undelivered(books, got) if got else 0)


def undelivered(books: Books, got: received.Received) -> int:
    """Events that the books call delivered although the API has not received as many."""
    sent = books.sent_events()
    return sum(max(0, count - got.events[event]) for event, count in sent.items())


def database(name: str) -> str:
    return f"sqlite:///{FOLDER / name}.sqlite3"


def relative(path: Path) -> str:
    return os.path.relpath(path)


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
