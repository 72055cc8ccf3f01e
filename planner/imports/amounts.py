"""Numbers as people and reports write them, and what a comma means in a column.

`1 234,56`, `1,234.56`, `1.234,56`, `€ 12'000`, `(5)`, `35 %` are read; `--`, `—` and blank are
missing, never 0. A column such as `1,234` that may be thousands or decimals is asked about.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Decimal = Literal[",", "."]

MISSING_MARKS = {
    "",
    "-",
    "--",
    "---",
    "–",
    "—",
    "−",
    "n/a",
    "na",
    "н/д",
    "нет данных",
    "немає даних",
    "#n/a",
    "null",
    "none",
}

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’`´]")
_MONEY_SIGNS = re.compile(
    r"[$€£¥₽₴₸₹₺₩₪₫฿]|\b(?:usd|eur|gbp|rub|uah|kzt|byn|chf|pln)\b|\bруб\.?|\bгрн\.?|\bтг\.?|(?<=\d)\s*р\.?$",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"[+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """A cell read: `value`, or why not: `missing`, `ambiguous`, `wrong` (no number)."""

    value: float | None = None
    fate: Literal["read", "missing", "ambiguous", "wrong"] = "read"
    percent: bool = False


def read_amount(cell: str | float | None, decimal: Decimal | None) -> Amount:
    """One cell, with `decimal` as the sign of decimals where the cell itself does not say it."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Amount(float(cell)) if math.isfinite(cell) else Amount(fate="wrong")
    if is_missing(cell):
        return Amount(fate="missing")
    text, percent = _bare(str(cell))
    if not _SHAPE.fullmatch(text):
        return Amount(fate="wrong")
    shown = _own_decimal(text)
    sign = decimal or "" if shown == "ambiguous" else shown
    if not sign:
        return Amount(fate="ambiguous")
    number = _value(text, sign)
    if number is None:
        return Amount(fate="wrong")
    return Amount(number / 100 if percent else number, percent=percent)


def is_missing(cell: str | float | None) -> bool:
    """Whether a cell says nothing (`--`, `—`, blank)."""
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in MISSING_MARKS)


def decimal_of(cells: Iterable[str | float | None]) -> Decimal | None:
    """The sign of decimals that a column shows by itself; None where it does not or contradicts itself."""
    seen = {sign for cell in cells if isinstance(cell, str) and (sign := _shown(cell))}
    return "," if seen == {","} else "." if seen == {"."} else None


def _shown(cell: str) -> Decimal | None:
    if not any(sign in cell for sign in ",."):
        return None
    text, _ = _bare(cell)
    if not _SHAPE.fullmatch(text):
        return None
    sign = _own_decimal(text)
    if sign == ",":
        return ","
    if sign == ".":
        return "."
    if sign == "none" and len(signs := {c for c in text if c in ",."}) == 1:
        return "," if signs == {"."} else "."  # grouped by one sign: the other one is for decimals
    return None


def _bare(text: str) -> tuple[str, bool]:
    text = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("–", "-")
    percent = text.endswith("%")
    text = _MONEY_SIGNS.sub("", text.rstrip("%").strip()).strip()
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()") if negative else text
    spaced = bool(re.search(r"\d[\s\u00a0\u202f\u2009'’]\d{3}(?!\d)", text))
    text = _SPACES.sub("", text)
    if spaced and re.fullmatch(r"[+-]?\d+[.,]\d{3}", text):
        text += "0"  # groups are set apart by spaces, so the sign is for decimals: 1 234,567
    return ("-" + text if negative else text), percent


def _own_decimal(text: str) -> Literal[",", ".", "none", "ambiguous"]:
    """What the shape of one number says: its decimal sign, none, or both readings possible."""
    body = re.split("e", text.lstrip("+-"), flags=re.IGNORECASE)[0]
    commas, points = body.count(","), body.count(".")
    if commas and points:
        return "," if body.rfind(",") > body.rfind(".") else "."
    if commas + points == 0:
        return "none"
    sign: Literal[",", "."] = "," if commas else "."
    if commas + points > 1:
        return "none"
    before, after = body.split(sign)
    if len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0"):
        return "ambiguous"
    return sign


def _value(text: str, sign: str) -> float | None:
    decimal = sign if sign in (",", ".") else ""
    whole, _, rest = text.partition(decimal) if decimal else (text, "", "")
    if decimal and any(c in rest for c in ",."):
        return None
    groups = re.split(r"[.,]", whole.lstrip("+-"))
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(g) != 3 for g in groups[1:])):
        return None
    plain = re.sub(r"[.,]", "", whole) + (f".{rest}" if rest else "")
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
