"""The HTML that the template tags print: pure functions, safe by construction.

Data reaches JavaScript as JSON with ``<``, ``>``, ``&`` and line separators escaped.
"""

from __future__ import annotations

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .conf import DEFAULTS, Settings

__all__ = ["script", "sdk", "view"]

ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}

LOADER = """\
(function(w,d,n,u,a){w[n]=w[n]||function(){(w[n].q=w[n].q||[]).push(arguments)};\
if(d.querySelector("script[data-global]"))return;\
[["dns-prefetch"],["preconnect"]].forEach(function(r){var l=d.createElement("link");\
l.rel=r[0];l.href=u;d.head.appendChild(l)});\
var s=d.createElement("script");s.async=true;s.src=u+"/v3.js";\
s.setAttribute("data-global",n);d.head.appendChild(s);w[n].apply(null,a)})"""


def to_js(value: object) -> SafeString:
    """``value`` as JavaScript that cannot leave the script it stands in."""
    text = json.dumps(value, ensure_ascii=True).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 - every character that ends a script is escaped


def script(code: str, nonce: str = "") -> SafeString:
    """An inline script, with the nonce of the page's CSP if there is one."""
    attribute = format_html(' nonce="{}"', nonce) if nonce else ""
    return format_html("<script{}>{}</script>", attribute, mark_safe(code))  # noqa: S308


def sdk(settings: Settings, *, cookieless: bool = False, nonce: str = "") -> SafeString:
    """The loader of the JS SDK and its one ``init``. For the page's ``<head>``.

    ``cookieless``: the visitor allows tracking but no cookies.
    """
    chosen: dict[str, object] = dict(options(settings))
    if cookieless:
        chosen["cookieless"] = True
    init = ["init", settings.SHOP_ID, settings.STREAM or None, None, None, chosen]
    arguments = ",".join((
        "window", "document", to_js(settings.SDK_GLOBAL), to_js(settings.CDN_URL.rstrip("/")),
        to_js(init),
    ))  # fmt: skip
    return script(f"{LOADER}({arguments});", nonce)


def options(settings: Settings) -> dict[str, str]:
    """The options of ``init``: where the API and the scripts are, if not where the SDK expects."""
    hosts = {"api_host": "API_URL", "cdn_host": "CDN_URL"}
    return {
        option: getattr(settings, key)
        for option, key in hosts.items()
        if getattr(settings, key) != getattr(DEFAULTS, key)
    }


def view(settings: Settings, product_id: str, *, nonce: str = "") -> SafeString:
    """Tells the SDK that the visitor looks at a product."""
    return call(settings, "track", "view", {"id": product_id}, nonce=nonce)


def call(settings: Settings, *arguments: object, nonce: str = "") -> SafeString:
    """A call of the SDK's function."""
    listed = ",".join(to_js(argument) for argument in arguments)
    return script(f"window[{to_js(settings.SDK_GLOBAL)}]({listed});", nonce)
