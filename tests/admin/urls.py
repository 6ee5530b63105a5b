"""An admin of its own that knows none of the shop's models, not even users."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import path

from django_personaclick.admin import (
    ChannelAdmin,
    OutboxMessageAdmin,
    SyncStateAdmin,
    VisitorAdmin,
)
from django_personaclick.models import Channel, OutboxMessage, SyncState, Visitor

bare = AdminSite("bare")
bare.register(Channel, ChannelAdmin)
bare.register(OutboxMessage, OutboxMessageAdmin)
bare.register(SyncState, SyncStateAdmin)
bare.register(Visitor, VisitorAdmin)

urlpatterns = [path("bare/", bare.urls)]
