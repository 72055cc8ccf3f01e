"""The lines of an answered budget, joined with what they belong to: rows for screens and exports."""

from __future__ import annotations

from dataclasses import dataclass

from models.allocation import Allocation, LineResult, Outcome
from models.charging import charge_factors
from models.communication import Channel, Standing, Touchpoint
from models.journey import FunnelStep, JourneyStage
from models.plan import Plan
from models.quantity import Evidence


@dataclass(frozen=True)
class BudgetLine:
    """One line now and as proposed. Money in minor units over the plan, as set in the platform.

    `charged_now` and `charged` are the same as charged to the budget. `lower` and `upper` are the
    limits that hold in the answer, all rules on this line together. `message`: of which message this is the
    part, empty for the line's other messages; None for a whole line.
    """

    touchpoint: Touchpoint
    channel: Channel
    step: FunnelStep
    stage: JourneyStage
    now: int
    proposed: int
    charged_now: int
    charged: int
    result_now: LineResult
    result: LineResult
    lower: int
    upper: int
    message: str | None = None

    @property
    def change(self) -> int:
        """Proposed less current money, minor units."""
        return self.proposed - self.now

    @property
    def evidence(self) -> Evidence | None:
        """How well the line's curve is known; None where it has no curve."""
        return self.touchpoint.curve.evidence if self.touchpoint.curve else None


NO_RESULT = LineResult(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def budget_lines(allocation: Allocation, split: Outcome | None = None) -> tuple[BudgetLine, ...]:
    """Every line with money now or in the split (the proposed one, unless another is given), by stage."""
    plan, split = allocation.plan, split or allocation.proposed
    factors = charge_factors(plan)
    lines = [
        _line(allocation, split, touchpoint, factors[touchpoint.id])
        for touchpoint in plan.touchpoints
        if split.spend.get(touchpoint.id) or allocation.now.spend.get(touchpoint.id)
    ]
    order = {step.id: place for place, step in enumerate(steps_by_stage(plan))}
    return tuple(sorted(lines, key=lambda line: order[line.step.id]))


def _line(allocation: Allocation, split: Outcome, touchpoint: Touchpoint, factor: float) -> BudgetLine:
    plan, now = allocation.plan, allocation.now
    step = plan.by_id["steps"][touchpoint.step_id]
    spent, proposed = now.spend.get(touchpoint.id, 0), split.spend.get(touchpoint.id, 0)
    lower, upper = allocation.limits_of_lines.get(touchpoint.id, (proposed, proposed))
    return BudgetLine(
        touchpoint=touchpoint,
        channel=plan.by_id["channels"][touchpoint.channel_id],
        step=step,
        stage=plan.by_id["stages"][step.stage_id],
        now=spent,
        proposed=proposed,
        charged_now=round(spent * factor),
        charged=round(proposed * factor),
        result_now=now.lines.get(touchpoint.id, NO_RESULT),
        result=split.lines.get(touchpoint.id, NO_RESULT),
        lower=lower,
        upper=upper,
    )


def steps_by_stage(plan: Plan) -> list[FunnelStep]:
    """Steps in the order of their stages, then as listed."""
    return [step for stage in plan.stages for step in plan.steps if step.stage_id == stage.id]


def is_free(line: Touchpoint) -> bool:
    """Whether the split may move the line at all."""
    return line.standing is Standing.FLEXIBLE and line.curve is not None
