"""The loyalty programme: API reference, Loyalty program."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, cast

from ..exceptions import UndecodableResponse
from ..payloads import fields
from .caller import Family
from .catalogue import Number
from .envelope import record
from .identity import required_identity
from .parameters import checked, not_negative, positive, whole

__all__ = ["Balance", "LoyaltyFamily", "Member", "UsedPoints"]

Amount = Decimal | float | str

RULES = {
    **dict.fromkeys(("first_name", "last_name"), fields.text),
    "gender": fields.choice("m", "f"),
    **dict.fromkeys(("birthday", "expire_in"), fields.day),
    "order_total": not_negative,
    "bonus_points": fields.required(whole(1)),
    "sms_code": fields.required(fields.identifier),
    "event": fields.required(fields.text),
    "amount": fields.required(positive),
}


class Member(TypedDict, total=False):
    """A member of the programme. ``identifier`` is the key in it: the digits of the phone."""

    message: str
    identifier: str


class Balance(TypedDict, total=False):
    """Bonus points of a customer.

    ``confirmed`` can be spent, ``pending`` not yet, ``expiring`` are lost at ``expire_in``.
    ``available_in_order`` can be spent in the order asked about, and is worth ``payable_amount``
    in the currency of the shop.
    """

    confirmed: Number
    pending: Number
    expiring: Number
    expire_in: str | None
    available_in_order: Number
    payable_amount: Number


class UsedPoints(TypedDict, total=False):
    """``confirmation`` is ``"success"``, ``confirmed`` how many points it was about."""

    confirmation: str
    confirmed: Number


class LoyaltyFamily(Family):
    """``client.loyalty``. Customers are named by phone or e-mail or both."""

    def join(
        self,
        *,
        phone: str | None = None,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        gender: str | None = None,
        birthday: date | str | None = None,
        request_id: str | None = None,
    ) -> Member:
        """Make a customer a member. ``gender`` is ``"m"`` or ``"f"``.

        Newer documents want the phone in any case. Repeating the call changes nothing further.
        Source: API reference, Join loyalty program.
        """
        params = checked(
            RULES, first_name=first_name, last_name=last_name, gender=gender, birthday=birthday
        )
        person = required_identity("loyalty.join", email=email, phone=phone)
        sent = {**person, **params}
        data = self._caller.call("loyalty.join", sent, secret=True, request_id=request_id)
        return cast("Member", record("loyalty.join", data))

    def balance(
        self,
        *,
        phone: str | None = None,
        email: str | None = None,
        expire_in: date | str | None = None,
        order_total: Amount | None = None,
    ) -> Balance:
        """A customer's points: of them, those that expire by ``expire_in``, and those that can be
        spent in an order of ``order_total`` (currency of the shop).

        Source: API reference, Get balance.
        """
        params = checked(RULES, order_total=order_total)
        day = fields.day(expire_in, "expire_in")
        if day is not None:
            params["expire_in"] = day.strftime("%d-%m-%Y")  # unlike all other dates
        person = required_identity("loyalty.balance", email=email, phone=phone)
        data = self._caller.call("loyalty.balance", {**person, **params}, secret=True)
        return cast("Balance", record("loyalty.balance", data))

    def init_usage(
        self, bonus_points: int, *, phone: str | None = None, email: str | None = None
    ) -> str:
        """Have a code sent to a customer who wants to spend points, and give it back as well.

        Never show it: the customer must enter it. A repeat sends another.
        Source: API reference, Get SMS code.
        """
        data = self._points("loyalty.init_usage", bonus_points, phone, email)
        code = record("loyalty.init_usage", data).get("sms_code")
        if not isinstance(code, (str, int)) or not str(code):
            message = "the answer has no sms_code"
            raise UndecodableResponse(message, endpoint="loyalty.init_usage", status=200)
        return str(code)

    def use(
        self,
        bonus_points: int,
        sms_code: str | int,
        *,
        phone: str | None = None,
        email: str | None = None,
    ) -> UsedPoints:
        """Check the code that a customer entered. To spend the points, ``use_confirmed``.

        Source: API reference, Validate SMS code.
        """
        code = checked(RULES, sms_code=sms_code)
        return read_used(
            "loyalty.use", self._points("loyalty.use", bonus_points, phone, email, code)
        )

    def use_confirmed(
        self,
        bonus_points: int,
        sms_code: str | int,
        *,
        phone: str | None = None,
        email: str | None = None,
    ) -> UsedPoints:
        """Spend points of a customer whose code was checked. A repeat spends them again.

        Source: API reference, Decrease bonuses.
        """
        name = "loyalty.use_confirmed"
        code = checked(RULES, sms_code=sms_code)
        return read_used(name, self._points(name, bonus_points, phone, email, code))

    def use_without_code(
        self, bonus_points: int, *, phone: str | None = None, email: str | None = None
    ) -> UsedPoints:
        """Spend points of a customer without asking for a code. A repeat spends them again.

        Source: API reference, Decrease bonuses without SMS code.
        """
        name = "loyalty.use_without_code"
        return read_used(name, self._points(name, bonus_points, phone, email))

    def event_bonus(
        self,
        event: str,
        amount: Amount,
        *,
        phone: str | None = None,
        email: str | None = None,
    ) -> int | None:
        """Give a customer points for something other than an order, to be spent at once.

        ``event`` is the shop's word for it, such as ``"registration"``; each pays once for a
        customer. Gives the number of the transaction where the answer has it.
        Source: API reference, Increase bonuses.
        """
        params = checked(RULES, event=event, amount=amount)
        person = required_identity("loyalty.event_bonus", email=email, phone=phone)
        data = self._caller.call("loyalty.event_bonus", {**person, **params}, secret=True)
        number = record("loyalty.event_bonus", data).get("transaction_id")
        return number if isinstance(number, int) else None

    def _points(
        self,
        name: str,
        bonus_points: int,
        phone: str | None,
        email: str | None,
        code: dict[str, Any] | None = None,
    ) -> Any:
        person = required_identity(name, email=email, phone=phone)
        params = {**person, **checked(RULES, bonus_points=bonus_points), **(code or {})}
        return self._caller.call(name, params, secret=True)


def read_used(name: str, data: Any) -> UsedPoints:
    answer = record(name, data)
    # The samples call it ``confirmation``, two of the tables ``status``.
    answer.setdefault("confirmation", answer.pop("status", ""))
    return cast("UsedPoints", answer)
