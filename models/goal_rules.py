"""Goals that bind the split, as rules: on what comes out, and on money.

Which goals can bind is said in `models.goal_limits`. What counts is what is reported for a goal: people
and revenue at steps within the plan's periods, conversions and revenue of the whole plan with what comes
later, too; with a date only what comes in periods that end by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from models.charging import charge_factors
from models.communication import Touchpoint
from models.goal_limits import bound_goals, counted_steps, counts_line, worth_of
from models.goals import Goal, GoalBinding, GoalMeasure, GoalPlace
from models.network import Network, SpendRule
from models.network_keys import plain, stretch_of
from models.outcome_rules import OutcomeRule
from models.plan import Plan
from models.stretches import stretches_of

KIND = "goal"
SENSES = {"up": ">=", "down": "<=", "hold": "="}


def goal_key(goal_id: str) -> str:
    """The key of a goal's rule."""
    return f"{KIND}:{goal_id}"


def goal_spend(plan: Plan, lines: tuple[Touchpoint, ...]) -> Iterable[SpendRule]:
    """`sum of spend at the goal's place >= target` (<= going down, = to hold); charged for the whole plan."""
    factors = charge_factors(plan)
    for goal in bound_goals(plan):
        if goal.measure is not GoalMeasure.SPEND or goal.target is None:
            continue
        charged = goal.place is GoalPlace.PLAN
        weights = np.array([
            (factors[line.id] if charged else 1.0) if counts_line(plan, goal, line.id) else 0.0 for line in lines
        ])  # fmt: skip
        held = np.flatnonzero(weights)
        yield SpendRule(
            goal_key(goal.id), "limit_goal_spend", held, weights[held], SENSES[goal.direction], goal.target
        )


def outcome_rules_of(plan: Plan, network: Network) -> tuple[OutcomeRule, ...]:
    """The rules of goals that bind what comes out, by id; a target of nothing asks for nothing."""
    return tuple(
        outcome_rule(plan, network, goal)
        for goal in bound_goals(plan)
        if goal.measure is not GoalMeasure.SPEND and goal.target is not None and goal.target > 0
    )


def outcome_rule(plan: Plan, network: Network, goal: Goal) -> OutcomeRule:
    """What a goal counts in the network; hard unless it is soft."""
    target = goal.target or 0.0
    nothing = OutcomeRule(
        goal_key(goal.id), target, 0.0, np.zeros(len(network.node_keys)), np.zeros(len(network.pool_keys)),
        np.zeros(network.rows), 1.0 / target if goal.binds is GoalBinding.SOFT and target > 0 else np.inf,
    )  # fmt: skip
    counted = _when(plan, goal)
    if goal.measure is GoalMeasure.REPORTED:
        rows = (counted(key) and counts_line(plan, goal, plain(key)) for key in network.row_keys)
        return replace(nothing, claim=np.array(list(rows), dtype=float))
    if goal.measure is GoalMeasure.PEOPLE and goal.place is GoalPlace.PLAN:
        inside = np.array([counted(key) for key in network.node_keys], dtype=bool)
        pools = inside[network.pool_target].astype(float)
        return replace(nothing, base=float(network.entries[inside].sum()), pool=pools)
    worth = {step.id: worth_of(goal, step) for step in counted_steps(plan, goal)}
    weights = [
        worth.get(plain(key).partition("/")[2], 0.0) if counted(key) else 0.0 for key in network.node_keys
    ]
    return replace(nothing, node=np.array(weights))


def _when(plan: Plan, goal: Goal) -> Callable[[str], bool]:
    """Whether what a key names lies in the days that count towards a goal."""
    planned = [stretch for stretch in stretches_of(plan) if stretch.period is not None]
    later = goal.place is GoalPlace.PLAN and goal.measure is not GoalMeasure.PEOPLE
    if goal.date is None and (later or goal.measure is GoalMeasure.REPORTED):
        return lambda key: True
    found = {stretch.key for stretch in planned if goal.date is None or stretch.end <= goal.date}
    if len(planned) == 1 and found:
        found.add("")
    return lambda key: stretch_of(key) in found
