"""What goals that bind the split cost: the plan answered again without one, or with a little less of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.allocation import Allocation, GoalResult
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.goals import Goal, GoalBinding
from models.plan import Plan
from models.program.extra_money import ExtraMoney, is_sought
from planner.explain import objective_amount
from planner.figures_in_words import money_about
from planner.goal_progress import goal_value
from planner.goal_words import costly_goals, goal_rule_words
from planner.language import _
from planner.worth import NOTICED, extra_money

A_TENTH = 0.1


@dataclass(frozen=True)
class GoalCost:
    """What a goal costs: `units` that the best split without it brings more, `money` (major, as charged)
    with which the budget would bring as much with it (None: no budget does; see `is_sought`).

    `less`: a round amount of the target, `less_units` what the split brings more when so much less is asked.
    """

    goal_id: str
    units: float
    money: float | None
    less: float
    less_units: float


def goal_costs(allocation: Allocation, extra: ExtraMoney | None = None) -> tuple[GoalCost, ...]:
    """What each goal that holds the split back costs, the dearest first."""
    plan, extra = allocation.plan, extra or extra_money(allocation.plan)
    found = []
    for one in costly_goals(allocation):
        goal: Goal = plan.by_id["goals"][one.goal_id]
        units = _gain(extra, changed(plan, goal, binds=GoalBinding.REPORTED))
        if units <= NOTICED * max(abs(allocation.proposed.objective), 1.0):
            continue
        less = round_amount(one)
        lower = changed(plan, goal, target=min(one.target, one.proposed) - less)
        found.append(GoalCost(goal.id, units, extra.buying(units), less, max(_gain(extra, lower), 0.0)))
    return tuple(sorted(found, key=lambda cost: -cost.units))


def changed(plan: Plan, goal: Goal, **update: object) -> Plan:
    """The plan with one goal changed."""
    other = goal.model_copy(update=update)
    return plan.model_copy(update={"goals": tuple(other if one.id == goal.id else one for one in plan.goals)})


def round_amount(one: GoalResult) -> float:
    """A round part of a target: at most a tenth of it."""
    return float(10.0 ** math.floor(math.log10(max(A_TENTH * one.target, 1e-9))))


def _gain(extra: ExtraMoney, plan: Plan) -> float:
    try:
        return extra.gain_of(compile_plan(plan))
    except ImpossibleLimits:
        return 0.0


def goal_cost_sentence(allocation: Allocation, cost: GoalCost) -> str:
    """“goal “Visits”: at least 9,000 … Without it the split would bring 3.6 conversions more, as much as
    about €280 more budget. The last 100 of it cost 2.1 conversions.”"""
    plan = allocation.plan
    goal: Goal = plan.by_id["goals"][cost.goal_id]
    units = objective_amount(plan, cost.units)
    said = _("{goal}. Without it the split would bring {units} more").format(
        goal=goal_rule_words(plan, goal.id), units=units
    )
    if cost.money is not None and is_sought(cost.money):
        said += _(", as much as {money} more budget").format(money=money_about(cost.money, plan.currency))
    elif cost.money is None:
        said += _(", more than any budget within the limits makes up for")
    if cost.less_units > 0:
        said += ". " + _("The last {amount} of it cost {units}").format(
            amount=goal_value(goal, cost.less, plan.currency),
            units=objective_amount(plan, cost.less_units),
        )
    return f"{said}."
