"""Targets instead of a total: least spend for a result, and target cost per result or return on spend.

`V(b)` is the best result of money `b`, worked out at a few amounts. Every answer comes with an upper bound,
and these prove the target: with falling returns no amount `b` can bring more than `upper + price (b - b0)`;
with S-shaped curves and either-or rules no amount below `b0` can bring more than the `upper` found there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.errors import ImpossibleLimits
from models.purse import Purse, Spot

CLOSE, CLOSE_MIXED = 1e-5, 1e-3
"""Money is sought until the ends of its range are this close, as a share of the greater."""

MOST_TURNS, MOST_TURNS_MIXED, MOST_STEPS_DOWN = 40, 12, 24
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
        found, proved = _least_between(purse, (purse.least, most), top, target)
        held = found.charged <= purse.least + 1e-9 * max(purse.limit, 1.0) and purse.least > 0.0
        return TargetMoney(found, True, min(proved, found.charged), purse.allowed.least_keys if held else ())
    if allowed <= most * (1.0 + 1e-9):
        return TargetMoney(top, False, None, purse.allowed.most_keys)
    wide = min(allowed, FARTHEST * max(most, 1.0))
    wider = purse.at(wide)
    if wider.value < target:
        keys = purse.allowed.most_keys if wide >= allowed else ()
        return TargetMoney(top, False, None, keys)
    needed, _proved = _least_between(purse, (most, wide), wider, target)
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
    if not _holds(top, cost):
        found, proved = _most_between(purse, cheap, top, cost)
        return TargetMoney(found, True, proved)
    if allowed <= most * (1.0 + 1e-9):
        return TargetMoney(top, True, None, purse.allowed.most_keys)
    wide = purse.at(min(allowed, FARTHEST * max(most, 1.0)))
    beyond = wide if _holds(wide, cost) else _most_between(purse, top, wide, cost)[0]
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


def _holds(spot: Spot, cost: float) -> bool:
    return spot.gain > 0.0 and spot.charged <= cost * spot.gain * (1.0 + 1e-12)


def _least_between(purse: Purse, ends: tuple[float, float], found: Spot, target: float) -> tuple[Spot, float]:
    """The least money that reaches the target, and the money below which nothing can: within `ends`."""
    low, high = ends[0], min(found.charged, ends[1])
    below = _possible(purse, low)
    if below is not None and below.value >= target:
        return below, low
    proved = low
    close, turns = (CLOSE, MOST_TURNS) if purse.falling else (CLOSE_MIXED, MOST_TURNS_MIXED)
    for _turn in range(turns):
        proved = max(proved, *(_short_of(purse, spot, target) for spot in (below, found) if spot is not None))
        proved = min(proved, high)
        if high - max(low, proved) <= close * high or purse.should_stop():
            break
        at = _next_below(purse, (max(low, proved), high), (below, found), target)
        spot = _possible(purse, at)
        if spot is not None and spot.value >= target:
            found, high = spot, min(spot.charged, high)
        else:
            low, below = at, spot
            proved = max(proved, at) if spot is None else proved
    return found, proved


def _short_of(purse: Purse, spot: Spot, target: float) -> float:
    """Money that this answer proves to be too little; nothing where it does not."""
    if not purse.falling:
        return spot.total if spot.upper < target else 0.0
    if spot.slope <= 0.0:
        return spot.total if spot.upper < target else 0.0
    return spot.total + (target - spot.upper) / spot.slope


def _next_below(
    purse: Purse, ends: tuple[float, float], spots: tuple[Spot | None, Spot], target: float
) -> float:
    """Where the chord between what falls short and what does not reaches the target, or the middle."""
    (low, high), (below, found) = ends, spots
    middle = 0.5 * (low + high)
    if not purse.falling or below is None or found.value <= below.value:
        return middle
    chord = below.total + (high - below.total) * (target - below.value) / (found.value - below.value)
    return chord if low < chord < high - 0.05 * (high - low) else middle


def _most_between(purse: Purse, holds: Spot, fails: Spot, cost: float) -> tuple[Spot, float]:
    """The most money at which the cost holds, and the money above which it cannot: between two answers."""
    if not purse.falling:
        return _highest(purse, holds, fails, cost)
    proved = _dear_from(fails, cost, fails.total)
    for _turn in range(MOST_TURNS):
        proved = max(_dear_from(holds, cost, proved), holds.charged)
        if proved - holds.charged <= CLOSE * proved or purse.should_stop():
            break
        spot = purse.at(_next_above((holds, fails), cost, proved))
        if _holds(spot, cost) and spot.charged > holds.charged:
            holds = spot
        else:
            fails, proved = spot, _dear_from(spot, cost, proved)
    return holds, proved


def _next_above(ends: tuple[Spot, Spot], cost: float, proved: float) -> float:
    """Where the chord between what holds and what does not comes to just the cost, or the middle."""
    holds, fails = ends
    spare, missing = (cost * spot.gain - spot.charged for spot in ends)
    chord = holds.charged + (fails.charged - holds.charged) * spare / max(spare - missing, 1e-300)
    inside = holds.charged + 0.02 * (proved - holds.charged)
    return chord if inside <= chord < proved else 0.5 * (holds.charged + proved)


def _dear_from(spot: Spot, cost: float, proved: float) -> float:
    """Money from which on the cost cannot hold with falling returns; at most `proved`.

    Money `b` has to bring `b / cost`, and brings at most `upper - idle + slope (b - b0)`.
    """
    if spot.slope * cost >= 1.0:
        return proved
    brings = spot.upper - spot.idle - spot.slope * spot.total
    return min(proved, max(cost * brings / (1.0 - cost * spot.slope), 0.0))


def _highest(purse: Purse, holds: Spot, fails: Spot, cost: float) -> tuple[Spot, float]:
    """The same where returns may rise first: from above, each answer rules out what lies above its result.

    Money between `cost (upper - idle)` and `b0` brings no more than `b0` does, which is too little for it.
    Where these steps get short, what lies a little lower is tried.
    """
    proved, back = min(fails.total, cost * (fails.upper - fails.idle)), 0.0
    for _turn in range(MOST_STEPS_DOWN):
        if proved - holds.charged <= CLOSE_MIXED * proved or purse.should_stop():
            break
        spot = purse.at(max(proved * (1.0 - back), holds.charged))
        if _holds(spot, cost) and spot.charged > holds.charged:
            return spot, proved
        if back:
            back *= 3.0
        else:
            lower = min(proved, cost * (spot.upper - spot.idle))
            proved, back = lower, CLOSE_MIXED if proved - lower < CLOSE_MIXED * proved else 0.0
    return _higher(purse, holds, max(proved, holds.charged), cost), max(proved, holds.charged)


def _higher(purse: Purse, holds: Spot, most: float, cost: float) -> Spot:
    """Money nearer to the most at which the cost holds, where there is any that is found by halving."""
    high = most
    for _turn in range(MOST_TURNS_MIXED // 2):
        if high - holds.charged <= CLOSE_MIXED * high or purse.should_stop():
            break
        spot = purse.at(0.5 * (holds.charged + high))
        if _holds(spot, cost) and spot.charged > holds.charged:
            holds = spot
        else:
            high = spot.total
    return holds


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


def _possible(purse: Purse, total: float) -> Spot | None:
    try:
        return purse.at(total)
    except ImpossibleLimits:
        return None
