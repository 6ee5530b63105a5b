"""API reference: Start session."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Any

from ..calls import Answer, Call, Refused
from ..contract import Contract
from ..schemas import BOOLEAN, STRING, record
from ..state import State
from ..validation import DID, SID, STREAM, TEXT

__all__ = ["CONTRACTS", "init"]

CONTRACTS = {
    "session.init": Contract(
        optional={
            "did": TEXT,
            "sid": TEXT,
            "v": TEXT,
            "referrer": TEXT,
            "tz": TEXT,
            "stream": STREAM,
        },
        answer=record(
            did=STRING,
            seance=STRING,
            segment={"enum": ["A", "B"]},
            currency=STRING,
            has_email=BOOLEAN,
            email_collector=BOOLEAN,
            recommendations=BOOLEAN,
        ),
        wrong=422,
        by_hand=True,
    )
}

SETTINGS: dict[str, Any] = {
    "currency": "USD",
    "email_collector": False,
    "recommendations": True,
    "lazy_load": False,
    "auto_css_recommender": False,
    "cms": "",
    "snippets": [],
    "search": {"enabled": False, "landing": "", "type": "full", "settings": {}},
    "web_push_settings": {
        "public_key": "",
        "safari_enabled": False,
        "safari_id": "",
        "service_worker": "",
    },
    "recone": False,
    "popup": None,
}


def init(call: Call, state: State) -> Answer:
    """Start a session: a known did is kept, a new one of the right shape adopted, else one is made.

    Like the API, it sets its own cookie ``did`` and believes it when no did is given: a client
    with a cookie jar merges its visitors here as it would there.
    """
    if "stream" in call.params and not STREAM.test(call.params["stream"]):
        raise Refused(422, f"stream must be {STREAM.must}")
    did = given_did(call) or state.code()
    device = state.device(did)
    sid = str(call.params.get("sid") or call.params.get("seance") or "")
    if not SID.fullmatch(sid):
        sid = state.code()
    if sid not in device.sids:
        device.sids.append(sid)
    profile = device.profile
    data = {
        "did": did,
        "seance": sid,
        "segment": "AB"[sum(did.encode()) % 2],
        "has_email": profile is not None and "email" in profile.identifiers,
        **SETTINGS,
    }
    return Answer(data, headers={"Set-Cookie": f"did={did}; Path=/; SameSite=Lax"})


def given_did(call: Call) -> str:
    did = str(call.params.get("did", ""))
    if DID.fullmatch(did):
        return did
    if "did" in call.params:
        call.notes.append("did has a wrong format: a new one was made")
        return ""
    try:
        cookie = SimpleCookie(call.headers.get("cookie", "")).get("did")
    except CookieError:
        cookie = None
    if cookie is None or not DID.fullmatch(cookie.value):
        return ""
    call.notes.append("did was taken from the API's own cookie: does the client keep cookies?")
    return cookie.value
