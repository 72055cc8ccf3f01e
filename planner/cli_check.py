"""The command that checks: a plan's contents, and the plan beside what was observed."""

from __future__ import annotations

from typing import Any

from models.errors import NotYetPossible
from models.met_steps import StepReality
from models.plan import Plan
from models.reality import RealityCheck, reality_check
from models.target_answer import check_question
from planner.cli_answers import plan_data
from planner.cli_frame import Report
from planner.figures_in_words import people
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
