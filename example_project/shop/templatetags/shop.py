"""Filters of the shop's own templates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

register = template.Library()


@register.filter
def money(amount: Decimal) -> str:
    """``$1,234.50``"""
    return f"${amount:,.2f}"


@register.filter
def entry(mapping: dict[str, Any], key: object) -> Any:
    """The value of ``mapping`` under ``key``."""
    return mapping.get(str(key))
