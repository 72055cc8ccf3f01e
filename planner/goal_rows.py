"""Goals as rows of a table: what each asks, what is reached, what is missing, and whether it can bind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.allocation import Allocation, GoalResult, Outcome
from models.changes import Change, Set
from models.compile import compile_plan
from models.goal_limits import why_not_here
from models.goal_results import goal_results
from models.goals import Goal, GoalBinding, GoalMeasure
from models.plan import Plan
from planner.choice_words import word
from planner.goal_progress import value_of
from planner.goal_target import SHARES
from planner.goal_words import goal_place_words
from planner.language import _


@dataclass(frozen=True)
class GoalRow:
    """A goal with its values in its own unit; `missing` is 0 where it is reached or not known.

    `why_not`: why it cannot bind and what to do, in words; empty where it can.
    """

    goal: Goal
    where: str
    measure: str
    today: float | None
    proposed: float | None
    missing: float
    why_not: str


def goal_rows(
    plan: Plan,
    allocation: Allocation | None,
    *,
    now: Outcome | None = None,
    split: Outcome | None = None,
) -> list[GoalRow]:
    """Every goal of the plan, in its order, with the proposed split, or another one of the same plan.

    Without an answer as simulated `now`, where that is known.
    """
    if allocation is None:
        return [_row(plan, goal, (now, None), None) for goal in plan.goals]
    outcomes = allocation.now, split or allocation.proposed
    found = allocation.goals
    if found and outcomes[1] is not allocation.proposed:
        prices = {key: price.price for key, price in allocation.prices.items()}
        found = goal_results(plan, compile_plan(plan), prices, outcomes)
    results = {one.goal_id: one for one in found}
    return [_row(plan, goal, outcomes, results.get(goal.id)) for goal in plan.goals]


def _row(
    plan: Plan, goal: Goal, outcomes: tuple[Outcome | None, Outcome | None], result: GoalResult | None
) -> GoalRow:
    if result is not None:
        today: float | None = result.now
        proposed: float | None = result.proposed
        missing = result.missing
    else:
        today, proposed = (value_of(plan, goal, outcome) for outcome in outcomes)
        proposed = None if outcomes[1] is None else proposed
        missing = _missing(goal, proposed)
    own = goal.metric if goal.measure is GoalMeasure.OWN and goal.metric else word(goal.measure.value)
    return GoalRow(goal, goal_place_words(plan, goal), own, today, proposed, missing, _why_not(plan, goal))


def _missing(goal: Goal, value: float | None) -> float:
    if goal.target is None or value is None:
        return 0.0
    short, over = max(goal.target - value, 0.0), max(value - goal.target, 0.0)
    return {"up": short, "down": over, "hold": short + over}[goal.direction]


def _why_not(plan: Plan, goal: Goal) -> str:
    reason = why_not_here(plan, goal, GoalBinding.HARD)
    return "" if reason is None else f"{_(reason.what)} {_(reason.remedy)}"


def goal_changes(plan: Plan, edited: Mapping[int, Mapping[str, Any]]) -> list[Change]:
    """The changes that edited cells mean: row of the table -> field -> what was typed, shares in per cent."""
    found: list[Change] = []
    for place, cells in edited.items():
        goal = plan.goals[int(place)]
        for field, value in cells.items():
            share = field == "target" and value is not None and goal.measure in SHARES
            found.append(Set(path=f"goals.{goal.id}.{field}", value=value / 100.0 if share else value))
    return found
