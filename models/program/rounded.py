"""Pools and curves with their kinks rounded off, for the search for prices."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from models.curve import CurveFamily
from models.curve_table import CurveTable
from models.network import Network
from models.response_curve import CODES, Numbers, Rows

EDGE, TAIL = 20.0, 0.02
"""How sharply a pool without overlap is rounded: claims per person `1 - s^EDGE - TAIL ln s`."""


class Pools(NamedTuple):
    """Some pools: their places among the priced ones, whether they are priced, and their overlap."""

    place: Rows
    priced: np.ndarray
    random: np.ndarray


class Ratios(NamedTuple):
    """Pools at their prices, `s` being the price of a claim over the worth of a person moved.

    `ratio`: claims a person; `share`: share of people moved; `fall`: `-d ratio / d log s`;
    `scarcity`: `s`, the share of claims that still move someone.
    """

    ratio: Numbers
    share: Numbers
    fall: Numbers
    scarcity: Numbers


def person_worth(target: Numbers, price: Numbers, pools: Pools) -> Numbers:
    """Worth of one more person in pools; the integral of `ratio` from the price to the target's worth."""
    s, log, power = _price_share(target, price, pools)
    worth = 1.0 - s + s * log
    if pools.random.all():
        return np.asarray(target * worth)
    plain = (1.0 - s) - (1.0 - power * s) / (EDGE + 1.0) + TAIL * worth
    return np.asarray(target * np.where(pools.random, worth, plain))


def ratios(target: Numbers, price: Numbers, pools: Pools) -> Ratios:
    """What pools are claimed at, when a claim costs `price` and a person moved is worth `target`.

    Claims per person `r(s) = -ln s` for random overlap, which is exact, and else
    `1 - s^EDGE - TAIL ln s`, which rounds off the step of `min(r, 1)`.
    """
    s, log, power = _price_share(target, price, pools)
    inside = s < 1.0
    ratio = np.where(pools.random, -log, 1.0 - power - TAIL * log)
    plain = (1.0 - s) - (1.0 - power * s) / (EDGE + 1.0) + TAIL * (1.0 - s + s * log)
    worth = np.where(pools.random, 1.0 - s + s * log, plain)
    fall = np.where(inside, np.where(pools.random, 1.0, TAIL + EDGE * power), 0.0)
    return Ratios(ratio, worth + s * ratio, fall, np.where(inside, s, 0.0))


def _price_share(target: Numbers, price: Numbers, pools: Pools) -> tuple[Numbers, Numbers, Numbers]:
    inside = pools.priced & (price < target)
    s = np.divide(price, target, out=np.ones_like(target), where=inside)
    s = np.maximum(s, 1e-300)
    return s, np.log(s), s**EDGE


def price_share(ratio: Numbers) -> Numbers:
    """About the `s` at which a pool without overlap is claimed at `ratio`."""
    return np.asarray(np.clip(1.0 - ratio, 1e-4, 1.0) ** (1.0 / EDGE))


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
