from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from django_personaclick.models import OutboxMessage, State


def finished(count, state=State.SENT, *, days):
    moment = timezone.now() - timedelta(days=days)
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            shop="default", channel="events", kind="view", lane="x", state=state, finished_at=moment
        )
        for _ in range(count)
    )


def test_what_is_old_enough_is_deleted(journal, run):
    finished(2, days=4)
    finished(1, days=2)
    finished(1, State.FAILED, days=31)
    finished(1, State.FAILED, days=29)

    assert run("personaclick_prune") == ("3 finished messages were deleted.\n", "")
    assert sorted(journal.values_list("state", flat=True)) == ["failed", "sent"]


def test_one(journal, run):
    finished(1, days=4)

    assert run("personaclick_prune") == ("1 finished message was deleted.\n", "")


def test_nothing(journal, run):
    assert run("personaclick_prune") == ("0 finished messages were deleted.\n", "")


def test_on_a_terminal_it_counts_on_one_line(journal, run):
    finished(1001, days=4)

    assert run("personaclick_prune", on=run.terminal) == (
        "\r1000 deleted\r1001 deleted\r1001 finished messages were deleted.\n",
        "",
    )
