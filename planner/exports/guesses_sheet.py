"""The guesses that matter as a sheet: each at both its ends, what would move and what keeping the split costs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.allocation import Allocation
from models.money import exact_major
from planner.choice_words import word
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.language import _
from planner.tornado import End, Tornado, Weighed
from planner.tornado_words import guess_name, opening_sentence, tornado_sentence, value_words


def guesses_sheet(allocation: Allocation, found: Tornado) -> ExportTable:
    """Two rows a guess, its low and its high end; the sentence stands with the end where more changes."""
    columns = (
        Column("guess", _("Guess"), Kind.TEXT),
        Column("grade", _("Evidence"), Kind.TEXT),
        Column("stated", _("As stated"), Kind.TEXT),
        Column("end", _("Instead"), Kind.TEXT),
        Column("moved", _("Money that would move"), Kind.MONEY),
        Column("change", _("Change of the result with the split kept"), Kind.NUMBER),
        Column("regret", _("Cost of keeping the split"), Kind.NUMBER),
        Column("said", _("In words"), Kind.TEXT),
    )
    rows = tuple(_row(allocation, entry, end) for entry in found.entries for end in (entry.low, entry.high))
    notes = [opening_sentence(allocation.plan, found)]
    if not found.complete:
        notes.append(_("Not all of them were looked at: it would have taken too long."))
    return ExportTable(_("Guesses that matter"), columns, rows, tuple(notes))


def _row(allocation: Allocation, entry: Weighed, end: End) -> Mapping[str, Cell]:
    guess, plan = entry.guess, allocation.plan
    known = end.possible
    return {
        "guess": guess_name(plan, guess),
        "grade": word(guess.grade.value),
        "stated": value_words(guess, guess.value),
        "end": value_words(guess, end.value),
        "moved": exact_major(end.moved, plan.currency) if known else None,
        "change": _rounded(end.kept - entry.base) if known else None,
        "regret": _rounded(end.regret) if known else None,
        "said": tornado_sentence(allocation, entry) if end is entry.worst else "",
    }


def _rounded(units: float) -> Decimal:
    return Decimal(repr(round(units, 6)))
