"""The families of response curves: people claimed as a function of spend, for many lines at once.

One class a family; `models.curve_table` holds the curves of all lines and asks them together. The
formulas are those of `docs/method.md`. Parameters of a line are one row of numbers, so a
table may carry leading axes (draws) in front of the axis of lines.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from models.curve import CurveFamily

Numbers = NDArray[np.float64]
Rows = NDArray[np.intp]

TINY = 1e-200
"""Stands for a spend or scale of 0 where a formula divides by it."""


class MichaelisMenten:
    """`top a / (a + half)`: concave, reaches half its top at `half`."""

    names: ClassVar[tuple[str, ...]] = ("top", "half")

    @staticmethod
    def value(spend: Numbers, row: Numbers) -> Numbers:
        return row[..., 0] * spend / (spend + row[..., 1])

    @staticmethod
    def slope(spend: Numbers, row: Numbers) -> Numbers:
        return row[..., 0] * row[..., 1] / (spend + row[..., 1]) ** 2

    @staticmethod
    def bend(spend: Numbers, row: Numbers) -> Numbers:
        return -2.0 * row[..., 0] * row[..., 1] / (spend + row[..., 1]) ** 3

    @staticmethod
    def spend_at(slope: Numbers, row: Numbers) -> Numbers:
        return np.sqrt(row[..., 0] * row[..., 1] / slope) - row[..., 1]

    @staticmethod
    def stretched(row: Numbers, factor: Numbers) -> Numbers:
        return _times(row, factor, factor)


class Exponential:
    """`top (1 - exp(-a / scale))`: concave."""

    names: ClassVar[tuple[str, ...]] = ("top", "scale")

    @staticmethod
    def value(spend: Numbers, row: Numbers) -> Numbers:
        return -row[..., 0] * np.expm1(-spend / (row[..., 1] + TINY))

    @staticmethod
    def slope(spend: Numbers, row: Numbers) -> Numbers:
        scale = row[..., 1] + TINY
        return row[..., 0] / scale * np.exp(-spend / scale)

    @staticmethod
    def bend(spend: Numbers, row: Numbers) -> Numbers:
        return -Exponential.slope(spend, row) / (row[..., 1] + TINY)

    @staticmethod
    def spend_at(slope: Numbers, row: Numbers) -> Numbers:
        scale = row[..., 1] + TINY
        return -scale * np.log(slope * scale / row[..., 0])

    @staticmethod
    def stretched(row: Numbers, factor: Numbers) -> Numbers:
        return _times(row, factor, factor)


class Power:
    """`scale a^exponent`, `0 < exponent <= 1`: concave, infinite slope at 0 when `exponent < 1`."""

    names: ClassVar[tuple[str, ...]] = ("scale", "exponent")

    @staticmethod
    def value(spend: Numbers, row: Numbers) -> Numbers:
        return row[..., 0] * spend ** row[..., 1]

    @staticmethod
    def slope(spend: Numbers, row: Numbers) -> Numbers:
        return row[..., 0] * row[..., 1] * np.maximum(spend, TINY) ** (row[..., 1] - 1.0)

    @staticmethod
    def bend(spend: Numbers, row: Numbers) -> Numbers:
        return Power.slope(spend, row) * (row[..., 1] - 1.0) / np.maximum(spend, TINY)

    @staticmethod
    def spend_at(slope: Numbers, row: Numbers) -> Numbers:
        start = row[..., 0] * row[..., 1]
        straight = np.where(slope < start, np.inf, 0.0)
        return np.where(row[..., 1] < 1.0, (slope / start) ** (1.0 / (row[..., 1] - 1.0)), straight)

    @staticmethod
    def stretched(row: Numbers, factor: Numbers) -> Numbers:
        return _times(row, factor ** (1.0 - row[..., 1]), np.ones_like(factor))


class Tanh:
    """`top tanh(a / scale)`: concave; the `logistic` of PyMC-Marketing with `scale = 2 / rate`."""

    names: ClassVar[tuple[str, ...]] = ("top", "scale")

    @staticmethod
    def value(spend: Numbers, row: Numbers) -> Numbers:
        return row[..., 0] * np.tanh(spend / (row[..., 1] + TINY))

    @staticmethod
    def slope(spend: Numbers, row: Numbers) -> Numbers:
        scale = row[..., 1] + TINY
        fall = np.exp(-2.0 * spend / scale)  # sech^2 without overflow
        return row[..., 0] / scale * 4.0 * fall / (1.0 + fall) ** 2

    @staticmethod
    def bend(spend: Numbers, row: Numbers) -> Numbers:
        scale = row[..., 1] + TINY
        return -2.0 * Tanh.slope(spend, row) * np.tanh(spend / scale) / scale

    @staticmethod
    def spend_at(slope: Numbers, row: Numbers) -> Numbers:
        scale = row[..., 1] + TINY
        return scale * np.arccosh(np.sqrt(np.maximum(row[..., 0] / (scale * slope), 1.0)))

    @staticmethod
    def stretched(row: Numbers, factor: Numbers) -> Numbers:
        return _times(row, factor, factor)


class Hill:
    """`top a^slope / (a^slope + half^slope)`: S-shaped when `slope > 1`, else concave."""

    names: ClassVar[tuple[str, ...]] = ("top", "half", "slope")

    @staticmethod
    def value(spend: Numbers, row: Numbers) -> Numbers:
        raised = (spend / row[..., 1]) ** row[..., 2]
        return row[..., 0] * raised / (1.0 + raised)

    @staticmethod
    def slope(spend: Numbers, row: Numbers) -> Numbers:
        spend = np.maximum(spend, TINY * row[..., 1])
        raised = (spend / row[..., 1]) ** row[..., 2]
        return row[..., 0] * row[..., 2] * (raised / spend) / (1.0 + raised) / (1.0 + raised)

    @staticmethod
    def bend(spend: Numbers, row: Numbers) -> Numbers:
        spend = np.maximum(spend, TINY * row[..., 1])
        raised = (spend / row[..., 1]) ** row[..., 2]
        tilt = row[..., 2] - 1.0 - 2.0 * row[..., 2] * raised / (1.0 + raised)
        return Hill.slope(spend, row) * tilt / spend

    @staticmethod
    def spend_at(slope: Numbers, row: Numbers) -> Numbers:
        """The larger spend with this slope. In `z = log(a / half)` the log of the slope is concave,
        so Newton's method from the right of the root comes down to it without overshooting."""
        top, half, power = row[..., 0], row[..., 1], row[..., 2]
        drop = np.log(top * power / half) - np.log(slope)
        with np.errstate(divide="ignore"):
            z = np.minimum(
                drop / (1.0 + power), np.where(power < 1.0, drop / np.maximum(1.0 - power, 0.0), np.inf)
            )
        peak = np.where(power > 1.0, np.log(np.maximum(power - 1.0, TINY) / (power + 1.0)) / power, -np.inf)
        for _ in range(60):
            share = 1.0 / (1.0 + np.exp(-power * z))
            gap = drop + (power - 1.0) * z - 2.0 * np.logaddexp(0.0, power * z)
            step = gap / np.maximum(1.0 - power + 2.0 * power * share, 1e-12)
            z = np.maximum(z + np.minimum(step, 0.0), peak)
            if np.all((np.abs(step) < 1e-9 * (1.0 + np.abs(z))) | ~np.isfinite(z)):
                break  # the error is squared in every step; what has no end has no root
        at_peak = drop + (power - 1.0) * z - 2.0 * np.logaddexp(0.0, power * z)
        return np.where(at_peak < -1e-9, 0.0, half * np.exp(z))

    @staticmethod
    def stretched(row: Numbers, factor: Numbers) -> Numbers:
        return _times(row, factor, factor, np.ones_like(factor))


