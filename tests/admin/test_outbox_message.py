from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import formats, timezone

from django_personaclick.models import OutboxMessage, State
from tests.shops.models import Order

from .pages import filters, links, messages, rows

LIST = "/admin/personaclick/outboxmessage/"
SECRET = "fedcba9876543210fedcba9876543210"


def message(**values):
    defaults = {"shop": "default", "channel": "events", "kind": "view", "lane": "visitor:did1"}
    return OutboxMessage.objects.create(**{**defaults, **values})


def act(client, action, *chosen):
    data = {"action": action, "_selected_action": [item.pk for item in chosen]}
    return client.post(LIST, data, follow=True)


def states():
    return dict(OutboxMessage.objects.values_list("pk", "state"))


def test_the_list(viewer, jane):
    OutboxMessage.objects.all().delete()
    captured = timezone.now() - timedelta(hours=3, minutes=20)
    one = message(state=State.FAILED, attempts=2, error="e" * 100, captured_at=captured)
    two = message(
        kind="customer",
        channel="audience",
        model="auth.user",
        object_id=str(jane.pk),
        captured_at=captured,
    )

    response = viewer.get(LIST)

    assert response.status_code == 200
    date = formats.localize(timezone.template_localtime(captured))
    assert rows(response) == [
        [str(two.pk), "customer", "waiting", f"auth.user {jane.pk}", "0", "3 hours", date, "-"],
        [str(one.pk), "view", "failed", "-", "2", "3 hours", date, "e" * 79 + "…"],
    ]
    assert f"/admin/auth/user/{jane.pk}/change/" in links(response)
    assert filters(response) == ["state", "kind", "channel", "captured"]


def test_the_shop_can_be_chosen_where_there_are_several(viewer, settings):
    settings.PERSONACLICK = {**settings.PERSONACLICK, "SHOPS": {"de": {"STREAM": "de"}}}
    message(kind="view")
    message(kind="search", shop="de")

    assert filters(viewer.get(LIST)) == ["state", "kind", "channel", "shop", "captured"]
    assert [row[1] for row in rows(viewer.get(LIST, {"shop": "de"}))] == ["search"]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"state__exact": "failed"}, ["search"]),
        ({"kind": "view"}, ["view"]),
        ({"channel": "orders"}, ["order"]),
        ({"q": "A-17"}, ["order"]),
        ({"q": "A-1"}, []),
        ({"q": "did2"}, ["search"]),
        ({"q": "refused"}, ["search"]),
    ],
)
def test_filters_and_search(viewer, query, kinds):
    message(kind="view", visitor="did1")
    message(kind="search", visitor="did2", state=State.FAILED, error="It was refused (422).")
    message(kind="order", channel="orders", model="shops.order", object_id="A-17")

    assert [row[1] for row in rows(viewer.get(LIST, query))] == kinds


def test_the_number_of_queries_does_not_grow_with_the_list(viewer, jane):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert viewer.get(LIST).status_code == 200
        return len(captured)

    message(model="auth.user", object_id=str(jane.pk), visitor="did1")
    viewer.get(LIST)  # content types are kept from now on
    few = queries()
    for number in range(40):
        message(model="auth.user", object_id=str(jane.pk), visitor=f"did{number}")

    assert len(rows(viewer.get(LIST))) > 40
    # Session, user, the permissions of user and groups, count, rows.
    assert (few, queries()) == (6, 6)


def test_a_page(viewer, jane):
    order = Order.objects.create(number="A-17", user=jane)
    one = message(
        kind="order",
        channel="orders",
        model="shops.order",
        object_id=str(order.pk),
        visitor="did 1/&",
        device='{"did":"dev1234567"}',
    )

    response = viewer.get(f"{LIST}{one.pk}/change/")

    assert response.status_code == 200
    page = response.content.decode()
    assert f"shops.order {order.pk}" in page
    assert "None: it is made of the object when it is sent, and forgotten afterwards." in page
    assert '<a href="/admin/personaclick/visitor/?q=did+1%2F%26">did 1/&amp;</a>' in page
    assert "{\n  &quot;did&quot;: &quot;dev1234567&quot;\n}" in page
    assert 'name="_save"' not in page


def test_the_payload_is_printed_for_the_eye_and_without_a_secret(viewer):
    one = message(
        payload='{"event":"cart","items":[{"id":"<b>","price":19.90}],'
        f'"properties":{{"shop_secret":"{SECRET}"}}}}',
        error=f"GET /orders?shop_secret={SECRET}&a=1 failed",
    )

    page = viewer.get(f"{LIST}{one.pk}/change/").content.decode()

    assert (
        '<pre style="margin:0;white-space:pre-wrap">{\n'
        "  &quot;event&quot;: &quot;cart&quot;,\n"
        "  &quot;items&quot;: [\n"
        "    {\n"
        "      &quot;id&quot;: &quot;&lt;b&gt;&quot;,\n"
        "      &quot;price&quot;: 19.90\n"
        "    }\n"
        "  ],\n"
        "  &quot;properties&quot;: {\n"
        "    &quot;shop_secret&quot;: &quot;***&quot;\n"
        "  }\n"
        "}</pre>"
    ) in page
    assert "shop_secret=***&amp;a=1 failed" in page
    assert SECRET not in page
    assert SECRET not in viewer.get(LIST).content.decode()


def test_a_payload_that_is_no_json_is_shown_as_it_is(viewer):
    one = message(payload="{<broken>")

    page = viewer.get(f"{LIST}{one.pk}/change/").content.decode()

    assert '<pre style="margin:0;white-space:pre-wrap">{&lt;broken&gt;</pre>' in page


