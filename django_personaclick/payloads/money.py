"""Amounts of money and other exact numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from ..exceptions import PayloadError

__all__ = ["average", "product", "to_decimal", "total"]

RULE = "must be a number"
# Beyond any price; keeps a stray exponent from becoming a body of megabytes.
WHOLE_DIGITS = 18
PLACES = 30
PRECISION = 200
CENT = Decimal("0.01")


def to_decimal(value: object, field: str) -> Decimal:
    """``value`` as an exact decimal number.

    Takes ``Decimal``, ``int``, text such as ``"9.90"``, ``float`` (by its shortest notation, so
    ``0.1`` is 0.1) and money objects: anything with ``.gross`` (prices.TaxedMoney) or ``.amount``
    (py-moneyed, prices.Money). Raises ``PayloadError`` for anything else, NaN and infinity.
    """
    number = _parse(_amount_of(value), field)
    if not number.is_finite():
        raise PayloadError(field, value, "must be a finite number")
    if number.adjusted() >= WHOLE_DIGITS or _places(number) > PLACES:
        rule = f"must have at most {WHOLE_DIGITS} digits and {PLACES} places"
        raise PayloadError(field, value, rule)
    if not number:
        number = number.copy_abs()
    return Decimal(format(number, "f"))


def _amount_of(value: object) -> object:
    for attribute in ("gross", "amount"):
        value = getattr(value, attribute, value)
    return value


def _parse(value: object, field: str) -> Decimal:
    if isinstance(value, bool):
        raise PayloadError(field, value, RULE)
    if isinstance(value, (Decimal, int)):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str) and "_" not in value:
        try:
            return Decimal(value.strip())
        except InvalidOperation:
            pass
    raise PayloadError(field, value, RULE)


def product(price: Decimal, quantity: Decimal | int) -> Decimal:
    """``price * quantity``, rounded only where no number of ours would hold it."""
    with localcontext() as context:
        context.prec = PRECISION
        exact = price * quantity
        return exact if _places(exact) <= PLACES else round(exact, PLACES)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, without rounding."""
    with localcontext() as context:
        context.prec = PRECISION
        return sum(amounts, Decimal(0))


def average(cost: Decimal, quantity: int) -> Decimal:
    """``cost / quantity``: exact where a decimal number can be, else to two places."""
    with localcontext() as context:
        context.prec = PRECISION
        exact = cost / quantity
        # Anything that does not end within the allowed places does not end at all.
        return exact if exact == round(exact, PLACES) else exact.quantize(CENT, ROUND_HALF_UP)


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)
