"""The books of the app: what was captured, and what became of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from django.db import connection
from django.db.models import Max
from tqdm import tqdm

from django_personaclick.models import OutboxMessage
from shop.models import Order

OPEN = ("pending", "leased")
EVENTS = ("view", "cart", "purchase")
LOOK_EVERY = 0.5


class Books:
    """Counts the messages and orders since this was made."""

    def __init__(self) -> None:
        self.first = newest(OutboxMessage)
        self.first_order = newest(Order)

    def states(self) -> Counter[str]:
        """The number of messages in each state."""
        rows = OutboxMessage.objects.filter(pk__gt=self.first)
        return Counter(rows.values_list("state", flat=True))

    def kinds(self) -> Counter[str]:
        rows = OutboxMessage.objects.filter(pk__gt=self.first)
        return Counter(rows.values_list("kind", flat=True))

    def sent_events(self) -> Counter[str]:
        """The messages that the API has accepted as single events, by the event's name."""
        rows = OutboxMessage.objects.filter(pk__gt=self.first, state="sent", kind__in=EVENTS)
        return Counter(rows.values_list("kind", flat=True))

    def purchases(self) -> set[str]:
        """The orders with a purchase in the books, by primary key."""
        rows = OutboxMessage.objects.filter(pk__gt=self.first, kind="purchase")
        return set(rows.values_list("object_id", flat=True))

    def orders(self) -> set[str]:
        """The orders of the shop, by primary key."""
        rows = Order.objects.filter(pk__gt=self.first_order)
        return set(map(str, rows.values_list("pk", flat=True)))

    def captured(self) -> int:
        """How many messages were ever written, also if somebody has deleted some since.

        SQLite keeps that number itself. Elsewhere rolled-back work leaves gaps in it, so there
        the messages are counted.
        """
        if connection.vendor != "sqlite":
            return self.states().total()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = %s", [OutboxMessage._meta.db_table]
            )
            row = cursor.fetchone()
        return int(row[0]) - self.first if row else 0

    def wait(self, patience: float, check: Callable[[], None]) -> None:
        """Wait until nothing is on its way, or nothing has moved for ``patience`` seconds."""
        captured, moved, last = self.captured(), time.monotonic(), -1
        with tqdm(total=captured, desc="Delivery", unit=" messages", smoothing=0.05) as bar:
            while True:
                states = self.states()
                on_their_way = sum(states[state] for state in OPEN)
                bar.total = max(captured, self.captured())
                bar.n = bar.total - on_their_way
                bar.refresh()
                if not on_their_way:
                    return
                if on_their_way != last:
                    moved, last = time.monotonic(), on_their_way
                elif time.monotonic() - moved > patience:
                    return
                check()
                time.sleep(LOOK_EVERY)


def newest(model: type[OutboxMessage] | type[Order]) -> int:
    return model.objects.aggregate(newest=Max("pk"))["newest"] or 0
