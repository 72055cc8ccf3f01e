"""One plan answered at many amounts of money: what the search for a target asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.budget_rules import minor_units
from models.charging import charge_factors
from models.compile import compile_plan
from models.network import Network
from models.network_keys import plain
from models.plan import Plan
from models.program.mixed import has_choices
from models.program.optimise import optimise
from models.program.solution import Settings, Solution
from models.program.sweep import TOTAL, SpendRange, answer_at, spend_range, with_total_limit

GAP = 1e-5
"""Answers are proved so far where returns fall: the money found is as exact as they are."""


@dataclass(frozen=True, eq=False)
class Spot:
    """The best split of one amount of money, major units as charged.

    `total`: what it may be charged at most; `charged`: what it is. `value`: simulated objective units,
    `upper` what no split of `total` can exceed, `idle` what comes with no spend. `slope`: objective units
    that one more unit of money brings, 0 where it stays unspent.
    """

    total: float
    charged: float
    value: float
    upper: float
    idle: float
    slope: float
    solution: Solution

    @property
    def gain(self) -> float:
        """What the money brings."""
        return self.value - self.idle


class Purse:
    """A plan's network, answered with at most so much money for its lines. Major units as charged.

    `limit`: what the plan's total leaves to the lines; `aside`: the rest of it; `step`: amounts are whole
    steps of it.
    """

    total_key = TOTAL

    def __init__(self, plan: Plan, settings: Settings) -> None:
        self.network: Network = compile_plan(plan)
        self.falling = not has_choices(self.network)
        sharp = replace(settings, gap=GAP, rounds=30)
        self.settings = sharp if self.falling else replace(settings, seconds=0.5 * settings.seconds)
        self.should_stop = settings.should_stop
        self.units = minor_units(plan)
        self.step = max(plan.rules.money_step, 1) / self.units
        self.limit = next(rule.limit for rule in self.network.rules if rule.key == TOTAL)
        self.aside = plan.rules.total_budget / self.units - self.limit
        factors = charge_factors(plan)
        self.charge = np.array([factors[plain(key)] for key in self.network.line_keys], dtype=float)
        self._near: Solution | None = None

    @cached_property
    def allowed(self) -> SpendRange:
        """What the limits other than the total allow."""
        return spend_range(self.network)

    @property
    def least(self) -> float:
        """The least money that the limits ask for."""
        return max(self.allowed.least, 0.0)

    def most(self) -> float:
        """The most money that total and limits allow."""
        return max(min(self.limit, self.allowed.most), min(self.least, self.limit))

    def at(self, total: float) -> Spot:
        """The best split of at most `total`. Raises ImpossibleLimits."""
        answer = answer_at(self.network, total, self.settings, self._near)
        self._near = answer
        slope = max(answer.prices.get(TOTAL, 0.0), 0.0)
        return self._spot(total, answer, (answer.lower, answer.upper), slope)

    def at_price(self, cost: float, total: float | None = None) -> Spot:
        """The split that is worth most when an objective unit is worth `cost` and its money is paid.

        For money `b` up to the limit it proves `upper + slope (b - charged)`. Raises ImpossibleLimits.
        """
        limit = self.limit if total is None else total
        priced = self.network.changed(spend_cost=self.network.spend_cost + self.charge / cost)
        answer = optimise(with_total_limit(priced, limit), self.settings, self._near)
        paid = float(self.charge @ answer.spend) / cost
        slope = max(answer.prices.get(TOTAL, 0.0), 0.0) + 1.0 / cost
        spot = self._spot(limit, answer, (answer.lower + paid, answer.upper + paid), slope)
        return replace(spot, total=spot.charged)

    def _spot(self, total: float, answer: Solution, value: tuple[float, float], slope: float) -> Spot:
        charged = float(self.charge @ answer.spend)
        return Spot(total, charged, value[0], value[1], answer.idle, slope, answer)
