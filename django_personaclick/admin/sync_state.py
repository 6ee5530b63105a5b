"""The mirror in the admin: is this order in PersonaClick?"""

from __future__ import annotations

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..exceptions import mask_secrets
from ..models import SyncState
from .filters import KindFilter, ShopFilter
from .links import list_link, object_link
from .read_only import ReadOnlyAdmin

__all__ = ["SyncStateAdmin"]

MESSAGES = "personaclick.outboxmessage"


class SubjectKindFilter(KindFilter):
    """By kind of object."""

    def names(self) -> list[str]:
        return ["customer", "order", "cart"]


@admin.register(SyncState)
class SyncStateAdmin(ReadOnlyAdmin[SyncState]):
    """The objects of the shop as PersonaClick has them."""

    list_display = (
        "vendor", "kind", "state", "subject", "status", "synced_at", "purchased_at", "problem",
    )  # fmt: skip
    list_filter = ("state", SubjectKindFilter, ShopFilter, "synced_at")
    search_fields = ("=object_id", "=vendor_id", "=visitor")
    search_help_text = _("Object, id in PersonaClick or visitor (whole)")
    ordering = ("-id",)
    fieldsets = (
        (
            None,
            {"fields": ("kind", "vendor_id", "subject", "status", "state", "reason", "error_text")},
        ),
        (_("History"), {"fields": ("synced_at", "purchased_at", "updated_at", "all_messages")}),
        (_("Details"), {"fields": ("shop", "visitor_link", "is_new", "digest")}),
    )

    @admin.display(description=_("id in PersonaClick"), ordering="vendor_id")
    def vendor(self, state: SyncState) -> str:
        return state.vendor_id or state.object_id

    @admin.display(description=_("object"))
    def subject(self, state: SyncState) -> SafeString | str:
        return object_link(self.admin_site, state.model, state.object_id)

    @admin.display(description=_("last error"))
    def error_text(self, state: SyncState) -> str:
        return mask_secrets(state.error)

    @admin.display(description=_("error"))
    def problem(self, state: SyncState) -> str:
        return mask_secrets(state.error or state.reason)

    @admin.display(description=_("messages"))
    def all_messages(self, state: SyncState) -> SafeString | str:
        return list_link(
            self.admin_site, MESSAGES, str(_("all messages about it")), q=state.object_id
        )

    @admin.display(description=_("visitor"))
    def visitor_link(self, state: SyncState) -> SafeString | str:
        name = "personaclick.visitor"
        return list_link(self.admin_site, name, state.visitor, q=state.visitor) or "-"
