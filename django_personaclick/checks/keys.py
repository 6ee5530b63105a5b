"""The table of the keys of ``PERSONACLICK``: for each its check id and what its value may be."""

from __future__ import annotations

from dataclasses import dataclass

from ..models.kinds import KINDS, ChannelName
from ..models.outbox_message import FINISHED
from .rules import (
    Rule,
    aliases,
    choice,
    flag,
    function,
    imported,
    number,
    patterns,
    region,
    table,
    text,
    url,
    whole,
)

__all__ = ["KEYS", "KeyCheck"]

STORE_SETTINGS = "Copy it from PersonaClick: Account > Settings > Store Settings. "
COOKIE = "the name of a cookie: letters, digits, _ or -"
cookie = text(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", COOKIE)
seconds = number("a number of seconds above 0")
seconds_or_none = number("a number of seconds, 0 or more", zero=True)

# An identity is no event: it is told whoever tracks.
TRACKED = [kind.name for kind in KINDS.values() if kind.channel is ChannelName.EVENTS]
TRACKED.remove("identity")


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """The check of one key. Its id never changes and is never given to another key."""

    id: str
    rule: Rule
    remedy: str = ""


KEYS: dict[str, KeyCheck] = {
    "SHOP_ID": KeyCheck(
        "personaclick.E001",
        text(r"[0-9A-Fa-f]{30}", "30 hexadecimal digits", empty=True, secret=True),
        STORE_SETTINGS,
    ),
    "SHOP_SECRET": KeyCheck(
        "personaclick.E002",
        text(r"\S+", "a text without spaces", empty=True, secret=True),
        STORE_SETTINGS,
    ),
    "SHOPS": KeyCheck("personaclick.E003", aliases),
    "SHOP_ROUTER": KeyCheck(
        "personaclick.E004",
        function("None, or a function (*, request=None, instance=None) or its dotted path"),
    ),
    "STREAM": KeyCheck(
        "personaclick.E005",
        text(r"[A-Za-z0-9_]{1,16}", "empty or 1 to 16 letters, digits or _", empty=True),
    ),
    "API_URL": KeyCheck("personaclick.E006", url),
    "CDN_URL": KeyCheck("personaclick.E007", url),
    "SDK_GLOBAL": KeyCheck(
        "personaclick.E008", text(r"[A-Za-z_$][A-Za-z0-9_$]*", "a name in JavaScript")
    ),
    "CSS_PREFIX": KeyCheck(
        "personaclick.E009",
        text(r"[A-Za-z_][A-Za-z0-9_-]*", "the beginning of CSS class names: letters, digits, _, -"),
    ),
    "DEVICE_COOKIE": KeyCheck("personaclick.E010", cookie),
    "SESSION_COOKIE": KeyCheck("personaclick.E011", cookie),
    "SEGMENT_COOKIE": KeyCheck("personaclick.E012", cookie),
    "SOURCE_COOKIE": KeyCheck("personaclick.E013", cookie),
    "VISITOR_COOKIE": KeyCheck("personaclick.E014", cookie),
    "TRACKING": KeyCheck(
        "personaclick.E015", table(TRACKED, "events", choice("browser", "server", "off"))
    ),
    "DEVICES": KeyCheck("personaclick.E016", choice("sdk", "server")),
    "CONSENT": KeyCheck(
        "personaclick.E017", function("None, or a function (request) or its dotted path")
    ),
    "BOTS": KeyCheck("personaclick.E018", flag),
    "CUSTOMERS": KeyCheck("personaclick.E019", flag),
    "PLACEHOLDER_EMAILS": KeyCheck("personaclick.E020", patterns),
    "PHONE_REGION": KeyCheck("personaclick.E021", region),
    "BACKEND": KeyCheck(
        "personaclick.E022",
        imported("the dotted path of a backend class", lambda found: hasattr(found, "send")),
        "Use http, console, locmem or dummy of django_personaclick.client.backends, or your own. ",
    ),
    "CONNECT_TIMEOUT": KeyCheck("personaclick.E023", seconds),
    "READ_TIMEOUT": KeyCheck("personaclick.E024", seconds),
    "CALL_TIMEOUT": KeyCheck("personaclick.E025", seconds),
    "DISPATCH": KeyCheck("personaclick.E026", choice("celery", "local", "none")),
    "DISPATCH_INTERVAL": KeyCheck("personaclick.E027", seconds),
    "DISPATCH_MUTE": KeyCheck("personaclick.E028", seconds_or_none),
    "CELERY_QUEUE": KeyCheck(
        "personaclick.E029", text(r"\S{1,255}", "empty or the name of a queue", empty=True)
    ),
    "WINDOW": KeyCheck("personaclick.E030", whole("a whole number of rows, 1 or more")),
    "CONCURRENCY": KeyCheck("personaclick.E031", whole("a whole number of threads, 1 or more")),
    "LEASE": KeyCheck("personaclick.E032", seconds),
    "SETTLE": KeyCheck("personaclick.E033", seconds_or_none),
    "MAX_AGE": KeyCheck("personaclick.E034", table(KINDS, "kinds of messages", seconds)),
    "RETENTION": KeyCheck(
        "personaclick.E035", table(map(str, FINISHED), "final states", seconds_or_none)
    ),
}
