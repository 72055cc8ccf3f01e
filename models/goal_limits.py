"""Which goals can bind the split of the budget, and why the others cannot.

The split can be held to what rises with falling returns as money is spent: people served, conversions,
revenue, results as platforms report them. It cannot be held to a ratio, to people credited to one line
(they depend on the other lines), or to "at most" so many people: it would then turn people away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.goals import Goal, GoalBinding, GoalMeasure, GoalPlace
from models.journey import FunnelStep
from models.quantity import N_

if TYPE_CHECKING:
    from models.plan import Plan

ON_LINES = (GoalPlace.CHANNEL, GoalPlace.TOUCHPOINT)
"""Places whose people depend on what other lines do."""

OF_PEOPLE = (GoalMeasure.CONVERSIONS, GoalMeasure.PEOPLE, GoalMeasure.REVENUE)
"""Measures counted at steps."""


class Reason(NamedTuple):
    """Why a goal cannot bind, and what to do instead; both marked for translation."""

    what: str
    remedy: str


NO_TARGET = Reason(N_("A goal without a target cannot bind."), N_("Give it a target first."))
NO_AMOUNT = Reason(N_("A goal that binds needs a target above 0."), N_("Give it one, or leave it reported."))
NOT_WORKED_OUT = Reason(
    N_("The plan cannot work out this metric, so money cannot be held to it."),
    N_("Choose people, conversions, revenue or budget as what is worked out, or leave it reported."),
)
OF_THE_MAP = Reason(
    N_("Satisfaction and feelings are judged on the map; no split of the budget changes them."),
    N_("Leave it reported."),
)
RATE = Reason(
    N_("The share who go on or leave follows from the conversions on the map, not from the money."),
    N_("Bind the people at a step instead, or leave it reported."),
)
RATIO = Reason(
    N_("A cost per conversion is money over results: money withheld would be the easiest way to keep it."),
    N_("Ask for a target cost above the answer, or leave it reported."),
)
CREDITED = Reason(
    N_("What is credited to one channel or touchpoint also depends on the money of the others."),
    N_("Bind its budget or its platform-reported results instead, or leave it reported."),
)
AT_MOST = Reason(
    N_("“At most” on people or revenue would have people sent away."),
    N_("Limit the budget instead, set a capacity on the step, or leave it reported."),
)
EXACTLY = Reason(
    N_("“Hold” would also mean “at most”, and people would be sent away."),
    N_("Set the direction to “up” for at least so many, or leave it reported."),
)
REPORTED_OF_STEPS = Reason(
    N_("Platforms report results by channel and touchpoint only."),
    N_("Set the goal on a channel or a touchpoint, or count people instead."),
)
SOFT_MONEY = Reason(
    N_("An amount of money is either kept or not."), N_("Choose the hard limit, or leave it reported.")
)
DATED_MONEY = Reason(
    N_("An amount by a date is a matter of the periods."),
    N_("Fix the budgets of the periods in the calendar, or take the date off."),
)
NO_PERIOD_BY_THEN = Reason(
    N_("No period of the plan ends by the date of this goal, so nothing would count towards it."),
    N_("Choose a later date or shorter periods, or leave it reported."),
)
NOTHING_COUNTS = Reason(
    N_("Nothing at this place counts towards the goal."),
    N_("Mark the step that converts, or give it a value, or leave the goal reported."),
)


def why_not(goal: Goal, binds: GoalBinding | None = None) -> Reason | None:
    """Why a goal cannot bind like this (None: as it says) whatever the plan; None where it can."""
    binds = goal.binds if binds is None else binds
    if binds is GoalBinding.REPORTED:
        return None
    fixed = _by_measure(goal, binds)
    if fixed is not None:
        return fixed
    if goal.target is None:
        return NO_TARGET
    if goal.measure is GoalMeasure.SPEND:
        return NO_AMOUNT if goal.target < 0 else None
    if goal.target <= 0:
        return NO_AMOUNT
    if goal.direction == "down":
        return AT_MOST
    return EXACTLY if goal.direction == "hold" else None


def _by_measure(goal: Goal, binds: GoalBinding) -> Reason | None:
    """What the measure itself rules out."""
    ruled_out = {
        GoalMeasure.OWN: NOT_WORKED_OUT, GoalMeasure.SATISFACTION: OF_THE_MAP, GoalMeasure.FEELING: OF_THE_MAP,
        GoalMeasure.GOING_ON: RATE, GoalMeasure.LEAVING: RATE, GoalMeasure.COST_PER_CONVERSION: RATIO,
    }  # fmt: skip
    if goal.measure in ruled_out:
        return ruled_out[goal.measure]
    if goal.measure is GoalMeasure.SPEND:
        return SOFT_MONEY if binds is GoalBinding.SOFT else DATED_MONEY if goal.date is not None else None
    if goal.measure is GoalMeasure.REPORTED:
        return None if goal.place in ON_LINES else REPORTED_OF_STEPS
    return CREDITED if goal.place in ON_LINES else None


def why_not_here(plan: Plan, goal: Goal, binds: GoalBinding | None = None) -> Reason | None:
    """Why a goal cannot bind in this plan: also its dates and what stands at its place; None where it can."""
    binds = goal.binds if binds is None else binds
    reason = why_not(goal, binds)
    if reason is not None or binds is GoalBinding.REPORTED or goal.measure is GoalMeasure.SPEND:
        return reason
    if goal.date is not None and all(period.end > goal.date for period in plan.periods):
        return NO_PERIOD_BY_THEN
    if goal.measure is GoalMeasure.REPORTED:
        return None
    return None if any(worth_of(goal, step) > 0 for step in counted_steps(plan, goal)) else NOTHING_COUNTS


def bound_goals(plan: Plan) -> tuple[Goal, ...]:
    """Goals that bind the split, in order of their ids."""
    found = (goal for goal in plan.goals if goal.binds is not GoalBinding.REPORTED)
    return tuple(sorted(found, key=lambda goal: goal.id))


def counted_steps(plan: Plan, goal: Goal) -> list[FunnelStep]:
    """The steps at which a goal is counted; people of a stage are those served at its last step."""
    if goal.place is GoalPlace.PLAN:
        return list(plan.steps)
    if goal.place is GoalPlace.STEP:
        return [step for step in plan.steps if step.id == goal.place_id]
    found = [step for step in plan.steps if step.stage_id == goal.place_id]
    return found[-1:] if goal.measure is GoalMeasure.PEOPLE else found


def worth_of(goal: Goal, step: FunnelStep) -> float:
    """What one person served at a step counts towards a goal."""
    if goal.measure is GoalMeasure.CONVERSIONS:
        return float(step.converts)
    if goal.measure is GoalMeasure.REVENUE:
        return step.value.value if step.value else 0.0
    return 1.0


def counts_line(plan: Plan, goal: Goal, line_id: str) -> bool:
    """Whether a touchpoint's money or reported results count towards a goal on money or on reports."""
    line = plan.by_id["touchpoints"][line_id]
    if goal.place is GoalPlace.PLAN:
        return True
    if goal.place is GoalPlace.CHANNEL:
        return bool(line.channel_id == goal.place_id)
    if goal.place is GoalPlace.TOUCHPOINT:
        return bool(line.id == goal.place_id)
    step = plan.by_id["steps"][line.step_id]
    return bool(goal.place_id == (step.id if goal.place is GoalPlace.STEP else step.stage_id))
