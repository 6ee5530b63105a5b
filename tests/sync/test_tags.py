"""What the tags print, to the letter; and that nothing hostile gets out of the script."""

from __future__ import annotations

import json
import re
import uuid
from html.parser import HTMLParser

import pytest
from django.template import Context, RequestContext, Template
from django.utils.functional import SimpleLazyObject, empty

from django_personaclick.models import OutboxMessage
from django_personaclick.snippets import LOADER
from django_personaclick.visitors import Consent

from .told import events
from .visits import DID, SID, request_of

SHOP = "0123456789abcdef0123456789abcd"
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "'\"`${alert(1)}",
    "a\u2028b\u2029c",
    "&lt;/script&gt;",
    "кот 🐈",
    "0" * 255,
]


@pytest.fixture
def configured(settings):
    def configure(**values):
        settings.PERSONACLICK = {**settings.PERSONACLICK, **values}

    return configure


def render(source, request=None, **context):
    template = Template("{% load personaclick %}" + source)
    return template.render(
        RequestContext(request, context) if request is not None else Context(context)
    )


def loader(name="personaclick", cdn="https://cdn.personaclick.com", stream=None, **options):
    arguments = [name, cdn, ["init", SHOP, stream, None, None, options]]
    return f"{LOADER}(window,document,{','.join(map(json.dumps, arguments))});"


class Scripts(HTMLParser):
    """The scripts that a browser finds in a page, and whatever else there is."""

    def __init__(self, page):
        super().__init__()
        self.scripts = []
        self.rest = []
        self.inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script"
        if self.inside:
            self.scripts.append("")
        else:
            self.rest.append(tag)

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.scripts[-1] += data
        else:
            self.rest.append(data)


class TestSdk:
    def test_whole(self):
        assert render("{% personaclick_sdk %}", request_of()) == f"<script>{loader()}</script>"

    def test_white_label(self, configured):
        configured(
            SDK_GLOBAL="rees46", CDN_URL="https://cdn.rees46.ru/", API_URL="https://api.rees46.ru",
            STREAM="de_1",
        )  # fmt: skip

        assert render("{% personaclick_sdk %}", request_of()) == (
            "<script>"
            + loader(
                "rees46", "https://cdn.rees46.ru", "de_1",
                api_host="https://api.rees46.ru", cdn_host="https://cdn.rees46.ru/",
            )
            + "</script>"
        )  # fmt: skip

    def test_visitor_who_allows_no_cookies(self, configured):
        configured(CONSENT=lambda request: Consent(storage=False))

        assert render("{% personaclick_sdk %}", request_of()) == (
            f"<script>{loader(cookieless=True)}</script>"
        )

    def test_without_request_or_middleware(self):
        request = request_of()
        del request.personaclick

        assert render("{% personaclick_sdk %}") == f"<script>{loader()}</script>"
        assert render("{% personaclick_sdk %}", request) == f"<script>{loader()}</script>"

    @pytest.mark.parametrize("values", [{"SHOP_ID": ""}, {"DEVICES": "server"}])
    def test_not_printed(self, configured, values):
        configured(**values)

        assert render("{% personaclick_sdk %}", request_of()) == ""

    def test_secret_is_never_printed(self, settings):
        page = render("{% personaclick_sdk %}{% personaclick_view 1 %}", request_of())

        assert settings.PERSONACLICK["SHOP_SECRET"] not in page


class LazyNonce(SimpleLazyObject):
    """As Django 6 and django-csp have it: false until somebody has asked for it."""

    def __init__(self):
        super().__init__(lambda: "n0nce")

    def __bool__(self):
        return self._wrapped is not empty


NONCES = [lambda: "n0nce", LazyNonce, lambda: SimpleLazyObject(lambda: "n0nce")]


class TestNonce:
    @pytest.mark.parametrize("made", NONCES)
    def test_of_the_context(self, made):
        page = render("{% personaclick_sdk %}", request_of(), csp_nonce=made())

        assert page == f'<script nonce="n0nce">{loader()}</script>'

    @pytest.mark.parametrize("made", NONCES)
    def test_of_the_request(self, made):
        request = request_of()
        request.csp_nonce = made()

        assert render("{% personaclick_sdk %}", request) == (
            f'<script nonce="n0nce">{loader()}</script>'
        )

    def test_of_the_context_comes_first(self):
        request = request_of()
        request.csp_nonce = "requests"

        assert ' nonce="contexts">' in render(
            "{% personaclick_sdk %}", request, csp_nonce="contexts"
        )

    def test_is_escaped(self):
        page = render("{% personaclick_sdk %}", request_of(), csp_nonce='"><b>')

        assert page.startswith('<script nonce="&quot;&gt;&lt;b&gt;">')

    @pytest.mark.parametrize("nonce", [None, ""])
    def test_of_none(self, nonce):
        page = render("{% personaclick_sdk %}", request_of(), csp_nonce=nonce)

        assert page.startswith("<script>")

    def test_on_every_script(self, configured):
        configured(TRACKING={"view": "browser"})
        page = render(
            "{% personaclick_sdk %}{% personaclick_view 1 %}", request_of(), csp_nonce="n"
        )

        assert page.count("<script") == page.count('<script nonce="n">') == 2


