"""Who acts: the visitor of the current request, and the visitors that delivery remembers."""

from __future__ import annotations

import json
import logging
import uuid
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from crawleruseragents import is_crawler
from django.core.exceptions import SuspiciousOperation
from django.db import connections, models, router
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from .conf import Settings, get_settings
from .models import Visitor
from .payloads import (
    RECOMMENDED_BY,
    Device,
    Source,
    valid_did,
    valid_segment,
    valid_sid,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "ALLOW_ALL",
    "UNSAID",
    "Consent",
    "CurrentVisitor",
    "acting_for",
    "current",
    "did_of",
    "find",
    "keep_devices",
    "remember",
]

logger = logging.getLogger(__name__)

logger = logging.getLogger(__name__)

COOKIE_AGE = 10 * 365 * 86_400
SESSION_GAP = timedelta(hours=2)
"""After this long without events the platform counts a new session."""
MAILING_AGE = timedelta(hours=48)
"""How long the mailing that brought a visitor counts."""

current: ContextVar[CurrentVisitor | None] = ContextVar("personaclick_visitor", default=None)
"""The visitor of the request that is being answered; set by the middleware."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What the visitor allows. ``CONSENT`` of the settings returns one."""

    tracking: bool = True
    storage: bool = True
    marketing: bool = True


ALLOW_ALL = Consent()
ALLOW_NOTHING = Consent(tracking=False, storage=False, marketing=False)
UNSAID = object()
"""In place of a customer: the shop's model does not say whose its objects are."""


class CurrentVisitor:
    """The visitor of one request (``request.personaclick``): lazy, no query unless used.

    What comes from cookies is checked for its shape and never trusted further.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.key_was_made = False

    @cached_property
    def shop(self) -> str:
        """Alias of the shop that answers."""
        return get_settings().route(request=self.request)

    @cached_property
    def settings(self) -> Settings:
        return get_settings().shop(self.shop)

    @cached_property
    def did(self) -> str | None:
        """The device id, if the browser has one."""
        return self.cookie(self.settings.DEVICE_COOKIE, valid_did)

    @cached_property
    def sid(self) -> str | None:
        """The session, if the browser has one."""
        return self.cookie(self.settings.SESSION_COOKIE, valid_sid)

    @cached_property
    def segment(self) -> str | None:
        """The A/B segment: ``"A"``, ``"B"`` or ``None``."""
        return self.cookie(self.settings.SEGMENT_COOKIE, valid_segment)

    @cached_property
    def source(self) -> Source | None:
        """The mailing that brought the visitor in the last 48 hours."""
        raw = self.request.COOKIES.get(self.settings.SOURCE_COOKIE, "")
        try:
            data = json.loads(unquote(raw)) if raw else {}
            return Source(str(data["from"])[:32], str(data["code"])[:255])
        except (ValueError, TypeError, KeyError, RecursionError):
            return None

    @cached_property
    def consent(self) -> Consent:
        """What the visitor allows, as the setting ``CONSENT`` says; nothing where it fails."""
        try:
            ask = get_settings().callable("CONSENT")
            answer = ALLOW_ALL if ask is None else ask(self.request)
        except Exception:
            logger.exception("PERSONACLICK['CONSENT'] failed: the visitor is not tracked.")
            return ALLOW_NOTHING
        return answer if isinstance(answer, Consent) else Consent(*(bool(answer),) * 3)

    @cached_property
    def is_bot(self) -> bool:
        """Whether a kept list of crawlers knows the browser."""
        return bool(is_crawler(self.request.META.get("HTTP_USER_AGENT", "")))

    @property
    def may_be_tracked(self) -> bool:
        """Whether what the visitor does may be told: he allows it and is no bot."""
        return self.consent.tracking and (self.settings.BOTS or not self.is_bot)

    @property
    def is_known(self) -> bool:
        """Whether the browser came with an identity, rather than being given one just now."""
        return bool(self.known_key)

    @cached_property
    def known_key(self) -> str:
        if self.settings.DEVICES != "server":
            return self.did or ""
        return self.cookie(self.settings.VISITOR_COOKIE, valid_key) or ""

    @cached_property
    def key(self) -> str:
        """What names the visitor in the outbox; empty while the SDK has not made a device, and
        where the server may not store one: each page would be another visitor's."""
        may_make = self.settings.DEVICES == "server" and self.consent.storage
        if self.known_key or not may_make:
            return self.known_key
        self.key_was_made = True
        return uuid.uuid4().hex

    @cached_property
    def device(self) -> Device:
        """What is known of the visitor's device at this moment."""
        try:
            query: Mapping[str, str] = self.request.GET
        except SuspiciousOperation:  # more parameters than Django reads
            query = {}
        by = query.get("recommended_by", "")
        code = query.get("recommended_code", "")
        return Device(
            did=self.did,
            sid=self.sid,
            segment=self.segment,
            source=self.source,
            stream=self.settings.STREAM or None,
            recommended_by=by if by in RECOMMENDED_BY else None,
            recommended_code=code[:255] if by in RECOMMENDED_BY and code else None,
        )

    def cookie(self, name: str, is_valid: Any) -> str | None:
        value = self.request.COOKIES.get(name, "")
        return value if is_valid(value) else None

    @property
    def is_signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    def acts_for(self, owner: object) -> bool:
        """Whether what is done to something that belongs to ``owner`` is the visitor's own doing.

        A signed-in visitor acts for himself; one who is not signed in acts for what has no
        customer, provided his browser was known before. Staff who work on others' objects act for
        nobody: their device must never become a customer's. ``owner`` is ``UNSAID`` where the shop
        does not say whose an object is: then it is that of whoever acts, unless he is of the staff.
        """
        if not self.is_signed_in:
            return owner in (None, UNSAID) and self.is_known
        user = self.request.user
        if owner is UNSAID:
            return not getattr(user, "is_staff", False)
        return isinstance(owner, models.Model) and owner == user

    def set_cookies(self, response: HttpResponseBase) -> None:
        """Give the browser the identity that the server made for it."""
        if get_settings().DEVICES != "server":
            return
        if self.key_was_made:
            self.set_cookie(response, self.settings.VISITOR_COOKIE, self.key)
        elif self.known_key and not self.did and self.consent.storage:
            did = did_of(self.shop, self.known_key)
            if did:
                self.set_cookie(response, self.settings.DEVICE_COOKIE, did)

    def set_cookie(self, response: HttpResponseBase, name: str, value: str) -> None:
        # A shared cache must not hand one visitor's identity to the next.
        patch_vary_headers(response, ("Cookie",))
        response.set_cookie(
            name, value, max_age=COOKIE_AGE, samesite="Lax", secure=self.request.is_secure()
        )


