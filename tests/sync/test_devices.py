"""Whose device an order or a cart belongs to: that of the visitor who made it, no one else's."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from django_personaclick.models import OutboxMessage, SyncState, Visitor
from tests.shops.models import Basket, BasketLine, LateOrder, Order, OrderLine, Product

from .browsers import browser
from .told import told
from .visits import DID, SID, visit

pytestmark = pytest.mark.urls("tests.sync.urls")

STAFF_DID = "staffDvc01"


@pytest.fixture
def staff(admin_user):
    return browser(did=STAFF_DID, sid="staffSess1", user=admin_user)


@pytest.fixture
def lamp(db):
    return Product.objects.create(name="Lamp", sku="L-1", price="19.90")


@pytest.fixture(autouse=True)
def quiet(personaclick, admin_user, jane, lamp):
    told(personaclick)


def order_form(order, line, **changed):
    """The form of Django's admin, as a browser posts it."""
    return {
        "number": order.number,
        "user": order.user_id or "",
        "email": order.email,
        "phone": order.phone,
        "status": order.status,
        "total": "19.90",
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 1,
        "lines-0-id": line.pk,
        "lines-0-order": order.pk,
        "lines-0-product": line.product_id,
        "lines-0-price": line.price,
        "lines-0-quantity": line.quantity,
        **changed,
    }


def place(client, number="1001", email="jane@shopmail.org"):
    assert client.post("/checkout/", {"number": number, "email": email}).status_code == 200
    return Order.objects.get(number=number)


def dids():
    """Every device that the journal and the books know of."""
    found = set(Visitor.objects.values_list("did", flat=True))
    found |= set(OutboxMessage.objects.values_list("visitor", flat=True))
    found |= set(SyncState.objects.values_list("visitor", flat=True))
    return found - {""}


class TestStaff:
    """Staff work in the admin with a browser that has visited the shop as well."""

    def test_status_of_a_customers_order(self, personaclick, jane, staff):
        order = place(browser(DID, SID, jane))
        told(personaclick)

        form = order_form(order, order.lines.get(), status=20)
        answer = staff.post(f"/admin/shops/order/{order.pk}/change/", form)

        assert answer.status_code == 302
        ((path, body),) = told(personaclick)
        assert (path, [row["status"] for row in body["orders"]]) == ("/sync/orders", ["paid"])
        assert "did" not in body["orders"][0]
        assert dids() == {DID}

    def test_guests_order(self, personaclick, staff):
        order = place(browser(DID, SID), email="ann@shopmail.org")
        told(personaclick)

        form = order_form(order, order.lines.get(), status=20)
        staff.post(f"/admin/shops/order/{order.pk}/change/", form)

        assert [path for path, _ in told(personaclick)] == ["/sync/orders"]
        assert dids() == {DID}

    @pytest.mark.parametrize("is_guests", [True, False])
    def test_order_taken_by_phone(self, personaclick, jane, staff, lamp, is_guests):
        form = {
            "number": "T-1",
            "user": "" if is_guests else jane.pk,
            "email": "ann@shopmail.org",
            "status": 20,
            "total": "19.90",
            "lines-TOTAL_FORMS": 1,
            "lines-INITIAL_FORMS": 0,
            "lines-0-product": lamp.pk,
            "lines-0-price": "19.90",
            "lines-0-quantity": 1,
        }
        assert staff.post("/admin/shops/order/add/", form).status_code == 302

        assert [path for path, _ in told(personaclick)] == ["/sync/orders"]
        assert dids() == set()

    def test_customers_cart(self, personaclick, jane, staff, lamp):
        with visit(jane):
            basket = Basket.objects.create(user=jane)
            line = BasketLine.objects.create(basket=basket, product=lamp)
        told(personaclick)

        form = {
            "user": jane.pk,
            "lines-TOTAL_FORMS": 1,
            "lines-INITIAL_FORMS": 1,
            "lines-0-id": line.pk,
            "lines-0-basket": basket.pk,
            "lines-0-product": lamp.pk,
            "lines-0-quantity": 4,
        }
        assert staff.post(f"/admin/shops/basket/{basket.pk}/change/", form).status_code == 302

        ((path, body),) = told(personaclick)
        assert (path, body["did"], body["items"]) == ("/push", DID, [{"id": "L-1", "amount": 4}])
        assert dids() == {DID}

    def test_cart_of_a_customer_without_a_device(self, personaclick, jane, staff, lamp):
        form = {
            "user": jane.pk,
            "lines-TOTAL_FORMS": 1,
            "lines-INITIAL_FORMS": 0,
            "lines-0-product": lamp.pk,
            "lines-0-quantity": 4,
        }
        assert staff.post("/admin/shops/basket/add/", form).status_code == 302

        assert told(personaclick) == []
        assert dids() == set()

    def test_customers_profile(self, personaclick, jane, staff):
        form = {
            "username": jane.username,
            "first_name": "Janet",
            "last_name": jane.last_name,
            "email": jane.email,
            "is_active": "on",
            "date_joined_0": "2026-01-01",
            "date_joined_1": "00:00:00",
        }
        answer = staff.post(f"/admin/auth/user/{jane.pk}/change/", form)

        assert answer.status_code == 302
        ((path, body),) = told(personaclick)
        assert path == "/import/audience"
        assert body["audience"] == [
            {
                "id": str(jane.pk),
                "external_id": str(jane.pk),
                "email": "jane@shopmail.org",
                "first_name": "Janet",
                "last_name": "Doe",
            }
        ]
        assert dids() == set()

    def test_staff_who_buy_for_themselves_are_customers(self, personaclick, staff, admin_user):
        place(staff, email="boss@shopmail.org")

        first, _ = told(personaclick)
        assert (first[0], first[1]["event"], first[1]["did"]) == ("/push", "purchase", STAFF_DID)


