"""What was typed into the tables of limits: checked cell by cell before anything is saved.

A cell is money, a share, a part of today's budget, people, days, a date, a choice or a text. What cannot be
meant is told with its row, its column and what to type instead; then nothing of the table is saved.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from models.communication import Standing
from models.limit import MOST_OF_CURRENT
from models.money import exact_major, exponent, to_minor
from models.plan import Plan
from planner.choice_words import word
from planner.figures_in_words import money, number, percent
from planner.language import _

Cells = Mapping[str, Any]
"""Field -> what was typed."""

MOST_MONEY = Decimal(10) ** 12
"""Major units; more than any budget."""


class Kind(StrEnum):
    """What a cell holds."""

    MONEY = "money"
    SHARE = "share"
    CURRENT = "current"
    CHANGE = "change"
    PEOPLE = "people"
    DAYS = "days"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True)
class Problem:
    """Something typed that cannot be saved: in which row and column, why, and what to do."""

    row: str
    column: str
    words: str

    def sentence(self) -> str:
        """“Search”, At least: less than nothing. Type 0 or more."""
        return f"“{self.row}”, {self.column}: {self.words}"


class CannotBe(Exception):
    """A cell's value cannot be meant; the text says why and what to type."""


def typed_value(plan: Plan, kind: Kind, typed: Any) -> Any:
    """What is stored for a cell; None for an empty one. Raises CannotBe."""
    if typed is None or typed == "":
        return None
    if kind is Kind.DATE:
        return _typed_date(typed)
    if kind is Kind.CHOICE:
        return _typed_standing(typed)
    if kind is Kind.YES_NO:
        return typed
    if kind is Kind.TEXT:
        return str(typed).strip()
    amount = _typed_number(typed)
    if kind is Kind.MONEY:
        return _typed_money(plan, amount)
    if kind is Kind.DAYS:
        if amount != int(amount) or amount > 3_660:
            raise CannotBe(_("not a number of days. Type a whole number up to 3,660."))
        return int(amount)
    if kind is Kind.PEOPLE:
        return float(amount)
    most = {Kind.SHARE: 1.0, Kind.CURRENT: MOST_OF_CURRENT, Kind.CHANGE: 10.0}[kind]
    share = float(amount / 100)
    if share > most:
        raise CannotBe(
            _("{amount}% is more than can be. Type 0 to {most}.").format(
                amount=number(float(amount)), most=percent(most)
            )
        )
    return round(share, 6)


def _typed_number(typed: Any) -> Decimal:
    try:
        amount = Decimal(str(typed))
    except InvalidOperation:
        raise CannotBe(_("not a number. Type digits only.")) from None
    if isinstance(typed, bool) or not amount.is_finite():
        raise CannotBe(_("not a number. Type digits only."))
    if amount < 0:
        raise CannotBe(_("less than nothing. Type 0 or more, or leave it empty."))
    return amount


def _typed_money(plan: Plan, amount: Decimal) -> int:
    if amount > MOST_MONEY:
        raise CannotBe(_("more than any budget. Check the zeros."))
    minor, digits = to_minor(amount, plan.currency), exponent(plan.currency)
    exact = exact_major(minor, plan.currency)
    # A float shows up to 17 digits: only what differs by more than its own grain was typed.
    if not math.isclose(float(exact), float(amount), rel_tol=1e-13, abs_tol=10.0 ** -(digits + 6)):
        raise CannotBe(
            _("{currency} has {count} decimals. Type {amount}.").format(
                currency=plan.currency, count=digits, amount=money(minor, plan.currency, exact=True)
            )
        )
    return minor


def _typed_standing(typed: Any) -> str:
    known = [standing.value for standing in Standing]
    if typed not in known:
        raise CannotBe(
            _("“{typed}” is not known. Choose one of: {known}.").format(
                typed=str(typed)[:40], known=", ".join(word(one) for one in known)
            )
        )
    return str(typed)


def _typed_date(typed: Any) -> str:
    try:
        return dt.date.fromisoformat(str(typed)[:10]).isoformat()
    except ValueError:
        raise CannotBe(_("not a date. Choose a day of the calendar.")) from None


def contradictions(plan: Plan, values: Mapping[str, Any]) -> list[str]:
    """What a row's least and most say against each other, in words; one form at a time."""
    found = []
    for form, suffix in (("", ""), ("_share", "%"), ("_current", "%")):
        low, high = values.get(f"lower{form}"), values.get(f"upper{form}")
        if low is not None and high is not None and low > high:
            shown = (
                (percent(low), percent(high))
                if suffix
                else (money(low, plan.currency), money(high, plan.currency))
            )
            found.append(
                _("at least {low} is more than at most {high}. Lower the one or raise the other.").format(
                    low=shown[0], high=shown[1]
                )
            )
    committed, upper = values.get("committed") or 0, values.get("upper")
    if upper is not None and committed > upper:
        found.append(
            _(
                "{committed} committed is more than at most {upper}. Raise the limit or lower the commitment."
            ).format(committed=money(committed, plan.currency), upper=money(upper, plan.currency))
        )
    return found
