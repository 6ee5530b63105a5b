"""What all workers share about one family of calls."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Channel", "ChannelQuerySet"]


class ChannelQuerySet(models.QuerySet["Channel"]):
    def pause(self) -> int:
        """Stop deliveries until ``resume``; how many channels were not paused before."""
        return self.filter(paused=False).update(paused=True)

    def resume(self) -> int:
        """End pauses and waiting times; how many channels had one. A channel that was held, or
        whose circuit was open, begins with one call to see whether that is over."""
        stopped = Q(paused=True) | Q(held_until__isnull=False) | Q(open_until__isnull=False)
        return self.filter(stopped).update(paused=False, held_until=None, open_until=None)


class Channel(models.Model):
    """The lock for claiming, and the state that all workers share: pace, circuit, pause."""

    shop = models.CharField(_("shop"), max_length=64)
    name = models.CharField(_("channel"), max_length=32)
    paused = models.BooleanField(_("paused by staff"), default=False)
    held_reason = models.CharField(_("held because"), max_length=500, blank=True)
    held_until = models.DateTimeField(_("next try"), null=True, blank=True)
    next_request_at = models.DateTimeField(_("next request"), null=True, blank=True)
    busy_token = models.UUIDField(_("batch in flight"), null=True, blank=True, editable=False)
    busy_until = models.DateTimeField(_("batch in flight until"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    refusals = models.PositiveIntegerField(_("like refusals in a row"), default=0)
    refusal_status = models.PositiveIntegerField(_("status of the refusals"), default=0)
    openings = models.PositiveIntegerField(_("circuit openings in a row"), default=0)
    open_until = models.DateTimeField(_("circuit open until"), null=True, blank=True)
    ramp = models.PositiveIntegerField(_("threads while recovering"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = (
            models.UniqueConstraint(fields=("shop", "name"), name="personaclick_channel_name"),
        )

    def __str__(self) -> str:
        return f"{self.shop}: {self.name}"
