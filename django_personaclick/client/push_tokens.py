"""Mobile push tokens: API reference, Mobile push tokens."""

from __future__ import annotations

from ..payloads import fields
from .caller import Family
from .identity import required_identity
from .parameters import checked

__all__ = ["PushTokensFamily"]

RULES = {
    "token": fields.required(fields.text),
    "platform": fields.required(fields.choice("ios", "android")),
}


class PushTokensFamily(Family):
    """``client.push_tokens``."""

    def add(self, did: str, token: str, platform: str, *, request_id: str | None = None) -> None:
        """Let the app on device ``did`` get mobile push messages.

        ``token`` is that of APNs (``platform`` ``"ios"``) or Firebase (``"android"``). Repeating
        the call changes nothing further. Source: API reference, Mobile push tokens.
        """
        device = required_identity("push_tokens.add", did=did)
        params = {**device, **checked(RULES, token=token, platform=platform)}
        self._caller.call("push_tokens.add", params, request_id=request_id)
