"""The reality check in sentences."""

from __future__ import annotations

from models.met_steps import StepReality, Verdict
from models.plan import Plan
from models.reality import RealityCheck
from pages.shared.numbers import people, percent, plain
from planner.language import N_, _

VERDICT_WORDS: dict[Verdict, str] = {
    "agrees": N_("agrees"),
    "follows": N_("agrees once the steps before do"),
    "unpaid": N_("the rest came unpaid or anyway"),
    "overclaim": N_("platforms claim too much"),
    "conversions": N_("the conversion is too high"),
    "audience": N_("the audience is too small"),
    "contradiction": N_("the numbers contradict each other"),
    "not_observed": N_("not counted"),
}

ADVICE: dict[Verdict, str] = {
    "unpaid": N_(
        "{step}: {organic} people came unpaid or would have come anyway (search, word of mouth, direct visits). The plan will count them as such."
    ),
    "overclaim": N_(
        "{step}: the lines claim {excess} people more than were seen. Counting {factor} of what each line adds today closes it."
    ),
    "conversions": N_(
        "{step}: the conversions from the steps before give {excess} people too many. Lowering each by {less} closes it."
    ),
    "audience": N_(
        "{step}: {missing} people who were seen do not fit into the addressable audience. Raise it in the table of steps, or leave it empty."
    ),
    "contradiction": N_(
        "{step}: the steps before and the lines each bring more than the {observed} people seen. Correct one of these numbers."
    ),
}


def headline(plan: Plan, met: RealityCheck) -> str:
    """“At last period's spend the plan gives 1,180 orders; you had 1,240.”"""
    goals = [
        step for step in met.steps if plan.by_id["steps"][step.step_id].converts and step.observed is not None
    ]
    seen = [step for step in met.steps if step.observed is not None]
    if not seen:
        return _("No people were counted at any step, so the plan cannot be checked against reality.")
    step = (goals or seen)[-1]
    values = {
        "step": plain(plan.by_id["steps"][step.step_id].name, 60),
        "simulated": people(step.simulated),
        "observed": people(step.observed),
    }
    if step.verdict == "agrees":
        return _("At last period's spend the plan gives {simulated} at “{step}”, as you saw.").format(
            **values
        )
    return _("At last period's spend the plan gives {simulated} at “{step}”; you had {observed}.").format(
        **values
    )


def advice(plan: Plan, step: StepReality) -> str:
    """What closes the gap at one step; empty where nothing has to be done there."""
    if step.verdict not in ADVICE:
        return ""
    return _(ADVICE[step.verdict]).format(
        step=plain(plan.by_id["steps"][step.step_id].name, 60),
        organic=people(step.organic),
        excess=people(step.excess),
        missing=people(step.missing),
        observed=people(step.observed),
        factor=percent(step.claims_factor),
        less=percent(1 - step.rate_factor),
    )


def verdict_word(step: StepReality) -> str:
    """One step in a word."""
    return _(VERDICT_WORDS[step.verdict])
