"""The brokers that wake-ups go through, with queues of this run's own."""

from __future__ import annotations

import uuid
from contextlib import contextmanager, suppress
from typing import Any

import kombu
from amqp.exceptions import NotFound

from tests import services

__all__ = ["BROKERS", "queue_on"]

BROKERS = {"redis": services.REDIS_URL, "rabbitmq": services.RABBITMQ_URL}


@contextmanager
def queue_on(service: str) -> Any:
    """Settings of a broker, and a queue on it that is taken away afterwards."""
    services.require(service)
    name = f"personaclick-test-{uuid.uuid4().hex}"
    options = {"global_keyprefix": f"{name}:"} if service == "redis" else {}
    yield {"broker": BROKERS[service], "broker_options": options}, name
    if service == "redis":
        forget_keys(name)
    else:
        forget_queue(name)


def forget_keys(prefix: str) -> None:
    import redis

    with redis.Redis.from_url(services.REDIS_URL) as client:
        keys = list(client.scan_iter(f"{prefix}:*"))
        if keys:
            client.delete(*keys)


def forget_queue(name: str) -> None:
    with kombu.Connection(services.RABBITMQ_URL) as connection:
        for delete in ("queue_delete", "exchange_delete"):
            with suppress(NotFound), connection.channel() as channel:
                getattr(channel, delete)(name)
