"""The settings: one flat dict, ``PERSONACLICK``, read live.

``get_settings().SHOP_ID`` is the key or its default as it is now: ``override_settings`` works.
``get_settings().shop("de")`` gives the settings of one shop of ``PERSONACLICK["SHOPS"]``: its own
keys, the rest inherited. The defaults stand here once, next to their types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from django.conf import settings as django_settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from .exceptions import ConfigurationError

__all__ = ["DEFAULTS", "DEFAULT_SHOP", "KEYS", "SHOP_KEYS", "Settings", "get_settings"]

NAME = "PERSONACLICK"
DEFAULT_SHOP = "default"

BROWSER_EVENTS = ("view", "category", "search")
"""Events that the browser sends by default: its answer can carry a popup for the visitor."""


def default_tracking() -> dict[str, str]:
    sides = dict.fromkeys(
        ("cart", "remove_from_cart", "wish", "remove_wish", "purchase", "custom"), "server"
    )
    return dict.fromkeys(BROWSER_EVENTS, "browser") | sides


def default_max_age() -> dict[str, int]:
    """Seconds after which an undelivered message is given up, by kind."""
    minute, hour, day = 60, 3600, 86400
    return {
        "customer": 7 * day,
        "identity": 7 * day,
        "order": 7 * day,
        "purchase": day,
        "cart": day,
        "cart_item": day,
        "remove_from_cart": day,
        "wish": day,
        "remove_wish": day,
        "view": 30 * minute,
        "category": 30 * minute,
        "search": 30 * minute,
        "custom": 12 * hour,
    }


def default_retention() -> dict[str, int]:
    """Seconds that a finished message is kept, by state."""
    day = 86400
    return {
        "sent": 3 * day,
        "superseded": day,
        "skipped": 3 * day,
        "expired": 30 * day,
        "failed": 30 * day,
        "unknown": 30 * day,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values of ``PERSONACLICK``, each key with its type and default."""

    # Keys of the shop
    SHOP_ID: str = ""
    """The shop's public key: account settings of PersonaClick, 30 hexadecimal digits."""
    SHOP_SECRET: str = ""
    """The shop's secret key. Needed for profiles, orders and imports; never leaves the server."""
    SHOPS: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Further shops: alias → the keys that differ from the top level."""
    SHOP_ROUTER: str | Callable[..., str | None] | None = None
    """Function ``(*, request=None, instance=None)`` → alias of the shop; ``None``: the default."""
    STREAM: str = ""
    """Data stream of this site: letters, digits, ``_``, at most 16. Empty means the web."""

    # White label
    API_URL: str = "https://api.personaclick.com"
    """Where the API is."""
    CDN_URL: str = "https://cdn.personaclick.com"
    """Where the script of the JS SDK (``/v3.js``) is."""
    SDK_GLOBAL: str = "personaclick"
    """Name of the SDK's function in the page."""
    CSS_PREFIX: str = "personaclick"
    """Prefix of the CSS classes of the SDK's blocks."""
    DEVICE_COOKIE: str = "personaclick_device_id"
    """Cookie in which the SDK keeps the device id (``did``)."""
    SESSION_COOKIE: str = "personaclick_session_code"
    """Cookie in which the SDK keeps the session (``sid``)."""
    SEGMENT_COOKIE: str = "personaclick_segment"
    """Cookie of the A/B segment."""
    SOURCE_COOKIE: str = "personaclick_source"
    """Cookie of the mailing that brought the visitor."""
    VISITOR_COOKIE: str = "personaclick_visitor"
    """Our own cookie, only with ``DEVICES = "server"``: names the visitor until a did exists."""

    # What is tracked, and by whom
    TRACKING: Mapping[str, str] = field(default_factory=default_tracking)
    """For each event who sends it: ``"browser"``, ``"server"`` or ``"off"``. Yours is merged in."""
    DEVICES: str = "sdk"
    """Who makes device ids: ``"sdk"`` (the script in the page) or ``"server"`` (no script)."""
    CONSENT: str | Callable[..., Any] | None = None
    """Function ``request`` → ``Consent``; ``None`` allows everything."""
    BOTS: bool = False
    """Whether bots are tracked too."""
    CUSTOMERS: bool = True
    """Whether ``AUTH_USER_MODEL`` gets a default mapping when no module registers one."""

    # Hygiene
    PLACEHOLDER_EMAILS: tuple[str, ...] = ()
    """Regular expressions of e-mail addresses that are no person's, beside the built-in rules."""
    PHONE_REGION: str = ""
    """Country (ISO 3166, ``"DE"``) of phone numbers that are written without a country code."""

    # HTTP
    BACKEND: str = "django_personaclick.client.backends.http.HttpBackend"
    """Dotted path of the backend: http, console, locmem, dummy or your own."""
    CONNECT_TIMEOUT: float = 3.0
    """Seconds to connect."""
    READ_TIMEOUT: float = 10.0
    """Seconds between two bytes of an answer."""
    CALL_TIMEOUT: float = 20.0
    """Seconds for a whole call, whatever the server does."""

    # Dispatch
    DISPATCH: str = "celery"
    """Who delivers: ``"celery"``, ``"local"`` (a thread of this process) or ``"none"``."""
    DISPATCH_INTERVAL: float = 1.0
    """Seconds between two wake-ups of one process, at least."""
    DISPATCH_MUTE: float = 30.0
    """Seconds without wake-ups after the broker refused one."""
    CELERY_QUEUE: str = ""
    """Celery queue of the wake-ups; empty: the app's default queue."""

    # Delivery
    WINDOW: int = 256
    """Rows claimed at once for endpoints that take one event a call."""
    CONCURRENCY: int = 8
    """Threads that send events, per process."""
    LEASE: int = 60
    """Seconds after which the rows of a dead worker are taken over, at least."""
    SETTLE: float = 2.0
    """Seconds that a changed order or cart rests before it is read, so that its lines are saved."""
    MAX_AGE: Mapping[str, int] = field(default_factory=default_max_age)
    """Seconds after which an undelivered message expires, by kind. Yours is merged in."""
    RETENTION: Mapping[str, int] = field(default_factory=default_retention)
    """Seconds that finished messages are kept, by state. Yours is merged in."""

    def shop(self, alias: str = DEFAULT_SHOP) -> Settings:
        """The settings of one shop; ``ConfigurationError`` when it is not in ``SHOPS``."""
        if alias == DEFAULT_SHOP and alias not in self.SHOPS:
            return self
        try:
            own = self.SHOPS[alias]
        except KeyError:
            known = ", ".join(sorted({DEFAULT_SHOP, *self.SHOPS}))
            raise ConfigurationError(
                f"{NAME}['SHOPS'] has no shop {alias!r} (it has: {known}). "
                f"Add it, or make SHOP_ROUTER return one of these."
            ) from None
        mine, ours = as_dict(f"{NAME}['SHOPS'][{alias!r}]", own), read()
        merged = {
            key: {**as_dict(key, ours.get(key, {})), **as_dict(key, mine[key])}
            for key in MERGED & mine.keys()
        }
        return from_dict({**ours, **mine, **merged})

    def aliases(self) -> tuple[str, ...]:
        """Every shop, the default one first if it has keys of its own."""
        first = (DEFAULT_SHOP,) if self.SHOP_ID and DEFAULT_SHOP not in self.SHOPS else ()
        return (*first, *self.SHOPS)

    def route(self, **context: Any) -> str:
        """Alias of the shop for ``request=`` or ``instance=``, as ``SHOP_ROUTER`` says."""
        router = self.callable("SHOP_ROUTER")
        return (router(**context) if router else None) or DEFAULT_SHOP

    def sent_by(self, event: str) -> str:
        """Who sends ``event``: ``"browser"``, ``"server"`` or ``"off"``."""
        # One product put into the cart is the cart's affair, unless it is named apart.
        side = self.TRACKING["cart"] if event == "cart_item" else "server"
        return self.TRACKING.get(event, side)

    def callable(self, key: str) -> Callable[..., Any] | None:
        """The function that the setting ``key`` names, imported when it is a dotted path."""
        value = getattr(self, key)
        if isinstance(value, str):
            try:
                value = import_string(value)
            except ImportError as error:
                raise ConfigurationError(f"{NAME}[{key!r}] cannot be imported: {error}") from error
        return value  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"<Settings of shop {self.SHOP_ID or '(none)'}>"


