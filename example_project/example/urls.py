"""Addresses of the project: the shop, the admin, the static files."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.staticfiles.views import serve
from django.urls import include, path, re_path

admin.site.site_header = "Maplewick"
admin.site.site_title = "Maplewick"

urlpatterns = [
    path("admin/", admin.site.urls),
    # Served by Django also without DEBUG: this shop never leaves the machine.
    re_path(r"^static/(?P<path>.*)$", serve, {"insecure": True}),
    path("", include("shop.urls")),
]
