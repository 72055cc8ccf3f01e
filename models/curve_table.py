"""The curves of all lines in one table, evaluated together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from models.curve import Curve, CurveFamily
from models.response_curve import CODES, FAMILIES, Linear, Numbers, Points, Rows

CLASSES = tuple(FAMILIES.values())


@dataclass(frozen=True, eq=False)
class CurveTable:
    """One response curve a line.

    `codes`: (lines,) places in `CODES`. `rows`: (..., lines, width) parameters. Spend is money in
    major units per period and responses are people per period, both (..., lines).
    """

    codes: Rows
    rows: Numbers

    @cached_property
    def _groups(self) -> list[tuple[type, Rows | slice, Numbers]]:
        """Family, lines of it and their parameters."""
        present = np.unique(self.codes)
        if len(present) == 1:
            return [(CLASSES[present[0]], slice(None), self.rows)]
        places = [(CLASSES[code], np.flatnonzero(self.codes == code)) for code in present]
        return [(family, lines, self.rows[..., lines, :]) for family, lines in places]

    def _evaluate(self, method: str, given: Numbers) -> Numbers:
        groups = self._groups
        with np.errstate(divide="ignore", over="ignore", under="ignore", invalid="ignore"):
            if len(groups) == 1:
                return np.asarray(getattr(groups[0][0], method)(given, self.rows))
            shape = given.shape
            if shape != self.rows.shape[:-1]:
                shape = np.broadcast_shapes(shape, self.rows.shape[:-1])
                given = np.broadcast_to(given, shape)
            result = np.zeros(shape)
            for family, lines, rows in groups:
                result[..., lines] = getattr(family, method)(given[..., lines], rows)
        return result

    def value(self, spend: Numbers) -> Numbers:
        """People claimed per period at `spend`."""
        return self._evaluate("value", spend)

    def slope(self, spend: Numbers) -> Numbers:
        """People claimed by one more unit of money at `spend`; may be infinite at 0."""
        return self._evaluate("slope", spend)

    def bend(self, spend: Numbers) -> Numbers:
        """Derivative of the slope at `spend`; 0 on straight pieces."""
        return self._evaluate("bend", spend)

    def spend_at(self, slope: Numbers) -> Numbers:
        """The largest spend at which the curve still has `slope`; 0 where it never has.

        Infinite where the slope is not above 0 (or never falls to it). For an S-shaped curve this is
        the spend on its falling branch.
        """
        found = np.where(slope > 0.0, self._evaluate("spend_at", np.maximum(slope, 0.0)), np.inf)
        return np.where(np.isnan(found), 0.0, np.maximum(found, 0.0))

    @cached_property
    def concave(self) -> np.ndarray:
        """(lines,) whether each curve's slope never rises."""
        result = np.ones(self.codes.shape, dtype=bool)
        hill = self.codes == CODES[CurveFamily.HILL]
        result[hill] = _in_every_draw(self.rows[..., hill, 2] <= 1.0)
        points = self.codes == CODES[CurveFamily.POINTS]
        if points.any():
            _, width, slope = Points.pieces(self.rows[..., points, :])
            rising = (np.diff(slope) > 1e-12 * slope[..., :1]) & (width[..., 1:] > 0)
            result[points] = _in_every_draw(~rising.any(axis=-1))
        return result

    def concave_between(self, lower: Numbers, upper: Numbers) -> np.ndarray:
        """(lines,) whether each curve's slope never rises between its bounds (of money)."""
        hill = ~self.concave & (self.codes == CODES[CurveFamily.HILL])
        half, power = self.rows[..., hill, 1], self.rows[..., hill, 2]
        turn = half * (np.maximum(power - 1.0, 0.0) / (power + 1.0)) ** (1.0 / power)
        result = self.concave | (upper <= lower)
        result[hill] |= _in_every_draw(lower[hill] >= turn * (1.0 - 1e-12))
        return np.asarray(result)

    @cached_property
    def straight(self) -> np.ndarray:
        """(lines,) whether each curve is made of straight pieces."""
        codes = self.codes
        flat_power = (codes == CODES[CurveFamily.POWER]) & _in_every_draw(self.rows[..., 1] >= 1.0)
        return np.asarray(np.isin(codes, (CODES[CurveFamily.POINTS], CODES[CurveFamily.LINEAR])) | flat_power)

    def kinks(self, line: int) -> Numbers:
        """Spends at which the straight pieces of `line` meet, its start left out."""
        row = self.rows[line]
        if self.codes[line] == CODES[CurveFamily.POINTS]:
            start, width, _ = Points.pieces(row)
            return np.unique((start + width)[width > 0])
        if self.codes[line] == CODES[CurveFamily.LINEAR] and np.isfinite(row[1]):
            return np.array([row[0] * row[1]])
        return np.zeros(0)

    def stretched(self, factor: ArrayLike) -> CurveTable:
        """The curves of a stretch of time `factor` times as long: `factor f(a / factor)`."""
        rows = self.rows.copy()
        factors = np.broadcast_to(np.asarray(factor, dtype=float), rows.shape[:-1])
        for family, lines, part in self._groups:
            rows[..., lines, :] = family.stretched(part, factors[..., lines])  # type: ignore[attr-defined]
        return replace(self, rows=rows)

    def take(self, lines: Rows) -> CurveTable:
        """The table of some lines, in the order given."""
        return CurveTable(self.codes[lines], self.rows[..., lines, :])


def _in_every_draw(holds: np.ndarray) -> np.ndarray:
    """(..., lines) -> (lines,)"""
    return np.asarray(holds.all(axis=tuple(range(holds.ndim - 1))))


def make_table(
    families: Sequence[CurveFamily],
    parameters: Sequence[dict[str, float]],
    points: Sequence[Sequence[tuple[float, float]]] = (),
) -> CurveTable:
    """Lay curves, given by family, named parameters and (for `points`) points, into a table.

    `points` is empty or as long as `families`. Raises KeyError when a parameter is missing.
    """
    given = list(points) or [()] * len(families)
    started = [_from_nothing(line) for line in given]
    size = max([2, *(len(line) for line in started)])
    rows = np.zeros((len(families), 2 * size))
    for row, family, named, line in zip(rows, families, parameters, started, strict=True):
        if family is CurveFamily.POINTS:
            filled = np.array(line + [line[-1]] * (size - len(line)))
            row[:size], row[size:] = filled[:, 0], filled[:, 1]
            continue
        if FAMILIES[family] is Linear:
            named = {"cap": np.inf, **named}
        for place, name in enumerate(FAMILIES[family].names):  # type: ignore[attr-defined]
            row[place] = named[name]
    return CurveTable(np.array([CODES[family] for family in families], dtype=np.intp), rows)


def _from_nothing(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points with (0, 0) before them where it is missing."""
    listed = [(float(spend), float(response)) for spend, response in points]
    return listed if listed and listed[0][0] == 0.0 else [(0.0, 0.0), *listed]


def table_of_curves(curves: Sequence[Curve], days: float) -> CurveTable:
    """The curves of records, for a period of `days` days: `(days/d) f(a d/days)` each."""
    table = make_table(
        [curve.family for curve in curves],
        [curve.parameters for curve in curves],
        [[(point.spend, point.response) for point in curve.points] for curve in curves],
    )
    return table.stretched(np.array([days / curve.per_days for curve in curves]))
