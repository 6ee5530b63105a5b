"""Rows: promo codes, bonuses and the loyalty programme."""

from __future__ import annotations

from .row import IMPORT_RATE, MEGABYTE, Answer, Auth, Batch, Encoding, Endpoint, Shape

__all__ = ["LOYALTY"]

ACCEPTED = Answer.OBJECT | Answer.EMPTY
ROWS = Answer.OBJECT | Answer.LIST
CONTACTS = ("email", "phone")
# The documents name no limits for promo codes: these are the audience's.
CODES = Batch(key="codes", rows=20_000, bytes=8 * MEGABYTE)

LOYALTY = (
    Endpoint(
        name="promo_codes.list",
        method="GET",
        path="/promo_codes",
        auth=Auth.SECRET,
        encoding=Encoding.QUERY,
        idempotent=True,
        answer=ROWS,
        doc="API reference: List of promo codes lists",
    ),
    Endpoint(
        name="promo_codes.upload",
        method="POST",
        path="/promo_codes",
        auth=Auth.SECRET,
        encoding=Encoding.JSON,
        idempotent=True,
        batch=CODES,
        answer=ACCEPTED,
        doc="API reference: Upload promo codes",
    ),
    Endpoint(
        name="promo_codes.purge",
        method="DELETE",
        path="/promo_codes/purge",
        auth=Auth.SECRET,
        encoding=Encoding.JSON,
        idempotent=True,
        answer=ACCEPTED,
        doc="API reference: Delete not sent promo codes",
    ),
    Endpoint(
        name="promo_codes.fetch",
        method="GET",
        path="/promo_codes/fetch",
        auth=Auth.EITHER,
        encoding=Encoding.QUERY,
        idempotent=False,  # codes are finite: each call may use up one
        doc="API reference: Fetch promo code",
    ),
    Endpoint(
        name="promo_codes.delete",
        method="DELETE",
        path="/promo_codes/delete",
        auth=Auth.SECRET,
        encoding=Encoding.JSON,
        idempotent=True,
        batch=CODES,
        doc="API reference: Delete promocodes",
    ),
    Endpoint(
        name="bonuses.upload",
        method="POST",
        path="/import/bonuses",
        auth=Auth.SECRET,
        encoding=Encoding.JSON,
        identifiers=("email", "phone", "loyalty_id"),
        idempotent=False,  # a row may tell of a change, which is told once
        batch=Batch(key="bonuses", rows=20_000, bytes=8 * MEGABYTE),
        rate=IMPORT_RATE,
        answer=ACCEPTED,
        doc="API reference: Import bonuses status",
    ),
    Endpoint(
        name="loyalty.join",
        method="POST",
        path="/loyalty/members/join",
        auth=Auth.SECRET,
        encoding=Encoding.JSON,
        identifiers=CONTACTS,
        idempotent=True,
        doc="API reference: Join loyalty program",
    ),
    Endpoint(
        name="loyalty.balance",
        method="GET",
        path="/loyalty/basic/balance",
        auth=Auth.SECRET,
        encoding=Encoding.QUERY,
        identifiers=CONTACTS,
        idempotent=True,
        doc="API reference: Get balance",
    ),
    Endpoint(
        name="loyalty.init_usage",
        method="GET",
        path="/loyalty/basic/init_bonus_usage",
        auth=Auth.SECRET,
        encoding=Encoding.QUERY,
        identifiers=CONTACTS,
        idempotent=False,
        doc="API reference: Get SMS code",
    ),
    Endpoint(
        name="loyalty.use",
        method="POST",
        path="/loyalty/basic/use_bonus_points",
        auth=Auth.SECRET,
        encoding=Encoding.QUERY,
        fixed={"confirm_code": "true"},
        identifiers=CONTACTS,
        idempotent=False,
        doc="API reference: Validate SMS code",
    ),
    Endpoint(
        name="loyalty.use_without_code",
        method="POST",
        path="/loyalty/basic/use_bonus_points",
        auth=Auth.SECRET,
        encoding=Encoding.QUERY,
        identifiers=CONTACTS,
        idempotent=False,
        doc="API reference: Decrease bonuses without SMS code",
    ),
    Endpoint(
        name="loyalty.use_confirmed",
        method="POST",
        path="/loyalty/basic/use_bonus_points_confirmed",
        auth=Auth.SECRET,
        encoding=Encoding.QUERY,
        identifiers=CONTACTS,
        idempotent=False,
        doc="API reference: Decrease bonuses",
    ),
    Endpoint(
        name="loyalty.event_bonus",
        method="POST",
        path="/loyalty/basic/event_bonus",
        auth=Auth.SECRET,
        encoding=Encoding.QUERY,
        also=(Shape("POST", Encoding.JSON),),
        identifiers=CONTACTS,
        idempotent=True,  # once per person and event
        doc="API reference: Increase bonuses",
    ),
)
