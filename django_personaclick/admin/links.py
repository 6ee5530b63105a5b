"""Links between the pages of the admin."""

from __future__ import annotations

from urllib.parse import urlencode

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.admin.utils import quote
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

__all__ = ["list_link", "object_link"]


def object_link(site: AdminSite, label: str, key: str, text: str = "") -> SafeString | str:
    """The object ``key`` of the model ``label``, as a link where it has a page. Takes no query."""
    text = text or f"{label} {key}".strip()
    address = page(site, label, "change", quote(key)) if key else None
    return format_html('<a href="{}">{}</a>', address, text) if address else text


def list_link(site: AdminSite, label: str, text: str, **search: str) -> SafeString | str:
    """``text`` as a link to the list of the model ``label`` under the given filters."""
    address = page(site, label, "changelist")
    if not text or not address:
        return text
    return format_html('<a href="{}?{}">{}</a>', address, urlencode(search), text)


def page(site: AdminSite, label: str, name: str, *args: str) -> str | None:
    """The address of a page, if the model still exists and is registered."""
    model = find(label)
    if model is None or not site.is_registered(model):
        return None
    options = model._meta
    view = f"{site.name}:{options.app_label}_{options.model_name}_{name}"
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return None


def find(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
