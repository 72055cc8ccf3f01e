"""The command that checks: a plan's contents, and the plan beside what was observed."""

from __future__ import annotations

from typing import Any

from models.errors import ImpossibleLimits, NotYetPossible
from models.goal_loosening import lowered_goals
from models.met_steps import StepReality
from models.plan import Plan
from models.reality import RealityCheck, reality_check
from models.target_answer import check_question
from planner.cli_answers import plan_data
from planner.cli_frame import Report
from planner.figures_in_words import people
from planner.goal_progress import goal_value
from planner.goal_words import goal_rule_words
from planner.language import _, ngettext, say_error

COUNTED = ("segments", "stages", "steps", "channels", "touchpoints", "messages", "goals")


def checked(plan: Plan) -> Report:
    """A plan that could be read: what is in it, and how it meets what was observed."""
    counts = {name: len(getattr(plan, name)) for name in COUNTED}
    said = ngettext(
        "The plan “{name}” is sound: {count} touchpoint.",
        "The plan “{name}” is sound: {count} touchpoints.",
        len(plan.touchpoints),
    ).format(name=plan.name, count=len(plan.touchpoints))
    missing = [say_error(error)] if (error := unanswerable(plan)) is not None else []
    missing += goals_out_of_reach(plan)
    data = {"plan": plan_data(plan), "counts": counts, "reality": None, "missing": missing}
    try:
        met = reality_check(plan)
    except NotYetPossible as error:
        return Report(data, (said, say_error(error)))
    return Report(data | {"reality": _reality_data(met)}, (said, *missing, *reality_lines(plan, met)))


def unanswerable(plan: Plan) -> NotYetPossible | None:
    """What the question lacks, where it lacks something."""
    try:
        check_question(plan)
    except NotYetPossible as error:
        return error
    return None


def goals_out_of_reach(plan: Plan) -> list[str]:
    """Hard goals that no split within the limits reaches, with the most that it could be; none where the
    limits alone leave no split, or the question is not complete."""
    goals = plan.by_id["goals"]
    try:
        lowered = lowered_goals(plan)
    except (ImpossibleLimits, NotYetPossible):
        return []
    return [
        _("No split within the limits reaches the {goal}; the most is {most}.").format(
            goal=goal_rule_words(plan, goal_id), most=goal_value(goals[goal_id], most, plan.currency)
        )
        for goal_id, most in lowered.items()
    ]


def reality_lines(plan: Plan, met: RealityCheck) -> list[str]:
    """Each step where the plan and what was observed differ; one line when none does."""
    if all(step.observed is None for step in met.steps):
        return [_("No step says how many people were observed, so the plan cannot be compared with reality.")]
    apart = [step for step in met.steps if step.verdict not in ("agrees", "not_observed")]
    if not apart:
        return [_("At current spend it gives what was observed.")]
    return [_apart(plan, step) for step in apart]


def _apart(plan: Plan, step: StepReality) -> str:
    return _("{step}: the plan gives {simulated} at current spend; observed were {observed}.").format(
        step=plan.by_id["steps"][step.step_id].name,
        simulated=people(step.simulated),
        observed=people(step.observed),
    )


def _reality_data(met: RealityCheck) -> dict[str, Any]:
    return {
        "closed": met.closed,
        "can_be_fixed": met.can_be_fixed,
        "steps": [
            {
                "step": step.step_id,
                "observed": step.observed,
                "simulated": step.simulated,
                "verdict": step.verdict,
            }
            for step in met.steps
        ],
    }
