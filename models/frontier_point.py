"""One point of what more budget buys, and the desk at which points are worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.budget_rules import minor_units
from models.charging import charge_factors
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.funnel import simulate
from models.network import Network
from models.network_keys import plain
from models.outcome import revenue_of_nodes
from models.plan import Plan
from models.program.solution import Settings, Solution
from models.program.sweep import TOTAL, SweepPoint, answer_at


@dataclass(frozen=True)
class FrontierPoint:
    """The best split of one budget. Money in major units of the plan's currency, over the whole plan.

    `budget`: the total as charged; `charged`: what of it the lines take. `objective` and the results are
    simulated; `incremental` is conversions less those with no spend, `gain` the same of what is counted. `marginal`: objective units that
    one more unit of money would bring (0 where it would not be spent). `gap`: what is left unproved, as a
    share of what the money brings. `spend`: line id -> minor units as set in the platform.
    """

    budget: float
    charged: float
    objective: float
    conversions: float
    incremental: float
    revenue: float
    marginal: float
    gap: float
    status: str
    spend: dict[str, int] = field(repr=False)
    gain: float = 0.0

    @property
    def cost_of_result(self) -> float | None:
        """Money charged for one objective unit that the money brings; None where it brings none."""
        return self.charged / self.gain if self.gain > 0 else None

    @property
    def average(self) -> float | None:
        """Objective units that one unit of money brings on average; None without money."""
        return self.gain / self.charged if self.charged > 0 else None

    @property
    def cost_per_conversion(self) -> float | None:
        """Money charged for one incremental conversion; None where there is none."""
        return self.charged / self.incremental if self.incremental > 0 else None

    @property
    def marginal_cost(self) -> float | None:
        """Money for one more unit of the objective; None where more money brings nothing."""
        return 1.0 / self.marginal if self.marginal > 0 else None


class Desk:
    """A plan's network, and the way from its arrays back to budgets."""

    def __init__(self, plan: Plan, should_stop: Callable[[], bool]) -> None:
        self.plan, self.settings = plan, Settings(should_stop=should_stop)
        self.network: Network = compile_plan(plan)
        self.units = minor_units(plan)
        self.limit = next(rule.limit for rule in self.network.rules if rule.key == TOTAL)
        self.aside = plan.rules.total_budget / self.units - self.limit
        factors = charge_factors(plan)
        self.lines = [plain(key) for key in self.network.line_keys]
        self.charge = np.array([factors[line] for line in self.lines], dtype=float)

    def points(self, solved: Sequence[SweepPoint]) -> tuple[FrontierPoint, ...]:
        """Solved totals as points of the curve."""
        return tuple(self.point(p.total, p.solution) for p in solved if p.solution is not None)

    def point(self, total: float, answer: Solution) -> FrontierPoint:
        """One answered total as a point of the curve."""
        marginal = max(answer.prices.get(TOTAL, 0.0), 0.0)
        return self._simulated(total, answer.spend, marginal, (answer.gap, answer.status))

    def _simulated(
        self, total: float, spend: np.ndarray, marginal: float, proof: tuple[float, str]
    ) -> FrontierPoint:
        seen = simulate(self.network, np.stack([spend, np.zeros_like(spend)]))
        paid = simulate(self.network.changed(value=revenue_of_nodes(self.plan, self.network)), spend)
        return FrontierPoint(
            budget=total + self.aside, charged=float(self.charge @ spend), objective=float(seen.objective[0]),
            conversions=float(seen.conversions[0]), incremental=float(seen.conversions[0] - seen.conversions[1]),
            revenue=float(paid.value), marginal=marginal, gap=proof[0], status=proof[1],
            spend=self.by_line(spend), gain=float(seen.objective[0] - seen.objective[1]),
        )  # fmt: skip

    def by_line(self, spend: np.ndarray) -> dict[str, int]:
        """Line id -> minor units over the plan, from money (lines,) in its periods."""
        sums = dict.fromkeys(self.lines, 0.0)
        for line, money in zip(self.lines, spend.tolist(), strict=True):
            sums[line] += money * self.units
        return {line: round(money) for line, money in sums.items()}

    def today(self) -> FrontierPoint:
        """The current split, simulated as it is; nothing is proved about it."""
        spend = self.network.current
        return self._simulated(float(self.charge @ spend), spend, 0.0, (float("nan"), "current"))

    def at(self, total: float | None, solved: Sequence[SweepPoint]) -> FrontierPoint | None:
        """The point at one more total, None where limits forbid it."""
        if total is None:
            return None
        near = min(solved, key=lambda point: abs(point.total - total), default=None)
        try:
            answer = answer_at(self.network, total, self.settings, near.solution if near else None)
        except ImpossibleLimits:
            return None
        return self.point(total, answer)
