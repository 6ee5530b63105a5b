"""Which sessions are measured in both shops."""

from __future__ import annotations

import pytest

from example_project.demo.crowd import rounds
from example_project.demo.log import Session


@pytest.mark.parametrize(
    ("count", "least", "most"),
    [
        (1, 1, 1),  # all there is
        (20, 20, 20),
        (60, 20, 26),  # twenty at least
        (5000, 500, 510),  # one in ten
    ],
)
def test_enough_sessions_are_measured_all_over_the_log(count: int, least: int, most: int) -> None:
    sessions = [Session(str(number)) for number in range(count)]
    groups = list(rounds(sessions))
    assert [session for group, _ in groups for session in group] == sessions
    measured = [
        int(session.id) for group, is_measured in groups if is_measured for session in group
    ]
    assert least <= len(measured) <= most
    assert measured[0] < count * 0.2
    assert measured[-1] >= (count - 1) * 0.7
