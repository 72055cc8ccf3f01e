"""Targets instead of a total: least spend for a result, and target cost per result or return on spend.

`V(b)` is the best result of money `b`, worked out at a few amounts. Every answer comes with an upper bound,
and these prove the target: with falling returns no amount `b` can bring more than `upper + price (b - b0)`;
with S-shaped curves and either-or rules no amount below `b0` can bring more than the `upper` found there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.purse import Purse, Spot
from models.target_ends import MOST_TURNS_MIXED, holds, least_between, most_between

FARTHEST = 1e3
"""Where no limit ends the money, so many times the total is looked at."""


@dataclass(frozen=True)
class TargetMoney:
    """The money that meets a target, its best split, and what ends the search. Major units as charged.

    `spot`: the split. `proved`: no less money meets the target (least spend), or no more (a target cost or
    return). `ended_by`: keys of the limits that end the money before the target does. `beyond`: the money
    that would meet a target missed for lack of it, or up to which a target would still hold.
    """

    spot: Spot
    met: bool
    proved: float | None = None
    ended_by: tuple[str, ...] = ()
    beyond: float | None = None


def least_money(purse: Purse, target: float) -> TargetMoney:
    """The least money whose best split brings `target` objective units, organic ones included.

    Not met where the total or the other limits allow too little: then the best of the most money. Raises
    ImpossibleLimits, NotYetPossible.
    """
    most, allowed = purse.most(), purse.allowed.most
    top = purse.at(most)
    if top.value >= target:
        found, proved = least_between(purse, (purse.least, most), top, target)
        held = found.charged <= purse.least + 1e-9 * max(purse.limit, 1.0) and purse.least > 0.0
        return TargetMoney(found, True, min(proved, found.charged), purse.allowed.least_keys if held else ())
    if allowed <= most * (1.0 + 1e-9):
        return TargetMoney(top, False, None, purse.allowed.most_keys)
    wide = min(allowed, FARTHEST * max(most, 1.0))
    wider = purse.at(wide)
    if wider.value < target:
        keys = purse.allowed.most_keys if wide >= allowed else ()
        return TargetMoney(top, False, None, keys)
    needed, _proved = least_between(purse, (most, wide), wider, target)
    return TargetMoney(top, False, None, (purse.total_key,), needed.charged)


def money_at_cost(purse: Purse, cost: float) -> TargetMoney:
    """The most money that is charged at most `cost` for each objective unit it brings, on average.

    Not met where no split is so cheap: then the cheapest. Raises ImpossibleLimits, NotYetPossible.
    """
    cheap = purse.at_price(cost)
    if cheap.charged > cost * cheap.gain * (1.0 + 1e-9) or cheap.gain <= 0.0:
        return TargetMoney(_cheapest(purse, cheap), False)
    most, allowed = purse.most(), purse.allowed.most
    top = purse.at(most)
    if not holds(top, cost):
        found, proved = most_between(purse, cheap, top, cost)
        return TargetMoney(found, True, proved)
    if allowed <= most * (1.0 + 1e-9):
        return TargetMoney(top, True, None, purse.allowed.most_keys)
    wide = purse.at(min(allowed, FARTHEST * max(most, 1.0)))
    beyond = wide if holds(wide, cost) else most_between(purse, top, wide, cost)[0]
    return TargetMoney(top, True, None, (purse.total_key,), beyond.charged)


def money_at_last_cost(purse: Purse, cost: float) -> TargetMoney:
    """The money up to which even the last objective unit costs at most `cost`: `V(b) - b / cost` is greatest.

    Not met where even the first money brings less: then no more than the limits ask for. Raises
    ImpossibleLimits, NotYetPossible.
    """
    spot, allowed = purse.at_price(cost), purse.allowed
    if spot.charged <= purse.least + 1e-9 * max(purse.limit, 1.0):
        return TargetMoney(spot, False)
    if spot.charged >= allowed.most * (1.0 - 1e-6):
        return TargetMoney(spot, True, None, allowed.most_keys)
    if spot.charged < purse.limit * (1.0 - 1e-6):
        return TargetMoney(spot, True, spot.charged)
    wide = min(allowed.most, FARTHEST * max(purse.limit, 1.0))
    beyond = purse.at_price(cost, wide).charged
    return TargetMoney(spot, True, None, (purse.total_key,), max(beyond, spot.charged))


def _cheapest(purse: Purse, spot: Spot) -> Spot:
    """The split that is charged least for what it brings, from one that brings something."""
    best = purse.at(purse.most())
    best = min((best, spot), key=_cost)
    for _turn in range(MOST_TURNS_MIXED):
        if not math.isfinite(_cost(best)) or purse.should_stop():
            break
        better = purse.at_price(_cost(best))
        if _cost(better) >= _cost(best) * (1.0 - 1e-5):
            break
        best = better
    return best


def _cost(spot: Spot) -> float:
    return spot.charged / spot.gain if spot.gain > 0.0 and spot.charged > 0.0 else math.inf
