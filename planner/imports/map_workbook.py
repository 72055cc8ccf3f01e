"""The map's workbook back in: what differs from the plan, what is refused and where, and the changes."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import python_calamine

from models.changes import Change, difference, with_changes
from models.errors import FileError, JourneymixError
from models.plan import Plan
from models.quantity import N_
from planner.exports.map_workbook import cell_of, column_titles
from planner.language import _, say_error
from planner.map_cells import Cell, read
from planner.map_columns import Column
from planner.map_nested import NESTED
from planner.map_removal import removal
from planner.map_tables import TABLES, Edits, Row, Table, changes_of, records, rows

ORDER = (
    "channels", "segments", "stages", "steps", "links", "pools", "messages", "touchpoints", "message_uses",
    "goals", "problems", "emotions", "scripts", "creative_rules", "campaigns", "sources", "walk_notes",
)  # fmt: skip
"""Tables in the order in which they name each other."""


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet: its line, its id ("" for a new one), cells by column key."""

    line: int
    id: str
    cells: dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """A cell that differs, a new row (`column` empty), or one that is gone (`after` empty too)."""

    table: str
    line: int
    name: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Refusal:
    """What cannot be taken over, with its place and the reason."""

    table: str
    line: int
    column: str
    reason: str


@dataclass
class MapPreview:
    """What reading a workbook would do to a plan."""

    plan: Plan
    after: Plan
    differences: list[Difference] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    missing: list[tuple[Table, str, str]] = field(default_factory=list)

    def changes(self, remove_missing: bool = False) -> tuple[Change, ...]:
        """The changes to save; rows missing in the file are removed only when asked."""
        after = self.after
        if remove_missing:
            for table, record_id, _name in self.missing:
                after = with_changes(after, _gone(after, table, record_id))
        return difference(self.plan, after)


def read_map_workbook(plan: Plan, content: bytes, name: str = "") -> MapPreview:
    """Compare a workbook with the plan. Raises FileError when it is no workbook of a map."""
    sheets = _sheets(content, name)
    found = MapPreview(plan, plan)
    for code in ORDER:
        if code in sheets:
            _compare(found, TABLES[code], sheets[code])
    return found


def _sheets(content: bytes, name: str) -> dict[str, list[list[Any]]]:
    """Table code -> its rows from the header on."""
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        raw = [book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in book.sheet_names]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise FileError(
            N_("This is not a workbook that can be read."), where=name,
            remedy=N_("Download the tables of this map as XLSX, edit that file and bring it back."),
        ) from error  # fmt: skip
    found: dict[str, list[list[Any]]] = {}
    for lines in raw:
        for place, cells in enumerate(lines[:30]):
            code = next((str(c)[5:].strip() for c in cells if str(c).startswith("id · ")), "")
            if code in TABLES:
                # Blank lines stand for those above the header, so that lines keep their numbers.
                found[code] = [[]] * place + lines[place:]
                break
    if not found:
        raise FileError(
            N_("No sheet of this workbook is a table of a map."), where=name,
            remedy=N_("Download the tables of this map as XLSX, edit that file and bring it back."),
        )  # fmt: skip
    return found


def _compare(found: MapPreview, table: Table, lines: list[list[Any]]) -> None:
    columns = table.columns(found.plan)
    before = {row["id"]: row for row in rows(found.plan, table)}
    seen: set[str] = set()
    for row in _rows_of_sheet(found, table, columns, lines):
        if row.id in seen or (row.id and row.id not in before):
            reason = N_("The id stands twice.") if row.id in seen else N_("No row of the plan has this id.")
            found.refusals.append(Refusal(_(table.title), row.line, "id", _(reason)))
            continue
        seen |= {row.id} - {""}
        if row.id:
            _take_over(found, table, columns, row, before[row.id])
        elif any(value not in (None, "") for value in row.cells.values()):
            _add(found, table, columns, row)
    found.missing += [
        (table, record_id, _name(columns, row)) for record_id, row in before.items()
        if record_id not in seen and not table.rows_fixed
    ]  # fmt: skip


