"""One line's whole amounts in its periods, each within what the one before allows, with an exact sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from models.network import SpendRule
from models.response_curve import Numbers
from models.rounding import TOLERANCE, Amounts

MOST_UNITS = 200
"""So many single units are placed after the amounts were laid; a sum that misses more is not to be had."""


@dataclass(frozen=True)
class Link:
    """`amount <= limit - factor * amount before` (or `>=`); `before` is a period, or None for a plain limit."""

    before: int | None
    factor: float
    most: bool
    limit: float


class Chain:
    """The rules between a line's periods: `links[t]` are those on what period `t` may spend."""

    def __init__(
        self, line: int, rules: Sequence[SpendRule], bounds: tuple[Amounts, Amounts], scale: float
    ) -> None:
        self.lower, self.upper = bounds
        count = len(self.lower)
        self.links: list[list[Link]] = [[] for _ in range(count)]
        for rule in rules:
            cells = rule.lines.tolist()
            if rule.kind == "limit_line_change" and cells[0] // count == line:
                before = cells[1] % count if len(cells) > 1 else None
                factor = float(rule.coefficients[1]) if len(cells) > 1 else 0.0
                self.links[cells[0] % count].append(
                    Link(before, factor, rule.sense == "<=", rule.limit * scale)
                )

    def __bool__(self) -> bool:
        return any(self.links)

    def holds(self, amounts: Amounts) -> bool:
        """Whether every amount is within its bounds and what the others allow."""
        ends = [self._ends(amounts, period) for period in range(len(amounts))]
        return all(low <= amount <= high for amount, (low, high) in zip(amounts.tolist(), ends, strict=True))

    def laid(self, aim: Numbers, total: int, grain: int = 1) -> Amounts | None:
        """Whole amounts near `aim` that keep every link, `total` in sum; None where none were found.

        They are multiples of `grain` where that fits, but for the last, which takes the rest.
        """
        wanted = np.cumsum(aim * (total / aim.sum() if aim.sum() > 0 else 1.0))
        amounts, spent = np.zeros(len(aim), dtype=np.int64), 0
        for period in range(len(aim)):
            low, high = self._ends(amounts, period)
            step = grain if period < len(aim) - 1 and -(-low // grain) <= high // grain else 1
            low, high = -(-low // step) * step, high // step * step
            near = round((wanted[period] - spent) / step) * step
            amounts[period] = min(max(near, low), max(high, low))
            spent += int(amounts[period])
        if abs(total - spent) > MOST_UNITS:
            return None
        for _unit in range(abs(total - spent)):
            if not self._placed(amounts, 1 if total > spent else -1):
                return None
        return amounts if self.holds(amounts) else None

    def _placed(self, amounts: Amounts, by: int) -> bool:
        """Change one period by a unit, or several in a row to bring that about; in sum by one unit."""
        count = len(amounts)
        for length in range(1, count + 1):
            for first in range(count - length, -1, -1):
                tried = amounts.copy()
                tried[first : first + length] += by
                for give in (
                    [None] if length == 1 else [p for p in range(count) if not first <= p < first + length]
                ):
                    after = tried.copy()
                    if give is not None:
                        after[give] -= by * (length - 1)
                    if self.holds(after):
                        amounts[:] = after
                        return True
        return False

    def _ends(self, amounts: Amounts, period: int) -> tuple[int, int]:
        low, high = int(self.lower[period]), int(self.upper[period])
        for link in self.links[period]:
            end = link.limit - (link.factor * int(amounts[link.before]) if link.before is not None else 0.0)
            if link.most:
                high = min(high, floor(end + TOLERANCE))
            else:
                low = max(low, ceil(end - TOLERANCE))
        return low, high
