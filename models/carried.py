"""Where the money of a plan's lines acts: in their periods, and for as long as it is carried over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.calendar import Cell
from models.carry import Acting, Carry, carry_of
from models.communication import Touchpoint
from models.money import to_major
from models.network_keys import line_key
from models.plan import Plan
from models.stretches import Stretch, half_life


@dataclass(frozen=True)
class Row:
    """A line, or the part of one `message`, in a stretch in which its money acts; `cell` is the place of
    what it spends there, or -1."""

    line: Touchpoint
    stretch: Stretch
    cell: int
    message: str | None = None


def rows_of(plan: Plan, cells: Sequence[Cell], stretches: Sequence[Stretch]) -> list[Row]:
    """Every line in every stretch in which money acts, in the order of the cells, then of time."""
    place = {(cell.line.id, cell.message, cell.stretch.key): number for number, cell in enumerate(cells)}
    rows = []
    for (line, message), touchpoint in {(cell.line.id, cell.message): cell.line for cell in cells}.items():
        last = plan.end + dt.timedelta(days=_faded(touchpoint))
        for stretch in stretches:
            cell = place.get((line, message, stretch.key), -1)
            if cell >= 0 or (_faded(touchpoint) and stretch.start <= last):
                rows.append(Row(touchpoint, stretch, cell, message))
    return rows


def carry_of_rows(plan: Plan, rows: Sequence[Row]) -> Carry | None:
    """The carry-over of a plan; None where no line has any.

    What acts when the plan begins is carried over from what was spent before it: the current spend,
    unless the line says otherwise.
    """
    if not any(_half_life(row.line) > 0 for row in rows):
        return None
    of_line: dict[tuple[str, str | None], list[Row]] = {}
    for row in rows:
        of_line.setdefault((row.line.id, row.message), []).append(row)
    lines = [part[0].line for part in of_line.values()]
    return carry_of(
        [
            [Acting(row.cell, row.stretch.days, _half_life(row.line)) for row in part]
            for part in of_line.values()
        ],
        [line_key(row.line.id, row.stretch.key, row.message) for row in rows],
        [to_major(_spent_before(line), plan.currency) / plan.reference_days for line in lines],
    )


def _spent_before(line: Touchpoint) -> int:
    return line.current_spend if line.spend_before is None else line.spend_before


def _half_life(line: Touchpoint) -> float:
    return line.curve.half_life_days if line.curve is not None else 0.0


def _faded(line: Touchpoint) -> int:
    return half_life(_half_life(line))
