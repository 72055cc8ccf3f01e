"""What quick start assumes where the tables say nothing: curves, rules, the step that counts."""

from __future__ import annotations

from collections.abc import Sequence

from models.channel_kinds import CHANNEL_KINDS
from models.curve import Curve, CurvePoint, through_one_point
from models.goals import BudgetRules
from models.money import exponent, to_major
from models.quantity import N_, Evidence, Figure
from planner.imports.quick_start_records import LineInput, QuickStartSettings, StepInput, same_name
from planner.imports.stage_names import RESULT_STAGE, stage_code
from planner.language import _

YOUR_TABLE = N_("your table")


def curve_of(line: LineInput, currency: str, days: int) -> Curve | None:
    """The curve through last period's spend and result; None where either is missing."""
    if not line.spend or not line.results:
        return None
    elasticity = known(line.elasticity, Evidence.ASSUMED) or CHANNEL_KINDS[line.kind].elasticity_figure()
    observed = CurvePoint(spend=to_major(line.spend, currency), response=line.results)
    return through_one_point(observed, elasticity, days)


def default_rules(lines: Sequence[LineInput], settings: QuickStartSettings) -> BudgetRules:
    """Last period's money again, rounded to a step that fits its size."""
    spends = [line.spend for line in lines if line.spend]
    total = sum(spends) if settings.total_budget is None else settings.total_budget
    usual = usual_money_step(total, min(spends, default=0), settings.currency)
    return BudgetRules(
        total_budget=total,
        test_reserve=settings.test_reserve,
        money_step=settings.money_step or usual,
        objective=settings.objective,
    )


def usual_money_step(total: int, smallest: int, currency: str) -> int:
    """The largest of 1, 10, 100 ... whole units within a thousandth of the total and a tenth of the
    smallest line; at least one unit. All in minor units."""
    step: int = 10 ** exponent(currency)
    while step * 10 <= min(total // 1000, smallest // 10):
        step *= 10
    return step


def goal_step(steps: Sequence[StepInput], settings: QuickStartSettings) -> str:
    """The step whose people are the result: the one chosen, else the last of the stage of results."""
    for step in steps:
        if settings.goal_step and same_name(step.name) == same_name(settings.goal_step):
            return step.name
    wanted = RESULT_STAGE[settings.marketing_model]
    within = [
        step
        for step in steps
        if wanted and (step.stage_code or stage_code(step.stage, settings.marketing_model)) == wanted
    ]
    return (within or list(steps))[-1].name


def known(value: float | None, evidence: Evidence) -> Figure | None:
    """A number of the user's own table; None where it says nothing."""
    return None if value is None else Figure(value=value, evidence=evidence, source=_(YOUR_TABLE))
