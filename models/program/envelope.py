"""The least concave function above a curve on an interval, in straight lines.

For an S-shaped curve: straight from the interval's beginning to the touching point `p`, where
`(f(p) - f(l)) / (p - l) = f'(p)`, then the curve itself. Every line lies above the curve on all of its
interval, so a program made of them can only promise too much, never too little.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from models.curve import CurveFamily
from models.curve_table import CurveTable
from models.response_curve import CODES, Numbers, Rows

HALVINGS = 70
CLOSE_TO_LOW = 1e-9
"""A tangent where the slope is infinite is taken this share of the interval beside it."""


class Lines(NamedTuple):
    """Straight lines above curves: `slope * spend + level` for each `interval` (its place)."""

    interval: Rows
    slope: Numbers
    level: Numbers


def turning_point(curves: CurveTable) -> Numbers:
    """(lines,) spend from which each curve bends down: 0 for concave ones, infinite for bent straight
    pieces, which turn many times."""
    result = np.zeros(len(curves.codes))
    hill = ~curves.concave & (curves.codes == CODES[CurveFamily.HILL])
    half, power = curves.rows[hill, 1], curves.rows[hill, 2]
    result[hill] = half * ((power - 1.0) / (power + 1.0)) ** (1.0 / power)
    result[~curves.concave & (curves.codes == CODES[CurveFamily.POINTS])] = np.inf
    return result


def touching_point(curves: CurveTable, low: Numbers, high: Numbers) -> Numbers:
    """(intervals,) where the straight part from `low` ends; `low` where there is none. Smooth curves only."""
    turn = turning_point(curves)
    below = np.clip(turn, low, high)
    first = curves.value(low)

    def falls_short(at: Numbers) -> np.ndarray:
        return np.asarray(curves.slope(at) * (at - low) > curves.value(at) - first)

    left, right = below, high.copy()
    for _ in range(HALVINGS):
        middle = 0.5 * (left + right)
        short = falls_short(middle)
        left, right = np.where(short, middle, left), np.where(short, right, middle)
    return np.where(turn <= low, low, np.where(turn >= high, high, 0.5 * (left + right)))


def envelope_value(
    curves: CurveTable, ends: tuple[Numbers, Numbers], touch: Numbers, spend: Numbers
) -> Numbers:
    """(intervals,) the envelope at `spend`, for smooth curves with their touching points."""
    low, _ = ends
    first, top = curves.value(low), curves.value(touch)
    slope = np.divide(top - first, touch - low, out=np.zeros_like(low), where=touch > low)
    return np.where(spend < touch, first + slope * (spend - low), curves.value(spend))


def smooth_lines(curves: CurveTable, ends: tuple[Numbers, Numbers], touch: Numbers, at: Numbers) -> Lines:
    """Tangents of the envelope at the spends `at` (n, intervals), each interval's twins left out."""
    low, high = ends
    spot = np.clip(at, np.maximum(touch, low + CLOSE_TO_LOW * (high - low)), high)
    first, top = curves.value(low), curves.value(touch)
    chord = np.divide(top - first, touch - low, out=np.zeros_like(low), where=touch > low)
    straight = (spot <= touch) & (touch > low)
    slope = np.where(straight, chord, curves.slope(spot))
    level = np.where(straight, first - chord * low, curves.value(spot) - slope * spot)
    point = high <= low
    slope, level = np.where(point, 0.0, slope), np.where(point, first, level)
    spot = np.where(point, low, spot)
    order = np.argsort(spot, axis=0, kind="stable")
    spot, slope, level = (np.take_along_axis(a, order, axis=0) for a in (spot, slope, level))
    fresh = np.ones(spot.shape, dtype=bool)
    fresh[1:] = np.diff(spot, axis=0) > 1e-7 * np.maximum(high - low, 0.0)
    places = np.broadcast_to(np.arange(len(low)), spot.shape)
    return Lines(places[fresh], slope[fresh], level[fresh])


def hull_lines(curves: CurveTable, line: int, low: float, high: float) -> tuple[Numbers, Numbers]:
    """Slopes and levels of the upper hull of a curve of straight pieces between `low` and `high`."""
    kinks = curves.kinks(line)
    spend = np.concatenate([[low], kinks[(kinks > low) & (kinks < high)], [high] if high > low else []])
    value = curves.take(np.array([line])).value(spend[:, None])[:, 0]
    hull: list[int] = []
    for place in range(len(spend)):
        while len(hull) > 1 and _turns_up(spend, value, (hull[-2], hull[-1], place)):
            hull.pop()
        hull.append(place)
    if len(hull) == 1:
        return np.zeros(1), value[:1]
    slope = np.diff(value[hull]) / np.diff(spend[hull])
    return slope, value[hull][:-1] - slope * spend[hull][:-1]


def _turns_up(spend: Numbers, value: Numbers, at: tuple[int, int, int]) -> bool:
    a, b, c = at
    return bool(
        (value[b] - value[a]) * (spend[c] - spend[b]) <= (value[c] - value[b]) * (spend[b] - spend[a])
    )
