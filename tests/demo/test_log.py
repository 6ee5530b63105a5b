"""The demo's reading of session logs."""

from __future__ import annotations

import gzip
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from example_project.demo import SAMPLE
from example_project.demo.log import Kind, LogError, Product, Session, Step, read

FULL = "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session"
SHORT = "event_time,event_type,product_id,price,user_id,user_session"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "log.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def step(kind: Kind, second: int, user: str, **units: int) -> Step:
    counted = Counter({int(name.removeprefix("p")): number for name, number in units.items()})
    return Step(kind, user, f"2019-10-01 00:00:0{second} UTC", counted)


def test_products_keep_all_digits_of_their_category(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        FULL,
        "2019-10-01 00:00:00 UTC,view,17,2053013555631882655,electronics.clocks,casio,35.79,5,a",
        "2019-10-01 00:00:01 UTC,view,18,2.0530135556318827e+18,,,0.0,5,a",
        "2019-10-01 00:00:02 UTC,view,17,2053013555631882655,electronics.clocks,casio,39.00,5,a",
    )
    assert read(path).products == [
        Product(17, Decimal("35.79"), 2053013555631882655, "electronics.clocks", "casio"),
        Product(18, Decimal(0), 2053013555631882700),
    ]


def test_columns_on_category_and_brand_may_be_missing(tmp_path: Path) -> None:
    path = written(tmp_path, SHORT, "2019-10-01 00:00:00 UTC,cart,17,2.62,5,a")
    log = read(path)
    assert log.products == [Product(17, Decimal("2.62"))]
    assert log.sessions == [Session("a", [step(Kind.CART, 0, "5", p17=1)])]


def test_units_bought_at_one_moment_are_one_order(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        SHORT,
        "2019-10-01 00:00:00 UTC,view,17,2.62,5,a",
        "2019-10-01 00:00:01 UTC,purchase,17,2.62,5,a",
        "2019-10-01 00:00:01 UTC,purchase,18,4.00,5,a",
        "2019-10-01 00:00:01 UTC,purchase,17,2.62,5,a",
        "2019-10-01 00:00:01 UTC,purchase,17,2.62,6,b",
        "2019-10-01 00:00:02 UTC,purchase,17,2.62,5,a",
    )
    log = read(path)
    assert log.sessions == [
        Session(
            "a",
            [
                step(Kind.VIEW, 0, "5", p17=1),
                step(Kind.PURCHASE, 1, "5", p17=2, p18=1),
                step(Kind.PURCHASE, 2, "5", p17=1),
            ],
        ),
        Session("b", [step(Kind.PURCHASE, 1, "6", p17=1)]),
    ]
    assert log.events == {Kind.VIEW: 1, Kind.PURCHASE: 5}


def test_two_users_of_one_session_order_apart(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        SHORT,
        "2019-10-01 00:00:01 UTC,purchase,17,2.62,5,a",
        "2019-10-01 00:00:01 UTC,purchase,17,2.62,6,a",
    )
    (session,) = read(path).sessions
    assert session.steps == [
        step(Kind.PURCHASE, 1, "5", p17=1),
        step(Kind.PURCHASE, 1, "6", p17=1),
    ]
    assert session.users == ["5", "6"]


def test_rows_out_of_order_are_put_in_order_and_those_of_one_second_keep_theirs(
    tmp_path: Path,
) -> None:
    path = written(
        tmp_path,
        SHORT,
        "2019-10-01 00:00:03 UTC,view,19,1,5,a",
        "2019-10-01 00:00:02 UTC,cart,17,1,5,a",
        "2019-10-01 00:00:02 UTC,remove_from_cart,17,1,5,a",
    )
    (session,) = read(path).sessions
    assert session.steps == [
        step(Kind.CART, 2, "5", p17=1),
        step(Kind.REMOVE, 2, "5", p17=1),
        step(Kind.VIEW, 3, "5", p19=1),
    ]


def test_what_cannot_be_read_is_counted(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        SHORT,
        "2019-10-01 00:00:00 UTC,view,17,2.62,5,a",
        "2019-10-01 00:00:01 UTC,dance,17,2.62,5,a",
        "2019-10-01 00:00:01 UTC,view,,2.62,5,a",
        "2019-10-01 00:00:01 UTC,view,17,2.62,,a",
        "2019-10-01 00:0",
    )
    log = read(path)
    assert (log.unreadable, log.events) == (4, {Kind.VIEW: 1})


def test_events_without_a_session_are_one_visit_of_their_user(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        SHORT,
        "2019-10-01 00:00:00 UTC,view,17,2.62,5,",
        "2019-10-01 00:00:01 UTC,view,18,2.62,5,",
    )
    assert read(path).sessions == [
        Session("user 5", [step(Kind.VIEW, 0, "5", p17=1), step(Kind.VIEW, 1, "5", p18=1)])
    ]


def test_only_the_first_sessions(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        SHORT,
        "2019-10-01 00:00:00 UTC,view,17,2.62,5,a",
        "2019-10-01 00:00:01 UTC,view,18,2.62,6,b",
        "2019-10-01 00:00:02 UTC,view,19,2.62,5,a",
    )
    log = read(path, limit=1)
    assert [session.id for session in log.sessions] == ["a"]
    assert [product.id for product in log.products] == [17, 19]
    assert log.events == {Kind.VIEW: 2}


def test_a_gzipped_log_is_the_same_log(tmp_path: Path) -> None:
    zipped = tmp_path / "log.csv"  # whatever it is called
    zipped.write_bytes(gzip.compress(SAMPLE.read_bytes()))
    assert read(zipped) == read(SAMPLE)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "name,price", "mug,3")
    with pytest.raises(LogError) as caught:
        read(path)
    assert str(caught.value) == (
        f"{path} has no column event_time, event_type, product_id, user_id, user_session."
    )


def test_the_sample_has_every_turn_of_a_real_log() -> None:
    log = read(SAMPLE)
    assert (len(log.sessions), log.events.total(), log.unreadable) == (60, 321, 0)
    assert set(log.events) == set(Kind)
    orders = [step for s in log.sessions for step in s.steps if step.kind is Kind.PURCHASE]
    assert any(len(order.units) > 1 for order in orders)
    assert any(max(order.units.values()) > 1 for order in orders)
    assert any(len(session.users) > 1 for session in log.sessions)
    users = Counter(user for session in log.sessions for user in session.users)
    assert max(users.values()) > 1
