"""Meeting reality: what the plan gives at last period's spend, beside what was observed.

Steps are taken in order; how one is met stands in `models.met_steps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.changes import Change, Set, with_changes
from models.communication import Touchpoint
from models.compile import compile_plan
from models.counted_people import counts_people
from models.curve import CurvePoint, through_one_point
from models.funnel import flow
from models.goals import Objective
from models.message_reality import message_curve_changes
from models.met_steps import StepReality, meet
from models.money import to_major
from models.plan import Plan
from models.quantity import N_, Evidence, Figure
from models.reference_period import (
    Arrival,
    ReferencePeriod,
    places_of_steps,
    reference_plan,
)

SOURCE = N_("reality check")


@dataclass(frozen=True)
class RealityCheck:
    """Every step in order. `closed`: everything observed agrees with the plan."""

    steps: tuple[StepReality, ...]
    raises: dict[str, float]

    @property
    def closed(self) -> bool:
        """Whether nothing is left to fix."""
        return all(step.verdict in ("agrees", "not_observed") for step in self.steps)

    @property
    def can_be_fixed(self) -> bool:
        """Whether the fix closes every gap."""
        return not any(step.verdict in ("audience", "contradiction") for step in self.steps)


def reality_check(plan: Plan) -> RealityCheck:
    """Simulated beside observed for every step, and what closes the gap.

    Raises NotYetPossible where the plan cannot be simulated yet.
    """
    period = ReferencePeriod(plan)
    now = arrivals_now(plan)
    steps = tuple(meet(period, step_id, now[step_id]) for step_id in period.ordered_steps())
    return RealityCheck(steps, dict(period.raises))


def arrivals_now(plan: Plan) -> dict[str, Arrival]:
    """Step id -> who comes to it in a reference period at current spend, by the simulation of the plan."""
    network = compile_plan(reference_plan(plan), Objective.CONVERSIONS)
    lines = plan.by_id["touchpoints"]
    spend = np.array([to_major(lines[i].current_spend, plan.currency) for i in network.line_keys])
    state = flow(network, spend)
    brought = np.zeros(len(network.node_keys))
    np.add.at(brought, network.pool_target, state.moved)
    found: dict[str, Arrival] = {}
    for step_id, nodes in places_of_steps(plan, network).items():
        step = plan.by_id["steps"][step_id]
        volume, paid = float(state.volume[nodes].sum()), float(brought[nodes].sum())
        waiting, unpaid = (sum(each.people.value for each in part) for part in (step.pipeline, step.organic))
        found[step_id] = Arrival(
            volume, waiting, unpaid, max(volume - paid - waiting - unpaid, 0.0), paid, {}
        )
    return found


def reality_fix(plan: Plan) -> tuple[Change, ...]:
    """Changes after which the plan gives what was observed, as far as it can be closed.

    Organic entries per step; a factor on the incrementality of lines that claim too much; lower
    conversions where those alone exceed what was seen; curves of counted people laid anew.
    """
    period = ReferencePeriod(plan)
    changes: list[Change] = []
    now = arrivals_now(plan)
    for step_id in period.ordered_steps():
        met = meet(period, step_id, now[step_id])
        changes += _organic_change(plan, period, met)
        changes += _claims_changes(plan, met)
        changes += _rate_changes(plan, met)
    return (*changes, *_curve_changes(plan, period))


# ---- changes


def _organic_change(plan: Plan, period: ReferencePeriod, met: StepReality) -> list[Change]:
    if met.observed is None or abs(met.organic - met.organic_now) <= 1e-9 * max(met.observed, 1.0):
        return []
    shares = period.split(met.step_id)
    people = [
        {"segment_id": segment, "people": _figure(met.organic * float(share))}
        for segment, share in zip(period.segments, shares, strict=True)
        if met.organic * share > 0
    ]
    return [Set(path=f"steps.{met.step_id}.organic", value=people)]


def _claims_changes(plan: Plan, met: StepReality) -> list[Change]:
    if met.claims_factor >= 1:
        return []
    lines = [line for line in plan.touchpoints if line.step_id == met.step_id and line.curve is not None]
    return [
        Set(
            path=f"touchpoints.{line.id}.incrementality",
            value=_scaled(line.incrementality, met.claims_factor),
        )
        for line in lines
    ]


def _rate_changes(plan: Plan, met: StepReality) -> list[Change]:
    if met.rate_factor >= 1:
        return []
    changes: list[Change] = []
    for link in plan.links:
        if link.to_step_id == met.step_id:
            by_segment = [
                {"segment_id": rate.segment_id, "share": _scaled(rate.share, met.rate_factor)}
                for rate in link.by_segment
            ]
            changes.append(
                Set(path=f"links.{link.id}.conversion", value=_scaled(link.conversion, met.rate_factor))
            )
            changes.append(Set(path=f"links.{link.id}.by_segment", value=by_segment))
    return changes


def _curve_changes(plan: Plan, period: ReferencePeriod) -> list[Change]:
    """Curves of counted people, laid anew through their results times the pool's factor."""
    changes: list[Change] = []
    for line in plan.touchpoints:
        if counts_people(line):
            factor = period.raises.get(line.pool_id or "", 1.0)
            changes += [*_curve_change(plan, line, factor), *message_curve_changes(plan, line, factor)]
    return changes


def _curve_change(plan: Plan, line: Touchpoint, factor: float) -> list[Change]:
    curve = line.curve
    if curve is None or line.results is None or curve.elasticity is None:
        return []
    point = CurvePoint(
        spend=to_major(line.current_spend, plan.currency), response=line.results.value * factor
    )
    laid = through_one_point(point, curve.elasticity, plan.reference_days, curve.source)
    laid = laid.model_copy(update={"half_life_days": curve.half_life_days, "band": curve.band})
    if (
        curve.observation is not None
        and abs(curve.observation.response - point.response) <= 1e-9 * point.response
    ):
        return []
    return [Set(path=f"touchpoints.{line.id}.curve", value=laid.model_dump(mode="json"))]


def _figure(value: float) -> dict[str, Any]:
    return Figure(value=value, evidence=Evidence.PARTLY_KNOWN, source=SOURCE).model_dump(mode="json")


def _scaled(figure: Figure, factor: float) -> dict[str, Any]:
    ends = {
        name: None if end is None else end * factor
        for name, end in (("low", figure.low), ("high", figure.high))
    }
    return figure.model_copy(update={"value": figure.value * factor, "source": SOURCE, **ends}).model_dump(
        mode="json"
    )


def with_people_counted(plan: Plan) -> Plan:
    """The plan with the curves of counted people raised so that the simulation gives those people back."""
    if not any(counts_people(line) for line in plan.touchpoints):
        return plan
    period = ReferencePeriod(plan)
    for step_id in period.ordered_steps():
        step = plan.by_id["steps"][step_id]
        period.settle(step_id, sum(people.people.value for people in step.organic))
    return with_changes(plan, _curve_changes(plan, period))
