"""What more or less budget buys: the plan answered at many totals, every point simulated and proved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.budget_rules import minor_units
from models.errors import ImpossibleLimits, PlanError
from models.frontier_point import Desk, FrontierPoint
from models.funnel import simulate
from models.goals import Objective
from models.plan import Plan
from models.program.solution import never
from models.program.sweep import TOTAL, SpendRange, SweepPoint, answer_at, spend_range, sweep
from models.quantity import N_

MOST_TIMES = 3.0
"""The curve runs to so many times the plan's total, where limits let it."""

ASSUMED = "assumed_move_limit:"
INSET = 1e-4
"""The ends of what limits allow are asked this share inside: at the very end nothing is left to decide."""


@dataclass(frozen=True)
class Forbidden:
    """A budget (major units) that limits do not allow, and their keys."""

    budget: float
    limits: tuple[str, ...]


@dataclass(frozen=True)
class Frontier:
    """Points at rising budgets. All money in major units over the whole plan.

    `least` and `most`: the budgets that the limits allow (`most` infinite where nothing ends it), with
    the keys of what ends them; `ended_by_assumed`: the rule on assumed curves is among these, so that
    lifting it would show more. `today`: the current split as it is, not improved; `plan` the best split of
    the plan's total, None where limits forbid it. `break_even`: where one more unit of money brings just
    one unit of value (revenue and profit only), None where the curve does not reach it; `ninety`: the
    least budget that brings 90 % of what the plan's money brings.
    """

    points: tuple[FrontierPoint, ...]
    forbidden: tuple[Forbidden, ...]
    least: float
    most: float
    least_keys: tuple[str, ...]
    most_keys: tuple[str, ...]
    lifted: bool
    today: FrontierPoint
    plan: FrontierPoint | None
    break_even: FrontierPoint | None
    ninety: FrontierPoint | None

    @property
    def ended_by_assumed(self) -> bool:
        """Whether the rule on assumed curves ends the curve on either side."""
        return any(key.startswith(ASSUMED) for key in (*self.least_keys, *self.most_keys))


@dataclass(frozen=True)
class BudgetMove:
    """What a budget changed by `amount` (major units as charged) does to the best split.

    `gain`: objective units it brings (negative when money is taken); `lines`: line id -> minor units more
    or less, largest first, lines that stay left out. `forbidden_by`: keys of limits that do not allow it;
    then nothing else is told.
    """

    amount: float
    gain: float
    lines: dict[str, int]
    gap: float
    forbidden_by: tuple[str, ...] = ()


def frontier(
    plan: Plan,
    points: int = 40,
    *,
    lift_assumed: bool = False,
    should_stop: Callable[[], bool] = never,
    heard: Callable[[int], None] = lambda done: None,
) -> Frontier:
    """The best split at `points` budgets from nothing to three times the plan's total.

    `lift_assumed`: as if lines with assumed curves were free to move. Budgets that limits do not allow
    are told, never shown as 0. `heard` is told how many budgets are done. Raises PlanError without a total, ImpossibleLimits when the other limits
    hold at no budget, NotYetPossible.
    """
    if plan.rules.total_budget <= 0:
        raise PlanError(N_("The plan has no total budget."), remedy=N_("Say what there is to spend."))
    desk = Desk(freed(plan) if lift_assumed else plan, should_stop)
    allowed = spend_range(desk.network)
    most = min(MOST_TIMES * plan.rules.total_budget / desk.units - desk.aside, _inset(allowed)[1])
    totals = np.linspace(max(_inset(allowed)[0], 0.0), max(most, 0.0), max(points, 2))
    found = sweep(desk.network, totals.tolist(), desk.settings, heard=heard)
    solved = [point for point in found if point.solution is not None]
    answered = desk.points(solved)
    at_plan = desk.at(desk.limit, solved)
    ends = (allowed.least + desk.aside, allowed.most + desk.aside)
    return Frontier(
        points=answered, forbidden=_forbidden(desk, found, allowed), least=max(ends[0], 0.0), most=ends[1],
        least_keys=allowed.least_keys if ends[0] > 0 else (), most_keys=allowed.most_keys,
        lifted=lift_assumed, today=desk.today(), plan=at_plan,
        break_even=desk.at(_break_even(desk, solved), solved), ninety=desk.at(_share_of(at_plan, answered, 0.9, desk), solved),
    )  # fmt: skip


