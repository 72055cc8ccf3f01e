"""XLSX with live formulas that add up, a native chart, and a sheet that states the assumptions."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from models.money import exponent
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.language import _

LONGEST_CELL = 32_000
"""A cell of a workbook holds no more characters than about this."""

WIDTHS = {Kind.TEXT: 20, Kind.DATE: 12, Kind.MONEY: 14, Kind.PEOPLE: 13, Kind.SHARE: 10, Kind.NUMBER: 12}
INK, HEAD, LINE = "#17252a", "#0b6e69", "#d3dcdc"
NOW, PROPOSED = "#9fb3b3", "#0b6e69"


@dataclass(frozen=True)
class BarChart:
    """Columns of the first sheet drawn as bars side by side: names from `label`, values from `series`."""

    title: str
    label: str
    series: tuple[str, ...]
    unit: str


def write_workbook(sheets: Sequence[ExportTable], currency: str, chart: BarChart | None = None) -> bytes:
    """One sheet a table, the first with `chart` below it.

    Cells of users are text, whatever they look like; totals and derived columns are formulas with
    their values stored, so the file reads the same with and without recalculation.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, options)
    try:
        looks = _looks(workbook, currency)
        for number, table in enumerate(sheets):
            sheet = workbook.add_worksheet(_sheet_name(table.title, number))
            place = _write_table(sheet, table, looks)
            if chart and not number and table.rows:
                _draw(workbook, sheet, chart, place)
    finally:
        workbook.close()
    return file.getvalue()


@dataclass(frozen=True)
class _Place:
    """Where a table stands on its sheet: first and last row of its body (from 0), letters of columns."""

    name: str
    first: int
    last: int
    letters: Mapping[str, str]
    columns: Mapping[str, int]

    def total_row(self) -> int:
        return self.last + 1

    def formula(self, template: str, row: int) -> str:
        """`{key}` becomes the cell of that column in `row`, `{key:total}` its total."""

        def cell(found: re.Match[str]) -> str:
            column = self.letters[found[1]]
            return f"${column}${self.total_row() + 1}" if found[2] else f"{column}{row + 1}"

        return "=" + re.sub(r"\{(\w+)(:total)?\}", cell, template)