@pytest.mark.parametrize("model", ["gone.order", "shops.gone", "nonsense", "a.b.c"])
def test_an_object_of_a_model_that_is_gone(viewer, model):
    one = message(kind="order", model=model, object_id="5")

    assert rows(viewer.get(LIST))[0][3] == f"{model} 5"
    assert viewer.get(f"{LIST}{one.pk}/change/").status_code == 200


def test_the_key_of_an_object_is_quoted_in_its_link(viewer):
    message(kind="customer", model="auth.user", object_id="a/b_c")

    assert "/admin/auth/user/a_2Fb_5Fc/change/" in links(viewer.get(LIST))


def test_nobody_adds_changes_or_deletes(worker):
    one = message()

    assert worker.get(f"{LIST}add/").status_code == 403
    assert worker.post(f"{LIST}{one.pk}/change/", {"kind": "search"}).status_code == 403
    assert worker.post(f"{LIST}{one.pk}/delete/", {"post": "yes"}).status_code == 403
    assert 'value="delete_selected"' not in worker.get(LIST).content.decode()
    assert OutboxMessage.objects.get() == one
    assert OutboxMessage.objects.get().kind == "view"


def test_send_again(worker, wakes, django_capture_on_commit_callbacks):
    early = timezone.now() - timedelta(days=2)
    by_state = {
        state: message(
            state=state, attempts=3, error="Refused.", captured_at=early, finished_at=early
        )
        for state in State.values
    }

    with django_capture_on_commit_callbacks(execute=True):
        response = act(worker, "send_again", *by_state.values())

    assert messages(response) == [
        ("success", "5 messages will be sent again."),
        ("warning", "4 of the selected were left alone: their state does not allow it."),
    ]
    again = {"expired", "failed", "held", "unknown", "skipped"}
    assert states() == {
        one.pk: "pending" if state in again else state for state, one in by_state.items()
    }
    failed = by_state["failed"]
    failed.refresh_from_db()
    assert (failed.attempts, failed.error, failed.finished_at) == (0, "", None)
    assert failed.captured_at > early
    assert wakes == [OutboxMessage]


def test_send_one_again(worker):
    assert messages(act(worker, "send_again", message(state=State.FAILED))) == [
        ("success", "1 message will be sent again.")
    ]


def test_nothing_to_send_again(worker, wakes, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = act(worker, "send_again", message(state=State.SENT))

    assert messages(response) == [
        ("warning", "1 of the selected was left alone: its state does not allow it.")
    ]
    assert wakes == []


def test_discard(worker):
    by_state = {state: message(state=state) for state in State.values}

    response = act(worker, "discard", *by_state.values())

    assert messages(response) == [
        ("success", "2 messages were discarded."),
        ("warning", "7 of the selected were left alone: their state does not allow it."),
    ]
    assert states() == {
        one.pk: "failed" if state in {"pending", "held"} else state
        for state, one in by_state.items()
    }
    by_state["pending"].refresh_from_db()
    assert by_state["pending"].error == "Discarded by staff."
    assert by_state["pending"].finished_at is not None


def test_nothing_to_discard(worker):
    assert messages(act(worker, "discard", message(state=State.SENT))) == [
        ("warning", "1 of the selected was left alone: its state does not allow it.")
    ]


def test_an_action_on_all_that_a_filter_leaves(worker):
    chosen = [message(kind="search", state=State.FAILED, error="It was refused.") for _ in range(3)]
    other = message(kind="view", state=State.FAILED)

    response = worker.post(
        f"{LIST}?kind=search&q=refused",
        {"action": "send_again", "select_across": "1", "_selected_action": [chosen[0].pk]},
        follow=True,
    )

    assert messages(response) == [("success", "3 messages will be sent again.")]
    assert states() == {**{one.pk: "pending" for one in chosen}, other.pk: "failed"}


def test_an_action_takes_the_same_number_of_queries_for_many(worker):
    few = [message(state=State.FAILED) for _ in range(2)]
    many = [message(state=State.FAILED) for _ in range(30)]
    act(worker, "send_again", message(state=State.FAILED))

    def queries(chosen):
        data = {"action": "send_again", "_selected_action": [item.pk for item in chosen]}
        with CaptureQueriesContext(connection) as captured:
            worker.post(LIST, data)
        return len(captured)

    assert queries(few) == queries(many)


@pytest.mark.parametrize("action", ["send_again", "discard"])
def test_who_may_only_look_may_not_act(viewer, action):
    one = message(state=State.HELD)

    page = viewer.get(LIST).content.decode()
    act(viewer, action, one)

    assert f'value="{action}"' not in page
    assert states() == {one.pk: "held"}


def test_who_may_not_look_sees_nothing(client, db):
    client.force_login(
        get_user_model().objects.create_user("clerk", password="secret", is_staff=True)
    )

    assert client.get(LIST).status_code == 403


def test_without_an_admin_of_users(viewer, settings, jane):
    settings.ROOT_URLCONF = "tests.admin.urls"
    one = message(kind="customer", model="auth.user", object_id=str(jane.pk), uuid=uuid.uuid4())

    response = viewer.get("/bare/personaclick/outboxmessage/")

    assert f"auth.user {jane.pk}" in [row[3] for row in rows(response)]
    assert not any("auth/user" in link for link in links(response))
    assert viewer.get(f"/bare/personaclick/outboxmessage/{one.pk}/change/").status_code == 200
