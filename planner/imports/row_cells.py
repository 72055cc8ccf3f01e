"""The cells of one row by field: names, numbers, shares and money, or the reason to refuse the row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.money import exponent, to_minor
from models.quantity import N_
from planner.imports.amounts import Decimal, decimal_of, is_missing, read_amount
from planner.imports.columns import Mapping, TableKind
from planner.imports.quick_start_records import Question, Remark
from planner.imports.table_reader import Cell, Row, Table

LONGEST_NAME = 5_000
MOST_MONEY = 10**13
MOST_PEOPLE = 10**12

NUMBER_FIELDS = {
    "spend", "results", "lower", "upper", "committed", "elasticity", "incrementality", "quality", "value",
    "observed", "addressable", "conversion_to_next",
}  # fmt: skip


class RowRefused(Exception):
    """A row cannot be taken; `remark` says where and why."""

    def __init__(self, remark: Remark) -> None:
        self.remark = remark
        super().__init__(remark.what)


class RowAsked(Exception):
    """A row waits for the answer to `question`."""

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(question.text)


@dataclass(frozen=True)
class Columns:
    """How the columns of one table are read: their places and their signs of decimals."""

    kind: TableKind
    headers: tuple[str, ...]
    places: Mapping
    decimals: dict[str, Decimal | None]
    currency: str

    def header(self, name: str) -> str:
        """The header as it stands above the column of a field."""
        return self.headers[self.places[name]] if name in self.places else name


def columns_of(
    table: Table, kind: TableKind, places: Mapping, currency: str, decimal: Decimal | None
) -> Columns:
    """Read every column of numbers for its sign of decimals; where it shows none, `decimal` holds."""
    decimals = {
        name: decimal_of(table.column(place)) or decimal
        for name, place in places.items()
        if name in NUMBER_FIELDS
    }
    return Columns(kind, table.headers, places, decimals, currency)


@dataclass(frozen=True)
class Cells:
    """One row, asked field by field. Each question raises RowRefused or RowAsked where it must."""

    row: Row
    columns: Columns

    def raw(self, name: str) -> Cell:
        """The cell of a field as it stood; None where there is no such column."""
        place = self.columns.places.get(name)
        return None if place is None else self.row.cells[place]

    def shown(self, name: str) -> str:
        """The cell as it is shown in a preview."""
        cell = self.raw(name)
        return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else cell

    def text(self, name: str) -> str:
        """A name on one line; empty where missing."""
        cell = self.raw(name)
        if is_missing(cell):
            return ""
        text = " ".join(self.shown(name).replace("\x00", " ").split())
        if len(text) > LONGEST_NAME:
            raise self.refused(name, N_("The name has {length:,} characters; at most {limit:,} are kept."),
                               N_("Shorten it."), length=len(text), limit=LONGEST_NAME)  # fmt: skip
        return text

    def number(self, name: str, most: float = MOST_PEOPLE) -> float | None:
        """A number of at least 0; None where missing."""
        cell = self.raw(name)
        amount = read_amount(cell, self.columns.decimals.get(name))
        if amount.fate == "missing":
            return None
        if amount.fate == "ambiguous":
            raise RowAsked(
                Question(self.columns.kind, self.row.line, self.columns.header(name), self.shown(name))
            )
        if amount.fate == "wrong" or amount.value is None:
            raise self.refused(name, N_("“{cell}” is not a number."), N_("Write digits only, such as 1234.50."),
                               cell=self.shown(name)[:80])  # fmt: skip
        if amount.value < 0:
            raise self.refused(
                name, N_("“{cell}” is negative."), N_("Write 0 or more."), cell=self.shown(name)[:80]
            )
        if amount.value > most:
            raise self.refused(name, N_("“{cell}” is too large."), N_("Check the number and its unit."),
                               cell=self.shown(name)[:80])  # fmt: skip
        return amount.value

    def money(self, name: str) -> int | None:
        """Minor units of the currency; None where missing."""
        value = self.number(name, most=MOST_MONEY / 10 ** exponent(self.columns.currency))
        return None if value is None else to_minor(value, self.columns.currency)

    def share(self, name: str, *, open_ends: bool = False) -> float | None:
        """A share of 0 to 1 (35 % or 0.35); `open_ends` leaves 0 and 1 out."""
        value = self.number(name)
        if value is None:
            return None
        if value > 1 or (open_ends and not 0 < value < 1):
            remedy = (
                N_("Write a share such as 0.35 or 35 %.")
                if value > 1
                else N_("Write a number above 0 and below 1.")
            )
            raise self.refused(
                name, N_("“{cell}” does not lie between 0 and 1."), remedy, cell=self.shown(name)[:80]
            )
        return value

    def refused(self, name: str, what: str, remedy: str = "", **values: Any) -> RowRefused:
        """The refusal of this row because of one field."""
        return RowRefused(
            Remark(self.columns.kind, self.row.line, self.columns.header(name), what, remedy, values)
        )


def questions_once(questions: Iterable[Question]) -> tuple[Question, ...]:
    """One question a column, with its first example and how often it comes up."""
    first: dict[tuple[str, str], Question] = {}
    for question in questions:
        key = (question.table, question.column)
        known = first.get(key)
        first[key] = (
            question
            if known is None
            else Question(known.table, known.line, known.column, known.text, known.times + 1)
        )
    return tuple(first.values())
