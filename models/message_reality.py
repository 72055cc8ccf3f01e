"""Curves of messages whose results are people without doubles, laid so that the simulation gives them back."""

from __future__ import annotations

from models.changes import Change, Set
from models.communication import Touchpoint
from models.curve import CurvePoint, through_one_point
from models.message_use import MessageUse
from models.money import to_major
from models.plan import Plan


def message_curve_changes(plan: Plan, line: Touchpoint, factor: float) -> list[Change]:
    """The messages of a line that counts people, their curves laid anew through results times `factor`."""
    uses = [_raised(plan, use, factor) for use in line.messages]
    if all(new == old for new, old in zip(uses, line.messages, strict=True)):
        return []
    path = f"touchpoints.{line.id}.messages"
    return [Set(path=path, value=[use.model_dump(mode="json") for use in uses])]


def _raised(plan: Plan, use: MessageUse, factor: float) -> MessageUse:
    curve = use.curve
    if curve is None or curve.observation is None or curve.elasticity is None:
        return use
    if use.results is None or not use.current_spend or use.results.value <= 0:
        return use
    point = CurvePoint(spend=to_major(use.current_spend, plan.currency), response=use.results.value * factor)
    if abs(curve.observation.response - point.response) <= 1e-9 * point.response:
        return use
    laid = through_one_point(point, curve.elasticity, plan.reference_days, curve.source)
    kept = {"half_life_days": curve.half_life_days, "band": curve.band}
    return use.model_copy(update={"curve": laid.model_copy(update=kept)})
