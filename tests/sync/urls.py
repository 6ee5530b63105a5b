from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from . import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("login/", LoginView.as_view(template_name="admin/login.html", next_page="/quiet/")),
    path("logout/", LogoutView.as_view(next_page="/quiet/")),
    path("quiet/", views.quiet),
    path("async/quiet/", views.async_quiet),
    path("async/view/<str:product_id>/", views.async_view),
    path("async/mistake/", views.async_mistake),
    path("async/checkout/", views.async_checkout),
    path("product/<path:product_id>", views.product),
    path("cart/", views.cart),
    path("checkout/", views.checkout),
    path("begin/", views.begin),
    path("bank/<int:pk>/", views.bank),
]
