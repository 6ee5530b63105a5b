"""The journal in the admin."""

from __future__ import annotations

import contextlib

import msgspec
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..exceptions import mask_secrets
from ..models import OutboxMessage
from ..models.outbox_message import OutboxQuerySet
from .filters import ChannelFilter, KindFilter, ShopFilter
from .links import list_link, object_link
from .read_only import ReadOnlyAdmin

__all__ = ["OutboxMessageAdmin"]

SHORT = 80
NO_PAYLOAD = _("None: it is made of the object when it is sent, and forgotten afterwards.")


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin[OutboxMessage]):
    """What is to be told to PersonaClick, and what became of it."""

    list_display = ("id", "kind", "state", "subject", "attempts", "age", "captured_at", "problem")
    list_filter = ("state", KindFilter, ChannelFilter, ShopFilter, "captured_at")
    search_fields = ("=object_id", "=visitor", "error")
    search_help_text = _("Object or visitor (whole), or a part of the error")
    ordering = ("-id",)
    actions = ("send_again", "discard")
    fieldsets = (
        (None, {"fields": ("kind", "state", "subject", "status", "visitor_link")}),
        (_("Delivery"), {"fields": (
            "shop", "channel", "attempts", "error_text", "captured_at", "not_before", "lease_until",
            "finished_at",
        )}),
        (_("Content"), {"fields": ("payload_text", "device_text")}),
        (_("Order of delivery"), {"fields": ("uuid", "lane", "key", "is_new")}),
    )  # fmt: skip

    @admin.display(description=_("object"))
    def subject(self, message: OutboxMessage) -> SafeString | str:
        if not message.model:
            return "-"
        return object_link(self.admin_site, message.model, message.object_id)

    @admin.display(description=_("visitor"))
    def visitor_link(self, message: OutboxMessage) -> SafeString | str:
        name = "personaclick.visitor"
        return list_link(self.admin_site, name, message.visitor, q=message.visitor) or "-"

    @admin.display(description=_("age"), ordering="-captured_at")
    def age(self, message: OutboxMessage) -> str:
        return timesince(message.captured_at, timezone.now(), depth=1)

    @admin.display(description=_("error"))
    def error_text(self, message: OutboxMessage) -> str:
        return mask_secrets(message.error)

    @admin.display(description=_("error"))
    def problem(self, message: OutboxMessage) -> str:
        text = mask_secrets(message.error)
        return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"

    @admin.display(description=_("payload"))
    def payload_text(self, message: OutboxMessage) -> SafeString | str:
        if not message.payload:
            return str(NO_PAYLOAD)
        return pretty(message.payload)

    @admin.display(description=_("device"))
    def device_text(self, message: OutboxMessage) -> SafeString | str:
        return pretty(message.device) if message.device else "-"

    @admin.action(description=_("Send again"), permissions=["act"])
    def send_again(self, request: HttpRequest, queryset: OutboxQuerySet) -> None:
        total = queryset.count()
        done = queryset.order_by().send_again()
        if done:
            self.wake()
            text = ngettext(
                "%(count)d message will be sent again.",
                "%(count)d messages will be sent again.",
                done,
            )
            self.message_user(request, text % {"count": done}, messages.SUCCESS)
        self.tell_rest(request, total - done)

    @admin.action(description=_("Discard"), permissions=["act"])
    def discard(self, request: HttpRequest, queryset: OutboxQuerySet) -> None:
        total = queryset.count()
        done = queryset.order_by().discard()
        if done:
            text = ngettext(
                "%(count)d message was discarded.", "%(count)d messages were discarded.", done
            )
            self.message_user(request, text % {"count": done}, messages.SUCCESS)
        self.tell_rest(request, total - done)

    def tell_rest(self, request: HttpRequest, rest: int) -> None:
        """Say how many of the selected were in no state for the action."""
        if rest:
            text = ngettext(
                "%(count)d of the selected was left alone: its state does not allow it.",
                "%(count)d of the selected were left alone: their state does not allow it.",
                rest,
            )
            self.message_user(request, text % {"count": rest}, messages.WARNING)


def pretty(text: str) -> SafeString:
    """JSON as text for the eye; whatever is no JSON as it is."""
    with contextlib.suppress(msgspec.DecodeError):
        text = msgspec.json.format(text, indent=2)
    return format_html('<pre style="margin:0;white-space:pre-wrap">{}</pre>', mask_secrets(text))
