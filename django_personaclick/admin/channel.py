"""The channels in the admin: does anything stand still, and why?"""

from __future__ import annotations

from django.contrib import admin, messages
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..exceptions import mask_secrets
from ..models import Channel, OutboxMessage
from ..models.channel import ChannelQuerySet
from .filters import ShopFilter
from .links import list_link
from .read_only import ReadOnlyAdmin

__all__ = ["ChannelAdmin"]


@admin.register(Channel)
class ChannelAdmin(ReadOnlyAdmin[Channel]):
    """What all workers share about one family of calls."""

    list_display = ("name", "shop", "condition", "waiting", "last_success_at", "problem")
    list_filter = ("paused", ShopFilter)
    ordering = ("shop", "name")
    actions = ("pause", "resume")
    fieldsets = (
        (None, {"fields": ("shop", "name", "condition", "waiting", "last_success_at")}),
        (_("Pause"), {"fields": ("paused", "reason", "held_until")}),
        (_("Trouble"), {"fields": ("error_text", "failures", "refusals", "refusal_status")}),
        (_("Pace"), {"fields": (
            "next_request_at", "busy_until", "openings", "open_until", "ramp",
        )}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Channel]:
        open_messages = (
            OutboxMessage.objects.of(models.OuterRef("shop"), models.OuterRef("name"))  # type: ignore[arg-type]
            .open()
            .order_by()
            .values("shop")
        )
        number = open_messages.annotate(number=models.Count("pk")).values("number")
        waiting = Coalesce(models.Subquery(number), 0, output_field=models.IntegerField())
        return super().get_queryset(request).annotate(waiting_messages=waiting)

    @admin.display(description=_("waiting"), ordering="waiting_messages")
    def waiting(self, channel: Channel) -> SafeString | str:
        number: int = channel.waiting_messages  # type: ignore[attr-defined]
        if not number:
            return "0"
        search = {"channel": channel.name, "shop": channel.shop, "state__in": "pending,leased"}
        return list_link(self.admin_site, "personaclick.outboxmessage", str(number), **search)

    @admin.display(description=_("condition"))
    def condition(self, channel: Channel) -> str:
        if channel.paused:
            return str(_("paused by staff"))
        if channel.held_reason:
            return str(_("held: PersonaClick refuses everything alike"))
        if channel.open_until and channel.open_until > timezone.now():
            return str(_("resting: PersonaClick is in trouble"))
        return str(_("delivering"))

    @admin.display(description=_("held because"))
    def reason(self, channel: Channel) -> str:
        return mask_secrets(channel.held_reason)

    @admin.display(description=_("last error"))
    def error_text(self, channel: Channel) -> str:
        return mask_secrets(channel.last_error)

    @admin.display(description=_("last error"))
    def problem(self, channel: Channel) -> str:
        return mask_secrets(channel.held_reason or channel.last_error)

    @admin.action(description=_("Pause deliveries"), permissions=["act"])
    def pause(self, request: HttpRequest, queryset: ChannelQuerySet) -> None:
        total = queryset.count()
        done = queryset.order_by().pause()
        text = ngettext("%(count)d channel was paused.", "%(count)d channels were paused.", done)
        self.tell(request, text, done, total - done)

    @admin.action(description=_("Resume deliveries"), permissions=["act"])
    def resume(self, request: HttpRequest, queryset: ChannelQuerySet) -> None:
        total = queryset.count()
        done = queryset.order_by().resume()
        if done:
            self.wake()
        text = ngettext(
            "%(count)d channel delivers again.", "%(count)d channels deliver again.", done
        )
        self.tell(request, text, done, total - done)

    def tell(self, request: HttpRequest, text: str, done: int, rest: int) -> None:
        if done:
            self.message_user(request, text % {"count": done}, messages.SUCCESS)
        if rest:
            left = ngettext(
                "%(count)d of the selected was so already.",
                "%(count)d of the selected were so already.",
                rest,
            )
            self.message_user(request, left % {"count": rest}, messages.WARNING)
