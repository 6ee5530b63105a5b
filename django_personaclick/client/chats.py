"""Chats: API reference, Chats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..exceptions import PayloadError
from ..payloads import encode, fields
from .caller import Family
from .identity import required_identity
from .parameters import checked

__all__ = ["ChatsFamily"]

RULES: dict[str, fields.Cleaner] = {
    "code": fields.required(fields.identifier),
    "platform": fields.required(fields.choice("livetex")),
    "data": fields.properties,
}


class ChatsFamily(Family):
    """``client.chats``."""

    def report(
        self,
        code: str,
        data: Mapping[str, Any],
        *,
        platform: str = "livetex",
        email: str | None = None,
        phone: str | int | None = None,
        request_id: str | None = None,
    ) -> None:
        """Keep the log of a conversation with the customer, which ``code`` tells from others.

        ``data`` is the log as the chat's ``platform`` has it. Every call keeps one more.
        Source: API reference, Save chat log.
        """
        person = required_identity("chats.report", phone=phone, email=email)
        params = checked(RULES, code=code, platform=platform, data=data)
        if "data" not in params:
            raise PayloadError("data", data, "must not be empty")
        # Documented as JSON in a text.
        log = {**params, "data": encode(params["data"]).decode()}
        self._caller.call("chats.report", {**person, **log}, secret=True, request_id=request_id)
