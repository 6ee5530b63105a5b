"""What a page of the admin says."""

from __future__ import annotations

import html
import re


def messages(response):
    """Level and text of the messages for the user."""
    return [(message.level_tag, str(message)) for message in response.context["messages"]]


def rows(response):
    """The cells of the list as text, one list a row, without the checkbox."""
    table = response.content.decode().partition('<table id="result_list">')[2]
    body = table.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [
            text(cell)
            for cell in re.findall(r"<t[dh] class=\"field-[^>]*>(.*?)</t[dh]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    ]


def text(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).replace("\xa0", " ").strip()


def links(response):
    """The addresses that the page leads to."""
    found = re.findall(r'<a href="([^"]+)"', response.content.decode())
    return [html.unescape(address) for address in found]


def filters(response):
    """The titles of the filters beside the list."""
    return re.findall(r'<details data-filter-title="([^"]+)"', response.content.decode())
