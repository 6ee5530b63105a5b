"""Gives each request its visitor, and the server's own devices their cookies."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .visitors import CurrentVisitor, current

__all__ = ["PersonaClickMiddleware"]

logger = logging.getLogger(__name__)


class PersonaClickMiddleware:
    """Sets ``request.personaclick``. Place it after ``AuthenticationMiddleware``."""

    sync_capable = True
    async_capable = True

    def __init__(
        self,
        get_response: Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]],
    ) -> None:
        self.get_response: Any = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.is_async:
            return self.answer(request)
        visitor = attach(request)
        token = current.set(visitor)
        try:
            response: HttpResponseBase = self.get_response(request)
        finally:
            current.reset(token)
        set_cookies(visitor, response)
        return response

    async def answer(self, request: HttpRequest) -> HttpResponseBase:
        visitor = attach(request)
        token = current.set(visitor)
        try:
            response: HttpResponseBase = await self.get_response(request)
        finally:
            current.reset(token)
        await sync_to_async(set_cookies)(visitor, response)
        return response


def attach(request: HttpRequest) -> CurrentVisitor:
    visitor = CurrentVisitor(request)
    request.personaclick = visitor  # type: ignore[attr-defined]
    return visitor


def set_cookies(visitor: CurrentVisitor, response: HttpResponseBase) -> None:
    """A visitor without a cookie is a lesser evil than a page that fails."""
    try:
        visitor.set_cookies(response)
    except Exception:
        logger.exception("The cookies of a visitor were not set.")
