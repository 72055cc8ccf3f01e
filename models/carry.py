"""Carry-over: money spent on some days acts on later ones as well.

Day by day `a_d = (1 - theta) x_d + theta a_(d-1)` with `theta = 2^(-1 / half-life)`; in a stretch of `D`
days money is spent evenly, so what acts in it is `(1 - k) x + k D s`, with `s` the carried-over money a
day when it begins and `k = theta (1 - theta^D) / ((1 - theta) D)`. Steady spend acts as it is spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from models.response_curve import Numbers, Rows

NOTHING = 1e-12
"""A share of money below this is not followed any longer."""


class Acting(NamedTuple):
    """One line in one stretch: its spend there (place in `Network.line_keys`, -1 in none), the days of
    the stretch and the line's half-life in days."""

    line: int
    days: int
    half_life: float


@dataclass(frozen=True, eq=False)
class Carry:
    """How spend (lines,) acts on curves (rows,): one row for every line and stretch in which it acts.

    `row`, `line`, `share`: entries sorted by row, money acting in a row per unit of spend of a line;
    `start`: (rows,) money acting there from before the plan. The same step by step, for the program:
    `acting = direct * spend + memory * state of the row before + first_acting` and
    `state = gain * spend + keep * state of the row before + first_state`; the state is carried-over
    money for as many days as the stretch has. `before`, `spends`: (rows,) the row before and the line
    that spends in it, -1 for none. `own`: (lines,) the row in which each spends; `carried`: (lines,)
    whether its money acts later too.
    """

    keys: tuple[str, ...]
    row: Rows
    line: Rows
    share: Numbers
    start: Numbers
    before: Rows
    spends: Rows
    direct: Numbers
    memory: Numbers
    gain: Numbers
    keep: Numbers
    first_acting: Numbers
    first_state: Numbers
    own: Rows
    carried: np.ndarray

    @cached_property
    def carried_rows(self) -> np.ndarray:
        """(rows,) whether carried-over money acts in a row."""
        held = self.spends >= 0
        result = ~held
        result[held] = self.carried[self.spends[held]]
        return result

    @cached_property
    def _by_row(self) -> tuple[Rows, Rows]:
        return np.unique(self.row, return_index=True)

    @cached_property
    def _by_line(self) -> tuple[Rows, Rows, Rows]:
        order = np.argsort(self.line, kind="stable")
        return (order, *np.unique(self.line[order], return_index=True))

    def acting(self, spend: Numbers) -> Numbers:
        """(..., rows) money acting at `spend` (..., lines)."""
        result = np.broadcast_to(self.start, (*spend.shape[:-1], len(self.start))).copy()
        rows, starts = self._by_row
        if len(rows):
            result[..., rows] += np.add.reduceat(self.share * spend[..., self.line], starts, axis=-1)
        return result

    def back(self, per_row: Numbers, lines: int) -> Numbers:
        """(..., lines) what a unit of each line's spend is worth when a unit acting is worth `per_row`."""
        result = np.zeros((*per_row.shape[:-1], lines))
        order, places, starts = self._by_line
        if len(places):
            each = (self.share * per_row[..., self.row])[..., order]
            result[..., places] = np.add.reduceat(each, starts, axis=-1)
        return result


def carry_of(rows: Sequence[Sequence[Acting]], keys: Sequence[str], before: Sequence[float]) -> Carry:
    """The carry-over of lines, each with its rows in order of time.

    `keys`: of every row; `before`: money a day that each line spent before the plan.
    """
    count = sum(len(of_line) for of_line in rows)
    numbers = {
        name: np.zeros(count) for name in ("direct", "memory", "gain", "keep", "acting", "state", "start")
    }
    previous, spends = np.full(count, -1, dtype=np.intp), np.full(count, -1, dtype=np.intp)
    entries: list[tuple[int, int, float]] = []
    place = 0
    for of_line, rate in zip(rows, before, strict=True):
        state: dict[int, float] = {}
        held, last_days = rate, 1  # money a day as the state of a stretch of one day
        for number, part in enumerate(of_line):
            k, left = _fractions(part)
            scale = part.days / last_days
            spends[place] = part.line
            numbers["direct"][place], numbers["gain"][place] = 1.0 - k, 1.0 - left
            if number:
                previous[place] = place - 1
                numbers["memory"][place], numbers["keep"][place] = k * scale, left * scale
            else:
                numbers["acting"][place], numbers["state"][place] = k * scale * held, left * scale * held
            numbers["start"][place] = k * scale * held
            acting = {line: k * scale * share for line, share in state.items()}
            state = {line: left * scale * share for line, share in state.items()}
            if part.line >= 0:
                acting[part.line] = 1.0 - k
                state[part.line] = 1.0 - left
            entries += [(place, line, share) for line, share in acting.items() if share > NOTHING]
            held, last_days = left * scale * held, part.days
            place += 1
    columns = list(zip(*entries, strict=True)) or [(), (), ()]
    lines = int((spends >= 0).sum())
    own, carried = np.zeros(lines, dtype=np.intp), np.zeros(lines, dtype=bool)
    flat = [part for of_line in rows for part in of_line]
    for number, part in enumerate(flat):
        if part.line >= 0:
            own[part.line], carried[part.line] = number, part.half_life > 0
    return Carry(
        tuple(keys), np.array(columns[0], dtype=np.intp), np.array(columns[1], dtype=np.intp),
        np.array(columns[2], dtype=float), numbers["start"], previous, spends, numbers["direct"],
        numbers["memory"], numbers["gain"], numbers["keep"], numbers["acting"], numbers["state"], own, carried,
    )  # fmt: skip


def _fractions(part: Acting) -> tuple[float, float]:
    """`k` and `theta^D`: how much of what acts in a stretch was there before, and how much outlasts it."""
    if part.half_life <= 0:
        return 0.0, 0.0
    theta = 2.0 ** (-1.0 / part.half_life)
    left = theta**part.days
    return theta * (1.0 - left) / ((1.0 - theta) * part.days), left
