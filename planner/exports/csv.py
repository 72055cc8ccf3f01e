"""CSV that opens in a spreadsheet as it is: byte order mark, the reader's separators, no live formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

from babel.numbers import get_decimal_symbol

from planner.exports.table import Cell, ExportTable, Kind
from planner.language import current_locale

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that make a spreadsheet run a text as a formula, or split it."""


def write_csv(table: ExportTable) -> bytes:
    """The header and rows of a table as UTF-8 with a byte order mark.

    Where the reader's locale writes a decimal comma, cells are parted by semicolons, as a
    spreadsheet set to that locale expects. Money is exact; shares are per cent.
    """
    comma = get_decimal_symbol(current_locale()) == ","
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if comma else ",", lineterminator="\r\n")
    writer.writerow([safe_cell(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([plain(row[column.key], column.kind, comma) for column in table.columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def plain(value: Cell, kind: Kind, comma: bool = False) -> str:
    """One cell as text; empty where the number is not known."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return safe_cell(value)
    if kind is Kind.SHARE:
        written = f"{float(value) * 100:.2f}"
    else:
        written = str(value) if isinstance(value, int) else _decimal(value)
    return written.replace(".", ",") if comma else written


def _decimal(value: Decimal | float) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else f"{value:.4f}"


def safe_cell(text: str) -> str:
    """User text that a spreadsheet would run gets an apostrophe in front."""
    stripped = text.lstrip(" \u00a0\ufeff")
    return f"'{text}" if stripped.startswith(DANGEROUS) or text.startswith(DANGEROUS) else text