MERGED = frozenset({"TRACKING", "MAX_AGE", "RETENTION"})
DEFAULTS = Settings()
KEYS = tuple(item.name for item in fields(Settings))
SHOP_KEYS = frozenset(
    {
        "SHOP_ID", "SHOP_SECRET", "STREAM", "API_URL", "CDN_URL", "SDK_GLOBAL", "CSS_PREFIX",
        "DEVICE_COOKIE", "SESSION_COOKIE", "SEGMENT_COOKIE", "SOURCE_COOKIE", "VISITOR_COOKIE",
        "TRACKING", "PLACEHOLDER_EMAILS", "PHONE_REGION", "BACKEND",
    }
)  # fmt: skip
"""The keys that a shop of ``SHOPS`` may set for itself."""


def read() -> dict[str, Any]:
    """The shop's own dict, as it stands in its settings."""
    return as_dict(NAME, getattr(django_settings, NAME, {}))


def from_dict(given: Mapping[str, Any]) -> Settings:
    known = {key: value for key, value in given.items() if key in KEYS}  # the rest: a system check
    for key in MERGED & known.keys():
        known[key] = {**getattr(DEFAULTS, key), **as_dict(f"{NAME}[{key!r}]", known[key])}
    as_dict(f"{NAME}['SHOPS']", known.get("SHOPS", {}))
    return Settings(**known)


def as_dict(name: str, value: object) -> dict[Any, Any]:
    if not isinstance(value, Mapping):
        raise ConfigurationError(f"{name} must be a dict, not {type(value).__name__}.")
    return dict(value)


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings as they are now; kept until ``setting_changed``."""
    return from_dict(read())


def reset(*, setting: str, **kwargs: object) -> None:
    if setting == NAME:
        get_settings.cache_clear()


setting_changed.connect(reset, dispatch_uid="django_personaclick.conf.reset")
