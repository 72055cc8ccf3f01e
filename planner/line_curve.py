"""The curve of a touchpoint follows what was typed: spend and results of the last period."""

from __future__ import annotations

from typing import Any

from models.channel_kinds import CHANNEL_KINDS
from models.curve import CurvePoint, through_one_point
from models.money import to_major
from models.plan import Plan
from models.quantity import Figure

WATCHED = ("current_spend", "results", "channel_id")
"""Fields whose change lays a one-point curve anew."""


def with_curve_relaid(plan: Plan, line: dict[str, Any], kind: str) -> dict[str, Any]:
    """A touchpoint (plain values) with its one-point curve laid through its spend and results.

    A curve fitted from data or given by hand stays. Without a spend or a result there is no curve:
    the line is then not advised on, and says so.
    """
    curve = line.get("curve")
    if curve is not None and curve.get("observation") is None:
        return line
    spend, results = line.get("current_spend") or 0, line.get("results")
    if not spend or results is None or results["value"] <= 0:
        return {**line, "curve": None}
    known = curve and curve.get("elasticity")
    elasticity = Figure.model_validate(known) if known else CHANNEL_KINDS[kind].elasticity_figure()
    point = CurvePoint(spend=to_major(spend, plan.currency), response=results["value"])
    laid = through_one_point(point, elasticity, plan.reference_days).model_dump(mode="json")
    if curve is not None:
        laid.update(half_life_days=curve["half_life_days"], band=curve["band"], source=curve["source"])
    return {**line, "curve": laid}


def with_kind_defaults(line: dict[str, Any], kind: str) -> dict[str, Any]:
    """A new touchpoint with what is assumed about its kind of channel, where nothing was typed."""
    known = CHANNEL_KINDS[kind]
    assumed = {"incrementality": known.incrementality_figure(), "quality": known.quality_figure()}
    return {**{name: figure.model_dump(mode="json") for name, figure in assumed.items()}, **line}
