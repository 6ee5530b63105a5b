"""Everything that can go wrong, as a tree.

::

    PersonaClickError
    ├── PayloadError(ValueError)    built wrongly: raised where it is built, never queued
    ├── MappingError                a shop's mapping failed on an object
    └── ApiError                    a call to the API failed
        ├── TransportError          never reached the server, timed out or broke off
        ├── InvalidRequest          400 404 405 406 413 422: the request itself is refused
        ├── NotAuthorised           401 403: the shop's keys are refused
        ├── RateLimited             429: too many requests
        ├── ServerFailed            408 425 5xx: the server's own trouble
        └── UndecodableResponse     an answer that is not what was promised
    ConfigurationError(ImproperlyConfigured)

``ConfigurationError`` is outside the tree on purpose: code that handles failed deliveries must
never take a wrong setting for one.
"""

from __future__ import annotations

import re

from django.core.exceptions import ImproperlyConfigured

__all__ = [
    "ApiError",
    "ConfigurationError",
    "InvalidRequest",
    "MappingError",
    "NotAuthorised",
    "PayloadError",
    "PersonaClickError",
    "RateLimited",
    "ServerFailed",
    "TransportError",
    "UndecodableResponse",
    "mask_secrets",
]

BODY_LIMIT = 500

SECRET = re.compile(
    r"""(?P<name>shop_secret|X-Shop-Secret)(?P<sep>["']?\s*[:=]\s*["']?)(?P<value>[^"'&\s,;})\]]+)""",
    re.IGNORECASE,
)


def mask_secrets(text: str) -> str:
    """Replace the value of every ``shop_secret`` in ``text`` (a URL, form, JSON or header)."""
    return SECRET.sub(r"\g<name>\g<sep>***", text)


class PersonaClickError(Exception):
    """Any failure of this package that is not a wrong configuration."""


class PayloadError(PersonaClickError, ValueError):
    """A payload was built with a value that the API documents as wrong.

    ``field`` names the field, ``value`` is what it was given, ``rule`` what it must be.
    """

    def __init__(self, field: str, value: object, rule: str) -> None:
        self.field = field
        self.value = value
        self.rule = rule
        super().__init__(field, value, rule)

    def __str__(self) -> str:
        # The value may be a person's e-mail or phone and this text reaches logs and the admin.
        return f"{self.field}: {self.rule} (got {type(self.value).__name__})"


class MappingError(PersonaClickError):
    """A mapping of the shop raised while it read an object; ``__cause__`` says what."""

    def __init__(self, mapping: str, instance: str, field: str, cause: BaseException) -> None:
        self.mapping = mapping
        self.instance = instance
        self.field = field
        self.__cause__ = cause
        super().__init__(mapping, instance, field, cause)

    def __str__(self) -> str:
        where = f"{self.mapping}.{self.field}" if self.field else self.mapping
        cause = self.__cause__
        # Only our own errors are known to carry no personal data.
        detail = f": {cause}" if isinstance(cause, PersonaClickError) else ""
        return f"{where} failed on {self.instance} with {type(cause).__name__}{detail}"


class ApiError(PersonaClickError):
    """A call to the API failed.

    ``endpoint`` is the name in the endpoint table, ``status`` the HTTP status (``None`` when no
    answer came), ``body`` the first characters of the answer. ``retryable`` tells whether the
    same request can succeed later, ``retry_after`` how many seconds the server asked to wait,
    ``may_have_arrived`` whether the server may have acted on the request all the same.
    """

    retryable = False
    may_have_arrived = False

    def __init__(
        self,
        message: str,
        *,
        endpoint: str,
        status: int | None = None,
        body: str = "",
        retry_after: float | None = None,
        may_have_arrived: bool | None = None,
    ) -> None:
        self.message = mask_secrets(message)
        self.endpoint = endpoint
        self.status = status
        self.body = mask_secrets(body)[:BODY_LIMIT]
        self.retry_after = retry_after
        if may_have_arrived is not None:
            self.may_have_arrived = may_have_arrived
        super().__init__(self.message)

    def __str__(self) -> str:
        status = f" answered {self.status}" if self.status is not None else ""
        return f"{self.endpoint}{status}: {self.message}"


class TransportError(ApiError):
    """The server was not reached, did not answer in time or broke off."""

    retryable = True


class InvalidRequest(ApiError):
    """The server refuses this request; sending it again gives the same answer."""


class NotAuthorised(ApiError):
    """The server refuses the shop's keys, or the shop is inactive or unpaid."""


class RateLimited(ApiError):
    """Too many requests; wait ``retry_after`` seconds, if the server named a time."""

    retryable = True


class ServerFailed(ApiError):
    """The server failed; it may or may not have acted on the request."""

    retryable = True
    may_have_arrived = True


class UndecodableResponse(ApiError):
    """The server answered 2xx with something that is not the documented answer."""

    retryable = True
    may_have_arrived = True


class ConfigurationError(ImproperlyConfigured):
    """A setting of ``PERSONACLICK`` is missing or wrong."""
