"""What a touchpoint must spend, if it spends at all, for its channel's bidding to learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from models.allocation import Outcome
from models.changes import Change, Set
from models.charging import current_over_plan
from models.communication import Standing, Touchpoint
from models.learning_needs import LEARNING_NEEDS, SOURCES, LearningNeed
from models.money import to_major
from models.plan import Plan
from models.reaching import shares_reaching
from planner.answers import simulate
from planner.figures_in_words import money, money_major, number
from planner.language import _

DAYS_OF_A_WEEK = 7.0


@dataclass(frozen=True)
class LearningMinimum:
    """The minimum if used that a touchpoint's channel needs: minor units over the whole plan.

    `event`: id of the step where a result counts. `cost`: major units of one result at today's budget. `now`: minor units that today's budget comes to over
    the plan. `fits`: whether the total and the touchpoint's own upper limit leave room for it.
    """

    line: Touchpoint
    need: LearningNeed
    event: str
    cost: float
    amount: int
    now: int
    fits: bool


def learning_minima(plan: Plan, event: str = "") -> tuple[LearningMinimum, ...]:
    """The minima of all touchpoints that may move, whose channel is known to learn and whose results have a cost.

    `event`: id of the step whose results bidding learns from; the conversion where none is named.
    """
    lines = [line for line in plan.touchpoints if _need(plan, line) is not None]
    seen = all(line.results is not None for line in lines)
    now = None if seen else simulate(plan)
    found = (learning_minimum(plan, line, event, now) for line in lines)
    return tuple(minimum for minimum in found if minimum is not None)


def may_need(plan: Plan) -> bool:
    """Whether any channel of the plan is of a kind that learns."""
    return any(_need(plan, line) is not None for line in plan.touchpoints)


def learning_events(plan: Plan) -> tuple[str, ...]:
    """Steps whose results bidding may learn from: conversions first, then those before them, the last first."""
    steps = sorted(enumerate(plan.steps), key=lambda pair: (not pair[1].converts, -pair[0]))
    return tuple(step.id for _place, step in steps)


def _need(plan: Plan, line: Touchpoint) -> LearningNeed | None:
    return LEARNING_NEEDS.get(plan.by_id["channels"][line.channel_id].kind)


def learning_minimum(
    plan: Plan, line: Touchpoint, event: str = "", now: Outcome | None = None
) -> LearningMinimum | None:
    """`results a week x weeks of the plan x cost of a result today`, up to a whole step of money.

    A result is one that comes to the step `event`; where the touchpoint's people never come there, one at its
    own step. None where the channel's kind has no known need, where no result of the touchpoint has been
    seen, or where it may not move. `now`: the plan at today's budget, where it is at hand.
    """
    need, cost = _need(plan, line), cost_of_result(plan, line, now)
    if need is None or cost is None or line.standing is not Standing.FLEXIBLE or line.curve is None:
        return None
    reached = shares_reaching(plan, line)
    wanted = event or next((step for step in learning_events(plan) if reached.get(step)), "")
    counted = wanted if reached.get(wanted) else line.step_id
    cost /= reached[counted]
    step = max(plan.rules.money_step, 1)
    major = need.results_a_week * plan.days / DAYS_OF_A_WEEK * cost
    amount = ceil(major / to_major(1, plan.currency) / step - 1e-9) * step
    most = min(plan.rules.total_budget, plan.rules.total_budget if line.upper is None else line.upper)
    today = current_over_plan(plan, line)
    return LearningMinimum(line, need, counted, cost, amount, today, amount <= most)


def cost_of_result(plan: Plan, line: Touchpoint, now: Outcome | None = None) -> float | None:
    """Major units a result at the touchpoint's own step and today's budget: from the results seen, else from the curve; None without either."""
    spend = to_major(line.current_spend, plan.currency)
    if spend <= 0:
        return None
    if line.results is not None and line.results.value > 0:
        return spend / line.results.value
    if line.curve is None:
        return None
    reported = (now or simulate(plan)).lines[line.id].reported
    whole = spend * plan.days / plan.reference_days
    return whole / reported if reported > 0 else None


def still_to_set(minima: Sequence[LearningMinimum]) -> tuple[LearningMinimum, ...]:
    """Those that fit and are not set already, to this amount or more."""
    return tuple(
        minimum for minimum in minima if minimum.fits and (minimum.line.minimum_if_used or 0) < minimum.amount
    )


def changes_to(minima: Sequence[LearningMinimum]) -> tuple[Change, ...]:
    """The changes that set these minima."""
    return tuple(
        Set(path=f"touchpoints.{minimum.line.id}.minimum_if_used", value=minimum.amount) for minimum in minima
    )


def learning_sentence(plan: Plan, minimum: LearningMinimum) -> str:
    """“50 results of “Lead” a week at €21.30 each: €4,560 over the plan, today €3,200.”"""
    said = _("{count} results at “{step}” a week at {cost} each: {amount} over the plan, today {now}.").format(
        count=number(minimum.need.results_a_week, 0), step=plan.by_id["steps"][minimum.event].name,
        cost=money_major(minimum.cost, plan.currency), amount=money(minimum.amount, plan.currency),
        now=money(minimum.now, plan.currency),
    )  # fmt: skip
    if not minimum.fits:
        said += " " + _("That is more than there is room for: this channel cannot learn in this plan.")
    return said


def sources_in_words(minima: Sequence[LearningMinimum]) -> tuple[str, ...]:
    """Where the needs come from, each source once."""
    codes = dict.fromkeys(code for minimum in minima for code in minimum.need.sources)
    return tuple(f"{SOURCES[code].citation}: {_(SOURCES[code].finding)}" for code in codes)