def _write_table(sheet: Any, table: ExportTable, looks: dict[str, Any]) -> _Place:
    sheet.hide_gridlines(2)
    for row, note in enumerate(table.notes):
        sheet.write_string(row, 0, note[:LONGEST_CELL], looks["title" if not row else "note"])
    head = len(table.notes) + 1
    place = _Place(
        sheet.get_name(), head + 1, head + len(table.rows),
        {column.key: xl_col_to_name(i) for i, column in enumerate(table.columns)},
        {column.key: i for i, column in enumerate(table.columns)},
    )  # fmt: skip
    for i, column in enumerate(table.columns):
        sheet.write_string(head, i, column.title, looks["head"])
        sheet.set_column(i, i, _width(table, column))
        for offset, values in enumerate(table.rows):
            row = head + 1 + offset
            formula = place.formula(column.formula, row) if column.formula else ""
            _write_cell(sheet, (row, i), values[column.key], looks[column.kind], formula)
        if any(other.total for other in table.columns) and table.rows:
            _write_total(sheet, place, i, table, looks)
    sheet.set_row(head, 32)
    sheet.freeze_panes(head + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return place


def _write_cell(sheet: Any, at: tuple[int, int], value: Cell, look: Any, formula: str) -> None:
    if value is None:
        sheet.write_blank(*at, None, look)
    elif isinstance(value, str):
        sheet.write_string(*at, value[:LONGEST_CELL], look)
    elif isinstance(value, dt.date):
        sheet.write_datetime(*at, dt.datetime.combine(value, dt.time()), look)
    elif formula:
        sheet.write_formula(*at, formula, look, float(value))
    else:
        sheet.write_number(*at, float(value), look)


def _write_total(sheet: Any, place: _Place, i: int, table: ExportTable, looks: dict[str, Any]) -> None:
    column, row = table.columns[i], place.total_row()
    look = looks[f"total {column.kind}"]
    if not column.total:
        sheet.write_string(row, i, _("Total") if i == 0 else "", looks["total text"])
        return
    letter = place.letters[column.key]
    if column.total == "sum":
        formula = f"=SUM({letter}{place.first + 1}:{letter}{place.last + 1})"
        sheet.write_formula(row, i, formula, look, float(table.total(column.key)))
        return
    value = _total_value(table, column.total)
    formula = place.formula(re.sub(r"\{(\w+)\}", r"{\1:total}", column.total), row)
    sheet.write_formula(row, i, f'=IFERROR({formula[1:]},"")', look, "" if value is None else value)


def _total_value(table: ExportTable, template: str) -> float | None:
    """The value of a quotient of totals such as `{charged}/{conversions}`."""
    above, below = (table.total(key) for key in re.findall(r"\{(\w+)\}", template))
    return float(above / below) if below else None


def _draw(workbook: Any, sheet: Any, chart: BarChart, place: _Place) -> None:
    drawing = workbook.add_chart({"type": "bar"})
    label = place.columns[chart.label]
    for key, colour in zip(chart.series, (NOW, PROPOSED), strict=False):
        column = place.columns[key]
        drawing.add_series({
            "name": [place.name, place.first - 1, column],
            "categories": [place.name, place.first, label, place.last, label],
            "values": [place.name, place.first, column, place.last, column],
            "fill": {"color": colour},
            "gap": 60,
        })  # fmt: skip
    drawing.set_title({"name": chart.title, "name_font": {"size": 12, "color": INK}})
    drawing.set_x_axis({"name": chart.unit, "major_gridlines": {"visible": True, "line": {"color": LINE}}})
    drawing.set_y_axis({"reverse": True})
    drawing.set_legend({"position": "top"})
    lines = place.last - place.first + 1
    drawing.set_size({"width": 900, "height": 140 + 34 * min(lines, 60)})
    sheet.insert_chart(place.total_row() + 2, 0, drawing)


def _looks(workbook: Any, currency: str) -> dict[str, Any]:
    digits = exponent(currency)
    numbers = {
        Kind.TEXT: "@", Kind.DATE: "yyyy-mm-dd", Kind.PEOPLE: "#,##0.0", Kind.SHARE: "0.0%",
        Kind.NUMBER: "#,##0.00", Kind.MONEY: "#,##0" + ("." + "0" * digits if digits else ""),
    }  # fmt: skip
    base = {"font_color": INK, "valign": "top", "bottom": 1, "bottom_color": LINE}
    looks = {
        kind.value: workbook.add_format({**base, "num_format": shape, "text_wrap": kind is Kind.TEXT})
        for kind, shape in numbers.items()
    }
    total = {"bold": True, "top": 2, "top_color": HEAD, "font_color": INK}
    for kind, shape in numbers.items():
        looks[f"total {kind}"] = workbook.add_format({**total, "num_format": shape})
    looks["head"] = workbook.add_format(
        {"bold": True, "font_color": "#ffffff", "bg_color": HEAD, "text_wrap": True, "valign": "vcenter"}
    )
    looks["title"] = workbook.add_format({"bold": True, "font_size": 14, "font_color": INK})
    looks["note"] = workbook.add_format({"font_color": "#52606d"})
    return looks


def _width(table: ExportTable, column: Column) -> float:
    if column.kind is not Kind.TEXT:
        return WIDTHS[column.kind]
    longest = max((len(str(row[column.key] or "")) for row in table.rows), default=0)
    return float(min(max(longest + 2, 10), 44))


def _sheet_name(title: str, number: int) -> str:
    """Sheet names hold at most 31 characters and none of []:*?/\\."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31]
    return plain or f"{number + 1}"
