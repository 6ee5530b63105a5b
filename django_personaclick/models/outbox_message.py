"""The journal and the queue: what is to be told to PersonaClick, and what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing import Self

__all__ = ["ERROR_LIMIT", "OutboxMessage", "OutboxQuerySet", "State"]

ERROR_LIMIT = 500
GRAIN = timedelta(milliseconds=1)
"""SQLite compares times as text, written with more or fewer digits: what is due now is due."""


class State(models.TextChoices):
    """Where a message stands. Only ``pending`` and ``leased`` messages are still on their way."""

    PENDING = "pending", _("waiting")
    LEASED = "leased", _("being sent")
    SENT = "sent", _("accepted")
    SUPERSEDED = "superseded", _("collapsed into a newer one")
    SKIPPED = "skipped", _("nothing to send")
    EXPIRED = "expired", _("too old")
    FAILED = "failed", _("failed")
    HELD = "held", _("held")
    UNKNOWN = "unknown", _("may have arrived")


OPEN = (State.PENDING, State.LEASED)
FINISHED = (
    State.SENT,
    State.SUPERSEDED,
    State.SKIPPED,
    State.EXPIRED,
    State.FAILED,
    State.UNKNOWN,
)
REPLAYABLE = (State.EXPIRED, State.FAILED, State.HELD, State.UNKNOWN, State.SKIPPED)


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def of(self, shop: str, channel: str) -> Self:
        """The messages of one channel."""
        return self.filter(shop=shop, channel=channel)

    def open(self) -> Self:
        """Those still on their way."""
        return self.filter(state__in=OPEN)

    def waiting(self, now: datetime) -> Self:
        """Those that have waited long enough to be sent at ``now``."""
        return self.filter(state=State.PENDING, not_before__lte=now + GRAIN)

    def abandoned(self, now: datetime) -> Self:
        """Those that a dead worker left behind: their lease ran out."""
        return self.filter(state=State.LEASED, lease_until__lte=now)

    def blocked(self, lanes: Iterable[str], now: datetime) -> dict[str, int]:
        """For each of ``lanes`` whose messages must wait: the message that they wait for, which is
        being sent or backs off."""
        wanted = self.filter(lane__in=list(lanes)).order_by()
        first = models.Min("id")
        sending = wanted.filter(state=State.LEASED, lease_until__gt=now)
        resting = wanted.filter(state=State.PENDING, not_before__gt=now + GRAIN)
        found: dict[str, int] = {}
        for rows in (sending, resting):
            for lane, pk in rows.values_list("lane").annotate(first):
                found[lane] = min(pk, found.get(lane, pk))
        return found

    def lease(self, token: uuid.UUID, until: datetime) -> int:
        """Take these messages for ``token`` until ``until``; their number."""
        return self.update(state=State.LEASED, lease_token=token, lease_until=until)

    def leased_by(self, token: uuid.UUID) -> Self:
        """Those that ``token`` still holds: a worker that lost its lease finds none."""
        return self.filter(state=State.LEASED, lease_token=token)

    def renew(self, token: uuid.UUID, until: datetime) -> int:
        """Extend the lease of ``token``."""
        return self.leased_by(token).update(lease_until=until)

    def release(self, token: uuid.UUID, delay: timedelta, error: str = "") -> int:
        """Give messages back untried, to be sent after ``delay``."""
        return self.leased_by(token).update(
            state=State.PENDING,
            lease_token=None,
            lease_until=None,
            not_before=Now() + delay,
            error=error[:ERROR_LIMIT],
        )

    def retry(self, token: uuid.UUID, delay: timedelta, error: str) -> int:
        """Give messages back after a failed try, to be sent after ``delay``."""
        return self.leased_by(token).update(
            state=State.PENDING,
            lease_token=None,
            lease_until=None,
            not_before=Now() + delay,
            attempts=F("attempts") + 1,
            error=error[:ERROR_LIMIT],
        )

    def finish(self, token: uuid.UUID, state: State, error: str = "") -> int:
        """Close messages that ``token`` holds. An accepted message forgets what it carried."""
        blank = {"payload": "", "device": ""} if state in (State.SENT, State.SUPERSEDED) else {}
        return self.leased_by(token).update(
            state=state,
            lease_token=None,
            lease_until=None,
            finished_at=Now(),
            attempts=F("attempts") + (1 if state in (State.SENT, State.FAILED) else 0),
            error=error[:ERROR_LIMIT],
            **blank,
        )

    def send_again(self) -> int:
        """Put finished or held messages back into the queue; their number."""
        return self.filter(state__in=REPLAYABLE).update(
            state=State.PENDING,
            not_before=Now(),
            captured_at=Now(),
            finished_at=None,
            attempts=0,
            error="",
        )

    def discard(self) -> int:
        """Give messages up by hand: they count as failed and are not sent."""
        return self.filter(state__in=(State.PENDING, State.HELD)).update(
            state=State.FAILED, finished_at=Now(), error="Discarded by staff."
        )

    def counts(self) -> dict[str, int]:
        """The number of messages by state, every state named."""
        found = dict(self.order_by().values_list("state").annotate(models.Count("id")))
        return {state: found.get(state, 0) for state in State.values}

    def finished_before(self, state: str, moment: datetime) -> Self:
        """Those that ended in ``state`` before ``moment``."""
        return self.filter(state=state, finished_at__lt=moment)


class OutboxMessage(models.Model):
    """One thing to tell PersonaClick.

    Requests only ever insert; delivery alone changes rows. A *change* points at an object of the
    shop (``model``, ``object_id``) and is read when it is delivered; an *event* carries its
    ``payload``. Order is kept inside a ``lane``; rows of equal ``key`` collapse into the newest.
    """

    uuid = models.UUIDField(_("id"), default=uuid.uuid4, editable=False)
    shop = models.CharField(_("shop"), max_length=64)
    channel = models.CharField(_("channel"), max_length=32)
    kind = models.CharField(_("kind"), max_length=32)
    lane = models.CharField(_("lane"), max_length=300)
    key = models.CharField(_("collapse key"), max_length=400, blank=True)
    model = models.CharField(_("model"), max_length=100, blank=True)
    object_id = models.CharField(_("object"), max_length=128, blank=True)
    status = models.CharField(_("status"), max_length=128, blank=True)
    is_new = models.BooleanField(_("object was created"), default=False)
    visitor = models.CharField(_("visitor"), max_length=64, blank=True)
    device = models.TextField(_("device"), blank=True)
    payload = models.TextField(_("payload"), blank=True)

    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.PENDING
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), db_default=Now())
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    lease_token = models.UUIDField(_("lease"), null=True, blank=True, editable=False)
    error = models.CharField(_("error"), max_length=ERROR_LIMIT, blank=True)
    captured_at = models.DateTimeField(_("captured"), db_default=Now())
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=("shop", "channel", "id"),
                name="personaclick_pending",
                condition=Q(state="pending"),
            ),
            models.Index(
                fields=("shop", "channel", "lease_until"),
                name="personaclick_leased",
                condition=Q(state="leased"),
            ),
            models.Index(
                fields=("shop", "channel", "lane", "id"),
                name="personaclick_lane",
                condition=Q(state__in=("pending", "leased")),
            ),
            models.Index(
                fields=("state", "finished_at"),
                name="personaclick_finished",
                condition=Q(finished_at__isnull=False),
            ),
            models.Index(fields=("model", "object_id"), name="personaclick_object"),
        )

    def __str__(self) -> str:
        target = f" {self.model} {self.object_id}" if self.model else ""
        return f"{self.kind}{target} ({self.state})"

    @property
    def subject(self) -> tuple[str, str, str]:
        """What the message is about: kind, model and object."""
        return self.kind, self.model, self.object_id

    def age(self, now: datetime) -> timedelta:
        """How long ago it was captured."""
        return now - self.captured_at


def ids(messages: Iterable[OutboxMessage]) -> list[int]:
    """The primary keys of ``messages``."""
    return [message.pk for message in messages]
