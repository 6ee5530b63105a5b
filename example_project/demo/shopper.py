"""One shopper: a browser without scripts, with cookies of his own, who goes through the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import urlsplit

import requests

from .customers import Customers, address, credentials, registration
from .log import Kind, Session, Step
from .page import Form, forms_of

BROWSER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36"
)
TIMEOUT = 60
CART = "/cart/"
CHECKOUT = "/checkout/"

Listener = Callable[[requests.Response], None]


class ShopError(Exception):
    """The shop answered what no customer expects."""


class Shopper:
    """Plays one session. ``done`` counts what was done and what could not be, by name."""

    def __init__(self, shop: str, customers: Customers, listener: Listener) -> None:
        self.shop = shop
        self.customers = customers
        self.listener = listener
        self.done: Counter[str] = Counter()
        self.user = ""
        self.page = ""
        self.forms: dict[str, Form] = {}
        """The forms of the pages that are still open in a tab, by the path they go to."""
        self.browser = requests.Session()
        self.browser.trust_env = False
        self.browser.headers["User-Agent"] = BROWSER

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.browser.close()

    def play(self, session: Session, tick: Callable[[], Any] = lambda: None) -> None:
        """Do all that the session tells, in order; ``tick`` is called after each step."""
        with self.customers.at_work(session.users):
            for step in session.steps:
                self.take(step)
                tick()

    def take(self, step: Step) -> None:
        match step.kind:
            case Kind.VIEW:
                self.open(f"/product/{step.product}/")
            case Kind.CART:
                self.put_into_cart(step.product)
            case Kind.REMOVE:
                self.take_out(step.product)
            case Kind.PURCHASE:
                self.buy(step)

    def put_into_cart(self, product: int, quantity: int = 1) -> None:
        path = f"/cart/add/{product}/"
        if path not in self.forms:
            self.open(f"/product/{product}/")
        self.submit(path, quantity=str(quantity))

    def take_out(self, product: int) -> None:
        if f"quantity-{product}" not in self.cart().fields:
            # Put in before the log began, or logged twice.
            self.done["nothing to remove"] += 1
            return
        self.submit("/cart/update/", remove=str(product))

    def buy(self, step: Step) -> None:
        """Order exactly these units; what else is in the cart stays there for later."""
        if self.user and self.user != step.user:
            self.sign_out()
        inside = self.cart().fields
        for product, units in step.units.items():
            if f"quantity-{product}" not in inside:
                self.put_into_cart(product, units)
        self.sign_in(step.user)
        form = self.cart()
        wanted = {f"quantity-{product}": str(units) for product, units in step.units.items()}
        ticks = {f"chosen-{product}": "on" for product in step.units}
        for name in form.fields.keys() | form.unticked:
            if name.startswith("chosen-") and name not in ticks:
                form.fields.pop(name, None)
        self.submit("/cart/update/", **wanted, **ticks, checkout="1")
        self.submit(CHECKOUT, **address(step.user))
        if not self.page.startswith("/checkout/thanks/"):
            raise ShopError(f"{step.user} could not order: was left at {self.page}")
        self.done["orders"] += 1

    def sign_in(self, user: str) -> None:
        """Sign in, making an account first where there is none."""
        if self.user == user:
            return
        if not self.customers.is_registered(user):
            self.submit_from(f"/account/register/?next={CART}", **registration(user))
        if self.customers.is_registered(user) or self.page != CART:  # or since an earlier run
            self.submit_from(f"/account/login/?next={CART}", **credentials(user))
        if self.page != CART:
            raise ShopError(f"{user} could not sign in: was left at {self.page}")
        self.user = user
        self.customers.registered(user)

    def sign_out(self) -> None:
        self.submit_from("/account/orders/", "/account/logout/")
        self.user = ""

    def cart(self) -> Form:
        """The cart's form; one without fields when the cart is empty."""
        if self.page != CART:
            self.open(CART)
        return self.forms.get("/cart/update/") or Form(self.page, "/cart/update/", "post")

    def open(self, path: str) -> None:
        self.arrive(self.browser.get(self.shop + path, timeout=TIMEOUT))

    def submit_from(self, page: str, path: str = "", **changes: str) -> None:
        """Open ``page`` and submit its form that goes to ``path``, or to the page itself."""
        self.open(page)
        self.submit(path or urlsplit(page).path, **changes)

    def submit(self, path: str, **changes: str) -> None:
        """Submit an open form as the browser would: with its hidden fields and where it was."""
        form = self.forms.get(path)
        if form is None:
            raise ShopError(f"No form leads to {path} (was at {self.page})")
        self.arrive(
            self.browser.post(
                form.action,
                data=form.fields | changes,
                headers={"Referer": form.page, "Origin": self.shop},
                timeout=TIMEOUT,
            )
        )

    def arrive(self, response: requests.Response) -> None:
        """Look at the page that an answer, or the last of some redirects, has brought."""
        for answer in (*response.history, response):
            self.listener(answer)
            self.notice_rotation(answer)
        self.page = urlsplit(response.url).path
        if response.status_code != requests.codes.ok:
            raise ShopError(f"{response.request.method} {self.page}: {response.status_code}")
        if self.page.startswith("/product/"):
            self.done["product pages"] += 1
        if self.page == CART:
            self.forms.pop("/cart/update/", None)  # an empty cart has none
        self.forms |= forms_of(response.text, response.url)

    def notice_rotation(self, answer: requests.Response) -> None:
        """Signing in or out makes the forms of other tabs invalid."""
        path = urlsplit(answer.url).path
        if answer.is_redirect and path.startswith("/account/"):
            self.forms.clear()
