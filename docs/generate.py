"""Writes the parts of the documentation that the code knows best: ``python docs/generate.py``.

A test compares the files with what this would write.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "docs" / "reference" / "settings.md"
ENDPOINTS = ROOT / "docs" / "reference" / "endpoints.md"
OPENAPI = ROOT / "docs" / "reference" / "openapi.json"

HEAD = """\
# Settings

One dict, `PERSONACLICK`, in the settings of the shop. Only `SHOP_ID` is required, and
`SHOP_SECRET` for everything that the server sends about customers and orders. A wrong value is
named by `python manage.py check`, under the id in the last column.

`SHOPS` names further shops; each entry holds the keys that differ: {shop_keys}.

| key | default | meaning | check |
|---|---|---|---|
"""

ENDPOINTS_HEAD = """\
# Endpoints

Every endpoint of the API: how it is called from Python, and what goes over the wire. `client` is
`Client(shop_id, shop_secret)`; the docstring of each method says what its parameters mean. The
sandbox answers them all.

- **keys**: what a call carries beside the shop's id.
- **whom**: by what it names its person, at least one of them; of a batch, in each row.
- **at most**: what one request takes, and how often it may come. The methods that end in `_all`
  take any iterable and cut it to that.
- **again**: what a second call does. *same*: nothing further. *more*: it counts, sends or spends
  once more.
"""
COLUMNS = ("method", "request", "what it does", "keys", "whom", "at most", "again", "document")


def settings_page() -> str:
    from django_personaclick import conf
    from django_personaclick.checks.keys import KEYS

    shop_keys = ", ".join(f"`{key}`" for key in conf.KEYS if key in conf.SHOP_KEYS)
    rows = [
        f"| `{name}` | {default} | {meaning} | `{KEYS[name].id}` |"
        for name, default, meaning in settings_rows(conf)
    ]
    return HEAD.format(shop_keys=shop_keys) + "\n".join(rows) + "\n"


def settings_rows(conf: object) -> Iterator[tuple[str, str, str]]:
    docs = attribute_docs(conf)
    for item in fields(conf.Settings):  # type: ignore[attr-defined]
        value = item.default if item.default is not MISSING else item.default_factory()  # type: ignore[misc]
        yield item.name, shown(value), docs[item.name]


def shown(value: object) -> str:
    if isinstance(value, dict) and value:
        return "<br>".join(f"`{key}: {item!r}`" for key, item in value.items())
    return f"`{value!r}`"


def attribute_docs(module: object) -> dict[str, str]:
    """The text under each attribute of ``Settings``."""
    tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
    (body,) = (
        node.body
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == "Settings"
    )
    found = {}
    for node, after in zip(body, body[1:], strict=False):
        if isinstance(node, ast.AnnAssign) and isinstance(after, ast.Expr):
            text = ast.literal_eval(after.value)
            found[node.target.id] = re.sub(r"``(.+?)``", r"`\1`", " ".join(text.split()))  # type: ignore[union-attr]
    return found


def endpoints_page() -> str:
    from django_personaclick.client.endpoints import ENDPOINTS as TABLE

    families: dict[str, list[str]] = {}
    for name, endpoint in TABLE.items():
        families.setdefault(name.partition(".")[0], []).append(endpoint_row(endpoint))
    head = "| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|\n"
    sections = (
        f"\n## {family}\n\n{head}" + "".join(f"{row}\n" for row in rows)
        for family, rows in families.items()
    )
    return ENDPOINTS_HEAD + "".join(sections)


def endpoint_row(endpoint: Any) -> str:
    shapes = "<br>".join(f"`{shape.method}` {shape.encoding}" for shape in endpoint.shapes())
    fixed = "".join(f" `{name}={value}`" for name, value in endpoint.fixed.items())
    cells = (
        "<br>".join(f"`client.{name}`" for name in client_methods(endpoint.name)),
        f"`{endpoint.path}`{fixed}<br>{shapes}",
        first_sentence(client_method(endpoint.name)),
        str(endpoint.auth),
        ", ".join(endpoint.identifiers),
        limits(endpoint),
        "same" if endpoint.idempotent else "more",
        endpoint.doc,
    )
    return "| " + " | ".join(cells) + " |"


def client_methods(name: str) -> list[str]:
    return [name, f"{name}_all"] if client_method(f"{name}_all") else [name]


def client_method(name: str) -> Any:
    from django_personaclick.client import Client

    family, _, method = name.partition(".")
    return getattr(getattr(Client("shop"), family), method, None)


def first_sentence(method: Any) -> str:
    paragraph = (inspect.getdoc(method) or "").partition("\n\n")[0]
    text = " ".join(paragraph.partition(" Source: ")[0].split())
    return re.sub(r"``(.+?)``", r"`\1`", re.split(r"(?<=\.) (?=[A-Z])", text)[0])


def limits(endpoint: Any) -> str:
    batch, rate = endpoint.batch, endpoint.rate
    found = []
    if batch is not None:
        found.append(f"{batch.rows:,} `{batch.key}`, {batch.bytes // 1_000_000} MB")
    if rate is not None:
        found.append(f"{rate.per_minute} a minute")
    return "<br>".join(found)


def openapi_document() -> str:
    from django_personaclick.sandbox.openapi import description

    return json.dumps(description(), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    ENDPOINTS.parent.mkdir(parents=True, exist_ok=True)
    ENDPOINTS.write_text(endpoints_page())
    OPENAPI.write_text(openapi_document())
    SETTINGS.parent.mkdir(parents=True, exist_ok=True)
    SETTINGS.write_text(settings_page())


if __name__ == "__main__":
    main()
