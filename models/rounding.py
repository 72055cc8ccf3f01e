"""Amounts of money rounded to a step, with an exact total and every limit kept.

The largest remainders are rounded up, as in the apportionment of seats; limits are then repaired one
step of money at a time. What the step cannot express (a total that is no multiple of it, a locked
amount) stays on one line to the last minor unit. What no line may take is reported, never lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Amounts = NDArray[np.int64]
Numbers = NDArray[np.float64]

TOLERANCE = 1e-4
"""Minor units by which a sum of charged amounts may miss a limit: arithmetic, not money."""

GROUP_WEIGHT = 2.5
"""A limit on a group is repaired before the total, which is then balanced on other lines."""


@dataclass(frozen=True)
class AmountRule:
    """A limit on a weighted sum of amounts, in minor units.

    `factors`: line id -> charge per unit set in the platform. `sense` "=" marks the exact total.
    """

    key: str
    factors: Mapping[str, float]
    sense: Literal["<=", ">=", "="]
    limit: float


@dataclass(frozen=True)
class RoundedAmounts:
    """The rounded split. `spend`: line id -> minor units.

    `step` is the step that was kept (1 when no split in the wished step keeps the limits).
    `odd` are lines that are no multiple of it, because they are fixed or balance the total.
    `unplaced`: exact total less the sum, in minor units as charged; `broken`: keys of rules that
    no rounding could keep.
    """

    spend: dict[str, int]
    step: int
    odd: tuple[str, ...]
    unplaced: float
    broken: tuple[str, ...]


def round_amounts(
    wanted: Mapping[str, float],
    bounds: Mapping[str, tuple[int, int]],
    step: int,
    rules: Sequence[AmountRule] = (),
    exact: frozenset[str] = frozenset(),
) -> RoundedAmounts:
    """Round `wanted` (minor units) to multiples of `step` within `bounds` and `rules`.

    Lines in `exact` may stand on their lower bound as it is (commitments); a line whose bounds hold
    no multiple stands on its lower bound. Tries the step first, single minor units after it.
    """
    lines = tuple(wanted)
    aim = np.array([wanted[line] for line in lines], dtype=float)
    sums = _Sums(lines, rules)
    for grain in dict.fromkeys((max(step, 1), 1)):
        grid = _Grid.lay(lines, bounds, grain, exact)
        amounts = _repair(sums, grid, _largest_remainders(sums, grid, aim), aim)
        amounts = _balance(sums, grid, amounts)
        if not sums.broken(amounts):
            break
    return RoundedAmounts(
        spend={line: int(amount) for line, amount in zip(lines, amounts, strict=True)},
        step=grid.step,
        odd=tuple(line for line, amount in zip(lines, amounts, strict=True) if amount % grid.step),
        unplaced=sums.short(amounts),
        broken=sums.broken(amounts),
    )


class _Sums:
    """The rules as one matrix (rules x lines)."""

    def __init__(self, lines: tuple[str, ...], rules: Sequence[AmountRule]) -> None:
        self.rules = tuple(rules)
        self.matrix = np.array(
            [[rule.factors.get(line, 0.0) for line in lines] for rule in rules], dtype=float
        ).reshape(len(rules), len(lines))
        self.limit = np.array([rule.limit for rule in rules], dtype=float)
        self.upper = np.array([rule.sense != ">=" for rule in rules], dtype=bool)
        self.lower = np.array([rule.sense != "<=" for rule in rules], dtype=bool)
        self.weight = np.array([1.0 if rule.sense == "=" else GROUP_WEIGHT for rule in rules])
        self.total = next((i for i, rule in enumerate(rules) if rule.sense == "="), None)

    def excess(self, left: Numbers) -> Numbers:
        """How far sums (rules, ...) lie outside their limits, in minor units."""
        over = left - self.limit.reshape(-1, *[1] * (left.ndim - 1))
        shape = (-1, *[1] * (left.ndim - 1))
        found = np.where(self.upper.reshape(shape), np.maximum(over, 0.0), 0.0)
        found = found + np.where(self.lower.reshape(shape), np.maximum(-over, 0.0), 0.0)
        return np.where(found > TOLERANCE, found, 0.0)

    def cost(self, left: Numbers, slack: float = 0.0) -> Numbers:
        """The weighted excess of sums (rules, ...), summed over rules; the total may be `slack` short."""
        excess = self.excess(left)
        if self.total is not None:
            excess[self.total] = np.maximum(excess[self.total] - slack, 0.0)
        return np.asarray(np.tensordot(self.weight, excess, axes=1))

    def short(self, amounts: Amounts) -> float:
        """Exact total less the sum; 0 without an exact total or within the tolerance."""
        if self.total is None:
            return 0.0
        rest = float(self.limit[self.total] - self.matrix[self.total] @ amounts)
        return rest if abs(rest) > TOLERANCE else 0.0

    def broken(self, amounts: Amounts) -> tuple[str, ...]:
        """Keys of the limits that do not hold; the exact total is told by `short`."""
        outside = self.excess(self.matrix @ amounts) > 0.0
        if self.total is not None:
            outside[self.total] = abs(self.short(amounts)) >= max(
                1.0, self.matrix[self.total].max(initial=1.0)
            )
        return tuple(rule.key for rule, out in zip(self.rules, outside, strict=True) if out)


@dataclass(frozen=True)
class _Grid:
    """The amounts a line may take: multiples of `step` from `first` to `last`, and a lowest of its own."""

    step: int
    lowest: Amounts
    highest: Amounts
    first: Amounts
    last: Amounts

    @classmethod
    def lay(
        cls, lines: tuple[str, ...], bounds: Mapping[str, tuple[int, int]], step: int, exact: frozenset[str]
    ) -> _Grid:
        lower = np.array([bounds[line][0] for line in lines], dtype=np.int64)
        upper = np.array([bounds[line][1] for line in lines], dtype=np.int64)
        first, last = -(-lower // step) * step, upper // step * step
        stays = np.array([line in exact for line in lines], dtype=bool) | (first > last)
        fixed = first > last
        first, last = np.where(fixed, lower, first), np.where(fixed, lower, last)
        return cls(step, np.where(stays, lower, first), upper, first, last)

    def below(self, amount: Numbers) -> Amounts:
        """The greatest amount allowed that does not exceed `amount`, else the lowest."""
        down = np.clip(
            np.floor(amount / self.step + 1e-9).astype(np.int64) * self.step, self.first, self.last
        )
        return np.where(amount < self.first, self.lowest, down)

    def up(self, amounts: Amounts) -> Amounts:
        """The next amount above, or the same at the top."""
        return np.where(amounts < self.first, self.first, np.minimum(amounts + self.step, self.last))

    def down(self, amounts: Amounts) -> Amounts:
        """The next amount below, or the same at the bottom."""
        return np.where(amounts <= self.first, self.lowest, amounts - self.step)


def _largest_remainders(sums: _Sums, grid: _Grid, aim: Numbers) -> Amounts:
    """Round down, then round up those with the largest remainders while the total allows."""
    amounts = grid.below(aim)
    above = grid.up(amounts)
    rise = (above - amounts).astype(float)
    remainder = np.divide(aim - amounts, rise, out=np.zeros_like(aim), where=rise > 0)
    if sums.total is None:
        return amounts + _up_to(rise, remainder, float((aim - amounts).sum()), np.ones_like(rise))
    factors = sums.matrix[sums.total]
    room = float(sums.limit[sums.total] - factors @ amounts)
    return amounts + _up_to(rise, remainder, room, factors)


def _up_to(rise: Numbers, remainder: Numbers, room: float, factors: Numbers) -> Amounts:
    """The rises of the largest remainders that fit into `room` together."""
    order = np.argsort(-remainder, kind="stable")
    order = order[(rise[order] > 0) & (remainder[order] > 0)]
    fits = np.cumsum((rise * factors)[order]) <= room + TOLERANCE
    taken = np.zeros(len(rise), dtype=np.int64)
    taken[order[fits]] = rise[order[fits]].astype(np.int64)
    return taken


def _repair(sums: _Sums, grid: _Grid, amounts: Amounts, aim: Numbers) -> Amounts:
    """Move one line by one step at a time, as long as limits come closer; stay near `aim`."""
    if not sums.rules:
        return amounts
    amounts = amounts.copy()
    left = sums.matrix @ amounts.astype(float)
    slack = grid.step - 1.0  # less than a step is for `_balance`
    for _ in range(4 * len(amounts) + 100):
        cost = float(sums.cost(left, slack))
        if cost == 0.0:
            break
        moves = np.stack([grid.up(amounts), grid.down(amounts)]) - amounts
        after = np.stack([sums.cost(left[:, None] + sums.matrix * move, slack) for move in moves])
        strayed = np.abs(amounts + moves - aim) / max(float(np.abs(aim).sum()), 1.0)
        rank = np.where(moves != 0, after + strayed * TOLERANCE, np.inf)
        way, line = np.unravel_index(int(np.argmin(rank)), rank.shape)
        if after[way, line] >= cost - TOLERANCE:
            break
        left = left + sums.matrix[:, line] * moves[way, line]
        amounts[line] += moves[way, line]
    return amounts


def _balance(sums: _Sums, grid: _Grid, amounts: Amounts) -> Amounts:
    """Put what the step cannot express on the largest line that may take it."""
    if sums.total is None:
        return amounts
    amounts = amounts.copy()
    factors = sums.matrix[sums.total]
    for line in np.argsort(-amounts, kind="stable"):
        rest = sums.short(amounts)
        if rest == 0.0:
            break
        if factors[line] <= 0:
            continue
        extra = int(np.floor(rest / factors[line] + 1e-9))
        extra = int(np.clip(amounts[line] + extra, grid.lowest[line], grid.highest[line]) - amounts[line])
        moved = amounts.copy()
        moved[line] += extra
        before = sums.cost(sums.matrix @ amounts.astype(float))
        after = sums.cost(sums.matrix @ moved.astype(float))
        if after < before - TOLERANCE:
            amounts = moved
    return amounts
