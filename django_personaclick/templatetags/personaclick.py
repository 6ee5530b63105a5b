"""``{% load personaclick %}``: the JS SDK and its events, each from the side the settings say."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString

from .. import snippets, tracking
from ..conf import Settings, get_settings
from ..payloads import View

P = ParamSpec("P")

register = template.Library()
logger = logging.getLogger(__name__)

NOTHING = SafeString("")


def quiet(tag: Callable[P, SafeString]) -> Callable[P, SafeString]:
    """A tag that prints nothing rather than break the shop's page."""

    @functools.wraps(tag)
    def render(*args: P.args, **kwargs: P.kwargs) -> SafeString:
        try:
            return tag(*args, **kwargs)
        except Exception:
            logger.exception("{%% %s %%} failed and printed nothing.", tag.__name__)
            return NOTHING

    return render


@register.simple_tag(takes_context=True)
@quiet
def personaclick_sdk(context: Context) -> SafeString:
    """The SDK's loader and ``init``: once, in the ``<head>``."""
    if not has_sdk(context):
        return NOTHING
    visitor = getattr(context.get("request"), "personaclick", None)
    cookieless = visitor is not None and not visitor.consent.storage
    return snippets.sdk(settings_of(context), cookieless=cookieless, nonce=nonce(context))


@register.simple_tag(takes_context=True)
@quiet
def personaclick_view(context: Context, product_id: object) -> SafeString:
    """The visitor looks at a product: the SDK says it, or the server, as ``TRACKING`` says."""
    settings = settings_of(context)
    side = settings.sent_by("view")
    event = View(product_id)  # type: ignore[arg-type] # what is no id, neither side may say
    if side == "browser" and has_sdk(context):
        return snippets.view(settings, event.id, nonce=nonce(context))
    request = context.get("request")
    if side == "server" and isinstance(request, HttpRequest):
        tracking.track(request, event)
    return NOTHING


def settings_of(context: Context) -> Settings:
    """The settings of the shop that answers the request."""
    visitor = getattr(context.get("request"), "personaclick", None)
    return visitor.settings if visitor is not None else get_settings()


def has_sdk(context: Context) -> bool:
    """Whether the page has the JS SDK: its visitor may be tracked, by a shop that has a key."""
    settings = settings_of(context)
    visitor = getattr(context.get("request"), "personaclick", None)
    is_wanted = settings.DEVICES == "sdk" and bool(settings.SHOP_ID)
    return is_wanted and (visitor is None or visitor.may_be_tracked)


def nonce(context: Context) -> str:
    """The page's CSP nonce: Django's own (6.0 and later) or django-csp's.

    Both are false until somebody has asked for their text.
    """
    for value in (context.get("csp_nonce"), getattr(context.get("request"), "csp_nonce", None)):
        if value is not None and (text := str(value)):
            return text
    return ""