class TestBank:
    """The bank's server calls without cookies: the purchase is the buyer's all the same."""

    @pytest.mark.parametrize("is_guest", [True, False])
    def test_purchase_belongs_to_the_buyers_device(self, personaclick, jane, is_guest):
        buyer = browser(DID, SID, None if is_guest else jane)
        pk = buyer.post("/begin/").content.decode()
        assert told(personaclick) == []

        assert browser().post(f"/bank/{pk}/").status_code == 200

        calls = told(personaclick)
        told_events = [body for path, body in calls if path == "/push"]
        assert [(body["event"], body["did"], body["sid"]) for body in told_events] == [
            ("purchase", DID, SID)
        ]

    def test_before_anything_was_delivered(self, personaclick, jane):
        pk = browser(DID, SID, jane).post("/begin/").content.decode()
        browser().post(f"/bank/{pk}/")

        calls = told(personaclick)
        assert [(path, body.get("did")) for path, body in calls] == [
            ("/push", DID),
            ("/sync/orders", None),
        ]

    @pytest.mark.parametrize("is_told_between", [True, False])
    @pytest.mark.parametrize("is_guest", [True, False])
    def test_visitor_of_the_banks_page_is_not_the_buyer(
        self, personaclick, jane, is_guest, is_told_between
    ):
        """Whoever follows the link, the order stays with the device that began it."""
        user = None if is_guest else jane
        pk = browser(DID, SID, user).post("/begin/").content.decode()
        if is_told_between:
            told(personaclick)
        browser("otherPhone", "otherSessn", user).post(f"/bank/{pk}/")

        pushes = [body for path, body in told(personaclick) if path == "/push"]
        assert [(body["did"], body["sid"]) for body in pushes] == [(DID, SID)]
        assert SyncState.objects.get(kind="order").visitor == DID

    def test_order_begun_by_nobody_we_know(self, personaclick, jane):
        pk = browser(user=jane).post("/begin/").content.decode()
        browser("otherPhone").post(f"/bank/{pk}/")

        assert [path for path, _ in told(personaclick)] == ["/sync/orders"]
        assert dids() == set()


class TestMailing:
    """The mailing that brought a buyer counts for 48 hours, whoever confirms the purchase."""

    @pytest.fixture
    def pk(self, personaclick, jane):
        cookie = "%7B%22from%22%3A%22bulk%22%2C%22code%22%3A%22M1%22%7D"
        client = browser(DID, SID, jane, personaclick_source=cookie)
        pk = client.post("/begin/").content.decode()
        told(personaclick)
        return pk

    def test_within_two_days(self, personaclick, pk):
        browser().post(f"/bank/{pk}/")

        assert told(personaclick)[0][1]["source"] == {"from": "bulk", "code": "M1"}

    def test_later(self, personaclick, pk):
        Visitor.objects.update(source_at="2020-01-01T00:00Z")
        browser().post(f"/bank/{pk}/")

        assert "source" not in told(personaclick)[0][1]

    def test_session_and_mailing_of_the_last_visit_count(self, personaclick, jane, pk):
        cookie = "%7B%22from%22%3A%22chain%22%2C%22code%22%3A%22M2%22%7D"
        client = browser(DID, "newSession", jane, personaclick_source=cookie)
        second = client.post("/begin/").content.decode()
        told(personaclick)

        browser().post(f"/bank/{second}/")

        body = told(personaclick)[0][1]
        assert (body["sid"], body["source"]) == ("newSession", {"from": "chain", "code": "M2"})


