"""Columns of the map's tables: how a field of a record is shown as a plain value and read back.

One declaration serves the table on screen, the drawer's form and the spreadsheet. Shares are shown
in per cent and money in major units; the column's unit says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.money import exact_major, to_minor
from models.quantity import N_, Evidence, Figure, Record
from planner.map_cells import Cell, read

Values = dict[str, Any]
"""A record as plain JSON values."""


@dataclass(frozen=True)
class Column:
    """A column. `options` are codes and words of a choice; `collection` is what a reference names."""

    key: str
    title: str
    cell: Cell
    get: Callable[[Values], Any]
    put: Callable[[Values, Any], None]
    options: Mapping[str, str] | None = None
    collection: str = ""
    unit: str = ""
    help: str = ""
    required: bool = False
    least: float | None = None
    most: float | None = None
    fixed: bool = False


def title_of(record: type[Record], field: str) -> str:
    """The declared title of a field."""
    return str(record.model_fields[field].title or field)


def plain(record: type[Record], field: str, cell: Cell, **more: Any) -> Column:
    """A field whose value is shown as it is."""

    def get(values: Values) -> Any:
        value = values.get(field)
        return list(value or ()) if cell in (Cell.LIST, Cell.REFERENCES) else value

    def put(values: Values, value: Any) -> None:
        values[field] = read(cell, value, record.model_fields[field].get_default(call_default_factory=True))

    return _column(record, field, cell, get, put, **more)


def money(record: type[Record], field: str, currency: str) -> Column:
    """An amount: minor units in the record, major units in the table."""

    def get(values: Values) -> float | None:
        return None if values.get(field) is None else float(exact_major(values[field], currency))

    def put(values: Values, value: Any) -> None:
        amount = read(Cell.MONEY, value)
        default = record.model_fields[field].get_default()
        values[field] = default if amount is None else to_minor(amount, currency)

    return _column(record, field, Cell.MONEY, get, put, unit=currency)


def share(record: type[Record], field: str) -> Column:
    """A plain number from 0 to 1, shown in per cent."""

    def get(values: Values) -> float | None:
        return None if values.get(field) is None else in_percent(values[field])

    def put(values: Values, value: Any) -> None:
        number = read(Cell.PERCENT, value)
        values[field] = record.model_fields[field].get_default() if number is None else unscaled(number, 100)

    return _column(record, field, Cell.PERCENT, get, put, unit="%")


def figure(record: type[Record], field: str, cell: Cell, unit: str = "") -> tuple[Column, Column]:
    """A figure with its evidence: the number, and how well it is known."""
    scale = 100 if cell is Cell.PERCENT else 1

    def get(values: Values) -> float | None:
        found = values.get(field)
        return None if found is None else round(found["value"] * scale, 10)

    def put(values: Values, value: Any) -> None:
        number = read(cell, value)
        if number is None or number != get(values):
            values[field] = (
                _empty(record, field)
                if number is None
                else moved_figure(values.get(field), unscaled(number, scale))
            )

    def get_grade(values: Values) -> str | None:
        return values[field]["evidence"] if values.get(field) else None

    def put_grade(values: Values, value: Any) -> None:
        if values.get(field) and value:
            values[field] = {**values[field], "evidence": value}

    number = _column(record, field, cell, get, put, unit="%" if scale == 100 else unit)
    grade = Column(
        f"{field}_evidence", N_("Evidence"), Cell.CHOICE, get_grade, put_grade,
        options=EVIDENCE_WORDS, help=number.title,
    )  # fmt: skip
    return number, grade


def by_segment(field: str, part: str, segment_id: str, look: tuple[str, Cell]) -> Column:
    """One segment's figure in a list of figures by segment; empty takes it out of the list."""
    title, cell = look
    scale = 100 if cell is Cell.PERCENT else 1

    def found(values: Values) -> Values | None:
        return next((one for one in values.get(field, ()) if one["segment_id"] == segment_id), None)

    def get(values: Values) -> float | None:
        own = found(values)
        return None if own is None else round(own[part]["value"] * scale, 10)

    def put(values: Values, value: Any) -> None:
        number, own = read(cell, value), found(values)
        if number is not None and number == get(values):
            return
        others = [one for one in values.get(field, ()) if one["segment_id"] != segment_id]
        if number is None:
            values[field] = others
            return
        changed = {"segment_id": segment_id, part: moved_figure(own and own[part], unscaled(number, scale))}
        kept = list(values.get(field, ()))
        values[field] = [changed if one is own else one for one in kept] if own else [*kept, changed]

    return Column(f"{field}:{segment_id}", title, cell, get, put, unit="%" if scale == 100 else "")


EVIDENCE_WORDS = {
    Evidence.ASSUMED.value: N_("assumed"),
    Evidence.PARTLY_KNOWN.value: N_("partly known"),
    Evidence.MEASURED.value: N_("measured"),
}


def moved_figure(before: Values | None, value: float) -> Values:
    """A figure with another value; a range that no longer holds the value is dropped."""
    after = {"evidence": Evidence.ASSUMED.value, "source": "", **(before or {}), "value": value}
    low, high = after.get("low"), after.get("high")
    if (low is not None and low > value) or (high is not None and high < value):
        after.update(low=None, high=None)
    return after


def unscaled(number: float, scale: float) -> float:
    """46.3 % -> 0.463, without the dust of floating point."""
    return float(number) if scale == 1 else round(number / scale, 12)


def in_percent(value: float) -> float:
    """0.463 -> 46.3, without the dust of floating point."""
    return round(value * 100, 10)


def _empty(record: type[Record], field: str) -> Values | None:
    """What an emptied cell of a figure stands for: what the field holds when nothing is said."""
    default = record.model_fields[field].get_default()
    return default.model_dump(mode="json") if isinstance(default, Figure) else None


def _column(
    record: type[Record], field: str, cell: Cell, get: Callable[[Values], Any], put: Callable[[Values, Any], None],
    **more: Any,
) -> Column:  # fmt: skip
    info = record.model_fields[field]
    limits = {
        name: getattr(rule, name) for rule in info.metadata for name in ("ge", "le") if hasattr(rule, name)
    }
    scale = 100 if cell is Cell.PERCENT else 1
    given = {
        "title": title_of(record, field),
        "help": "" if cell in (Cell.REFERENCE, Cell.REFERENCES) else info.description or "",
        "required": info.is_required(),
        "least": limits.get("ge") if scale == 1 else 0,
        "most": limits.get("le") if scale == 1 else 100,
        **more,
    }
    if cell is Cell.MONEY:
        given["most"] = None
    return Column(key=field, cell=cell, get=get, put=put, **given)
