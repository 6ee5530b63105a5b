"""The mirror: what PersonaClick was last told of each object of the shop."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["SyncState"]


class SyncState(models.Model):
    """One object of the shop as PersonaClick has it. Written by delivery only.

    *Synced* means accepted: the API answers batches before it looks into them.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        SYNCED = "synced", _("accepted")
        FAILED = "failed", _("failed")
        SKIPPED = "skipped", _("not sent")

    shop = models.CharField(_("shop"), max_length=64)
    kind = models.CharField(_("kind"), max_length=32)
    model = models.CharField(_("model"), max_length=100)
    object_id = models.CharField(_("object"), max_length=128)
    vendor_id = models.CharField(_("id in PersonaClick"), max_length=255, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    status = models.CharField(_("status"), max_length=128, blank=True)
    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.PENDING
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    error = models.CharField(_("last error"), max_length=500, blank=True)
    visitor = models.CharField(_("visitor"), max_length=64, blank=True)
    is_new = models.BooleanField(_("created since the app was installed"), default=False)
    synced_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    purchased_at = models.DateTimeField(_("purchase"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("synced object")
        verbose_name_plural = _("synced objects")
        constraints = (
            models.UniqueConstraint(
                fields=("shop", "kind", "model", "object_id"), name="personaclick_sync_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.vendor_id or self.object_id} ({self.state})"