class TestVisitors:
    def test_anonymous_order_belongs_to_the_anonymous_visitor(self, personaclick):
        place(browser(DID, SID), email="ann@shopmail.org")

        assert [(path, body.get("did")) for path, body in told(personaclick)] == [
            ("/push", DID),
            ("/sync/orders", None),
        ]

    def test_customer_who_touches_anothers_order(self, personaclick, jane):
        mallory = get_user_model().objects.create_user("mallory", "mallory@shopmail.org")
        order = LateOrder.objects.create(user=jane)
        order.lines.create(sku="A")
        told(personaclick)

        browser("malloryDvc", "", mallory).post(f"/bank/{order.pk}/")

        assert [path for path, _ in told(personaclick)] == ["/sync/orders"]
        assert dids() == set()

    def test_anonymous_visitor_who_touches_a_customers_order(self, personaclick, jane):
        order = LateOrder.objects.create(user=jane)
        order.lines.create(sku="A")
        told(personaclick)

        browser(DID, SID).post(f"/bank/{order.pk}/")

        assert [path for path, _ in told(personaclick)] == ["/sync/orders"]
        assert dids() == set()

    def test_second_device_of_the_customer_changes_no_owner(self, personaclick, jane):
        order = place(browser(DID, SID, jane))
        told(personaclick)
        with visit(jane, did="janesPhone"):
            order.status = 40
            order.save()

        assert [path for path, _ in told(personaclick)] == ["/sync/orders"]
        assert SyncState.objects.get(kind="order").visitor == DID

    def test_after_logout_the_browser_acts_for_no_customer(self, personaclick, jane):
        client = browser(DID, SID, jane)
        order = LateOrder.objects.create(user=jane)
        order.lines.create(sku="A")
        client.post("/logout/")
        client.post(f"/bank/{order.pk}/")

        assert [path for path, _ in told(personaclick)] == ["/sync/orders"]


FORGED = [
    "",
    "a" * 65,
    "spaces in it",
    'quo"te',
    "semi;colon",
    "<script>",
    "ünïcode",
    "../../init",
    "did\x00",
    "\u2028",
    "{}",
]


@pytest.mark.parametrize("value", FORGED)
def test_forged_device_is_no_device(personaclick, value):
    with visit(did=value) as request:
        order = Order.objects.create(number="1", email="ann@shopmail.org")
        OrderLine.objects.create(order=order, product=Product.objects.get(), price=1)
        assert not request.personaclick.is_known

    assert [path for path, _ in told(personaclick)] == ["/sync/orders"]
    assert dids() == set()


@pytest.mark.parametrize("value", FORGED[1:])
def test_forged_session_is_left_out(personaclick, value):
    with visit(sid=value):
        order = Order.objects.create(number="1", email="ann@shopmail.org")
        OrderLine.objects.create(order=order, product=Product.objects.get(), price=1)

    push, _ = told(personaclick)
    assert push[1]["did"] == DID
    assert "sid" not in push[1]


@pytest.mark.parametrize(
    "value",
    [
        "x",
        "%7B%7D",
        "[]",
        "null",
        '{"from": "bulk"}',
        '{"from": "", "code": ""}',
        '{"from": "bulk", "code": "\\ud800"}',
        '{"from": "bulk", "code": "a\\u0000"}',
        "[" * 4000,
        '{"from":' * 800,
        "1" * 5000,
    ],
)
def test_forged_mailing_is_left_out_and_costs_no_order(personaclick, value):
    with visit() as request:
        request.COOKIES["personaclick_source"] = value
        order = Order.objects.create(number="1", email="ann@shopmail.org")
        OrderLine.objects.create(order=order, product=Product.objects.get(), price=1)

    push, sync = told(personaclick)
    assert (push[0], push[1]["did"], sync[0]) == ("/push", DID, "/sync/orders")
    assert "source" not in push[1]


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ({"recommended_by": "dynamic", "recommended_code": "B1"}, {"recommended_by": "dynamic"}),
        ({"recommended_by": "evil", "recommended_code": "B1"}, {}),
        ({"recommended_by": "dynamic", "recommended_code": "a\x00"}, {"recommended_by": "dynamic"}),
        ({str(number): "x" for number in range(1001)}, {}),
    ],
)
def test_forged_attribution_is_left_out_and_costs_no_cart(personaclick, query, sent, lamp):
    with visit(query_params=query) as request:
        basket = Basket.objects.create()
        BasketLine.objects.create(basket=basket, product=lamp)
        assert request.personaclick.did == DID

    ((path, body),) = told(personaclick)
    assert (path, body["event"]) == ("/push", "cart")
    assert {name: value for name, value in body.items() if name == "recommended_by"} == sent


@pytest.mark.parametrize(("value", "sent"), [("A", "A"), ("B", "B"), ("C", None), ("ab", None)])
def test_segment(personaclick, value, sent, lamp):
    with visit() as request:
        request.COOKIES["personaclick_segment"] = value
        BasketLine.objects.create(basket=Basket.objects.create(), product=lamp)

    ((_, body),) = told(personaclick)
    assert body.get("segment") == sent
