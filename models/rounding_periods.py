"""Whole amounts of lines laid over periods: every line keeps its sum, every fixed period its budget."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.rounding import Amounts, Numbers

Table = NDArray[np.int64]
"""(lines, periods) minor units."""

MOST_MOVES = 10_000


@dataclass(frozen=True)
class Frame:
    """What bounds the amounts of lines in periods, minor units.

    `totals`: (lines,) sums to keep. `lower`, `upper`: (lines, periods). `factors`: (lines,) charge per
    unit. `budgets`: (periods,) as charged, NaN where a period's money is free.
    """

    totals: Amounts
    lower: Table
    upper: Table
    factors: Numbers
    budgets: Numbers


def lay_over_periods(wanted: Numbers, frame: Frame, step: int) -> Table:
    """Whole amounts near `wanted` (lines, periods): multiples of `step` as far as sums and budgets allow.

    Every line's sum is exact where its bounds can hold it; a period's budget is then met by moving money
    of single lines between periods, to the last minor unit (as charged: to less than one unit's charge).
    """
    scale = np.divide(
        frame.totals, wanted.sum(axis=1), out=np.ones(len(wanted)), where=wanted.sum(axis=1) > 0
    )
    aim = np.clip(wanted * scale[:, None], frame.lower, frame.upper)
    grain = max(step, 1)
    amounts = np.clip(np.floor(aim / grain + 1e-9).astype(np.int64) * grain, frame.lower, frame.upper)
    for line in range(len(amounts)):
        amounts[line] = _summed(amounts[line], aim[line], frame, (line, grain))
    return _balanced(amounts, frame)


def _summed(row: Amounts, aim: Numbers, frame: Frame, place: tuple[int, int]) -> Amounts:
    """The amounts of one line with its exact sum: whole steps by remainder, then what is left."""
    line, grain = place
    lower, upper = frame.lower[line], frame.upper[line]
    row = row.copy()
    for size in dict.fromkeys((grain, 1)):
        for period in np.argsort(row - aim, kind="stable"):
            rest = int(frame.totals[line] - row.sum())
            if rest >= size and row[period] + size <= upper[period]:
                row[period] += size if size > 1 else min(rest, int(upper[period] - row[period]))
        for period in np.argsort(aim - row, kind="stable"):
            rest = int(row.sum() - frame.totals[line])
            if rest > 0:
                row[period] -= min(rest, int(row[period] - lower[period]))
    return row


def _balanced(amounts: Table, frame: Frame) -> Table:
    """Move money within lines between periods until every fixed budget is met."""
    fixed = np.isfinite(frame.budgets)
    for _ in range(MOST_MOVES):
        gap = np.where(fixed, frame.factors @ amounts - np.nan_to_num(frame.budgets), 0.0)
        worst = int(np.argmax(np.abs(gap)))
        if abs(gap[worst]) < 0.5:
            break
        sign = 1 if gap[worst] > 0 else -1
        others = [
            int(k) for k in np.argsort(sign * gap, kind="stable")
            if k != worst and (not fixed[k] or sign * gap[k] < -1e-6)
        ]  # fmt: skip
        if not any(_moved(amounts, frame, (worst, other, sign), abs(gap[worst])) for other in others):
            break
    return amounts


def _moved(amounts: Table, frame: Frame, way: tuple[int, int, int], gap: float) -> bool:
    """Move money of the line with most room between two periods; whether any moved."""
    worst, other, sign = way
    source, sink = (worst, other) if sign > 0 else (other, worst)
    room = np.minimum(amounts[:, source] - frame.lower[:, source], frame.upper[:, sink] - amounts[:, sink])
    units = np.minimum(room, np.floor(gap / frame.factors + 0.5).astype(np.int64))
    line = int(np.argmax(units * frame.factors))
    if units[line] <= 0:
        return False
    amounts[line, source] -= units[line]
    amounts[line, sink] += units[line]
    return True
