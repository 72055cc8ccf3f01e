"""The target of a goal in words: a share as per cent, an amount as money, else a number."""

from __future__ import annotations

from models.goals import Goal, GoalMeasure
from planner.figures_in_words import money_major, number, percent

SHARES = (GoalMeasure.GOING_ON, GoalMeasure.LEAVING)
AMOUNTS = (GoalMeasure.REVENUE, GoalMeasure.SPEND, GoalMeasure.COST_PER_CONVERSION)
ARROWS = {"up": "↑", "down": "↓", "hold": "="}


def goal_target(goal: Goal, currency: str) -> str:
    """“↑ 3,050”, “↓ 64 %”; empty without a target."""
    if goal.target is None:
        return ""
    if goal.measure in SHARES:
        said = percent(goal.target)
    elif goal.measure in AMOUNTS:
        said = money_major(goal.target, currency)
    else:
        said = number(goal.target)
    return f"{ARROWS[goal.direction]} {said}"
