"""Celery: wake-ups through real brokers to a real worker, and brokers that are sick."""

from __future__ import annotations

from typing import Any

import pytest

from django_personaclick import tasks
from tests.shops.models import Order

from . import servers
from .brokers import BROKERS, queue_on
from .moments import end_waits
from .processes import Program, Programs, eventually
from .received import accepted, order_numbers
from .shopping import pending

ORDERS = 20
EXTRA = 0.05
"""Seconds that a sick broker may add to the middle one of the orders, on a busy machine."""


class Shop:
    """A process of the shop that places orders when it is told to."""

    def __init__(self, programs: Programs, prefix: str, **options: Any) -> None:
        self.asked = 0
        self.program: Program = programs.start("tests.faults.shop_process", prefix, **options)
        self.program.wait_for("ready")

    def place(self, orders: int) -> tuple[float, float]:
        """Seconds of the middle and of the slowest of so many ``orders``."""
        self.asked += 1
        self.program.popen.stdin.write(f"{orders}\n".encode())
        self.program.popen.stdin.flush()
        self.program.wait_for(f"seconds for round {self.asked}.")
        line = self.program.output.partition(f" seconds for round {self.asked}.")[0]
        middle, slowest = line.splitlines()[-1].split()
        return float(middle), float(slowest)


def arrived(sandbox) -> list[str]:
    batches = order_numbers(accepted(sandbox, "/sync/orders"))
    return [number for batch in batches for number in batch]


@pytest.mark.parametrize("service", BROKERS)
def test_worker_delivers_after_the_shop_has_committed(sandbox, programs, service):
    with queue_on(service) as (broker, queue):
        options = {"DISPATCH": "celery", "CELERY_QUEUE": queue, "DISPATCH_INTERVAL": 0.2, **broker}
        worker = programs.start(
            "celery", "-A", "tests.faults.celery_app", "worker", "-Q", queue, "-c", "1",
            "--loglevel", "info", "--without-gossip", "--without-mingle", "--without-heartbeat",
            **options,
        )  # fmt: skip
        shop = Shop(programs, "C", **options)
        worker.wait_for(" ready.")

        for number in (1, 2):
            end_waits()
            shop.place(2)
            sandbox.wait_for(number, "/sync/orders")
            eventually(lambda: not pending(), "everything delivered")
        output = shop.program.finish()
        worker.kill()

    assert arrived(sandbox) == ["C1-0", "C1-1", "C2-0", "C2-1"]
    assert "Wake-ups pause" not in output


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
@pytest.mark.parametrize("sickness", ["refusing", "silent", "blackholed"])
def test_sick_broker_costs_the_shop_nothing(sandbox, programs, sickness, scheme):
    healthy = Shop(programs, "H", DISPATCH="none")
    with getattr(servers, sickness)() as port:
        # As eager as can be: a wake-up is being tried whenever an order is placed.
        shop = Shop(
            programs, "S", broker=f"{scheme}://127.0.0.1:{port}//",
            DISPATCH="celery", DISPATCH_INTERVAL=0.001, DISPATCH_MUTE=0,
        )  # fmt: skip
        first = shop.place(ORDERS)
        normal, _ = healthy.place(ORDERS)
        shop.program.wait_for("Wake-ups pause", timeout=10)
        second = shop.place(ORDERS)

    assert max(first[0], second[0]) < normal + EXTRA
    assert max(first[1], second[1]) < 1
    # The sweep brings what no wake-up has announced.
    tasks.sweep()
    assert not pending()
    assert sorted(arrived(sandbox)) == sorted(Order.objects.values_list("number", flat=True))
    assert Order.objects.count() == 3 * ORDERS
