"""What each line may spend, as intervals of which it takes one; split where the search needs it finer.

Where money is carried over, what acts on a curve follows from the spend of several periods: then the
intervals of the curve are of acting money, and the choices of spend have intervals of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.choices import Choices, no_choices
from models.curve_table import CurveTable
from models.network import Network
from models.program.envelope import (
    Lines,
    envelope_value,
    hull_lines,
    smooth_lines,
    touching_point,
)
from models.response_curve import Numbers, Rows

BESIDE = 1e-9
"""What acts may lie this share beside what its bounds allow: two ways of adding up the same money."""


@dataclass(frozen=True, eq=False)
class Intervals:
    """Intervals in order of `line`, which stands for a line or for a curve: `low` and `high` (money),
    `changed`: whether a line that takes it counts as changed. All (intervals,)."""

    line: Rows
    low: Numbers
    high: Numbers
    changed: np.ndarray

    @property
    def first(self) -> Rows:
        """(lines + 1,) place of each line's first interval."""
        return np.searchsorted(self.line, np.arange(int(self.line.max(initial=-1)) + 2))

    @property
    def alone(self) -> np.ndarray:
        """(intervals,) whether an interval is its line's only one."""
        return np.asarray(np.bincount(self.line)[self.line] == 1)

    def split(self, place: int, at: float) -> Intervals:
        """The interval at `place` cut in two at the spend `at`."""
        both = [place, place]
        line, low, high, changed = (
            np.insert(values, place + 1, values[both[:1]])
            for values in (self.line, self.low, self.high, self.changed)
        )
        high[place], low[place + 1] = at, at
        return Intervals(line, low, high, changed)


def choices_of(network: Network) -> Choices:
    """The either-or rules of a network."""
    return network.choices if network.choices is not None else no_choices(network.lines)


def options(network: Network) -> Intervals:
    """What each line may spend, in as few intervals as the rules allow; bounds must be finite.

    Nothing, or from the minimum on; the current spend, or a change of it.
    """
    choices = choices_of(network)
    found: list[tuple[int, float, float, bool]] = []
    for line in range(network.lines):
        low, high = float(network.lower[line]), float(network.upper[line])
        least = float(choices.minimum[line])
        parts = [(low, high)]
        if low < least:
            parts = ([(0.0, 0.0)] if low <= 0.0 else []) + ([(least, high)] if least <= high else [])
        counted = choices.most_changed is not None and choices.counted is not None and choices.counted[line]
        now = float(network.current[line])
        if counted and any(a <= now <= b for a, b in parts):
            found.append((line, now, now, False))
        found += [(line, a, b, bool(counted)) for a, b in parts if not (counted and a == b == now)]
    return _listed(found)


def _listed(found: list[tuple[int, float, float, bool]]) -> Intervals:
    found.sort(key=lambda part: (part[0], part[1], part[2]))
    line_, low_, high_, changed = zip(*found, strict=True) if found else ((), (), (), ())
    return Intervals(
        np.array(line_, dtype=np.intp), np.array(low_, dtype=float), np.array(high_, dtype=float), np.array(changed, dtype=bool)
    )  # fmt: skip


def first_intervals(network: Network) -> Intervals:
    """Intervals of the curves: those of the lines, or of what may act where money is carried over."""
    parts, carry = options(network), network.carry
    if carry is None:
        return parts
    found = [
        (row, max((1.0 - BESIDE) * low, 0.0), (1.0 + BESIDE) * high, False)
        for row, low, high in zip(
            range(network.rows), network.row_lower.tolist(), network.row_upper.tolist(), strict=True
        )
        if carry.carried_rows[row]
    ]
    found += [
        (int(carry.own[line]), low, high, changed)
        for line, low, high, changed in _each(parts)
        if not carry.carried[line]
    ]
    return _listed(found)


def switches(network: Network) -> Intervals:
    """Intervals of the spend of lines that choose while their money is carried over."""
    parts, carry = options(network), network.carry
    if carry is None:
        return _listed([])
    alone = parts.alone & (parts.low == network.lower[parts.line]) & (parts.high == network.upper[parts.line])
    return _listed([
        part for part, plain in zip(_each(parts), alone.tolist(), strict=True)
        if carry.carried[part[0]] and not (plain and not part[3])
    ])  # fmt: skip


def _each(parts: Intervals) -> list[tuple[int, float, float, bool]]:
    columns = (parts.line, parts.low, parts.high, parts.changed)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@dataclass(frozen=True, eq=False)
class Envelopes:
    """The envelopes of the curves on intervals."""

    curves: CurveTable
    intervals: Intervals
    table: CurveTable
    touch: Numbers

    def lines_at(self, spends: Numbers) -> Lines:
        """Straight lines above the curves: tangents at `spends` (n, lines), hulls of straight pieces."""
        part = self.intervals
        smooth = np.flatnonzero(~self.table.straight)
        lines = smooth_lines(
            self.table.take(smooth), (part.low[smooth], part.high[smooth]), self.touch[smooth],
            spends[:, part.line[smooth]],
        )  # fmt: skip
        places, slopes, levels = [smooth[lines.interval]], [lines.slope], [lines.level]
        for place in np.flatnonzero(self.table.straight):
            slope, level = hull_lines(
                self.curves, int(part.line[place]), float(part.low[place]), float(part.high[place])
            )
            places.append(np.full(len(slope), place))
            slopes.append(slope)
            levels.append(level)
        return Lines(np.concatenate(places), np.concatenate(slopes), np.concatenate(levels))

    def excess(self, spend: Numbers, chosen: Rows) -> Numbers:
        """(lines,) how far the envelope of the `chosen` interval lies above the curve at `spend`."""
        part = self.intervals
        table = self.table.take(chosen)
        true = table.value(spend)
        above = envelope_value(table, (part.low[chosen], part.high[chosen]), self.touch[chosen], spend)
        for line in np.flatnonzero(table.straight & ~table.concave).tolist():
            slope, level = hull_lines(
                self.curves, line, float(part.low[chosen[line]]), float(part.high[chosen[line]])
            )
            above[line] = float(np.min(slope * spend[line] + level))
        return np.asarray(np.maximum(above - true, 0.0))


def envelopes(curves: CurveTable, intervals: Intervals) -> Envelopes:
    """Lay envelopes of the curves on the intervals."""
    table = curves.take(intervals.line)
    touch = intervals.low.copy()
    bent = np.flatnonzero(~table.concave & ~table.straight)
    if len(bent):
        touch[bent] = touching_point(table.take(bent), intervals.low[bent], intervals.high[bent])
    return Envelopes(curves, intervals, table, touch)
