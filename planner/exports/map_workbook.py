"""The map's tables as a workbook that can be edited in a spreadsheet and read back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from models.plan import Plan
from planner.exports.table import Cell as Value
from planner.exports.table import Column as Out
from planner.exports.table import ExportTable, Kind
from planner.exports.xlsx import write_workbook
from planner.language import _
from planner.map_cells import Cell
from planner.map_columns import Column
from planner.map_tables import TABLES, Table, rows

ID_TITLE = "id · {code}"
"""Header of the last column; it names the table in every language."""

SEPARATOR = "; "


def write_map_workbook(plan: Plan) -> bytes:
    """One sheet a table; the last column holds the ids by which the rows are known again
    (leave them as they are; a new row has none)."""
    return write_workbook([map_sheet(plan, table) for table in TABLES.values()], plan.currency)


def map_sheet(plan: Plan, table: Table) -> ExportTable:
    """A table of the map with its rows."""
    columns = table.columns(plan)
    out = [
        Out(column.key, titles[column.key], kind_of(column))
        for titles in (column_titles(columns),)
        for column in columns
    ]
    body = tuple(
        {**{c.key: cell_of(c, row.get(c.key)) for c in columns}, "id": row["id"]} for row in rows(plan, table)
    )
    return ExportTable(_(table.title), (*out, Out("id", ID_TITLE.format(code=table.code), Kind.TEXT)), body)


def column_titles(columns: tuple[Column, ...]) -> dict[str, str]:
    """Key -> title with its unit; no two alike, so that a file can be read back by them."""
    used: dict[str, int] = {}
    found = {}
    for column in columns:
        title = _(column.title) + (f", {_(column.unit)}" if column.unit else "")
        if column.cell is Cell.CHOICE and column.key.endswith("_evidence"):
            title = f"{title}: {_(column.help)}"
        used[title] = used.get(title, 0) + 1
        found[column.key] = title if used[title] == 1 else f"{title} ({used[title]})"
    return found


def cell_of(column: Column, value: Any) -> Value:
    """A value of a row as a cell of a sheet."""
    if value is None or value == "":
        return None
    if column.cell is Cell.FLAG:
        return _("yes") if value else None
    if column.cell in (Cell.LIST, Cell.REFERENCES):
        return SEPARATOR.join(value) or None
    if column.cell is Cell.DATE:
        return dt.date.fromisoformat(value)
    number = isinstance(value, (int, float))
    return value if number else str(value)


def kind_of(column: Column) -> Kind:
    """How a column is written."""
    if column.cell is Cell.DATE:
        return Kind.DATE
    numbers = (Cell.NUMBER, Cell.WHOLE, Cell.PERCENT, Cell.MONEY)
    return Kind.NUMBER if column.cell in numbers else Kind.TEXT
