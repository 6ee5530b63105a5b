from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from django_personaclick.models import SyncState

from .pages import filters, links, rows

LIST = "/admin/personaclick/syncstate/"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def state(**values):
    defaults = {"shop": "default", "kind": "order", "model": "shops.order", "object_id": "5"}
    return SyncState.objects.create(**{**defaults, **values})


def test_the_list(viewer, jane):
    state(vendor_id="A-17", status="paid", state="synced", synced_at=NOON, purchased_at=NOON)
    state(
        kind="customer",
        model="auth.user",
        object_id=str(jane.pk),
        state="skipped",
        reason="The customer has no e-mail.",
    )

    response = viewer.get(LIST)

    assert rows(response) == [
        [
            str(jane.pk), "customer", "not sent", f"auth.user {jane.pk}", "-", "-", "-",
            "The customer has no e-mail.",
        ],
        [
            "A-17", "order", "accepted", "shops.order 5", "paid", "May 4, 2026, noon",
            "May 4, 2026, noon", "-",
        ],
    ]  # fmt: skip
    assert f"/admin/auth/user/{jane.pk}/change/" in links(response)
    assert filters(response) == ["state", "kind", "accepted"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "A-17"}, ["A-17"]),
        ({"q": "A-1"}, []),
        ({"q": "5"}, ["A-17"]),
        ({"q": "did2"}, ["9"]),
        ({"kind": "cart"}, ["9"]),
        ({"state__exact": "failed"}, ["9"]),
    ],
)
def test_filters_and_search(viewer, query, found):
    state(vendor_id="A-17", visitor="did1", state="synced")
    state(kind="cart", object_id="9", visitor="did2", state="failed")

    assert [row[0] for row in rows(viewer.get(LIST, query))] == found


def test_the_number_of_queries_does_not_grow_with_the_list(viewer, jane):
    for number in range(30):
        state(model="auth.user", object_id=f"{number}")
    viewer.get(LIST)

    with CaptureQueriesContext(connection) as captured:
        response = viewer.get(LIST)

    assert len(rows(response)) == 30
    # Session, user, the permissions of user and groups, count, rows.
    assert len(captured) == 6


def test_a_page(viewer):
    one = state(vendor_id="A-17", visitor="did1", error="shop_secret=fedcba refused")

    page = viewer.get(f"{LIST}{one.pk}/change/").content.decode()

    assert '<a href="/admin/personaclick/outboxmessage/?q=5">all messages about it</a>' in page
    assert '<a href="/admin/personaclick/visitor/?q=did1">did1</a>' in page
    assert "shop_secret=*** refused" in page
    assert 'name="_save"' not in page


def test_nobody_adds_changes_or_deletes(worker):
    one = state()

    assert worker.get(f"{LIST}add/").status_code == 403
    assert worker.post(f"{LIST}{one.pk}/change/", {"kind": "cart"}).status_code == 403
    assert worker.post(f"{LIST}{one.pk}/delete/", {"post": "yes"}).status_code == 403
    assert SyncState.objects.get().kind == "order"
