"""PersonaClick itself, asked live: is the shop known, is the secret accepted?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...checks.deploy import sends_nothing
from ...client import Client
from ...conf import DEFAULT_SHOP, NAME, Settings, get_settings
from ...exceptions import (
    ApiError,
    ConfigurationError,
    InvalidRequest,
    NotAuthorised,
    RateLimited,
    ServerFailed,
    TransportError,
    UndecodableResponse,
)
from .bounded import bounded
from .line import Line, Verdict

__all__ = ["check_api"]

NOBODY = "django-personaclick-check"
"""A customer id that no shop has: asking for his orders changes nothing."""
GRACE = 1.0
STORE_SETTINGS = "in PersonaClick's Account > Settings > Store Settings"


def check_api() -> Iterator[Line]:
    """Two calls for each shop, neither of which changes anything of the shop's."""
    for alias in get_settings().aliases():
        shop = get_settings().shop(alias)
        if sends_nothing(shop.BACKEND):
            text = f"{alias}: not asked, the backend {shop.BACKEND} sends nothing"
            yield Line(Verdict.WARN, "API", text, f"Leave {place(alias)}['BACKEND'] out.")
        else:
            yield from check_shop(alias, shop)


def check_shop(alias: str, shop: Settings) -> Iterator[Line]:
    try:
        client = Client.from_settings(alias)
    except Exception as error:  # noqa: BLE001  (a backend of the shop's own may raise anything)
        yield Line(Verdict.FAIL, "API", f"{alias}: {explain(error)}", f"Mend {place(alias)}.")
        return
    bound = shop.CALL_TIMEOUT + GRACE
    try:
        problem = attempt(client.session.init, bound)
        if problem is None:
            yield Line(Verdict.OK, "API", f"{alias}: {shop.API_URL} knows the shop")
            yield check_secret(alias, shop, client, bound)
        else:
            text = f"{alias}: {explain(problem)}"
            yield Line(Verdict.FAIL, "API", text, remedy(problem, alias, shop))
    finally:
        client.close()


def check_secret(alias: str, shop: Settings, client: Client, bound: float) -> Line:
    """Ask for something that only the secret opens."""
    where = f"{place(alias)}['SHOP_SECRET']"
    if not shop.SHOP_SECRET:
        text = f"{alias}: not asked, {where} is missing"
        return Line(Verdict.WARN, "secret", text, f"Set it; you find it {STORE_SETTINGS}.")
    error = attempt(lambda: client.orders.by_user(external_id=NOBODY), bound)
    if error is None or is_unknown_person(error):
        return Line(Verdict.OK, "secret", f"{alias}: accepted")
    if isinstance(error, NotAuthorised):
        advice = f"Compare {where} with the secret key {STORE_SETTINGS}."
    else:
        advice = remedy(error, alias, shop)
    return Line(Verdict.FAIL, "secret", f"{alias}: {explain(error)}", advice)


def is_unknown_person(error: Exception) -> bool:
    """Nobody has that id: the API came as far as looking for him."""
    return isinstance(error, InvalidRequest) and error.status == 404


def attempt(call: Callable[[], object], bound: float) -> Exception | None:
    """What went wrong with ``call``."""
    try:
        bounded(call, bound)
    except Exception as error:  # noqa: BLE001  (a backend of the shop's own may raise anything)
        return error
    return None


def explain(error: Exception) -> str:
    if isinstance(error, ApiError | ConfigurationError | TimeoutError):
        return str(error)
    return f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}"


def remedy(error: Exception, alias: str, shop: Settings) -> str:
    """What to do about ``error``."""
    where = place(alias)
    if isinstance(error, NotAuthorised | InvalidRequest):
        return (
            f"Compare {where}['SHOP_ID'] with the shop's key {STORE_SETTINGS}, "
            "and see whether the shop is active and paid."
        )
    if isinstance(error, UndecodableResponse):
        return f"Is {shop.API_URL} the API, and nothing between here and there answers instead?"
    if isinstance(error, RateLimited):
        return "Wait a minute, then try again."
    if isinstance(error, ServerFailed):
        return "PersonaClick is in trouble. Messages wait meanwhile; try again later."
    if isinstance(error, TransportError | TimeoutError):
        return (
            f"Check {where}['API_URL'] ({shop.API_URL}), and name server, firewall and proxy "
            "of this machine."
        )
    return f"Look at {where}['BACKEND']."


def place(alias: str) -> str:
    return NAME if alias == DEFAULT_SHOP else f"{NAME}['SHOPS'][{alias!r}]"
