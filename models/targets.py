"""Targets instead of a total: least spend for a result, and target cost per conversion or return on spend.

The best result of a budget, `V(b)`, is worked out at a few budgets until the target is met. Prices prove
the answer: with falling returns no budget can bring more than `upper + price x (b - b0)`, so no budget
below the one named can reach the target.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from models.errors import ImpossibleLimits, NotYetPossible, PlanError
from models.frontier_point import Desk, FrontierPoint
from models.goals import Objective
from models.plan import Plan
from models.program.mixed import has_choices
from models.program.solution import Solution, never
from models.program.sweep import TOTAL, answer_at, spend_range
from models.quantity import N_

MOST_TURNS = 60
CLOSE = 1e-5
"""The budget is sought until its ends are this close, as a share of the greater."""


@dataclass(frozen=True)
class TargetAnswer:
    """The budget that meets a target, and its best split. Money in major units over the whole plan.

    `point`: the split, simulated. `proved_least`: no budget below this can meet the target (least spend
    only). `limits`: keys of the limits that end the search before the target does, empty otherwise.
    """

    point: FrontierPoint
    target: float
    met: bool
    proved_least: float | None = None
    limits: tuple[str, ...] = ()


def least_spend(plan: Plan, target: float, *, should_stop: Callable[[], bool] = never) -> TargetAnswer:
    """The least budget whose best split brings `target` of the plan's goal (units of the objective).

    Not met when limits allow no budget that brings so much: then the best of the most money they allow.
    Raises ImpossibleLimits, NotYetPossible.
    """
    search = _BudgetSearch(plan, should_stop)
    return search.least(lambda answer: answer.lower >= target, target)


def target_cost(
    plan: Plan,
    cost: float,
    how: Literal["whole", "marginal"] = "whole",
    *,
    should_stop: Callable[[], bool] = never,
) -> TargetAnswer:
    """The greatest budget at which one more of the goal costs at most `cost` (major units).

    `whole`: money charged over incremental results. `marginal`: the price of the last one. Raises PlanError unless the cost is above 0,
    ImpossibleLimits, NotYetPossible.
    """
    if cost <= 0:
        raise PlanError(N_("The target cost must be above 0."))
    if plan.rules.objective is Objective.PROFIT:
        raise PlanError(
            N_("A target cost needs results or revenue as the goal: profit already counts the cost.")
        )
    search = _BudgetSearch(plan, should_stop)
    cheap_at_last = search.most(lambda answer: answer.prices.get(TOTAL, 0.0) * cost >= 1.0, cost)
    if how == "marginal":
        return cheap_at_last
    # Results worth `cost` each, less the money, are greatest there: if that is no gain, nothing is.
    start = cheap_at_last.point.budget - search.desk.aside
    return search.most(lambda answer: search.charged(answer) <= cost * answer.gain * (1 + 1e-12), cost, start)


def target_return(
    plan: Plan,
    ratio: float,
    how: Literal["whole", "marginal"] = "whole",
    *,
    should_stop: Callable[[], bool] = never,
) -> TargetAnswer:
    """The greatest budget that returns at least `ratio` of value for each unit of money (ROAS).

    For a goal counted in money only. Raises PlanError, ImpossibleLimits, NotYetPossible.
    """
    if plan.rules.objective is not Objective.REVENUE:
        raise PlanError(N_("A target return needs revenue as the goal of the split."))
    if ratio <= 0:
        raise PlanError(N_("The target return must be above 0."))
    return target_cost(plan, 1.0 / ratio, how, should_stop=should_stop)


class _BudgetSearch:
    """Bisection over the totals that the limits allow, every answer helped by the one before."""

    def __init__(self, plan: Plan, should_stop: Callable[[], bool]) -> None:
        self.desk = Desk(plan, should_stop)
        self.should_stop = should_stop
        if has_choices(self.desk.network):
            raise NotYetPossible(
                N_(
                    "Targets cannot be sought yet where returns first rise or lines are used or not: use a total."
                )
            )
        allowed = spend_range(self.desk.network)
        self.allowed = allowed
        room = max(allowed.most - allowed.least, 0.0)
        most = allowed.most - 1e-6 * room if room < float("inf") else 1000.0 * max(self.desk.limit, 1.0)
        self.low, self.high = max(allowed.least, 0.0), most
        self.near: Solution | None = None

    def charged(self, answer: Solution) -> float:
        """Money charged for the lines' spend."""
        return float(self.desk.charge @ answer.spend)

    def at(self, total: float) -> Solution:
        """The best split of one total."""
        self.near = answer_at(self.desk.network, total, self.desk.settings, self.near)
        return self.near

    def least(self, reached: Callable[[Solution], bool], target: float) -> TargetAnswer:
        """The least total that reaches the target."""
        most = self.at(self.high)
        if not reached(most):
            return self._answer(self.high, most, target, met=False)
        low, high = self.low, self.high
        first = self._possible(low)
        if first is not None and reached(first):
            return self._answer(low, first, target, met=True)
        total, found = self._halved(low, high, most, lambda answer: not reached(answer))
        answer = self._answer(total, found, target, met=True)
        price = found.prices.get(TOTAL, 0.0)
        if price <= 0.0:
            return answer
        least = max(total + (target - found.upper) / price, self.low) + self.desk.aside
        return TargetAnswer(answer.point, target, True, min(least, answer.point.budget))

    def most(self, holds: Callable[[Solution], bool], target: float, start: float = 0.0) -> TargetAnswer:
        """The greatest total at which the target still holds; from `start` on it holds up to one place."""
        low = max(self.low, 1e-6 * max(self.desk.limit, 1.0), start)
        first = self._possible(low)
        if first is None or not holds(first):
            point = first or self.at(self.low + 1e-6 * (self.high - self.low))
            return self._answer(low, point, target, met=False)
        most = self._possible(self.high)
        if most is not None and holds(most):
            return self._answer(self.high, most, target, met=True, ends=self.allowed.most_keys)
        total, found = self._halved(low, self.high, first, holds, keep_low=True)
        return self._answer(total, found, target, met=True)

    def _halved(
        self,
        low: float,
        high: float,
        kept: Solution,
        below: Callable[[Solution], bool],
        *,
        keep_low: bool = False,
    ) -> tuple[float, Solution]:
        """The end of a shrinking bracket that keeps the target, and its answer; `below` holds at `low`."""
        for _ in range(MOST_TURNS):
            if high - low <= CLOSE * high or self.should_stop():
                break
            middle = (low * high) ** 0.5 if low > 0.05 * high else 0.3 * high + 0.7 * low
            answer = self.at(middle)
            if below(answer):
                low, kept = middle, answer if keep_low else kept
            else:
                high, kept = middle, kept if keep_low else answer
        return (low if keep_low else high), kept

    def _possible(self, total: float) -> Solution | None:
        try:
            return self.at(total)
        except ImpossibleLimits:
            return None

    def _answer(
        self, total: float, found: Solution, target: float, *, met: bool, ends: tuple[str, ...] = ()
    ) -> TargetAnswer:
        limits = ends if met else self.allowed.most_keys or self.allowed.least_keys
        return TargetAnswer(self.desk.point(total, found), target, met, None, limits)
