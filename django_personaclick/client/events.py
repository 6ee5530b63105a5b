"""Events: API reference, Events tracking and Track custom event."""

from __future__ import annotations

from typing import Any

from ..exceptions import PayloadError
from ..payloads import Custom, Event
from .caller import Family

__all__ = ["EventsFamily"]


class EventsFamily(Family):
    """``client.events``."""

    def push(self, event: Event, *, request_id: str | None = None) -> None:
        """Send what a visitor did. The event must name its device (``did``).

        The API dates the event when it arrives. Repeating the call counts it again.
        Source: API reference, Events tracking.
        """
        if not isinstance(event, Event) or isinstance(event, Custom):
            raise PayloadError("event", event, "must be an Event; a Custom one goes to custom()")
        if not event.did:
            raise PayloadError("did", event.did, "must be given: the API refuses events without")
        self._caller.call("events.push", self._wire(event), request_id=request_id)

    def custom(self, event: Custom, *, request_id: str | None = None) -> None:
        """Send an event of the shop's own. It must name its device or a person.

        Source: API reference, Track custom event.
        """
        if not isinstance(event, Custom):
            raise PayloadError("event", event, "must be a Custom event; others go to push()")
        if not event.did and not event.identifiers():
            rule = "must be given, or one of email, phone, loyalty_id, external_id"
            raise PayloadError("did", event.did, rule)
        self._caller.call("events.custom", self._wire(event), request_id=request_id)

    def _wire(self, event: Event) -> dict[str, Any]:
        stream = self._caller.stream
        defaults = {"stream": stream} if stream else {}
        return {**defaults, **event.to_wire()}
