"""What is too old is not told; what may have arrived is told again only if that does no harm."""

from __future__ import annotations

import pytest

from django_personaclick import outbox
from django_personaclick.conf import DEFAULTS
from django_personaclick.delivery.pace import TRIP
from django_personaclick.models import OutboxMessage
from django_personaclick.payloads import (
    AddToCart,
    Cart,
    Category,
    Custom,
    OrderItem,
    Purchase,
    RemoveFromCart,
    RemoveWish,
    Search,
    View,
    Wish,
)
from django_personaclick.visitors import CurrentVisitor
from tests.shops.models import Member
from tests.sync.visits import visit

from .moments import age_messages, deliver_now, end_rest
from .shopping import browse, dids, place

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("personaclick_settings"),
]

EVENTS = [
    View("1"),
    Category("1"),
    Search("lamp"),
    AddToCart("1"),
    Cart([]),
    RemoveFromCart("1"),
    Wish("1"),
    RemoveWish("1"),
    Purchase(order_id="P-1", items=[OrderItem(id="1", price="1.00")]),
    Custom("subscribed"),
]
NOT_REPEATED = {"view", "category", "search", "custom"}


def capture_event(event) -> None:
    with visit(did=dids(1)[0]) as request:
        assert isinstance(request.personaclick, CurrentVisitor)
        assert outbox.happened(event, request.personaclick)


def capture_order() -> None:
    place("A-1")


def capture_customer() -> None:
    Member.objects.create(card="C-1", mail="jane@shopmail.org")


def capture_identity() -> None:
    with outbox.shield("identity"), visit(did=dids(1)[0]) as request:
        member = Member.objects.create(card="C-1", mail="jane@shopmail.org")
        OutboxMessage.objects.all().delete()
        outbox.identified(member, request.personaclick)


CAPTURES = {
    **{event.name: lambda event=event: capture_event(event) for event in EVENTS},
    "order": capture_order,
    "customer": capture_customer,
    "identity": capture_identity,
}


def states(kind: str) -> set[str]:
    return set(OutboxMessage.objects.filter(kind=kind).values_list("state", flat=True))


def test_every_kind_has_an_age():
    assert CAPTURES.keys() == DEFAULTS.MAX_AGE.keys()


@pytest.mark.parametrize("kind", CAPTURES)
@pytest.mark.parametrize(("late_by", "ends"), [(-60, "sent"), (60, "expired")])
def test_message_expires_at_the_age_of_its_kind(sandbox, kind, late_by, ends):
    CAPTURES[kind]()
    assert states(kind) == {"pending"}
    age_messages(DEFAULTS.MAX_AGE[kind] + late_by)

    deliver_now()

    assert states(kind) - {"superseded"} == {ends}
    assert bool(sandbox.requests) is (ends == "sent")


def test_young_message_saves_the_older_ones_of_its_object(sandbox):
    """A change that is too old goes with a newer one: it tells the newest state anyway."""
    order = place("Y-1")
    age_messages(DEFAULTS.MAX_AGE["order"] + 60)
    order.save()

    deliver_now()

    assert list(sandbox.state.orders) == ["Y-1"]
    assert states("order") == {"sent", "superseded"}


@pytest.mark.parametrize("kind", [event.name for event in EVENTS])
def test_lost_answer_is_repeated_only_where_that_does_no_harm(sandbox, kind):
    path = "/push/custom" if kind == "custom" else "/push"
    CAPTURES[kind]()
    sandbox.fail(path, mode="reset", acted=True, times=1)

    deliver_now()
    end_rest()
    deliver_now()

    message = OutboxMessage.objects.get()
    if kind in NOT_REPEATED:
        assert (message.state, len(sandbox.requests)) == ("unknown", 1)
        assert message.error == f"{message_endpoint(kind)}: {broke_off(sandbox)}"
    else:
        assert (message.state, message.attempts, len(sandbox.requests)) == ("sent", 2, 2)
        # With the id of the first, by which it can be told for a repeat.
        assert sandbox.repeats == sandbox.requests[1:]


def message_endpoint(kind: str) -> str:
    return "events.custom" if kind == "custom" else "events.push"


def broke_off(sandbox) -> str:
    return f"{sandbox.url.removeprefix('http://')} broke off: Connection reset by peer"


def test_unknown_message_waits_for_a_person(sandbox):
    CAPTURES["view"]()
    sandbox.fail("/push", mode="reset", times=1)
    deliver_now()
    assert states("view") == {"unknown"}

    assert OutboxMessage.objects.send_again() == 1
    deliver_now()

    assert states("view") == {"sent"}
    assert len(sandbox.requests) == 2


def test_unreached_server_leaves_nothing_unknown(sandbox):
    CAPTURES["view"]()
    sandbox.stop()
    deliver_now()
    assert states("view") == {"pending"}
    sandbox.start()
    end_rest()
    deliver_now()
    assert (states("view"), len(sandbox.requests)) == ({"sent"}, 1)


def test_lost_answers_make_few_messages_unknown(sandbox):
    """The circuit opens before every waiting message has become unknown."""
    browse(60, 1)
    sandbox.fail("/push", mode="reset")

    deliver_now()

    unknown = OutboxMessage.objects.filter(state="unknown").count()
    assert TRIP <= unknown <= TRIP - 1 + 4
    assert OutboxMessage.objects.filter(state="pending", attempts=0).count() == 60 - unknown
