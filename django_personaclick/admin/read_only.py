"""The admin of models that only this package writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth import get_permission_codename
from django.db import models, router, transaction
from django.http import HttpRequest

from ..models import OutboxMessage
from ..signals import outbox_ready

M = TypeVar("M", bound=models.Model)

if TYPE_CHECKING:
    Base = admin.ModelAdmin
else:

    class Base(admin.ModelAdmin):
        """``ModelAdmin`` is no generic class while the program runs."""

        def __class_getitem__(cls, _: object) -> type[Base]:
            return cls


__all__ = ["ReadOnlyAdmin"]


class ReadOnlyAdmin(Base[M]):
    """Shows and never edits: rows are changed by delivery, and by actions that say what they do.

    ``change`` permission on the model lets staff run those actions; ``view`` shows the pages.
    """

    show_full_result_count = False
    """Counting a large journal takes longer than reading a page of it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Whether the user may run the actions: Django asks for ``permissions=["act"]``."""
        codename = get_permission_codename("change", self.opts)
        user: Any = request.user
        return bool(user.has_perm(f"{self.opts.app_label}.{codename}"))

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> list[Any]:
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def wake(self) -> None:
        """Tell the dispatcher, after the commit, that something is due."""
        using = router.db_for_write(OutboxMessage)
        transaction.on_commit(announce, using=using, robust=True)


def announce() -> None:
    outbox_ready.send_robust(sender=OutboxMessage)
