"""A table on its way out: typed columns, exact values, and the formulas that tie them together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Cell = str | int | float | Decimal | dt.date | None
"""None is a number that is not known: an empty cell, never a zero."""


class Kind(StrEnum):
    """What a column holds, and so how it is written."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    PEOPLE = "people"
    SHARE = "share"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column. `formula` ties it to others by their keys: `{budget}-{current_budget}`.

    `{budget:total}` is the total of a column. `total` is "sum", a formula over totals, or "".
    """

    key: str
    title: str
    kind: Kind
    formula: str = ""
    total: str = ""


@dataclass(frozen=True)
class ExportTable:
    """Rows of values by column key; `notes` state the base (currency, dates, VAT) above the table."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Cell], ...]
    notes: tuple[str, ...] = ()

    def total(self, key: str) -> Decimal:
        """The exact sum of a column; unknown cells count as nothing."""
        return sum((exact(row[key]) for row in self.rows if row[key] is not None), Decimal(0))


def exact(value: Cell) -> Decimal:
    """A number without loss. Raises TypeError for text and dates."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, (int, float)):
        return Decimal(repr(value))
    raise TypeError(f"not a number: {value!r}")