def valid_key(value: str) -> bool:
    return len(value) == 32 and value.isalnum() and value.isascii()


def acting_for(owner: object) -> CurrentVisitor | None:
    """The current visitor, if he may be tracked and acts for ``owner``."""
    visitor = current.get()
    if visitor is None or not visitor.may_be_tracked:
        return None
    return visitor if visitor.acts_for(owner) else None


def find(shop: str, keys: Iterable[str]) -> dict[str, Visitor]:
    """The remembered visitors among ``keys``."""
    found = Visitor.objects.filter(shop=shop, key__in=set(keys))
    return {visitor.key: visitor for visitor in found}


def did_of(shop: str, key: str) -> str:
    """The device that PersonaClick gave the visitor ``key``; empty while it has none."""
    found = Visitor.objects.filter(shop=shop, key=key).values_list("did", flat=True).first()
    return found or ""


def keep_devices(visitors: Iterable[Visitor]) -> None:
    """Write the device and session of many visitors at once; what else is known of them stays."""
    found = {(visitor.shop, visitor.key): visitor for visitor in visitors}
    using = router.db_for_write(Visitor)
    targeted = connections[using].features.supports_update_conflicts_with_target
    Visitor.objects.using(using).bulk_create(
        found.values(),
        update_conflicts=True,
        unique_fields=("shop", "key") if targeted else None,
        update_fields=("did", "sid", "sid_at", "updated_at"),
        batch_size=50,
    )


def remember(
    shop: str, key: str, device: Device, *, now: datetime, user: models.Model | None = None
) -> Visitor:
    """Keep what is known of a visitor, for what happens to his orders later."""
    known: dict[str, Any] = {
        name: value
        for name, value in (("did", device.did), ("sid", device.sid), ("segment", device.segment))
        if value
    }
    if device.sid:
        known["sid_at"] = now
    if device.source:
        known |= {"source": device.source.to_wire(), "source_at": now}
    if user is not None:
        known["user"] = user
    visitor, _ = Visitor.objects.update_or_create(shop=shop, key=key, defaults=known)
    return visitor
