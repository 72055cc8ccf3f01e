"""The one converter between money in records (whole minor units) and money in the mathematics."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from babel.numbers import get_currency_precision, list_currencies

from models.errors import PlanError
from models.quantity import N_


def exponent(currency: str) -> int:
    """Digits after the decimal point: 2 for EUR, 0 for JPY, 3 for KWD (CLDR)."""
    return get_currency_precision(currency)


def known_currency(currency: str) -> bool:
    """Whether `currency` is an ISO 4217 code that CLDR knows."""
    return currency in list_currencies()


def to_major(minor: int, currency: str) -> float:
    """Minor units -> major units, for the mathematics and for charts."""
    return float(minor / 10 ** exponent(currency))


def exact_major(minor: int, currency: str) -> Decimal:
    """Minor units -> major units without loss, for tables and exports."""
    return Decimal(minor).scaleb(-exponent(currency))


def to_minor(major: float | int | str | Decimal, currency: str) -> int:
    """Major units -> minor units, half to even.

    Raises PlanError when the amount is not a finite number.
    """
    amount = Decimal(str(major))
    if not amount.is_finite():
        raise PlanError(N_("{amount} is not an amount of money."), amount=str(major))
    return int((amount * 10 ** exponent(currency)).to_integral_value(ROUND_HALF_EVEN))
