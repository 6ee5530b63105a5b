"""The figures of a run, as JSON and as a table."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from typing import Any

LABEL = 34


@dataclass(slots=True)
class Answers:
    """How long the shop took to answer, in milliseconds."""

    pages: int = 0
    median_ms: float | None = None
    p95_ms: float | None = None

    @classmethod
    def of(cls, seconds: list[float]) -> Answers:
        if len(seconds) < 2:
            return cls(len(seconds))
        in_ms = [value * 1000 for value in seconds]
        late = quantiles(in_ms, n=20, method="inclusive")[-1]
        return cls(len(seconds), round(median(in_ms), 2), round(late, 2))


@dataclass(slots=True, kw_only=True)
class Figures:
    """What happened. Counts are messages unless they say otherwise; ``None``: not known."""

    log: str
    sessions: int
    events: dict[str, int]
    pages: int
    product_pages: int
    orders: int
    nothing_to_remove: int
    shop_errors: list[str] = field(default_factory=list)
    captured: int
    kinds: dict[str, int]
    delivered: int
    collapsed: int
    skipped: int
    waiting: int
    failed: int
    expired: int
    unknown: int
    lost: int
    """Missing from the books: messages written and gone, views and orders never written,
    and events that the books call delivered but the API did not receive."""
    sent_twice: int | None
    received: dict[str, int] | None
    received_events: dict[str, int] | None
    verdicts: dict[str, int] | None
    without_app: Answers
    with_app: Answers
    seconds_shopping: float
    seconds_delivering: float

    @property
    def is_sound(self) -> bool:
        """Nothing was lost, sent twice, left over or refused, and every shopper got through."""
        partly = (self.verdicts or {}).get("partly", 0)
        return not (self.lost or self.sent_twice or self.waiting or partly or self.shop_errors)

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"is_sound": self.is_sound}


def row(label: str, value: object) -> str:
    shown = "not known" if value is None else f"{value:,}" if isinstance(value, int) else value
    return f"  {label:<{LABEL}}{shown:>12}"


def table(figures: Figures) -> str:
    return "\n".join(
        [
            "",
            *heading("In the shop", shopping(figures)),
            *heading("In the books", books(figures)),
            *heading("Received by the API", received(figures)),
            *heading("The shop's answers, the same sessions in both", answers(figures)),
            *heading("What shoppers met", [f"  {error}" for error in figures.shop_errors[:5]]),
        ]
    )


def heading(title: str, rows: list[str]) -> list[str]:
    return [title, *rows, ""] if rows else []


def shopping(figures: Figures) -> list[str]:
    return [
        row("sessions", figures.sessions),
        row("events of the log", sum(figures.events.values())),
        row("answers of the shop", figures.pages),
        row("product pages opened", figures.product_pages),
        row("orders placed", figures.orders),
        row("errors", len(figures.shop_errors)),
    ]


def books(figures: Figures) -> list[str]:
    return [
        row("captured", figures.captured),
        row("delivered", figures.delivered),
        row("collapsed into newer ones", figures.collapsed),
        row("skipped: nothing to send", figures.skipped),
        row("waiting", figures.waiting),
        row("failed", figures.failed),
        row("expired", figures.expired),
        row("unknown: may have arrived", figures.unknown),
        row("lost", figures.lost),
        row("sent twice", figures.sent_twice),
    ]


def received(figures: Figures) -> list[str]:
    if figures.received is None:
        return ["  This API does not tell."]
    rows = []
    for endpoint, count in sorted(figures.received.items()):
        rows.append(row(endpoint, count))
        if endpoint == "events.push":
            events = sorted((figures.received_events or {}).items())
            rows.extend(row(f"  {event}", number) for event, number in events)
    others = {name: n for name, n in (figures.verdicts or {}).items() if name != "accepted"}
    return [*rows, *(row(f"of these {name}", count) for name, count in sorted(others.items()))]


def answers(figures: Figures) -> list[str]:
    lines = [f"  {'':<{LABEL}}{'answers':>12}{'median':>12}{'95 % within':>14}"]
    for label, measured in (
        ("without the app", figures.without_app),
        ("with the app", figures.with_app),
    ):
        if measured.median_ms is not None:
            lines.append(
                f"  {label:<{LABEL}}{measured.pages:>12,}"
                f"{measured.median_ms:>9.1f} ms{measured.p95_ms:>11.1f} ms"
            )
    return lines
