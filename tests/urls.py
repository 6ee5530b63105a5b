from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.crypto import get_random_string

from django_personaclick.conf import get_settings


def product(request: HttpRequest, product_id: str) -> HttpResponse:
    """A product page under a content policy that allows nothing beside what the tags need."""
    nonce = get_random_string(16)
    api = get_settings().API_URL
    response = render(request, "product.html", {"product_id": product_id, "csp_nonce": nonce})
    response["Content-Security-Policy"] = (
        f"default-src 'self'; img-src data:; script-src 'nonce-{nonce}' {api}; connect-src {api}"
    )
    return response


urlpatterns = [
    path("admin/", admin.site.urls),
    path("product/<path:product_id>/", product),
]
