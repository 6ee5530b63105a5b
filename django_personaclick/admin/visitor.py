"""The remembered visitors in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Visitor
from .filters import SegmentFilter, ShopFilter
from .links import list_link, object_link
from .read_only import ReadOnlyAdmin

__all__ = ["VisitorAdmin"]


@admin.register(Visitor)
class VisitorAdmin(ReadOnlyAdmin[Visitor]):
    """Browsers of the shop whose device matters later than their request."""

    list_display = ("key", "did", "customer", "segment", "shop", "sid_at", "created_at")
    list_filter = (SegmentFilter, ShopFilter, "created_at")
    list_select_related = ("user",)
    search_help_text = _("Key, device or session (whole), or the customer's login name")
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": ("key", "did", "customer", "segment", "shop")}),
        (_("Session"), {"fields": ("sid", "sid_at")}),
        (_("Mailing"), {"fields": ("source", "source_at")}),
        (_("History"), {"fields": ("created_at", "updated_at", "all_messages")}),
    )

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        login: str = get_user_model().USERNAME_FIELD
        return ("=key", "=did", "=sid", f"=user__{login}")

    @admin.display(description=_("customer"), ordering="user")
    def customer(self, visitor: Visitor) -> SafeString | str:
        if visitor.user is None:
            return "-"
        label = visitor.user._meta.label
        return object_link(self.admin_site, label, str(visitor.user.pk), str(visitor.user))

    @admin.display(description=_("messages"))
    def all_messages(self, visitor: Visitor) -> SafeString | str:
        name = "personaclick.outboxmessage"
        return list_link(self.admin_site, name, str(_("all messages of it")), q=visitor.key)
