"""The broker that carries the wake-ups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...conf import get_settings
from .bounded import bounded
from .line import Line, Verdict

if TYPE_CHECKING:
    from celery import Celery
    from kombu import Connection

__all__ = ["check_broker"]

BOUND = 2.0
OTHERS = {
    "local": "not needed: the processes of the web server deliver (DISPATCH is 'local')",
    "none": "not needed: only 'personaclick_deliver' delivers (DISPATCH is 'none')",
}


def check_broker() -> Iterator[Line]:
    """Whether the broker takes a connection within two seconds."""
    mode = get_settings().DISPATCH
    if mode != "celery":
        yield Line(Verdict.OK, "broker", OTHERS[mode])
        return
    from celery import current_app

    try:
        connection = connect(current_app)
        address = connection.as_uri()
    except Exception as error:  # noqa: BLE001  (the URL names the module that is imported here)
        yield failure(f"broker_url cannot be used ({type(error).__name__}: {error})")
        return
    try:
        bounded(lambda: reach(connection), BOUND)
    except Exception as error:  # noqa: BLE001  (each transport has errors of its own)
        yield failure(f"{address}: {explain(error, connection)}")
    else:
        yield Line(Verdict.OK, "broker", f"{address} answers")


def failure(text: str) -> Line:
    advice = (
        "Check the broker_url of your Celery app and whether the broker runs. Until it does, "
        "only 'personaclick_deliver' delivers."
    )
    return Line(Verdict.FAIL, "broker", text, advice)


def connect(app: Celery) -> Connection:
    """A connection, not yet made, with bounds of its own."""
    options: dict[str, Any] = {
        **(app.conf.broker_transport_options or {}),
        "socket_timeout": BOUND,
        "socket_connect_timeout": BOUND,
        "max_retries": 0,
    }
    return app.connection_for_write(connect_timeout=BOUND, transport_options=options)


def reach(connection: Connection) -> None:
    """Connect, and open a channel: some transports reach their server only then."""
    with connection:
        connection.ensure_connection(
            max_retries=1, interval_start=0, interval_step=0, interval_max=0
        )
        connection.channel()


def explain(error: Exception, connection: Connection) -> str:
    first_line = next(iter(str(error).splitlines()), "") or type(error).__name__
    password = str(connection.password or "")
    return first_line.replace(password, "***") if password else first_line
