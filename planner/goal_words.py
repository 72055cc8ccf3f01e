"""Goals that bind the split, in words: what each asks for, reaches, misses and costs."""

from __future__ import annotations

from models.allocation import Allocation, GoalResult
from models.goal_limits import counts_line
from models.goals import Goal, GoalBinding, GoalMeasure, GoalPlace
from models.plan import Plan
from planner.choice_words import word
from planner.figures_in_words import date
from planner.goal_progress import goal_value
from planner.language import _


def goal_rule_words(plan: Plan, goal_id: str) -> str:
    """“goal “More visits”: people at least 9,000 (step “Visit”)”."""
    goal: Goal | None = plan.by_id["goals"].get(goal_id)
    if goal is None:
        return goal_id
    amount = goal_value(goal, goal.target, plan.currency)
    asked = {"up": _("at least {amount}"), "down": _("at most {amount}"), "hold": _("exactly {amount}")}
    said = asked[goal.direction].format(amount=amount)
    return _("goal “{name}”: {measure} {asked} ({place})").format(
        name=goal.name,
        asked=said,
        measure=word(goal.measure.value).lower(),
        place=goal_place_words(plan, goal),
    )


def goal_place_words(plan: Plan, goal: Goal) -> str:
    """“step “Visit”, by 31 Dec 2026”; the plan as a whole by its word."""
    place = word(goal.place.value)
    if goal.place is not GoalPlace.PLAN:
        record = plan.by_id[f"{goal.place.value}s"].get(goal.place_id or "")
        place = f"{place.lower()} “{record.name}”" if record is not None else place
    if goal.date is None:
        return place
    return _("{place}, by {date}").format(place=place, date=date(goal.date))


def lines_of_goal(plan: Plan, goal_id: str) -> set[str]:
    """Ids of the touchpoints whose money a goal on money holds; none for a goal on what comes out."""
    goal: Goal | None = plan.by_id["goals"].get(goal_id)
    if goal is None or goal.measure is not GoalMeasure.SPEND:
        return set()
    return {line.id for line in plan.touchpoints if counts_line(plan, goal, line.id)}


def missed_goals_sentence(allocation: Allocation) -> str:
    """What goals that bind fall short of; empty where none does."""
    plan, goals = allocation.plan, allocation.plan.by_id["goals"]
    said = [
        _("“{name}” reaches {reached} of {target}: {missing} are missing").format(
            name=goals[one.goal_id].name,
            reached=goal_value(goals[one.goal_id], one.proposed, plan.currency),
            target=goal_value(goals[one.goal_id], one.target, plan.currency),
            missing=goal_value(goals[one.goal_id], one.missing, plan.currency),
        )
        for one in allocation.goals
        if one.missing > 0
    ]
    if not said:
        return ""
    soft = all(goals[one.goal_id].binds is GoalBinding.SOFT for one in allocation.goals if one.missing > 0)
    why = _("Together the soft goals cannot come nearer within the limits.") if soft else _(
        "Whole amounts of money allow no more."
    )  # fmt: skip
    return f"{'; '.join(said)}. {why}"


def costly_goals(allocation: Allocation) -> list[GoalResult]:
    """The goals that hold the split back, the dearest first."""
    found = [
        one for one in allocation.goals
        if one.price > 0 and (price := allocation.prices.get(f"goal:{one.goal_id}")) is not None and price.binding
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.price * one.target)


def binding_goals_sentence(allocation: Allocation) -> str:
    """Which goals hold the split back; empty where none does."""
    goals = allocation.plan.by_id["goals"]
    names = [f"“{goals[one.goal_id].name}”" for one in costly_goals(allocation)]
    if not names:
        return ""
    return _("Goals that hold the split back: {names}. What they cost is under “Why”.").format(
        names=", ".join(names)
    )


def goal_lines(allocation: Allocation) -> list[str]:
    """Each goal that binds: “Goal “More visits” (hard limit): 8,806 → 9,000 of 9,000”, and what is missing."""
    plan = allocation.plan
    return [
        *(_goal_line(plan, one) for one in allocation.goals),
        *filter(None, [missed_goals_sentence(allocation)]),
    ]


def _goal_line(plan: Plan, one: GoalResult) -> str:
    goal: Goal = plan.by_id["goals"][one.goal_id]
    now, proposed, target = (
        goal_value(goal, each, plan.currency) for each in (one.now, one.proposed, one.target)
    )
    return _("Goal “{name}” ({binds}): {now} → {proposed}, target {target}").format(
        name=goal.name, binds=word(goal.binds.value).lower(), now=now, proposed=proposed, target=target
    )
