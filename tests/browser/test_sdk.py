"""The tags in a real browser, with a stand-in for the SDK and a strict content policy."""

from __future__ import annotations

import pytest

from django_personaclick.conf import get_settings
from django_personaclick.sandbox import Sandbox

KEYS = {"shop_id": "0123456789abcdef0123456789abcd"}


@pytest.fixture
def sandbox(settings):
    with Sandbox(port=0) as server:
        settings.PERSONACLICK = {
            **settings.PERSONACLICK,
            "API_URL": server.url,
            "CDN_URL": server.url,
            "TRACKING": {},
        }
        yield server


def calls(sandbox):
    return [(call.method, call.path) for call in sandbox.requests if call.path != "/v3.js"]


def test_a_visitor_gets_a_device_and_the_view_arrives(live_server, sandbox, page):
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    with page.expect_response(lambda response: response.url.endswith("/push")):
        page.goto(f"{live_server.url}/product/37%22%3C%2Fscript%3E/")

    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert calls(sandbox) == [("GET", "/init"), ("POST", "/push")]
    view = sandbox.requests[-1]
    assert view.verdict == "accepted"
    assert view.body == {
        **KEYS,
        "event": "view",
        "did": cookies[get_settings().DEVICE_COOKIE],
        "sid": cookies[get_settings().SESSION_COOKIE],
        "segment": view.body["segment"],
        "items": [{"id": '37"</script>'}],
    }
    assert view.body["segment"] in {"A", "B"}
    assert troubles == []


def test_the_page_is_whole_when_the_script_is_blocked(live_server, sandbox, page):
    page.route("**/v3.js", lambda route: route.abort())
    page.goto(f"{live_server.url}/product/37/")

    assert page.inner_text("h1") == "Product 37"
    assert calls(sandbox) == []


def test_the_page_is_whole_without_scripts(live_server, sandbox, page):
    context = page.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{live_server.url}/product/37/")

    assert plain.inner_text("h1") == "Product 37"
    assert calls(sandbox) == []
    context.close()
