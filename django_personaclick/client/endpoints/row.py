"""What one row of the table of endpoints says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Flag, StrEnum, auto

__all__ = [
    "IMPORT_RATE",
    "MEGABYTE",
    "ORDERS_RATE",
    "Answer",
    "Auth",
    "Batch",
    "Encoding",
    "Endpoint",
    "Rate",
    "Shape",
]

MEGABYTE = 1_000_000


class Auth(StrEnum):
    """What a call must carry beside ``shop_id``."""

    PUBLIC = "public"
    DEVICE = "device"
    SECRET = "secret"  # noqa: S105
    EITHER = "device or secret"
    PERSON = "device or a person's identifier"


class Encoding(StrEnum):
    """How the parameters travel. ``FORM`` and ``MULTIPART`` are those of an HTML form."""

    QUERY = "query"
    JSON = "json"
    FORM = "form"
    MULTIPART = "multipart"


class Answer(Flag):
    """What an endpoint may answer with 2xx."""

    OBJECT = auto()
    LIST = auto()
    BOOLEAN = auto()
    EMPTY = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """A method and an encoding."""

    method: str
    encoding: Encoding


@dataclass(frozen=True, slots=True)
class Batch:
    """How many rows, in at most how many bytes of body, one call takes under ``key``.

    Not ``divisible``: the rows are a whole, and half of them in a call would mean something else.
    """

    key: str
    rows: int
    bytes: int
    divisible: bool = True


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``per_minute`` calls in a minute, ``spacing`` seconds apart."""

    per_minute: int
    spacing: float


# The documented rate of the imports; 1.55 s apart keeps any sliding minute within it.
IMPORT_RATE = Rate(per_minute=40, spacing=1.55)
# Orders: at most one request in 5 seconds.
ORDERS_RATE = Rate(per_minute=12, spacing=5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One row of the table. ``idempotent``: repeating a call changes nothing further.

    ``path`` may name parameters in braces, which are then in no other place. ``fixed`` parameters
    come with every call and tell the row from others of the same method and path.
    ``identifiers`` are the names by which a call (of a batch: each row) says whom it is about, at
    least one of them. ``also`` are other shapes that the documents show. ``secret_header`` is the
    header that may bring the secret key. ``long_answer``: a write that may answer at length.
    """

    name: str
    method: str
    path: str
    auth: Auth
    encoding: Encoding
    doc: str
    idempotent: bool
    batch: Batch | None = None
    rate: Rate | None = None
    identifiers: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict, hash=False)
    also: tuple[Shape, ...] = ()
    secret_header: str = ""
    answer: Answer = Answer.OBJECT
    long_answer: bool = False

    @property
    def path_parameters(self) -> tuple[str, ...]:
        """The names in braces, in the order of the path."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))

    def shapes(self) -> Iterator[Shape]:
        """Every documented shape, the one to be used first."""
        yield Shape(self.method, self.encoding)
        yield from self.also
