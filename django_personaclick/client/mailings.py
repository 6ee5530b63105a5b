"""The kinds of mailings, and the channels they go through."""

from __future__ import annotations

from ..payloads import fields

__all__ = ["CHANNELS", "MAILINGS", "channel", "mailing"]

MAILINGS = ("bulk", "chain", "transactional")
CHANNELS = ("email", "sms", "web_push", "mobile_push", "telegram", "whatsapp")

known_mailing = fields.choice(*MAILINGS)
known_channel = fields.choice(*CHANNELS)


def mailing(value: object, field: str) -> str | None:
    """A kind of mailing. ``"trigger"`` is another word for ``"chain"``."""
    kind: str | None = known_mailing("chain" if value == "trigger" else value, field)
    return kind


def channel(value: object, field: str) -> str | None:
    """A channel, in lower case: the documents have ``WhatsApp`` and ``whatsapp``."""
    name: str | None = known_channel(value.lower() if isinstance(value, str) else value, field)
    return name
