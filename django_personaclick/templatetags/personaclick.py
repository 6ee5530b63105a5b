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
    settings = settings_of(context)
    if settings.DEVICES != "sdk" or not settings.SHOP_ID or not may_be_tracked(context):
        return NOTHING
    return snippets.sdk(settings, nonce=nonce(context))


@register.simple_tag(takes_context=True)
@quiet
def personaclick_view(context: Context, product_id: object) -> SafeString:
    """The visitor looks at a product: the SDK says it, or the server, as ``TRACKING`` says."""
    settings = settings_of(context)
    side = settings.sent_by("view")
    if side == "browser" and settings.DEVICES == "sdk" and may_be_tracked(context):
        return snippets.view(settings, str(product_id), nonce=nonce(context))
    request = context.get("request")
    if side == "server" and isinstance(request, HttpRequest):
        tracking.track(request, View(str(product_id)))
    return NOTHING


def settings_of(context: Context) -> Settings:
    """The settings of the shop that answers the request."""
    visitor = getattr(context.get("request"), "personaclick", None)
    return visitor.settings if visitor is not None else get_settings()


def may_be_tracked(context: Context) -> bool:
    visitor = getattr(context.get("request"), "personaclick", None)
    return visitor is None or visitor.may_be_tracked


def nonce(context: Context) -> str:
    """The page's CSP nonce: Django's own (6.0 and later) or django-csp's."""
    value = context.get("csp_nonce") or getattr(context.get("request"), "csp_nonce", "")
    return str(value or "")
