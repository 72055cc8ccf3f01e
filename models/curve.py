"""The record of a response curve: a family, its parameters and where they come from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from models.quantity import N_, Evidence, Figure, Record, by_key, declared


class CurveFamily(StrEnum):
    """Shapes of response; formulas in `models.response_curve`."""

    MICHAELIS_MENTEN = "michaelis_menten"
    EXPONENTIAL = "exponential"
    POWER = "power"
    TANH = "tanh"
    HILL = "hill"
    POINTS = "points"
    LINEAR = "linear"


CURVE_PARAMETERS: dict[CurveFamily, tuple[str, ...]] = {
    CurveFamily.MICHAELIS_MENTEN: ("top", "half"),
    CurveFamily.EXPONENTIAL: ("top", "scale"),
    CurveFamily.POWER: ("scale", "exponent"),
    CurveFamily.TANH: ("top", "scale"),
    CurveFamily.HILL: ("top", "half", "slope"),
    CurveFamily.POINTS: (),
    CurveFamily.LINEAR: ("cost_per_entry",),
}
"""Required parameters of each family; `linear` may also have `cap`."""


class CurvePoint(Record):
    """Response at a spend (major units of money, people), per `Curve.per_days` days."""

    spend: float = Field(ge=0)
    response: float = Field(ge=0)


class Curve(Record):
    """People claimed per `per_days` days as a function of spend per `per_days` days.

    Spend in major units of the plan's currency. A curve laid through one observation keeps it
    in `observation` with the assumed `elasticity` at that point, so that draws can lay it anew.
    """

    family: CurveFamily
    parameters: Annotated[dict[str, float], AfterValidator(by_key)] = Field(default_factory=dict)
    points: tuple[CurvePoint, ...] = ()
    per_days: float = declared(N_("Curve is per"), "days", default=30.0, gt=0, le=3660)
    evidence: Evidence = Evidence.ASSUMED
    source: str = ""
    observation: CurvePoint | None = None
    elasticity: Figure | None = declared(
        N_("Elasticity at current spend"),
        "share",
        default=None,
        help=N_("1 % more money brings so many % more results."),
    )
    band: float | None = declared(
        N_("Likely error of the curve"),
        "share",
        default=None,
        ge=0,
        le=5,
        help=N_("About 80 % of the truth lies within plus or minus this share of the response."),
    )
    half_life_days: float = declared(N_("Half-life of carry-over"), "days", default=0.0, ge=0, le=3660)

    @model_validator(mode="after")
    def _complete(self) -> Curve:
        wanted = set(CURVE_PARAMETERS[self.family])
        allowed = wanted | ({"cap"} if self.family is CurveFamily.LINEAR else set())
        given = set(self.parameters)
        if wanted - given or given - allowed:
            raise ValueError(
                f"a {self.family.value} curve needs the parameters {sorted(wanted)}, got {sorted(given)}"
            )
        for name, number in self.parameters.items():
            if number < 0 or (number == 0 and name not in ("top", "scale", "cap")):
                raise ValueError(f"the curve parameter {name} must be above 0")
        if self.family is CurveFamily.POWER and self.parameters["exponent"] > 1:
            raise ValueError(N_("the exponent of a power curve must not exceed 1"))
        if self.family is CurveFamily.POINTS:
            self._check_points()
        return self

    def _check_points(self) -> None:
        if not self.points or self.points[-1].response <= 0:
            raise ValueError(N_("a points curve needs at least one point with a response"))
        spends = [point.spend for point in self.points]
        responses = [point.response for point in self.points]
        if sorted(set(spends)) != spends or sorted(responses) != responses:
            raise ValueError(N_("the points of a curve must rise in spend, and never fall in response"))
        if spends[0] == 0 and responses[0] > 0:
            raise ValueError(N_("a curve must start at no response for no spend"))


def through_one_point(
    observation: CurvePoint, elasticity: Figure, per_days: float, source: str = ""
) -> Curve:
    """Lay a Michaelis-Menten curve through one observation with an assumed elasticity.

    `half = spend e / (1 - e)`, `top = response (spend + half) / spend`; e = f'(x) x / f(x).
    Raises ValueError unless 0 < e < 1, spend > 0 and response > 0.
    """
    e = elasticity.value
    if not 0 < e < 1:
        raise ValueError(N_("the elasticity must lie between 0 and 1"))
    if observation.spend <= 0 or observation.response <= 0:
        raise ValueError(N_("a curve needs a spend and a result above 0"))
    half = observation.spend * e / (1 - e)
    top = observation.response * (observation.spend + half) / observation.spend
    return Curve(
        family=CurveFamily.MICHAELIS_MENTEN,
        parameters={"top": top, "half": half},
        per_days=per_days,
        evidence=Evidence.ASSUMED,
        source=source or elasticity.source,
        observation=observation,
        elasticity=elasticity,
    )
