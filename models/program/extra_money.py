"""How much more money brings as much as something else: the total at which the best split gains so much.

The price of money is that of the next unit only; with falling returns a larger gain takes more money
than the gain over that price. The total is therefore looked for by answering again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.errors import ImpossibleLimits
from models.network import Network
from models.program.optimise import optimise
from models.program.solution import Solution
from models.program.sweep import TOTAL, answer_at, spend_range
from models.program.worth import CLOSE, sharpened

NOT_SOUGHT = math.nan
"""Stands for the money where it is not looked for: with either-or rules or S-shaped curves each answer may
take seconds, and what more money buys follows no curve of falling returns."""


def is_sought(money: float | None) -> bool:
    """Whether the money that brings as much was looked for at all."""
    return money is None or not math.isnan(money)


NEAR_ENOUGH = 0.02
"""The extra money is found to this share of itself."""

INSET = 1e-4
"""The end of what limits allow is asked this share inside: at the very end nothing is left to decide."""

MOST_ANSWERS = 12
"""How often the network is answered for one gain."""

FARTHEST = 1e4
"""Where no limit ends the budget, money up to so many times the total is looked at."""


@dataclass(frozen=True)
class _Bought:
    """The best split with `extra` money: what it gains over the answer, the price of money there."""

    extra: float
    gain: float
    price: float
    solution: Solution


class ExtraMoney:
    """What more money buys in one network, with every limit but the total as it stands.

    `solution` is the network's own answer, searched closely enough to be compared with its
    neighbours. Answers found for one gain serve the next.
    """

    def __init__(self, network: Network, solution: Solution | None = None) -> None:
        self.network = network
        self.solution = optimise(network, CLOSE) if solution is None else sharpened(network, solution)
        self._limit = next(rule.limit for rule in network.rules if rule.key == TOTAL)
        most = spend_range(network).most - self._limit
        self._most = min(most - INSET * max(abs(most), 0.0), FARTHEST * max(self._limit, 1.0))
        self._found = [_Bought(0.0, 0.0, self.price, self.solution)]
        self._ended = self._most <= 0.0
        either_or = network.choices is not None and network.choices.any
        soft = any(rule.may_miss for rule in network.outcome_rules)  # what they miss changes with the money
        self._falling = bool(np.all(network.curves.concave)) and not either_or and not soft

    @property
    def price(self) -> float:
        """What the next unit of money brings, objective units a major unit; 0 where it brings nothing."""
        return max(self.solution.prices.get(TOTAL, 0.0), 0.0)

    def buying(self, gain: float) -> float | None:
        """Extra money, major units as charged, with which the best split gains `gain` objective units.

        None where no budget within the limits buys as much; `NOT_SOUGHT` without falling returns.
        """
        if gain <= 0.0:
            return 0.0
        if not self._falling:
            return NOT_SOUGHT
        for _answer in range(MOST_ANSWERS):
            below = max((p for p in self._found if p.gain < gain), key=lambda p: p.extra)
            above = min((p for p in self._found if p.gain >= gain), key=lambda p: p.extra, default=None)
            if above is None:
                if self._ended or below.price <= 0.0:
                    return None
                self._ask(self._beyond(below, gain))
                continue
            low, high = _between(below, above, gain)
            if high - low <= NEAR_ENOUGH * high:
                return 0.5 * (low + high)
            self._ask(0.5 * (low + high))
        return None if above is None else high

    def gain_of(self, changed: Network) -> float:
        """What a network much like this one gains over it, objective units. Raises ImpossibleLimits."""
        return optimise(changed, CLOSE, near=self.solution).lower - self.solution.lower

    def _beyond(self, below: _Bought, gain: float) -> float:
        """Where the gain may be reached: somewhat farther than at the price of the last money."""
        missing = 1.3 * (gain - below.gain) / below.price
        return min(max(below.extra + missing, 1.5 * below.extra), self._most)

    def _ask(self, extra: float) -> None:
        near = min(self._found, key=lambda p: abs(p.extra - extra)).solution
        try:
            found = answer_at(self.network, self._limit + extra, CLOSE, near)
        except ImpossibleLimits:
            self._ended = True
            self._most = min(self._most, extra)
            return
        self._ended = self._ended or extra >= self._most
        price = max(found.prices.get(TOTAL, 0.0), 0.0)
        self._found.append(_Bought(extra, found.lower - self.solution.lower, price, found))


def _between(below: _Bought, above: _Bought, gain: float) -> tuple[float, float]:
    """Least and most extra money for the gain, from two answers: what a curve of falling returns allows."""
    least = below.extra + (gain - below.gain) / below.price if below.price > 0 else below.extra
    if above.price > 0:
        least = max(least, above.extra - (above.gain - gain) / above.price)
    most = below.extra + (above.extra - below.extra) * (gain - below.gain) / (above.gain - below.gain)
    if not math.isfinite(least) or least > most:
        least = below.extra
    return max(least, below.extra), min(most, above.extra)
