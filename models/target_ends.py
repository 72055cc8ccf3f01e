"""Where money just meets a target: between an answer that keeps it and one that does not."""

from __future__ import annotations

import math

from models.errors import ImpossibleLimits
from models.purse import Purse, Spot

CLOSE, CLOSE_MIXED = 1e-5, 1e-3
"""Money is sought until the ends of its range are this close, as a share of the greater."""

MOST_TURNS, MOST_TURNS_MIXED, MOST_STEPS_DOWN = 40, 12, 24


def holds(spot: Spot, cost: float) -> bool:
    """Whether the money is charged at most `cost` for each objective unit it brings, on average."""
    return spot.gain > 0.0 and spot.charged <= cost * spot.gain * (1.0 + 1e-12)


def least_between(purse: Purse, ends: tuple[float, float], found: Spot, target: float) -> tuple[Spot, float]:
    """The least money that reaches the target, and the money below which nothing can: within `ends`.

    With falling returns the tangents meet the target just short of it, and the chord from there just beyond.
    """
    low, high = ends[0], min(found.charged, ends[1])
    proved, forbidden, below = low, -math.inf, None
    if _short_of(purse, found, target) <= low:
        below = _possible(purse, low)
        if below is not None and below.value >= target:
            return below, low
        forbidden = low if below is None else forbidden
    turns = MOST_TURNS if purse.falling else MOST_TURNS_MIXED
    for _turn in range(turns):
        proved = max(proved, *(_short_of(purse, spot, target) for spot in (below, found) if spot is not None))
        proved = min(proved, high)
        low = max(low, proved)
        if high - low <= _close(purse, high) or purse.should_stop():
            break
        near = low > forbidden and (below is None or low - below.total > _close(purse, high))
        at = low if purse.falling and near else _next_below(purse, (low, high), (below, found), target)
        spot = _possible(purse, at)
        if spot is not None and spot.value >= target:
            found, high = spot, min(spot.charged, high)
        elif spot is not None:
            low, below = at, spot
        else:
            low = forbidden = proved = at
    return found, proved


def _close(purse: Purse, money: float) -> float:
    """Money that need not be told apart: less than half a step of it, or a very small share."""
    return max((CLOSE if purse.falling else CLOSE_MIXED) * money, 0.4 * purse.step)


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


def most_between(purse: Purse, kept: Spot, fails: Spot, cost: float) -> tuple[Spot, float]:
    """The most money at which the cost holds, and the money above which it cannot: between two answers."""
    if not purse.falling:
        return _highest(purse, kept, fails, cost)
    proved = _dear_from(fails, cost, fails.total)
    for _turn in range(MOST_TURNS):
        proved = max(_dear_from(kept, cost, proved), kept.charged)
        if proved - kept.charged <= _close(purse, proved) or purse.should_stop():
            break
        spot = purse.at(_next_above((kept, fails), cost, proved))
        if holds(spot, cost) and spot.charged > kept.charged:
            kept = spot
        else:
            fails, proved = spot, _dear_from(spot, cost, proved)
    return kept, proved


def _next_above(ends: tuple[Spot, Spot], cost: float, proved: float) -> float:
    """Where the chord between what holds and what does not comes to just the cost, or the middle."""
    kept, fails = ends
    if fails.total - proved > 0.1 * (fails.total - kept.charged):
        return proved  # where the tangents come to the cost: just beyond it, so that the chord is short
    spare, missing = (cost * spot.gain - spot.charged for spot in ends)
    chord = kept.charged + (fails.charged - kept.charged) * spare / max(spare - missing, 1e-300)
    inside = kept.charged + 0.02 * (proved - kept.charged)
    return chord if inside <= chord < proved else 0.5 * (kept.charged + proved)


def _dear_from(spot: Spot, cost: float, proved: float) -> float:
    """Money from which on the cost cannot hold with falling returns; at most `proved`.

    Money `b` has to bring `b / cost`, and brings at most `upper - idle + slope (b - b0)`.
    """
    if spot.slope * cost >= 1.0:
        return proved
    brings = spot.upper - spot.idle - spot.slope * spot.total
    return min(proved, max(cost * brings / (1.0 - cost * spot.slope), 0.0))


def _highest(purse: Purse, kept: Spot, fails: Spot, cost: float) -> tuple[Spot, float]:
    """The same where returns may rise first: from above, each answer rules out what lies above its result.

    Money between `cost (upper - idle)` and `b0` brings no more than `b0` does, which is too little for it.
    Where these steps get short, what lies a little lower is tried.
    """
    proved, back = min(fails.total, cost * (fails.upper - fails.idle)), 0.0
    for _turn in range(MOST_STEPS_DOWN):
        if proved - kept.charged <= _close(purse, proved) or purse.should_stop():
            break
        spot = purse.at(max(proved * (1.0 - back), kept.charged))
        if holds(spot, cost) and spot.charged > kept.charged:
            return spot, proved
        if back:
            back *= 3.0
        else:
            lower = min(proved, cost * (spot.upper - spot.idle))
            proved, back = lower, CLOSE_MIXED if proved - lower < CLOSE_MIXED * proved else 0.0
    return _higher(purse, kept, max(proved, kept.charged), cost), max(proved, kept.charged)


def _higher(purse: Purse, kept: Spot, most: float, cost: float) -> Spot:
    """Money nearer to the most at which the cost holds, where there is any that is found by halving."""
    high = most
    for _turn in range(MOST_TURNS_MIXED // 2):
        if high - kept.charged <= CLOSE_MIXED * high or purse.should_stop():
            break
        spot = purse.at(0.5 * (kept.charged + high))
        if holds(spot, cost) and spot.charged > kept.charged:
            kept = spot
        else:
            high = spot.total
    return kept


def _possible(purse: Purse, total: float) -> Spot | None:
    try:
        return purse.at(total)
    except ImpossibleLimits:
        return None
