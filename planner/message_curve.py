"""The curve of a message at a touchpoint follows what was typed: what it took and brought there."""

from __future__ import annotations

from typing import Any

from models.channel_kinds import CHANNEL_KINDS
from models.communication import Touchpoint
from models.curve import Curve, CurvePoint, through_one_point
from models.money import to_major
from models.plan import Plan
from models.quantity import Figure
from planner.choice_words import word
from planner.figures_in_words import money, number, people
from planner.language import _

TYPED = ("current_spend", "results")
"""Fields whose change lays the curve of a message anew."""


def with_own_curve(
    plan: Plan, line: Touchpoint, use: dict[str, Any], before: dict[str, Any]
) -> dict[str, Any]:
    """A message on a touchpoint (plain values) with a curve through its spend and results there.

    A curve fitted from data or given by hand stays. Without a spend or a result it has none: it then acts
    by its effect and its planned share.
    """
    if all(use.get(name) == before.get(name) for name in TYPED):
        return use
    curve, spend, results = use.get("curve"), use.get("current_spend") or 0, use.get("results")
    if curve is not None and curve.get("observation") is None:
        return use
    if not spend or results is None or results["value"] <= 0:
        return {**use, "curve": None}
    known = curve and curve.get("elasticity")
    elasticity = Figure.model_validate(known) if known else assumed_elasticity(plan, line)
    point = CurvePoint(spend=to_major(spend, plan.currency), response=results["value"])
    laid = through_one_point(point, elasticity, plan.reference_days)
    kept = {"half_life_days": line.curve.half_life_days if line.curve else 0.0}
    if curve is not None:
        kept = {name: curve[name] for name in ("half_life_days", "band", "source")}
    return {**use, "curve": laid.model_dump(mode="json") | kept}


def assumed_elasticity(plan: Plan, line: Touchpoint) -> Figure:
    """What a message's curve is laid with: the elasticity of its touchpoint's curve, else of its channel's kind."""
    if line.curve is not None and line.curve.elasticity is not None:
        return line.curve.elasticity
    return CHANNEL_KINDS[plan.by_id["channels"][line.channel_id].kind].elasticity_figure()


def sum_words(plan: Plan, line: Touchpoint) -> str:
    """What the messages took of the touchpoint's budget, and brought of its results; empty where none says."""
    spends = [use.current_spend for use in line.messages if use.current_spend is not None]
    if not spends:
        return ""
    said = _("Together the messages took {part} of the {whole} of this touchpoint.").format(
        part=money(sum(spends), plan.currency), whole=money(line.current_spend, plan.currency)
    )
    results = [use.results.value for use in line.messages if use.results is not None]
    if not results or line.results is None:
        return said
    more = _("They brought {part} of its {whole} results.").format(
        part=people(sum(results)), whole=people(line.results.value)
    )
    return f"{said} {more}"


def own_curve_words(curve: Curve) -> str:
    """What a curve of a message rests on, as a sentence."""
    if curve.elasticity is None or curve.observation is None:
        return _("A curve of its own ({evidence}).").format(evidence=word(curve.evidence.value))
    return _(
        "A curve of its own ({evidence}), through these two numbers: 1% more money here is taken to bring "
        "{elasticity}% more results, as for the whole touchpoint."
    ).format(evidence=word(curve.evidence.value), elasticity=number(curve.elasticity.value))
