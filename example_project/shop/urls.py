"""Addresses of the shop."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from .views import account, cart, catalogue, checkout, pictures, wishes

app_name = "shop"

urlpatterns = [
    path("", catalogue.home, name="home"),
    path("categories/", catalogue.categories, name="categories"),
    path("category/<slug:slug>/", catalogue.category, name="category"),
    path("product/<int:pk>/", catalogue.product, name="product"),
    path("search/", catalogue.search, name="search"),
    path("cart/", cart.show, name="cart"),
    path("cart/add/<int:pk>/", cart.add, name="cart_add"),
    path("cart/update/", cart.update, name="cart_update"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("checkout/thanks/<str:number>/", checkout.thanks, name="thanks"),
    path("account/register/", account.register, name="register"),
    path("account/login/", account.Login.as_view(), name="login"),
    path("account/logout/", LogoutView.as_view(), name="logout"),
    path("account/orders/", account.orders, name="orders"),
    path("account/orders/<str:number>/", account.order, name="order"),
    path("wishes/", wishes.show, name="wishes"),
    path("wishes/toggle/<int:pk>/", wishes.toggle, name="wish_toggle"),
    path("picture/<str:motif>-<int:seed>.svg", pictures.picture, name="picture"),
]
