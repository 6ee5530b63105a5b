"""Filters whose choices are known: Django's own would search the whole table for them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..conf import DEFAULT_SHOP, get_settings
from ..models.kinds import KINDS, ChannelName

__all__ = ["ChannelFilter", "KindFilter", "SegmentFilter", "ShopFilter"]


class KnownFilter(admin.SimpleListFilter):
    """A filter by one field with names that the code knows."""

    def names(self) -> list[str]:
        raise NotImplementedError

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, str]]:
        return [(name, name) for name in self.names()]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> models.QuerySet[Any]:
        value = self.value()
        return queryset.filter(**{str(self.parameter_name): value}) if value else queryset


class ShopFilter(KnownFilter):
    """By shop; absent while there is only one."""

    title = _("shop")
    parameter_name = "shop"

    def names(self) -> list[str]:
        aliases = get_settings().aliases()
        return list(aliases) if set(aliases) - {DEFAULT_SHOP} else []


class KindFilter(KnownFilter):
    """By kind of message."""

    title = _("kind")
    parameter_name = "kind"

    def names(self) -> list[str]:
        return list(KINDS)


class ChannelFilter(KnownFilter):
    """By channel."""

    title = _("channel")
    parameter_name = "channel"

    def names(self) -> list[str]:
        return [str(name) for name in ChannelName]


class SegmentFilter(KnownFilter):
    """By half of the A/B test."""

    title = _("A/B segment")
    parameter_name = "segment"

    def names(self) -> list[str]:
        return ["A", "B"]
