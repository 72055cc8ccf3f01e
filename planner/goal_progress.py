"""How far each goal is: what the simulation says today and with the best split, against the target."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.allocation import Outcome, PeriodResult
from models.communication import Touchpoint
from models.goal_limits import OF_PEOPLE, counted_steps, worth_of
from models.goals import Goal, GoalMeasure, GoalPlace
from models.journey import FunnelStep
from models.money import to_major
from models.plan import Plan
from planner.figures_in_words import MISSING, money_major, number, people, percent
from planner.goal_target import AMOUNTS, SHARES
from planner.walk import stops

HELD = 0.02
"""A goal to hold a value is met within this share of it."""

SEEN_ON_THE_MAP = (GoalMeasure.OWN, GoalMeasure.SATISFACTION, GoalMeasure.FEELING)
"""Measures that no split of the budget changes."""


@dataclass(frozen=True)
class Progress:
    """A goal's value today and with the best split; None where it is not known.

    `way` is the share of the target reached today, 0 to 1; None without target or value.
    """

    goal: Goal
    today: float | None
    proposed: float | None
    way: float | None
    met: bool | None
    met_by_split: bool | None


def goal_progress(plan: Plan, now: Outcome | None, proposed: Outcome | None) -> list[Progress]:
    """Every goal of the plan, in its order."""
    return [_progress(plan, goal, now, proposed) for goal in plan.goals]


def value_of(plan: Plan, goal: Goal, outcome: Outcome | None) -> float | None:
    """A goal's value: people, a share, a score, or money in major units; None where it is not known."""
    if goal.measure is GoalMeasure.OWN:
        return goal.current.value if goal.current else None
    if goal.measure is GoalMeasure.SATISFACTION:
        return _mean(line.satisfaction for line in lines_of(plan, goal) if line.satisfaction is not None)
    if goal.measure is GoalMeasure.FEELING:
        return _mean(step.emotion_now.score for step in steps_of(plan, goal) if step.emotion_now)
    if outcome is None:
        return None
    if goal.place in (GoalPlace.CHANNEL, GoalPlace.TOUCHPOINT):
        measure = OF_LINES.get(goal.measure)
        return measure(plan, lines_of(plan, goal), outcome) if measure else None
    if by_date := _periods_by_date(plan, goal, outcome):
        return _by_date(plan, goal, by_date)
    of_steps = OF_STEPS.get(goal.measure)
    return of_steps(plan, goal, outcome) if of_steps else None


def _periods_by_date(plan: Plan, goal: Goal, outcome: Outcome) -> list[PeriodResult]:
    """The periods that end by the goal's date, for what is counted at steps; none where all of them count."""
    counts = goal.measure in OF_PEOPLE and (
        goal.measure is not GoalMeasure.PEOPLE or goal.place is not GoalPlace.PLAN
    )
    if goal.date is None or not counts:
        return []
    return [outcome.periods[period.id] for period in plan.periods
            if period.end <= goal.date and period.id in outcome.periods]  # fmt: skip


def _by_date(plan: Plan, goal: Goal, periods: list[PeriodResult]) -> float | None:
    """What counts towards a goal in some periods."""
    if goal.place is GoalPlace.PLAN:
        revenue = goal.measure is GoalMeasure.REVENUE
        return sum(period.revenue if revenue else period.conversions for period in periods)
    steps = [step for step in counted_steps(plan, goal) if worth_of(goal, step) > 0]
    if not steps:
        return None
    return sum(worth_of(goal, step) * period.served.get(step.id, 0.0) for step in steps for period in periods)


def goal_value(goal: Goal, value: float | None, currency: str) -> str:
    """A goal's value in words; a dash where it is not known."""
    if value is None:
        return MISSING
    if goal.measure in SHARES:
        return percent(value)
    if goal.measure in (GoalMeasure.CONVERSIONS, GoalMeasure.PEOPLE):
        return people(value)
    return money_major(value, currency) if goal.measure in AMOUNTS else number(value)


def lines_of(plan: Plan, goal: Goal) -> list[Touchpoint]:
    """The touchpoints that a goal's place holds."""
    if goal.place is GoalPlace.CHANNEL:
        return [line for line in plan.touchpoints if line.channel_id == goal.place_id]
    if goal.place is GoalPlace.TOUCHPOINT:
        return [line for line in plan.touchpoints if line.id == goal.place_id]
    steps = {step.id for step in steps_of(plan, goal)}
    return [line for line in plan.touchpoints if line.step_id in steps]


def steps_of(plan: Plan, goal: Goal) -> list[FunnelStep]:
    """The steps that a goal's place holds, in the order of the journey."""
    if goal.place in (GoalPlace.CHANNEL, GoalPlace.TOUCHPOINT):
        used = {line.step_id for line in lines_of(plan, goal)}
        return [step for step in stops(plan) if step.id in used]
    holds: dict[GoalPlace, Callable[[FunnelStep], bool]] = {
        GoalPlace.PLAN: lambda step: True,
        GoalPlace.STAGE: lambda step: step.stage_id == goal.place_id,
        GoalPlace.STEP: lambda step: step.id == goal.place_id,
    }
    return [step for step in stops(plan) if holds[goal.place](step)]


