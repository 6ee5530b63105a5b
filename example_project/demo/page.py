"""The forms of a page, read as a browser reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

TICKED = frozenset({"checkbox", "radio"})
BUTTONS = frozenset({"submit", "button", "image", "reset", "file"})


@dataclass(slots=True)
class Form:
    """A form: where it goes, and what it would send if nothing were changed."""

    page: str
    """Address of the page it stands on."""
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    unticked: set[str] = field(default_factory=set)
    """Names of check-boxes that are empty."""

    @property
    def path(self) -> str:
        return urlsplit(self.action).path


class FormReader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[Form] = []
        self.open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.page, said.get("action", "") or self.page)
            self.open = Form(self.page, action, said.get("method", "get").lower())
            self.forms.append(self.open)
        elif tag == "input" and self.open is not None and said.get("name"):
            self.read_input(self.open, said)

    def read_input(self, form: Form, said: dict[str, str]) -> None:
        kind = said.get("type", "text")
        if kind in BUTTONS:
            return
        if kind in TICKED and "checked" not in said:
            form.unticked.add(said["name"])
        else:
            form.fields[said["name"]] = said.get("value", "on" if kind in TICKED else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None


def forms_of(html: str, page: str) -> dict[str, Form]:
    """The forms that are posted, by the path they go to."""
    reader = FormReader(page)
    reader.feed(html)
    return {form.path: form for form in reader.forms if form.method == "post"}
