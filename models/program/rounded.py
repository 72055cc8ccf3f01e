"""Pools and curves with their kinks rounded off, for the search for prices."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.curve import CurveFamily
from models.curve_table import CurveTable
from models.network import Network
from models.response_curve import CODES, Numbers, Points, Rows

EDGE, TAIL = 40.0, 0.02
"""How sharply a pool without overlap is rounded: claims per person `1 - s^EDGE - TAIL ln s`."""


@dataclass(frozen=True, eq=False)
class Rounded:
    """Pools at their prices, (pools,) each, `s` being the price of a claim over the worth `w`.

    `person`: worth of a person in the pool; `ratio`: claims a person; `share`: share of people
    moved; `fall`: `-d ratio / d log s`; `scarcity`: `s`, the share of claims that still move someone.
    """

    person: Numbers
    ratio: Numbers
    share: Numbers
    fall: Numbers
    scarcity: Numbers

    @staticmethod
    def empty(pools: int) -> Rounded:
        """All zeros."""
        return Rounded(*(np.zeros(pools) for _ in range(5)))

    def fill(self, pools: Rows, part: Rounded) -> None:
        """Write the figures of some pools."""
        for name in ("person", "ratio", "share", "fall", "scarcity"):
            getattr(self, name)[pools] = getattr(part, name)


def rounded_pool(target: Numbers, price: Numbers, priced: np.ndarray, random: np.ndarray) -> Rounded:
    """Pools at the worth `target` of a person moved and the price of a claim; others bring nothing.

    Claims per person `r(s) = b (1 - s^EDGE) - e ln s`: `b = 0, e = 1` is random overlap exactly.
    """
    inside = priced & (price < target) & (target > 0)
    s = np.where(inside, price / np.where(inside, target, 1.0), 1.0)
    block = np.where(random, 0.0, 1.0)
    tail = np.where(random, 1.0, TAIL)
    power, log = s**EDGE, np.log(s)
    ratio = block * (1.0 - power) - tail * log
    worth = block * ((1.0 - s) - (1.0 - power * s) / (EDGE + 1.0)) + tail * (1.0 - s + s * log)
    fall = np.where(inside, tail + block * EDGE * power, 0.0)
    return Rounded(worth * target, ratio, worth + s * ratio, fall, np.where(inside, s, 0.0))


def rounded_curves(network: Network) -> CurveTable:
    """The curves, straight ones replaced by an exponential of the same first slope.

    Its top is the straight curve's own, or four times what the upper bound would bring.
    """
    table = network.curves
    straight = np.flatnonzero(table.straight)
    if not len(straight):
        return table
    codes, rows = table.codes.copy(), table.rows.copy()
    part = table.take(straight)
    first = part.slope(np.zeros(len(straight)))
    reach = part.value(network.upper[straight])
    top = np.where(reach < 0.999 * first * network.upper[straight], reach * 1.02, 4.0 * reach)
    codes[straight] = CODES[CurveFamily.EXPONENTIAL]
    rows[straight, 0] = top
    rows[straight, 1] = np.divide(top, first, out=np.ones_like(top), where=first > 0)
    return replace(table, codes=codes, rows=rows)
