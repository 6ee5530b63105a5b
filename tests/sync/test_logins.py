"""Signing in joins this visitor's device to the customer's profile, and moves no other device."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate, get_user_model, login
from django.contrib.auth.signals import user_logged_in

from django_personaclick.client.response import Response
from django_personaclick.delivery import deliver
from django_personaclick.models import OutboxMessage
from tests.shops.models import Member

from .browsers import browser
from .told import told
from .visits import DID, SID, request_of

pytestmark = pytest.mark.urls("tests.sync.urls")

FORM = {"username": "jane", "password": "secret"}


@pytest.fixture(autouse=True)
def quiet(personaclick, jane):
    told(personaclick)


def profile(user, **device):
    return {
        "id": str(user.pk),
        "external_id": str(user.pk),
        "email": "jane@shopmail.org",
        "first_name": "Jane",
        "last_name": "Doe",
        **(device or {"did": DID, "sid": SID, "seance": SID}),
    }


def test_login_binds_the_device_and_nothing_else(personaclick, jane):
    browser("strangerDv", "strangerSs").get("/quiet/")

    assert browser(DID, SID).post("/login/", FORM).status_code == 302

    assert told(personaclick) == [("/profile/set", profile(jane))]
    assert list(OutboxMessage.objects.exclude(visitor="").values_list("visitor", flat=True)) == [
        DID
    ]


def test_secret_is_not_sent_with_a_device(personaclick, jane):
    browser(DID, SID).post("/login/", FORM)
    personaclick.deliver_all()

    (sent,) = personaclick.sent
    assert "shop_secret" not in sent.json


def test_last_login_is_no_change_of_the_customer(personaclick, jane):
    browser(DID, SID).post("/login/", FORM)

    kinds = OutboxMessage.objects.filter(state="pending").values_list("kind", flat=True)
    assert list(kinds) == ["identity"]


def test_last_login_beside_another_field_is_one(personaclick, jane):
    jane.save(update_fields=["last_login", "first_name"])
    jane.save(update_fields=["last_login"])
    jane.save(update_fields=[])

    kinds = OutboxMessage.objects.filter(state="pending").values_list("kind", flat=True)
    assert list(kinds) == ["customer"]


def test_every_login_is_told_the_device_may_be_new(personaclick, jane):
    browser(DID, SID).post("/login/", FORM)
    told(personaclick)
    browser("janesPhone").post("/login/", FORM)

    assert told(personaclick) == [("/profile/set", profile(jane, did="janesPhone"))]


def test_browser_without_a_device(personaclick, jane):
    browser().post("/login/", FORM)

    assert told(personaclick) == []
    assert not OutboxMessage.objects.filter(kind="identity").exists()


def test_wrong_password(personaclick, jane):
    browser(DID, SID).post("/login/", {**FORM, "password": "wrong"})

    assert told(personaclick) == []


def test_login_outside_of_a_request(personaclick, jane):
    user_logged_in.send(sender=type(jane), request=None, user=jane)

    assert told(personaclick) == []


def test_login_in_a_request_that_our_middleware_did_not_see(personaclick, jane):
    request = request_of()
    del request.personaclick
    user_logged_in.send(sender=type(jane), request=request, user=jane)

    assert told(personaclick) == []


def test_customer_who_is_no_user_of_django(personaclick):
    """The mapping of whatever model logs in is used."""
    member = Member.objects.create(card="M-1", mail="ann@shopmail.org")
    told(personaclick)
    user_logged_in.send(sender=Member, request=request_of(), user=member)

    ((path, body),) = told(personaclick)
    assert (path, body["id"], body["did"]) == ("/profile/set", "M-1", DID)


def test_customer_without_any_address_is_bound_by_his_id(personaclick):
    member = Member.objects.create(card="M-1")
    told(personaclick)
    user_logged_in.send(sender=Member, request=request_of(), user=member)

    ((_, body),) = told(personaclick)
    assert body == {
        "id": "M-1",
        "external_id": "M-1",
        "loyalty_id": "M-1",
        "did": DID,
        "sid": SID,
        "seance": SID,
    }


def test_staff_sign_in_with_their_own_profile(personaclick, admin_user):
    told(personaclick)
    client = browser("staffDvc01")
    client.post("/admin/login/", {"username": "admin", "password": "password"})

    ((_, body),) = told(personaclick)
    assert (body["id"], body["did"]) == (str(admin_user.pk), "staffDvc01")


def test_registration_that_signs_in_at_once(personaclick, rf):
    request = request_of()
    request.session = browser().session
    get_user_model().objects.create_user("ann", "ann@shopmail.org", "pw")
    login(request, authenticate(request, username="ann", password="pw"))

    calls = dict(told(personaclick))
    assert calls["/profile/set"]["did"] == DID
    assert [row["email"] for row in calls["/import/audience"]["audience"]] == ["ann@shopmail.org"]


def test_profile_is_as_it_is_when_it_is_told(personaclick, jane):
    """The identity is a pointer: no older name overwrites a newer one."""
    browser(DID, SID).post("/login/", FORM)
    personaclick.answer("profile.set", Response(503, {}, b""))
    deliver(sleep=lambda seconds: None)
    personaclick.reset()
    type(jane).objects.update(first_name="Janet")

    assert told(personaclick) == [("/profile/set", {**profile(jane), "first_name": "Janet"})]
