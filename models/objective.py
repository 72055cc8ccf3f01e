"""What the split of a budget may count, and what has to be known for it."""

from __future__ import annotations

from models.errors import IncompleteQuestion
from models.goals import Objective
from models.journey import FunnelStep
from models.plan import Plan
from models.quantity import N_

COUNTED_AT_A_STEP = (Objective.PEOPLE_AT_STEP, Objective.QUALIFIED_LEADS)
IN_MONEY = (Objective.REVENUE, Objective.PROFIT)


def check_objective(plan: Plan, objective: Objective) -> None:
    """Refuse an objective whose numbers are not known, rather than count them as nothing.

    Raises IncompleteQuestion: people without a step, money without a value, profit without a margin.
    """
    if objective in COUNTED_AT_A_STEP and plan.rules.objective_step_id is None:
        raise IncompleteQuestion(
            N_("Say at which step people count as qualified leads.")
            if objective is Objective.QUALIFIED_LEADS
            else N_("Say at which step people are to be counted."),
            remedy=N_("Choose the step below the aim."),
        )
    if objective in IN_MONEY and not valued_steps(plan):
        raise IncompleteQuestion(
            N_("No step has a value, so there is no revenue to count."),
            remedy=N_(
                "Give the value of a person at the step that brings money, on the map or below the aim."
            ),
        )
    missing = [step.name for step in valued_steps(plan) if step.margin is None]
    if objective is Objective.PROFIT and missing:
        raise IncompleteQuestion(
            N_("Profit needs a margin: it is not known at {steps}."),
            remedy=N_("Give it below the aim or on the map; 100% where the value is already what is left."),
            steps=", ".join(f"“{name}”" for name in missing),
        )


def valued_steps(plan: Plan) -> list[FunnelStep]:
    """Steps at which a person brings money."""
    return [step for step in plan.steps if step.value is not None and step.value.value > 0]
