"""Ways out for hard goals that cannot be reached: a lower target, or a soft goal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.changes import Change, Set
from models.goal_loosening import lowered_goals, lowering
from models.goal_rules import KIND
from models.goals import Goal, GoalBinding, GoalMeasure
from models.plan import Plan
from planner.figures_in_words import number
from planner.goal_progress import goal_value
from planner.language import _


def goal_ways(plan: Plan, keys: Sequence[str]) -> Iterable[tuple[str, str, tuple[Change, ...]]]:
    """Key, words and changes of each way out where goals are among the `keys` of a conflict."""
    outcomes = [goal for goal in goals_named(plan, keys) if goal.measure is not GoalMeasure.SPEND]
    if not outcomes:
        return
    lowered = lowered_goals(plan)
    if lowered:
        yield "lower goals", _lowered_words(plan, lowered), lowering(lowered)
    for goal in outcomes:
        soft = Set(path=f"goals.{goal.id}.binds", value=GoalBinding.SOFT.value)
        yield f"soft {goal.id}", _("Make “{name}” a soft goal").format(name=goal.name), (soft,)


def goals_named(plan: Plan, keys: Iterable[str]) -> list[Goal]:
    """The goals behind keys of limits."""
    ids = [key.removeprefix(f"{KIND}:") for key in keys if key.startswith(f"{KIND}:")]
    return [plan.by_id["goals"][goal] for goal in ids if goal in plan.by_id["goals"]]


def _lowered_words(plan: Plan, lowered: dict[str, float]) -> str:
    goals = plan.by_id["goals"]
    if len(lowered) == 1:
        goal_id, value = next(iter(lowered.items()))
        goal: Goal = goals[goal_id]
        shown = goal_value(goal, value, plan.currency)
        if shown == goal_value(goal, goal.target, plan.currency):  # hardly lower: more digits
            shown = number(value)
        return _("Lower “{name}” to {value}, the best that the limits allow").format(
            name=goal.name, value=shown
        )
    said = [
        f"“{goals[key].name}”: {goal_value(goals[key], value, plan.currency)}"
        for key, value in lowered.items()
    ]
    return _("Lower the goals to what the limits allow: {goals}").format(goals="; ".join(said))
