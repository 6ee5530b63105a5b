"""Who may call: the shop, its secret, the device or the person (API reference: Authentication)."""

from __future__ import annotations

from dataclasses import dataclass

from ..client.endpoints import Auth
from .calls import Call, Refused
from .state import Device, State, identifiers_of
from .validation import DID, SHOP_ID

__all__ = ["Shop", "admit"]


@dataclass(slots=True, repr=False)
class Shop:
    """The keys of the sandbox's only shop; ``active`` is false for an unpaid or restricted one."""

    id: str
    secret: str
    active: bool = True


def admit(call: Call, shop: Shop, state: State) -> None:
    """Let the call pass, with ``call.device`` set if it names one, or raise ``Refused``."""
    check_shop(call, shop)
    auth = call.endpoint.auth
    by_device = "did" in call.params and auth in (Auth.EITHER, Auth.PERSON)
    if auth is Auth.DEVICE or by_device:
        call.device = known_device(call, state)
    if auth is Auth.SECRET or (auth is Auth.EITHER and not by_device):
        check_secret(call, shop)
    elif "shop_secret" in call.params:
        check_secret(call, shop)
        call.notes.append("shop_secret is not needed here")
    if auth is Auth.PERSON and not by_device:
        check_person(call)


def check_person(call: Call) -> None:
    names = call.endpoint.identifiers
    if not any(name in names for name in identifiers_of({**call.params, "id": ""})):
        raise Refused(401, f"{', '.join(names[:-1])} or {names[-1]} is missing")


def check_shop(call: Call, shop: Shop) -> None:
    given = call.params.get("shop_id")
    if given is None:
        raise Refused(401, "shop_id is missing")
    if given != shop.id:
        if not isinstance(given, str) or not SHOP_ID.fullmatch(given):
            raise Refused(422, "shop_id has a wrong format")
        raise Refused(404, "Shop not found")
    if not shop.active:
        raise Refused(403, "Shop is not active, restricted or unpaid")


def check_secret(call: Call, shop: Shop) -> None:
    header = call.endpoint.secret_header.lower()
    given = call.params.get("shop_secret", call.headers.get(header) if header else None)
    if given == shop.secret:
        return
    if call.endpoint.rate:  # an import
        raise Refused(400, "Unsuccessful authorization")
    if given is not None:
        raise Refused(403, "shop_secret is wrong")
    raise Refused(403, "shop_secret is missing")


def known_device(call: Call, state: State) -> Device:
    did = call.params.get("did")
    if did is None or did == "":
        raise Refused(401, "did is missing")
    if not isinstance(did, str) or not DID.fullmatch(did):
        raise Refused(422, "did has a wrong format")
    if did not in state.devices:
        raise Refused(404, "did not found")
    return state.devices[did]
