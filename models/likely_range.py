"""How far a number may be from what is stated: its own range, or one by its grade of evidence.

Ranges hold about 80 % of the truth.
"""

from __future__ import annotations

import numpy as np

from models.channel_kinds import CHANNEL_KINDS
from models.communication import Touchpoint
from models.curve import Curve, CurveFamily
from models.plan import Plan
from models.quantity import Evidence, Figure
from models.response_curve import Numbers

BANDS = {Evidence.ASSUMED: 0.25, Evidence.PARTLY_KNOWN: 0.12, Evidence.MEASURED: 0.04}
"""Likely relative error of a figure that names no range, by its evidence."""

CURVE_BANDS = {Evidence.ASSUMED: 0.30, Evidence.PARTLY_KNOWN: 0.15, Evidence.MEASURED: 0.10}
"""The same for the response of a curve that names no band."""

ELASTICITY = (0.02, 0.97)
"""What an elasticity is drawn within."""

ELASTICITY_ERROR = 0.15


def likely_range(figure: Figure) -> tuple[float, float]:
    """Low and high end of a figure."""
    error = BANDS[figure.evidence]
    low = figure.low if figure.low is not None else figure.value * (1.0 - error)
    high = figure.high if figure.high is not None else figure.value * (1.0 + error)
    return low, high


def likely_incrementality(plan: Plan, line: Touchpoint) -> Figure:
    """A line's incrementality, with the range of its kind of channel where it is the kind's default."""
    kind = CHANNEL_KINDS[plan.by_id["channels"][line.channel_id].kind]
    stated = line.incrementality
    if stated.low is None and stated.high is None and np.isclose(stated.value, kind.incrementality[1]):
        return stated.model_copy(update={"low": kind.incrementality[0], "high": kind.incrementality[2]})
    return stated


def likely_elasticity(curve: Curve) -> Figure | None:
    """The elasticity of a curve laid through one observation, with a range; None for other curves."""
    if not is_laid_anew(curve) or curve.elasticity is None:
        return None
    stated = curve.elasticity
    if stated.low is not None or stated.high is not None or stated.evidence is Evidence.MEASURED:
        return stated
    spread = {
        "low": max(stated.value - ELASTICITY_ERROR, 0.0),
        "high": min(stated.value + ELASTICITY_ERROR, 1.0),
    }
    return stated.model_copy(update=spread)


def curve_band(curve: Curve) -> float:
    """A curve laid through what happened errs in its bend, which is drawn by itself, not in its height."""
    if curve.band is not None:
        return curve.band
    return 0.0 if is_laid_anew(curve) else CURVE_BANDS[curve.evidence]


def is_laid_anew(curve: Curve) -> bool:
    """Whether a curve goes through one observation with an elasticity, so that another one can be laid."""
    known = curve.observation is not None and curve.elasticity is not None
    return known and curve.family is CurveFamily.MICHAELIS_MENTEN


def laid_with(curve: Curve, elasticity: Numbers) -> tuple[Numbers, Numbers]:
    """Factors on top and half of a curve laid anew with other elasticities."""
    if curve.observation is None:
        raise ValueError("the curve has no observation to be laid through")
    half = curve.observation.spend * elasticity / (1.0 - elasticity)
    top = curve.observation.response * (1.0 + half / curve.observation.spend)
    return top / curve.parameters["top"], half / curve.parameters["half"]
