from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from django_personaclick.models import Visitor

from .pages import filters, links, rows

LIST = "/admin/personaclick/visitor/"


def visitor(key, **values):
    return Visitor.objects.create(**{"shop": "default", "key": key, **values})


def columns(response):
    """Key, device, customer, segment: the rest are dates."""
    return [row[:4] for row in rows(response)]


def test_the_list(viewer, jane):
    visitor("did1", did="did1", user=jane, segment="A")
    visitor("did2")

    response = viewer.get(LIST)

    assert columns(response) == [["did2", "-", "-", "-"], ["did1", "did1", "jane", "A"]]
    assert f"/admin/auth/user/{jane.pk}/change/" in links(response)
    assert filters(response) == ["A/B segment", "first seen"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "did1"}, ["did1"]),
        ({"q": "did"}, []),
        ({"q": "sid2"}, ["did2"]),
        ({"q": "jane"}, ["did1"]),
        ({"segment": "B"}, ["did2"]),
    ],
)
def test_filters_and_search(viewer, jane, query, found):
    visitor("did1", user=jane, segment="A")
    visitor("did2", sid="sid2", segment="B")

    assert [row[0] for row in rows(viewer.get(LIST, query))] == found


def test_the_number_of_queries_does_not_grow_with_the_list(viewer):
    for number in range(20):
        user = get_user_model().objects.create(username=f"user{number}")
        visitor(f"did{number}", user=user)
    viewer.get(LIST)

    with CaptureQueriesContext(connection) as captured:
        response = viewer.get(LIST)

    assert len(rows(response)) == 20
    # Session, user, the permissions of user and groups, count, rows.
    assert len(captured) == 6


def test_a_page(viewer, jane):
    one = visitor("did1", user=jane, source={"from": "bulk", "code": "<5>"})

    page = viewer.get(f"{LIST}{one.pk}/change/").content.decode()

    assert f'<a href="/admin/auth/user/{jane.pk}/change/">jane</a>' in page
    assert "&lt;5&gt;" in page
    assert '<a href="/admin/personaclick/outboxmessage/?q=did1">all messages of it</a>' in page
    assert 'name="_save"' not in page


def test_without_an_admin_of_users(viewer, settings, jane):
    settings.ROOT_URLCONF = "tests.admin.urls"
    one = visitor("did1", user=jane)

    response = viewer.get("/bare/personaclick/visitor/")
    page = viewer.get(f"/bare/personaclick/visitor/{one.pk}/change/").content.decode()

    assert columns(response) == [["did1", "-", "jane", "-"]]
    assert "auth/user" not in response.content.decode() + page


def test_nobody_adds_changes_or_deletes(worker):
    one = visitor("did1")

    assert worker.get(f"{LIST}add/").status_code == 403
    assert worker.post(f"{LIST}{one.pk}/change/", {"key": "did2"}).status_code == 403
    assert worker.post(f"{LIST}{one.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Visitor.objects.get().key == "did1"
