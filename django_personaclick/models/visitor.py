"""Visitors whose device matters later than their request."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Visitor"]


class Visitor(models.Model):
    """A browser of the shop: its device and session in PersonaClick and the customer it belongs to.

    ``key`` is the device id where the SDK makes it, and the value of our own cookie where the
    server does: then ``did`` follows once PersonaClick has given one.
    """

    shop = models.CharField(_("shop"), max_length=64)
    key = models.CharField(_("key"), max_length=64)
    did = models.CharField(_("device"), max_length=64, blank=True)
    sid = models.CharField(_("session"), max_length=64, blank=True)
    sid_at = models.DateTimeField(_("session used"), null=True, blank=True)
    segment = models.CharField(_("A/B segment"), max_length=1, blank=True)
    source = models.JSONField(_("mailing"), null=True, blank=True)
    source_at = models.DateTimeField(_("mailing opened"), null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("customer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("visitor")
        verbose_name_plural = _("visitors")
        constraints = (
            models.UniqueConstraint(fields=("shop", "key"), name="personaclick_visitor_key"),
        )

    def __str__(self) -> str:
        return self.did or self.key