class TestView:
    @pytest.fixture(autouse=True)
    def on_the_browsers_side(self, configured):
        configured(TRACKING={"view": "browser"})

    def test_whole(self):
        assert render("{% personaclick_view 37 %}", request_of()) == (
            '<script>window["personaclick"]("track","view",{"id": "37"});</script>'
        )

    @pytest.mark.parametrize("product_id", [1234567, "1234567"])
    def test_numbers_are_not_localised(self, settings, product_id):
        settings.USE_THOUSAND_SEPARATOR = True
        settings.LANGUAGE_CODE = "de"

        page = render("{% personaclick_view pk %}", request_of(), pk=product_id)

        assert '{"id": "1234567"}' in page

    def test_uuid(self):
        key = uuid.uuid4()

        assert f'{{"id": "{key}"}}' in render("{% personaclick_view pk %}", request_of(), pk=key)

    @pytest.mark.parametrize("product_id", HOSTILE)
    def test_hostile_ids_stay_in_the_script(self, product_id):
        page = render("{% personaclick_view pk %}", request_of(), pk=product_id)

        found = Scripts(page)
        assert found.rest == []
        (script,) = found.scripts
        (argument,) = re.fullmatch(
            r'window\["personaclick"\]\("track","view",(\{.*\})\);', script, re.DOTALL
        ).groups()
        assert json.loads(argument) == {"id": product_id}
        assert not set(argument) & set("<>&\u2028\u2029")

    @pytest.mark.parametrize("name", HOSTILE[:6])
    def test_hostile_settings_stay_in_the_script(self, configured, name):
        configured(SDK_GLOBAL=name, CDN_URL=name, STREAM=name)

        found = Scripts(render("{% personaclick_sdk %}{% personaclick_view 1 %}", request_of()))

        assert (found.rest, len(found.scripts)) == ([], 2)

    @pytest.mark.parametrize("side", ["browser", "server"])
    @pytest.mark.parametrize("product_id", [None, "", " ", "a\\b", "x" * 256, "a\x00", 1.5, True])
    def test_what_is_no_id_is_neither_printed_nor_captured(
        self, db, configured, caplog, side, product_id
    ):
        configured(TRACKING={"view": side})

        assert render("{% personaclick_view pk %}", request_of(), pk=product_id) == ""
        assert OutboxMessage.objects.count() == 0

    @pytest.mark.parametrize("side", ["browser", "server"])
    def test_variable_that_does_not_exist(self, db, configured, side):
        configured(TRACKING={"view": side})

        assert render("{% personaclick_view product.pk %}", request_of()) == ""
        assert OutboxMessage.objects.count() == 0

    def test_shop_without_keys(self, configured):
        """There is no SDK in the page that could hear it."""
        configured(SHOP_ID="")

        assert render("{% personaclick_view 1 %}", request_of()) == ""

    def test_as_variable(self):
        page = render("{% personaclick_view 1 as code %}[{{ code }}]", request_of())

        assert page == '[<script>window["personaclick"]("track","view",{"id": "1"});</script>]'


@pytest.mark.parametrize("product_id", HOSTILE)
def test_hostile_ids_on_the_servers_side_are_ids(personaclick, configured, product_id):
    configured(TRACKING={"view": "server"})

    assert render("{% personaclick_view pk %}", request_of(), pk=product_id) == ""
    assert events(personaclick) == [
        {"event": "view", "did": DID, "sid": SID, "items": [{"id": product_id}]}
    ]


@pytest.mark.parametrize("tag", ["personaclick_sdk", "personaclick_view 1"])
@pytest.mark.parametrize("side", ["browser", "server"])
def test_page_survives_a_router_that_fails(db, configured, caplog, tag, side):
    def fail(**kwargs):
        raise RuntimeError

    configured(SHOP_ROUTER=fail, TRACKING={"view": side})

    assert render(f"[{{% {tag} %}}]", request_of()) == "[]"
    assert "RuntimeError" in caplog.text
