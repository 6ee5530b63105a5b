"""Writes the parts of the documentation that the code knows best: ``python docs/generate.py``.

A test compares the files with what this would write.
"""

from __future__ import annotations

import ast
import inspect
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "docs" / "reference" / "settings.md"

HEAD = """\
# Settings

One dict, `PERSONACLICK`, in the settings of the shop. Only `SHOP_ID` is required, and
`SHOP_SECRET` for everything that the server sends about customers and orders. A wrong value is
named by `python manage.py check`, under the id in the last column.

`SHOPS` names further shops; each entry holds the keys that differ: {shop_keys}.

| key | default | meaning | check |
|---|---|---|---|
"""


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


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    SETTINGS.parent.mkdir(parents=True, exist_ok=True)
    SETTINGS.write_text(settings_page())


if __name__ == "__main__":
    main()
