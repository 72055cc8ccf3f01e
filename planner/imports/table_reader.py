"""Bytes or pasted text -> a table: header, rows, and the line each row stood on.

CSV with comma, semicolon or tab, in UTF-8, UTF-16 or windows-1251; XLSX and ODS through calamine.
The kind is told by the bytes. Cells of text files stay text: what a number means is decided per
column in `planner.imports.amounts`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import python_calamine

from models.errors import FileError
from models.quantity import N_
from planner.imports.columns import known_words
from planner.imports.file_kind import FileKind, kind_of, text_of
from planner.imports.header_words import folded

MOST_ROWS = 500_000
MOST_COLUMNS = 500
HEADER_WITHIN = 30
"""The header stands within so many rows; before it reports put titles and periods."""

Cell = str | float | None
"""Text as it stood, a number of a workbook, or nothing."""


@dataclass(frozen=True)
class Row:
    """Cells of one row, as many as the header has, and the line it stood on (from 1)."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A header and the rows under it. `name` is the file or sheet."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str = ""
    header_line: int = 1
    preamble: tuple[str, ...] = field(default=())

    def column(self, place: int) -> list[Cell]:
        """All cells of one column."""
        return [row.cells[place] for row in self.rows]


def read_table(content: bytes | str, name: str = "") -> Table:
    """The first table of a file or of pasted text. Raises FileError with place and remedy."""
    return read_tables(content, name)[0]


def read_tables(content: bytes | str, name: str = "") -> tuple[Table, ...]:
    """Every table of a file: one of a text, one a sheet of a workbook. Raises FileError."""
    raw = content.encode() if isinstance(content, str) else content
    if kind_of(raw, name) is FileKind.WORKBOOK:
        return _workbook_tables(raw, name)
    return (_table(_text_rows(text_of(raw, name), name), name),)


def _workbook_tables(content: bytes, name: str) -> tuple[Table, ...]:
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(content))
        sheets = [
            (title, workbook.get_sheet_by_name(title).to_python(skip_empty_area=False))
            for title in workbook.sheet_names
        ]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise FileError(
            N_("The workbook is damaged or has a password."),
            where=name,
            remedy=N_("Save it again as XLSX without a password, or as CSV."),
        ) from error
    filled = [
        (title, rows) for title, rows in sheets if any(any(c not in ("", None) for c in r) for r in rows)
    ]
    if not filled:
        raise FileError(
            N_("The workbook has no filled sheet."), where=name, remedy=N_("Choose one that holds a table.")
        )
    one = len(filled) == 1
    return tuple(
        _table(
            [Row(line, tuple(_plain(cell) for cell in cells)) for line, cells in enumerate(rows, 1)],
            name if one else f"{name} · {title}" if name else title,
        )
        for title, rows in filled
    )


def _plain(cell: object) -> Cell:
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, (int, float)):
        return float(cell)
    if isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        return str(cell)
    text = str(cell).strip() if cell is not None else ""
    return text or None


def _text_rows(text: str, name: str) -> list[Row]:
    separator = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    begun = 1
    try:
        for cells in reader:
            rows.append(Row(begun, tuple(cell.strip() or None for cell in cells)))
            begun = reader.line_num + 1
            if len(rows) > MOST_ROWS + HEADER_WITHIN:
                raise too_many_rows(name, MOST_ROWS)
    except csv.Error as error:
        raise FileError(
            N_("The text cannot be split into cells: a quotation mark is not closed, or a cell is too long."),
            where=_place(name, begun),
            remedy=N_("Mend that line, or paste the cells from your spreadsheet."),
        ) from error
    return rows


def delimiter_of(text: str) -> str:
    """Tab, semicolon or comma: the one by which most of the first lines fall into equally many cells."""
    sample = text[:200_000].splitlines()[:60]
    best, found = 0.0, ","
    for candidate in "\t;,":
        try:
            widths = [len(cells) for cells in csv.reader(sample, delimiter=candidate) if any(cells)]
        except csv.Error:
            continue
        width, times = (
            Counter(w for w in widths if w > 1).most_common(1)[0] if max(widths, default=0) > 1 else (1, 0)
        )
        if width > 1 and times / len(widths) > best + 1e-9:
            best, found = times / len(widths), candidate
    return found


def _table(rows: Sequence[Row], name: str) -> Table:
    filled = [row for row in rows if any(cell is not None for cell in row.cells)]
    place = _header_place(filled)
    if place is None:
        raise FileError(
            N_("No header was found: no row names the columns."),
            where=name,
            remedy=N_(
                "Put a row of column names above the numbers, such as: channel, stage, step, spend, results."
            ),
        )
    header = filled[place]
    width = max((i + 1 for i, cell in enumerate(header.cells) if cell is not None), default=0)
    if width > MOST_COLUMNS:
        raise FileError(
            N_("The table has {columns:,} columns; at most {limit} are read."),
            where=name,
            columns=width,
            limit=MOST_COLUMNS,
        )
    if len(filled) - place - 1 > MOST_ROWS:
        raise too_many_rows(name, MOST_ROWS)
    body = tuple(Row(row.line, _fitted(row.cells, width)) for row in filled[place + 1 :])
    if not body:
        raise FileError(
            N_("The table has a header and no rows."),
            where=_place(name, header.line),
            remedy=N_("Add at least one row under the header."),
        )
    before = tuple(" ".join(str(c) for c in row.cells if c is not None)[:200] for row in filled[:place])
    return Table(tuple(_text(cell) for cell in header.cells[:width]), body, name, header.line, before)


def too_many_rows(name: str, limit: int) -> FileError:
    """The refusal of a table that is too long."""
    return FileError(
        N_("The table has more than {limit:,} rows."),
        where=name,
        remedy=N_("Sum the rows up per channel and step, and take that table."),
        limit=limit,
    )


def _fitted(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    """As many cells as the header has; text beyond it is joined to nothing and left out."""
    return cells[:width] if len(cells) >= width else cells + (None,) * (width - len(cells))


def _header_place(rows: Sequence[Row]) -> int | None:
    """The row that names the columns: most known words, no numbers, filled nearly as far as the rows."""
    widths = Counter(_filled(row.cells) for row in rows[: HEADER_WITHIN * 4])
    usual = max(widths, key=lambda width: (widths[width] * width, width), default=0)
    best, found = -1, None
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        names = [cell for cell in row.cells if cell is not None]
        if len(names) < min(2, usual) or any(isinstance(cell, float) or _number_like(cell) for cell in names):
            continue
        known = sum(1 for cell in names if folded(str(cell)) in known_words())
        if known == 0 and len(names) < 0.6 * usual:
            continue
        if known > best:
            best, found = known, place
    return found


def _filled(cells: Iterable[Cell]) -> int:
    return sum(1 for cell in cells if cell is not None)


def _number_like(cell: Cell) -> bool:
    text = str(cell).strip(" $€£₽₴%+-−()'\u00a0")
    return bool(text) and text[0].isdigit() and not any(c.isalpha() for c in text)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _place(name: str, line: int) -> str:
    return f"{name}, {line}" if name else str(line)