def next_money(plan: Plan, amount: float, *, should_stop: Callable[[], bool] = never) -> BudgetMove:
    """Where the next `amount` (major units as charged) goes; negative: what goes first when it is cut.

    Against the best split of the plan's total. Raises ImpossibleLimits when that has none.
    """
    desk = Desk(plan, should_stop)
    before = answer_at(desk.network, desk.limit, desk.settings, None)
    try:
        after = answer_at(desk.network, desk.limit + amount, desk.settings, before)
    except ImpossibleLimits as error:
        return BudgetMove(amount, 0.0, {}, 0.0, error.limits)
    moved = desk.by_line(after.spend - before.spend)
    smallest = max(abs(amount) * desk.units * 1e-3, 1.0)
    order = sorted(moved, key=lambda line: -abs(moved[line]))
    lines = {line: moved[line] for line in order if abs(moved[line]) >= smallest}
    return BudgetMove(amount, after.lower - before.lower, lines, max(before.gap, after.gap))


def cut(plan: Plan, share: float = 0.15, *, should_stop: Callable[[], bool] = never) -> BudgetMove:
    """What goes first when `share` of the plan's total is cut."""
    return next_money(plan, -share * plan.rules.total_budget / minor_units(plan), should_stop=should_stop)


def freed(plan: Plan) -> Plan:
    """The plan as if lines with assumed curves were free to move."""
    return plan.model_copy(update={"rules": plan.rules.model_copy(update={"assumed_move_limit": None})})


def _inset(allowed: SpendRange) -> tuple[float, float]:
    room = allowed.most - max(allowed.least, 0.0)
    inset = INSET * room if np.isfinite(room) else 0.0
    return allowed.least + inset * (allowed.least > 0.0), allowed.most - inset


def _forbidden(desk: Desk, found: Sequence[SweepPoint], allowed: SpendRange) -> tuple[Forbidden, ...]:
    """Budgets asked for and refused, and the plan's own when it lies outside what limits allow."""
    refused = [Forbidden(p.total + desk.aside, p.forbidden_by) for p in found if p.solution is None]
    exact = desk.plan.rules.spend_total == "exact"
    if desk.limit < allowed.least or (exact and desk.limit > allowed.most):
        keys = allowed.least_keys if desk.limit < allowed.least else allowed.most_keys
        refused.append(Forbidden(desk.limit + desk.aside, (TOTAL, *keys)))
    return tuple(refused)


def _break_even(desk: Desk, solved: Sequence[SweepPoint]) -> float | None:
    """The total at which the price of money falls to its cost; None for goals not counted in money."""
    objective = desk.plan.rules.objective
    if objective not in (Objective.REVENUE, Objective.PROFIT):
        return None
    cost = 1.0 if objective is Objective.REVENUE else 0.0
    prices = [(p.total, p.solution.prices.get(TOTAL, 0.0)) for p in solved if p.solution is not None]
    for (low, before), (high, after) in pairwise(prices):
        if before > cost >= after:
            return low + (high - low) * (before - cost) / (before - after)
    return None


def _share_of(
    plan: FrontierPoint | None, points: Sequence[FrontierPoint], share: float, desk: Desk
) -> float | None:
    """The least total that brings `share` of what the plan's money brings, between the points."""
    if plan is None:
        return None
    idle = float(simulate(desk.network, np.zeros(desk.network.lines)).objective)
    wanted = idle + share * (plan.objective - idle)
    before: FrontierPoint | None = None
    for point in points:
        if point.objective >= wanted:
            if before is None:
                return point.budget - desk.aside
            part = (wanted - before.objective) / max(point.objective - before.objective, 1e-300)
            return before.budget + part * (point.budget - before.budget) - desk.aside
        before = point
    return None


def best_at(
    plan: Plan, budgets: Sequence[float], *, should_stop: Callable[[], bool] = never
) -> tuple[FrontierPoint | None, ...]:
    """The best split of each budget (major units as charged, in all), None where limits forbid it.

    Raises PlanError without a total, NotYetPossible.
    """
    if plan.rules.total_budget <= 0:
        raise PlanError(N_("The plan has no total budget."), remedy=N_("Say what there is to spend."))
    desk = Desk(plan, should_stop)
    return tuple(desk.at(max(budget - desk.aside, 0.0), ()) for budget in budgets)


def budget_of(plan: Plan, charged: float) -> float:
    """Where a split that is charged so much (major units) stands on the curve of a plan: with what its total
    pays for beside media."""
    return charged + Desk(plan, never).aside
