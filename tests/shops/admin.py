from __future__ import annotations

from django.contrib import admin

from .models import Basket, BasketLine, Order, OrderLine


class OrderLineInline(admin.TabularInline):
    model = OrderLine
    extra = 0


class BasketLineInline(admin.TabularInline):
    model = BasketLine
    extra = 0


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    inlines = [OrderLineInline]


@admin.register(Basket)
class BasketAdmin(admin.ModelAdmin):
    inlines = [BasketLineInline]
