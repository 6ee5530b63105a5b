"""Events: API reference, Events tracking, Track custom event and Stories tracking."""

from __future__ import annotations

from typing import Any

from ..exceptions import PayloadError
from ..payloads import Custom, Event, fields
from .caller import Family
from .identity import Id, device
from .mailings import mailing
from .parameters import checked

__all__ = ["EventsFamily"]

key = fields.required(fields.identifier)
RULES = {
    "code": fields.required(fields.text),
    "type": fields.required(mailing),
    "event": fields.required(fields.choice("view", "click")),
    "story_id": key,
    "slide_id": key,
}


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

    def opened(self, code: str, type: str, *, request_id: str | None = None) -> None:  # noqa: A002
        """A mobile push message was delivered and shown.

        ``code`` and ``type`` (``"bulk"``, ``"chain"``, ``"transactional"``) come with the message,
        on Android as ``id`` and ``type``. Repeating the call counts it again.
        Source: API reference, User received on mobile push.
        """
        self._track("events.opened", code, type, request_id)

    def delivered(self, code: str, type: str, *, request_id: str | None = None) -> None:  # noqa: A002
        """A mobile push message reached the device, but is not shown yet.

        See ``opened``. Source: API reference, Message delivered.
        """
        self._track("events.delivered", code, type, request_id)

    def clicked(self, code: str, type: str, *, request_id: str | None = None) -> None:  # noqa: A002
        """A mobile push message was tapped.

        See ``opened``. Source: API reference, User clicked on mobile push.
        """
        self._track("events.clicked", code, type, request_id)

    def closed(self, code: str, type: str, *, request_id: str | None = None) -> None:  # noqa: A002
        """A mobile push message was dismissed.

        See ``opened``. Source: API reference, User closed on mobile push.
        """
        self._track("events.closed", code, type, request_id)

    def story(
        self,
        event: str,
        *,
        code: str,
        story_id: Id,
        slide_id: Id,
        did: str,
        sid: str,
        request_id: str | None = None,
    ) -> None:
        """A visitor saw (``"view"``) or clicked (``"click"``) a slide of a story.

        ``code`` is that of the block of stories. Repeating the call counts it again.
        Source: API reference, Stories tracking.
        """
        story = checked(RULES, event=event, code=code, story_id=story_id, slide_id=slide_id)
        params = {**device(did, sid), **story}
        self._caller.call("events.story", params, request_id=request_id)

    def _track(self, name: str, code: str, kind: str, request_id: str | None) -> None:
        params = checked(RULES, code=code, type=kind)
        self._caller.call(name, params, request_id=request_id)

    def _wire(self, event: Event) -> dict[str, Any]:
        stream = self._caller.stream
        defaults = {"stream": stream} if stream else {}
        return {**defaults, **event.to_wire()}