class Points:
    """Straight lines through (spend, response), level after the last; the row holds all spends,
    then all responses, from (0, 0) on, the last point repeated to fill the row."""

    names: ClassVar[tuple[str, ...]] = ()

    @staticmethod
    def pieces(row: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Start, width and slope of every piece, on a last axis of their own."""
        half = row.shape[-1] // 2
        width, rise = np.diff(row[..., :half]), np.diff(row[..., half:])
        return row[..., : half - 1], width, np.divide(rise, width, out=np.zeros_like(rise), where=width > 0)

    @staticmethod
    def value(spend: Numbers, row: Numbers) -> Numbers:
        start, width, slope = Points.pieces(row)
        return (slope * np.clip(spend[..., None] - start, 0.0, width)).sum(axis=-1)

    @staticmethod
    def slope(spend: Numbers, row: Numbers) -> Numbers:
        start, width, slope = Points.pieces(row)
        inside = (spend[..., None] >= start) & (spend[..., None] < start + width)
        return np.where(inside, slope, 0.0).sum(axis=-1)

    @staticmethod
    def bend(spend: Numbers, row: Numbers) -> Numbers:
        return np.zeros_like(spend * row[..., 0])

    @staticmethod
    def spend_at(slope: Numbers, row: Numbers) -> Numbers:
        _, width, slopes = Points.pieces(row)
        return np.where(slopes >= slope[..., None], width, 0.0).sum(axis=-1)

    @staticmethod
    def stretched(row: Numbers, factor: Numbers) -> Numbers:
        return row * factor[..., None]


class Linear:
    """`a / cost_per_entry`, level from `cap` people on where one is given."""

    names: ClassVar[tuple[str, ...]] = ("cost_per_entry", "cap")

    @staticmethod
    def value(spend: Numbers, row: Numbers) -> Numbers:
        return np.minimum(spend / row[..., 0], row[..., 1])

    @staticmethod
    def slope(spend: Numbers, row: Numbers) -> Numbers:
        return np.where(spend < row[..., 0] * row[..., 1], 1.0 / row[..., 0], 0.0)

    @staticmethod
    def bend(spend: Numbers, row: Numbers) -> Numbers:
        return np.zeros_like(spend * row[..., 0])

    @staticmethod
    def spend_at(slope: Numbers, row: Numbers) -> Numbers:
        return np.where(slope * row[..., 0] <= 1.0, row[..., 0] * row[..., 1], 0.0)

    @staticmethod
    def stretched(row: Numbers, factor: Numbers) -> Numbers:
        return _times(row, np.ones_like(factor), factor)


FAMILIES: dict[CurveFamily, type] = {
    CurveFamily.MICHAELIS_MENTEN: MichaelisMenten,
    CurveFamily.EXPONENTIAL: Exponential,
    CurveFamily.POWER: Power,
    CurveFamily.TANH: Tanh,
    CurveFamily.HILL: Hill,
    CurveFamily.POINTS: Points,
    CurveFamily.LINEAR: Linear,
}
"""Every family by its name; a new one is a class here and its parameters in `models.curve`."""

CODES = {family: code for code, family in enumerate(FAMILIES)}


def _times(row: Numbers, *factors: Numbers) -> Numbers:
    """The row with its first numbers multiplied, one factor each."""
    result = row.copy()
    for place, factor in enumerate(factors):
        result[..., place] *= factor
    return result
