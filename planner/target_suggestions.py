"""A target to start from when none was said: what today's budget brings and costs."""

from __future__ import annotations

import math
from typing import Any

from models.allocation import Outcome
from models.goals import Objective, Sought
from models.money import to_minor
from models.objective import IN_MONEY
from models.plan import Plan
from planner.counted import cost_of_result, counted_value, return_on_spend
from planner.figures_in_words import money_major, number
from planner.language import _


def aim_values(plan: Plan, aim: str) -> dict[str, Any]:
    """What choosing an aim changes in the rules: what is sought, and what it counts."""
    counted = plan.rules.objective
    if aim in {objective.value for objective in Objective}:
        return {"sought": Sought.BEST_SPLIT.value, "objective": aim}
    if aim == Sought.TARGET_RETURN:
        counted = Objective.REVENUE
    elif aim == Sought.TARGET_COST and counted in IN_MONEY:
        counted = Objective.CONVERSIONS
    return {"sought": aim, "objective": counted.value}


def target_field(plan: Plan) -> str:
    """The field of the rules that holds the target; empty where none is sought."""
    rules = plan.rules
    if rules.sought is Sought.TARGET_COST:
        return "target_cost"
    if rules.sought is Sought.TARGET_RETURN:
        return "target_return"
    if rules.sought is Sought.LEAST_SPEND:
        return "target_money" if rules.objective in IN_MONEY else "target_people"
    return ""


def todays_target(plan: Plan, now: Outcome) -> float | int | None:
    """Today's figure for the target, rounded, as it is stored; None where today gives none."""
    field = target_field(plan)
    cost, earned = cost_of_result(now), return_on_spend(now)
    if field == "target_cost" and cost:
        return max(to_minor(_rounded(cost), plan.currency), 1)
    if field == "target_return" and earned:
        return _rounded(earned, 2)
    if field == "target_money" and now.objective > 0:
        return to_minor(_rounded(now.objective), plan.currency)
    if field == "target_people" and now.objective > 0:
        return float(math.floor(now.objective)) if now.objective >= 1 else now.objective
    return None


def today_in_words(plan: Plan, now: Outcome) -> str:
    """Today's figure beside the field of the target; empty where there is none."""
    field = target_field(plan)
    cost, earned = cost_of_result(now), return_on_spend(now)
    if field == "target_cost" and cost:
        return _("Today one that the money brings costs {cost}.").format(
            cost=money_major(cost, plan.currency)
        )
    if field == "target_return" and earned is not None:
        return _("Today the money returns {times}.").format(times=number(earned))
    if field.startswith("target_") and math.isfinite(now.objective):
        return _("Today there are {count}, organic included.").format(
            count=counted_value(plan, now.objective)
        )
    return ""


def _rounded(value: float, digits: int = 3) -> float:
    """Down to so many significant digits."""
    size = 10.0 ** (math.floor(math.log10(value)) - digits + 1)
    return round(math.floor(value / size + 1e-9) * size, 10)