def _progress(plan: Plan, goal: Goal, now: Outcome | None, proposed: Outcome | None) -> Progress:
    today = value_of(plan, goal, now)
    split = None if goal.measure in SEEN_ON_THE_MAP else value_of(plan, goal, proposed)
    return Progress(goal, today, split, _way(goal, today), _met(goal, today), _met(goal, split))


def _met(goal: Goal, value: float | None) -> bool | None:
    if goal.target is None or value is None:
        return None
    if goal.direction == "up":
        return value >= goal.target
    if goal.direction == "down":
        return value <= goal.target
    return abs(value - goal.target) <= HELD * max(abs(goal.target), 1e-9)


def _way(goal: Goal, value: float | None) -> float | None:
    if goal.target is None or value is None:
        return None
    if _met(goal, value):
        return 1.0
    part, whole = (
        (value, goal.target) if goal.direction == "up" or value < goal.target else (goal.target, value)
    )
    return min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None


def _conversions(plan: Plan, goal: Goal, outcome: Outcome) -> float | None:
    if goal.place is GoalPlace.PLAN:
        return outcome.conversions
    served = [outcome.steps[step.id].served for step in steps_of(plan, goal) if step.converts]
    return sum(served) if served else None


def _people(plan: Plan, goal: Goal, outcome: Outcome) -> float | None:
    """People served at the step, or at the last step of the stage; of the whole plan, all who come in."""
    if goal.place is GoalPlace.PLAN:
        return _entries(outcome)
    steps = steps_of(plan, goal)
    return outcome.steps[steps[-1].id].served if steps else None


def _entries(outcome: Outcome) -> float:
    return sum(step.organic + step.pipeline + step.from_paid for step in outcome.steps.values())


def _going_on(plan: Plan, goal: Goal, outcome: Outcome) -> float | None:
    """Share of the people at a step who go on; of a stage from its first step to its last; of the plan
    conversions per person who comes in."""
    if goal.place is GoalPlace.PLAN:
        return _ratio(outcome.conversions, _entries(outcome))
    steps = [outcome.steps[step.id] for step in steps_of(plan, goal)]
    if not steps:
        return None
    if len(steps) > 1:
        return _ratio(steps[-1].served, steps[0].volume)
    return _ratio(steps[0].volume - steps[0].left - steps[0].turned_away, steps[0].volume)


def _leaving(plan: Plan, goal: Goal, outcome: Outcome) -> float | None:
    going = _going_on(plan, goal, outcome)
    return None if going is None else 1.0 - going


def _revenue(plan: Plan, goal: Goal, outcome: Outcome) -> float | None:
    if goal.place is GoalPlace.PLAN:
        return outcome.revenue
    return sum(
        outcome.steps[step.id].served * step.value.value for step in steps_of(plan, goal) if step.value
    )


def _spend(plan: Plan, goal: Goal, outcome: Outcome) -> float | None:
    return outcome.charged if goal.place is GoalPlace.PLAN else _spend_of(plan, lines_of(plan, goal), outcome)


def _cost(plan: Plan, goal: Goal, outcome: Outcome) -> float | None:
    spend, conversions = _spend(plan, goal, outcome), _conversions(plan, goal, outcome)
    return None if spend is None or conversions is None else _ratio(spend, conversions)


def _spend_of(plan: Plan, lines: list[Touchpoint], outcome: Outcome) -> float:
    return sum(to_major(outcome.spend.get(line.id, 0), plan.currency) for line in lines)


def _sum_of(plan: Plan, lines: list[Touchpoint], outcome: Outcome, field: str) -> float | None:
    known = [outcome.lines[line.id] for line in lines if line.id in outcome.lines]
    return sum(float(getattr(result, field)) for result in known) if known else None


def _cost_of(plan: Plan, lines: list[Touchpoint], outcome: Outcome) -> float | None:
    conversions = _sum_of(plan, lines, outcome, "conversions")
    return None if conversions is None else _ratio(_spend_of(plan, lines, outcome), conversions)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None


OF_STEPS: dict[GoalMeasure, Callable[[Plan, Goal, Outcome], float | None]] = {
    GoalMeasure.CONVERSIONS: _conversions, GoalMeasure.PEOPLE: _people, GoalMeasure.GOING_ON: _going_on,
    GoalMeasure.LEAVING: _leaving, GoalMeasure.REVENUE: _revenue, GoalMeasure.SPEND: _spend,
    GoalMeasure.COST_PER_CONVERSION: _cost,
}  # fmt: skip

OF_LINES: dict[GoalMeasure, Callable[[Plan, list[Touchpoint], Outcome], float | None]] = {
    GoalMeasure.CONVERSIONS: lambda plan, lines, outcome: _sum_of(plan, lines, outcome, "conversions"),
    GoalMeasure.PEOPLE: lambda plan, lines, outcome: _sum_of(plan, lines, outcome, "people"),
    GoalMeasure.REVENUE: lambda plan, lines, outcome: _sum_of(plan, lines, outcome, "revenue"),
    GoalMeasure.SPEND: _spend_of,
    GoalMeasure.REPORTED: lambda plan, lines, outcome: _sum_of(plan, lines, outcome, "reported"),
    GoalMeasure.COST_PER_CONVERSION: _cost_of,
}
