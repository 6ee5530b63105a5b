"""Several messages about one object become one call."""

from __future__ import annotations

from django_personaclick.delivery.collapse import collapse
from django_personaclick.models import OutboxMessage


def message(pk, key="", lane="lane", kind="order", object_id="1", **fields):
    return OutboxMessage(
        pk=pk, key=key, lane=lane, kind=kind, model="shop.order", object_id=object_id, **fields
    )


def keys(messages):
    return [[m.pk for m in group.messages] for group in collapse(messages)]


def test_events_stay_apart():
    assert keys([message(1, kind="view"), message(2, kind="view")]) == [[1], [2]]


def test_changes_of_one_object_collapse_into_the_newest():
    assert keys([message(1, "cart:1"), message(2, "cart:1"), message(3, "cart:1")]) == [[1, 2, 3]]


def test_events_between_do_not_keep_a_cart_apart_but_it_moves_behind_them():
    rows = [
        message(1, "cart:1", kind="cart"),
        message(2, kind="view"),
        message(3, "cart:1", kind="cart"),
        message(4, kind="view"),
    ]
    assert keys(rows) == [[2], [1, 3], [4]]


def test_each_status_of_an_order_stays():
    rows = [
        message(1, "o:new", status="new"),
        message(2, "o:new", status="new"),
        message(3, "o:paid", status="paid"),
        message(4, "o:new", status="new"),
    ]
    assert keys(rows) == [[1, 2], [3], [4]]


def test_a_message_without_a_status_joins_what_it_stands_among():
    rows = [
        message(1, "o:", status=""),
        message(2, "o:new", status="new"),
        message(3, "o:", status=""),
        message(4, "o:paid", status="paid"),
    ]
    groups = collapse(rows)
    assert [[m.pk for m in group.messages] for group in groups] == [[1, 2, 3], [4]]
    assert [group.status for group in groups] == ["new", "paid"]


def test_objects_and_lanes_stay_apart():
    rows = [
        message(1, "c:1", lane="a", object_id="1"),
        message(2, "c:1", lane="b", object_id="1"),
        message(3, "c:2", lane="a", object_id="2"),
    ]
    assert keys(rows) == [[1], [2], [3]]


def test_a_group_belongs_to_the_first_visitor_and_was_new_if_any_was():
    (group,) = collapse(
        [
            message(1, "k", is_new=True),
            message(2, "k", visitor="first", attempts=3),
            message(3, "k", visitor="second"),
        ]
    )
    assert group.by_visitor is not None
    assert group.by_visitor.visitor == "first"
    assert (group.is_new, group.attempts, group.newest.pk) == (True, 3, 3)