def _rows_of_sheet(
    found: MapPreview, table: Table, columns: tuple[Column, ...], lines: list[list[Any]]
) -> Iterator[SheetRow]:
    start = next(place for place, cells in enumerate(lines) if cells)
    headers = [str(cell).strip() for cell in lines[start]]
    titles = {title: key for key, title in column_titles(columns).items()}
    places = {titles[header]: place for place, header in enumerate(headers) if header in titles}
    own = headers.index(f"id · {table.code}")
    for header in headers:
        if header and header not in titles and not header.startswith("id · "):
            found.refusals.append(Refusal(_(table.title), start + 1, header, _("This column is not known.")))
    for place, cells in enumerate(lines[start + 1 :], start + 2):
        values = {key: cells[at] if at < len(cells) else None for key, at in places.items()}
        yield SheetRow(place, str(cells[own] if own < len(cells) else "").strip(), values)


def _take_over(
    found: MapPreview, table: Table, columns: tuple[Column, ...], row: SheetRow, before: Row
) -> None:
    """Apply the cells that differ, one by one, so that one refusal does not cost the others."""
    for column in columns:
        if column.key not in row.cells or column.fixed:
            continue
        old, new = cell_of(column, before[column.key]), row.cells[column.key]
        if same(column, old, new):
            continue
        if _tried(found, table, row, column, Edits({row.id: {column.key: _typed(column, new)}})):
            title = column_titles(columns)[column.key]
            found.differences.append(
                Difference(_(table.title), row.line, _name(columns, before), title, _text(old), _text(new))
            )


def _add(found: MapPreview, table: Table, columns: tuple[Column, ...], row: SheetRow) -> None:
    cells = {
        column.key: _typed(column, row.cells[column.key])
        for column in columns if row.cells.get(column.key) not in (None, "")
    }  # fmt: skip
    if _tried(found, table, row, None, Edits(added=(cells,))):
        found.differences.append(
            Difference(_(table.title), row.line, _name(columns, row.cells), "", "", _("new"))
        )


def _tried(found: MapPreview, table: Table, row: SheetRow, column: Column | None, edits: Edits) -> bool:
    try:
        found.after = with_changes(found.after, changes_of(found.after, table, edits))
    except JourneymixError as error:
        place = _(column.title) if column else ""
        found.refusals.append(Refusal(_(table.title), row.line, place, say_error(error)))
        return False
    return True


def same(column: Column, old: Any, new: Any) -> bool:
    """Whether a cell of the file says what the plan says."""
    if column.cell is Cell.FLAG:
        return bool(read(Cell.FLAG, old)) == bool(read(Cell.FLAG, new))
    if isinstance(old, (int, float)) and isinstance(new, (int, float)):
        return math.isclose(float(old), float(new), rel_tol=1e-9, abs_tol=1e-9)
    return _text(old) == _text(new)


def _typed(column: Column, value: Any) -> Any:
    """A cell as it is typed into a table; an empty one empties the field."""
    if value == "" or value is None:
        return [] if column.cell in (Cell.LIST, Cell.REFERENCES) else None
    if isinstance(value, float) and value.is_integer() and column.cell in (Cell.TEXT, Cell.LONG_TEXT):
        return str(int(value))
    return value


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _name(columns: tuple[Column, ...], row: Row) -> str:
    return _text(row.get(columns[0].key))[:80]


def _gone(plan: Plan, table: Table, record_id: str) -> tuple[Change, ...]:
    if table.code in NESTED:
        if not any(values["id"] == record_id for values in records(plan, table)):
            return ()
        return changes_of(plan, table, Edits(removed=(record_id,)))
    known = record_id in plan.by_id[table.collection]
    return removal(plan, [(table.collection, record_id)]).changes if known else ()
