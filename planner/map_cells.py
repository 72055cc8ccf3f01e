"""What a cell of the map's tables may hold, and how a typed value is read."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from models.errors import ChangeError
from models.quantity import N_


class Cell(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    WHOLE = "whole"
    PERCENT = "percent"
    MONEY = "money"
    FLAG = "flag"
    DATE = "date"
    CHOICE = "choice"
    REFERENCE = "reference"
    REFERENCES = "references"
    LIST = "list"


def read(cell: Cell, value: Any, empty: Any = None) -> Any:
    """A typed value as plain JSON; empty cells give `empty`. Raises ChangeError with the reason."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return _emptied(cell, empty)
    if cell in (Cell.TEXT, Cell.LONG_TEXT, Cell.CHOICE, Cell.REFERENCE):
        text = str(value) if cell is Cell.LONG_TEXT else str(value).strip()
        return text if text else _emptied(cell, empty)
    if cell in (Cell.LIST, Cell.REFERENCES):
        return _listed(value)
    if cell is Cell.FLAG:
        return _flag(value)
    if cell is Cell.DATE:
        return _date(value)
    number = _number(value)
    if number is None:
        return _emptied(cell, empty)
    if cell is Cell.WHOLE:
        if number != int(number):
            raise ChangeError(N_("“{typed}” is not a whole number."), typed=str(value)[:80])
        return int(number)
    return number


def _emptied(cell: Cell, empty: Any) -> Any:
    if cell in (Cell.LIST, Cell.REFERENCES):
        return []
    if cell is Cell.FLAG:
        return bool(empty) if isinstance(empty, bool) else False
    known = isinstance(empty, (str, int, float, bool))
    return empty if known else None


def _listed(value: Any) -> list[str]:
    parts: Sequence[Any] = value.replace("\n", ";").split(";") if isinstance(value, str) else list(value)
    return [text for text in (str(part).strip() for part in parts) if text]


def _flag(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().casefold() in ("1", "true", "yes", "x", "✓", "да", "так")
    return bool(value)


def _date(value: Any) -> str | None:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).strip()
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        raise ChangeError(
            N_("“{typed}” is not a date."), remedy=N_("Write it as 2026-12-31."), typed=text[:80]
        ) from None


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        text = value.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").rstrip("%").strip()
        if not text:
            return None
        if text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        try:
            value = float(text)
        except ValueError:
            raise ChangeError(N_("“{typed}” is not a number."), typed=str(value)[:80]) from None
    number = float(value)
    if not math.isfinite(number):
        raise ChangeError(N_("“{typed}” is not a number."), typed=str(value))
    return number
