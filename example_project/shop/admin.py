"""The shop in Django's admin. The status of an order is changed right in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from .models import Cart, CartLine, Category, Customer, Order, OrderLine, Product, WishItem

if TYPE_CHECKING:
    CartAdminBase = admin.ModelAdmin[Cart]
    CategoryAdminBase = admin.ModelAdmin[Category]
    OrderAdminBase = admin.ModelAdmin[Order]
    ProductAdminBase = admin.ModelAdmin[Product]
    WishAdminBase = admin.ModelAdmin[WishItem]
    CartLineInlineBase = admin.TabularInline[CartLine, Cart]
    OrderLineInlineBase = admin.TabularInline[OrderLine, Order]
    CustomerAdminBase = UserAdmin[Customer]
else:
    CartAdminBase = CategoryAdminBase = OrderAdminBase = admin.ModelAdmin
    ProductAdminBase = WishAdminBase = admin.ModelAdmin
    CartLineInlineBase = OrderLineInlineBase = admin.TabularInline
    CustomerAdminBase = UserAdmin


class OrderLineInline(OrderLineInlineBase):
    model = OrderLine
    extra = 0
    raw_id_fields = ["product"]


class CartLineInline(CartLineInlineBase):
    model = CartLine
    extra = 0
    raw_id_fields = ["product"]


@admin.register(Category)
class CategoryAdmin(CategoryAdminBase):
    list_display = ["name", "id"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Product)
class ProductAdmin(ProductAdminBase):
    list_display = ["name", "id", "category", "brand", "price", "old_price", "available"]
    list_editable = ["price", "old_price", "available"]
    list_filter = ["available", "category"]
    list_select_related = ["category"]
    search_fields = ["name", "brand", "id"]


@admin.register(Customer)
class CustomerAdmin(CustomerAdminBase):
    list_display = ["email", "first_name", "last_name", "phone", "is_staff"]
    list_filter = ["is_staff", "date_joined"]
    search_fields = ["email", "first_name", "last_name", "phone"]
    ordering = ["email"]
    fieldsets = (
        (None, {"fields": ["email", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "phone"]}),
        ("Rights", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    )
    add_fieldsets = ((None, {"fields": ["email", "usable_password", "password1", "password2"]}),)


@admin.register(Cart)
class CartAdmin(CartAdminBase):
    list_display = ["__str__", "created"]
    list_select_related = ["user"]
    raw_id_fields = ["user"]
    inlines = [CartLineInline]


@admin.register(Order)
class OrderAdmin(OrderAdminBase):
    list_display = ["number", "status", "email", "first_name", "last_name", "total", "created"]
    list_editable = ["status"]
    list_filter = ["status", "delivery", "payment", "created"]
    date_hierarchy = "created"
    search_fields = ["number", "email", "phone", "last_name"]
    raw_id_fields = ["user"]
    readonly_fields = ["number", "created"]
    inlines = [OrderLineInline]


@admin.register(WishItem)
class WishAdmin(WishAdminBase):
    list_display = ["product", "user", "added"]
    list_select_related = ["product", "user"]
    raw_id_fields = ["product", "user"]
