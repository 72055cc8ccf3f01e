"""Scenarios as points beside the curve of what more budget buys, each held against the best split of its money.

All points stand on the assumptions of one plan, so that what parts them is the split and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import JourneymixError
from models.frontier import best_at, budget_of
from models.frontier_point import FrontierPoint
from models.objective import IN_MONEY
from models.outcome import ByPeriod
from models.plan import Plan
from planner.answers import simulate
from planner.counted import objective_amount
from planner.figures_in_words import money_major
from planner.language import _, say_error
from planner.scenarios import SeenScenario

SAME = 5e-4
"""Share of what the money brings below which two results count as the same: amounts are rounded."""


@dataclass(frozen=True)
class ScenarioPoint:
    """A scenario's split on the assumptions of the curve's plan.

    `number`: its place beside the others, from 1; `budget` (major units, as on the curve) and `objective`
    with `conversions` simulated; `best`: the best split of the same money, None where the curve's limits
    forbid that budget. Where the split cannot be placed at all, `refused` says why and nothing else is told.
    """

    number: int
    name: str
    budget: float = 0.0
    objective: float = 0.0
    conversions: float = 0.0
    best: FrontierPoint | None = None
    refused: str = ""

    @property
    def behind(self) -> float | None:
        """Objective units less than the best split of the same money; None where there is none."""
        return None if self.best is None else self.best.objective - self.objective


def scenario_points(plan: Plan, scenarios: Sequence[SeenScenario]) -> tuple[ScenarioPoint, ...]:
    """Every scenario on the curve of `plan`. Raises PlanError where the plan has no total, NotYetPossible."""
    placed = [_placed(plan, number, scenario) for number, scenario in enumerate(scenarios, 1)]
    budgets = sorted({point.budget for point in placed if not point.refused})
    best = dict(zip(budgets, best_at(plan, budgets), strict=True))
    return tuple(point if point.refused else _with_best(point, best[point.budget]) for point in placed)


def _with_best(point: ScenarioPoint, best: FrontierPoint | None) -> ScenarioPoint:
    return ScenarioPoint(point.number, point.name, point.budget, point.objective, point.conversions, best)


def _placed(plan: Plan, number: int, scenario: SeenScenario) -> ScenarioPoint:
    if scenario.plan.currency != plan.currency:
        return ScenarioPoint(number, scenario.name, refused=_("It is in another currency."))
    missing = [
        scenario.plan.by_id["touchpoints"][line].name
        for line, amount in scenario.split.spend.items()
        if amount and line not in plan.by_id["touchpoints"]
    ]
    if missing:
        said = _("It spends on “{touchpoint}”, which is not there.").format(touchpoint=missing[0])
        return ScenarioPoint(number, scenario.name, refused=said)
    if scenario.plan.days != plan.days:
        said = _("It runs for {days} days, not for {others}.").format(
            days=scenario.plan.days, others=plan.days
        )
        return ScenarioPoint(number, scenario.name, refused=said)
    try:
        seen = simulate(plan, dict(scenario.split.spend), _when(plan, scenario))
    except JourneymixError as error:
        return ScenarioPoint(number, scenario.name, refused=say_error(error))
    return ScenarioPoint(
        number, scenario.name, round(budget_of(plan, seen.charged), 6), seen.objective, seen.conversions
    )


def _when(plan: Plan, scenario: SeenScenario) -> ByPeriod | None:
    """The scenario's money by the plan's periods where both are cut alike, else at an even pace."""
    there, here = scenario.plan.periods, plan.periods
    if [(p.start, p.end) for p in there] != [(p.start, p.end) for p in here]:
        return None
    by_period = scenario.split.by_period
    return {own.id: by_period[other.id] for own, other in zip(here, there, strict=True)}


def gap_sentence(plan: Plan, point: ScenarioPoint) -> str:
    """“2. Careful: 31 conversions fewer than the best split of the same money (€43,700).”"""
    said = f"{point.number}. {point.name}: "
    amount = money_major(point.budget, plan.currency, digits=0)
    behind = point.behind
    if point.refused:
        return said + _("cannot be placed on this curve. {reason}").format(reason=point.refused)
    if point.best is None or behind is None:
        return said + _("{amount} cannot be spent within the limits of the first.").format(amount=amount)
    if abs(behind) <= SAME * max(abs(point.best.objective), 1.0):
        return said + _("the best split of its {amount}.").format(amount=amount)
    units = objective_amount(plan, abs(behind))
    if behind < 0:
        return said + _(
            "{units} more than the best split of the same {amount}: it does not keep the limits of the first."
        ).format(units=units, amount=amount)
    if plan.rules.objective in IN_MONEY:
        text = _("brings {units} less than the best split of the same {amount}.")
    else:
        text = _("brings {units} fewer than the best split of the same {amount}.")
    return said + text.format(units=units, amount=amount)
