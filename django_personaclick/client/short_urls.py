"""Short URLs: API reference, URL shortener."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, TypedDict

from ..payloads import Payload, fields
from .batch import check_rows
from .bulk import chunks
from .caller import Family
from .envelope import rows
from .parameters import address, unique, whole

__all__ = ["Link", "ShortUrl", "ShortUrlsFamily"]


class Link(Payload, frozen=True):
    """An address to be shortened.

    ``lifetime`` is in days, 1 to 90, 30 unless you say otherwise; keep it low: short addresses are
    scarce. ``code`` is the end of the short one if you choose it, and takes it away from an older
    link. ``domain`` must have been agreed with the vendor.
    """

    url: str
    lifetime: int | None = None
    code: str | None = None
    domain: str | None = None

    rules: ClassVar[Mapping[str, fields.Cleaner]] = {
        "url": fields.required(address),
        "lifetime": whole(1, 90),
        "code": fields.text,
        "domain": fields.text,
    }


class ShortUrl(TypedDict, total=False):
    """``source`` is the address that was shortened, ``url`` the short one."""

    source: str
    url: str


class ShortUrlsFamily(Family):
    """``client.short_urls``."""

    def create(
        self, links: Sequence[Link | str], *, request_id: str | None = None
    ) -> list[ShortUrl]:
        """Shorten addresses, at most 1,000 in a request; texts are those of plain links.

        Every call uses up short addresses. Source: API reference, Create short URL.
        """
        check_rows("short_urls.create", links, (Link, str))
        given = [
            link if isinstance(link, Link) else link_of(link, number)
            for number, link in enumerate(links)
        ]
        unique("links[{}].code", (link.code or number for number, link in enumerate(given)))
        params = {"links": [link.to_wire() for link in given]}
        data = self._caller.call("short_urls.create", params, secret=True, request_id=request_id)
        return rows("short_urls.create", data, "links", "urls")

    def create_all(self, links: Iterable[Link | str]) -> Iterator[ShortUrl]:
        """``create`` of any number of links, 1,000 in a request, made as they are needed."""
        for chunk in chunks("short_urls.create", links):
            yield from self.create(chunk)


def link_of(url: str, number: int) -> Link:
    return Link(url=Link.rules["url"](url, f"links[{number}].url"))
