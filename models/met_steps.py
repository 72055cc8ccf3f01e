"""One step of the funnel met with reality: what closes the gap between seen and simulated.

What is missing at a step came unpaid: `organic` is solved from
`observed = pipeline + organic + sum rho served + sum M(current spend)`, since the people `M` that lines
move depend on how many of the audience come unpaid. Less than nothing missing means that platforms
claim more than happened, or that conversions are too high.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from models.reference_period import Arrival, ReferencePeriod
from models.rising import where_reaches

NOBODY = Arrival(0.0, 0.0, 0.0, 0.0, 0.0, {})
TOLERANCE = 0.005
"""Observed and simulated agree within half a per cent, or half a person."""


Verdict = Literal[
    "agrees", "follows", "unpaid", "overclaim", "conversions", "audience", "contradiction", "not_observed"
]


@dataclass(frozen=True)
class StepReality:
    """One step, people per reference period. `now`: what the plan gives at current spend, as it stands.

    `verdict`: "agrees"; "follows" (closes once the steps before do); "unpaid" (the rest came
    unpaid); "overclaim" (lines claim `excess` people too many; `claims_factor` on their
    incrementality closes it); "conversions" (conversions into the step are too high by
    `rate_factor`); "audience" (`missing` people do not fit into the addressable audience);
    "contradiction" (nothing closes it); "not_observed".
    """

    step_id: str
    observed: float | None
    now: Arrival
    verdict: Verdict
    organic_now: float
    organic: float
    excess: float = 0.0
    missing: float = 0.0
    claims_factor: float = 1.0
    rate_factor: float = 1.0

    @property
    def simulated(self) -> float:
        """What the plan gives at current spend, as it stands."""
        return self.now.volume

    @property
    def difference(self) -> float:
        """Simulated less observed; 0 where nothing was observed."""
        return 0.0 if self.observed is None else self.simulated - self.observed


def meet(period: ReferencePeriod, step_id: str, now: Arrival) -> StepReality:
    """Find what closes one step, and settle it so."""
    step = period.plan.by_id["steps"][step_id]
    organic_now = sum(people.people.value for people in step.organic)
    if step.observed is None:
        period.settle(step_id, organic_now)
        return StepReality(step_id, None, now, "not_observed", organic_now, organic_now)
    observed = step.observed.value
    unaided = period.arrival(step_id, 0.0)
    if unaided.volume > observed + room(observed):
        return _too_many(period, step_id, now, unaided)
    most = min(observed, period.most_organic(step_id))
    organic = where_reaches(lambda people: period.arrival(step_id, people).volume, (0.0, most), observed)
    organic = 0.0 if organic < 1e-9 * observed else organic
    found = period.settle(step_id, organic)
    missing = observed - found.volume
    verdict: Verdict = "unpaid" if abs(organic - organic_now) > room(observed) else "follows"
    if missing > room(observed):
        verdict = "audience"
    elif abs(now.volume - observed) <= room(observed):
        verdict = "agrees"
    return StepReality(step_id, observed, now, verdict, organic_now, organic, missing=max(missing, 0.0))


def _too_many(period: ReferencePeriod, step_id: str, now: Arrival, unaided: Arrival) -> StepReality:
    """More people than were seen even if nobody came unpaid."""
    step = period.plan.by_id["steps"][step_id]
    observed: float = step.observed.value
    verdict: Verdict = "overclaim"
    claims, rates = 1.0, 1.0
    if period.arrival(step_id, 0.0, claims=0.0).volume < observed:
        claims = where_reaches(
            lambda factor: period.arrival(step_id, 0.0, factor).volume, (0.0, 1.0), observed
        )
    elif unaided.brought + unaided.pipeline < observed:
        verdict, rates = "conversions", _rate_factor(period, step_id, observed)
    else:
        verdict = "contradiction"
    period.settle(step_id, 0.0, claims)
    return StepReality(
        step_id, observed, now, verdict, sum(people.people.value for people in step.organic), 0.0,
        excess=unaided.volume - observed, claims_factor=claims, rate_factor=rates,
    )  # fmt: skip


def _rate_factor(period: ReferencePeriod, step_id: str, observed: float) -> float:
    """The factor on the conversions into a step that gives what was observed; they are set to it."""
    edges = np.flatnonzero(np.isin(period.network.edge_target, period.nodes[step_id]))
    rates = period.rates[edges].copy()

    def people(factor: float) -> float:
        period.set_rates(edges, rates * factor)
        return period.arrival(step_id, 0.0).volume

    factor = where_reaches(people, (0.0, 1.0), observed)
    period.set_rates(edges, rates * factor)
    return factor


def room(observed: float) -> float:
    """How far apart two numbers may lie and still agree."""
    return max(0.5, TOLERANCE * observed)
