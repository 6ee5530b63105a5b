"""Promo codes: API reference, Promo codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypedDict, cast

from ..exceptions import UndecodableResponse
from ..payloads import fields
from .batch import check_rows
from .bulk import Progress, Reporter, send_all
from .caller import Family
from .envelope import record, rows
from .identity import Id
from .parameters import checked, query_list, unique, whole
from .session import device_key

__all__ = ["DeletedCodes", "PromoCodeList", "PromoCodesFamily"]

PAGE = 50

RULES = {
    **dict.fromkeys(("id", "promo_code_list_id"), fields.required(fields.identifier)),
    **dict.fromkeys(("exclude", "include"), query_list(fields.identifier)),
    "active": fields.flag,
    "offset": whole(0),
    "limit": whole(1, PAGE),
}


class PromoCodeList(TypedDict, total=False):
    """A list of promo codes. ``available`` is how many of them are still free."""

    id: int
    name: str
    available: int


class DeletedCodes(TypedDict, total=False):
    """How many codes were deleted, and how many of those given were not there."""

    deleted: int
    not_found: int


class PromoCodesFamily(Family):
    """``client.promo_codes``."""

    def list(
        self,
        *,
        active: bool | None = None,
        exclude: Iterable[Id] | None = None,
        include: Iterable[Id] | None = None,
        offset: int | None = None,
        limit: int | None = None,
    ) -> Sequence[PromoCodeList]:
        """The lists of promo codes of the account; ``limit`` (at most 50) from ``offset`` on.

        ``active``: only those with free codes. ``exclude`` and ``include`` are ids of lists.
        Without ``limit`` the number is the server's choice: ``all_lists`` gives every one.
        Source: API reference, List of promo codes lists.
        """
        params = checked(
            RULES, active=active, exclude=exclude, include=include, offset=offset, limit=limit
        )
        if params.pop("active", False):
            params["active"] = 1  # documented as a number
        data = self._caller.call("promo_codes.list", params, secret=True)
        return rows("promo_codes.list", data, "promo_codes")

    def all_lists(
        self,
        *,
        active: bool | None = None,
        exclude: Iterable[Id] | None = None,
        include: Iterable[Id] | None = None,
    ) -> Iterator[PromoCodeList]:
        """Every list of promo codes, read in pages of 50 as they are needed."""
        chosen = {"exclude": tuple(exclude or ()), "include": tuple(include or ())}
        offset = 0
        while True:
            page = self.list(active=active, **chosen, offset=offset, limit=PAGE)
            yield from page
            offset += len(page)
            if len(page) < PAGE:
                return

    def upload(self, list_id: Id, codes: Sequence[str], *, request_id: str | None = None) -> None:
        """Add codes to a list, at most 20,000 in a request; those that are there are left out.

        Raises ``InvalidRequest`` (404) for an unknown list. Repeating the call changes nothing
        further. Source: API reference, Upload promo codes.
        """
        params = {
            **checked(RULES, id=list_id),
            "codes": code_rows("promo_codes.upload", codes),
        }
        self._caller.call("promo_codes.upload", params, secret=True, request_id=request_id)

    def upload_all(
        self, list_id: Id, codes: Iterable[str], *, progress: Reporter | None = None
    ) -> Progress:
        """``upload`` of any number of codes; see ``client.audience.upload_all``.

        Source: API reference, Upload promo codes.
        """
        return send_all(
            self._caller,
            "promo_codes.upload",
            codes,
            fields.required(fields.identifier),
            params=checked(RULES, id=list_id),
            progress=progress,
        )

    def purge(self, list_id: Id, *, request_id: str | None = None) -> None:
        """Delete the codes of a list that nobody was given.

        Raises ``InvalidRequest`` (404) for an unknown list.
        Source: API reference, Delete not sent promo codes.
        """
        params = checked(RULES, id=list_id)
        self._caller.call("promo_codes.purge", params, secret=True, request_id=request_id)

    def fetch(self, list_id: Id, *, did: str | None = None, sid: str | None = None) -> str:
        """Take a free code from a list: once per visitor and session, then keep it there.

        With ``did`` the code belongs to the customer of that device, who gets it again until it is
        used, and the secret key is not sent. Without, every call uses up another one. Raises
        ``InvalidRequest`` (404) when none is left. Source: API reference, Fetch promo code.
        """
        device = device_key("did", did)
        params = {**checked(RULES, id=list_id), "did": device, "sid": device_key("sid", sid)}
        data = self._caller.call("promo_codes.fetch", params, secret=not device)
        code = record("promo_codes.fetch", data).get("code")
        if not isinstance(code, (str, int)) or not str(code):
            message = "the answer has no code"
            raise UndecodableResponse(message, endpoint="promo_codes.fetch", status=200)
        return str(code)

    def delete(
        self, list_id: Id, codes: Sequence[str], *, request_id: str | None = None
    ) -> DeletedCodes:
        """Delete codes from a list, at most 20,000 in a request.

        Raises ``InvalidRequest`` (404) for an unknown list.
        Source: API reference, Delete promocodes.
        """
        params = {
            **checked(RULES, promo_code_list_id=list_id),
            "codes": code_rows("promo_codes.delete", codes),
        }
        data = self._caller.call("promo_codes.delete", params, secret=True, request_id=request_id)
        return read_deleted(record("promo_codes.delete", data))


def read_deleted(counts: dict[str, Any]) -> DeletedCodes:
    # The older document calls it ``delete_count``, the newer one ``deleted_count``.
    found = {
        "deleted": counts.get("deleted_count", counts.get("delete_count")),
        "not_found": counts.get("not_found_count"),
    }
    given = {name: count for name, count in found.items() if isinstance(count, int)}
    return cast("DeletedCodes", given)


def code_rows(name: str, codes: Sequence[str]) -> Sequence[str]:
    """``codes`` as text, as many as endpoint ``name`` takes, none twice."""
    cleaned = fields.listed(fields.identifier)(codes, "codes")
    check_rows(name, cleaned or (), (str,))
    unique("codes[{}]", cleaned)
    return tuple(cleaned)
