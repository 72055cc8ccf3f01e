"""How many people an audience holds over a stretch of days, in one segment."""

from __future__ import annotations

from models.claims import season_factor
from models.communication import AudiencePool
from models.journey import FunnelStep, StepLink
from models.plan import Plan
from models.stretches import Stretch


def people_outside(plan: Plan, pool: AudiencePool, segment_id: str, stretch: Stretch) -> float | None:
    """People of an outside audience over a stretch, None where the limit is not known.

    Stated per reference period, refilled each time, with the audience's season. Those who come unpaid
    are no longer there to be won; audiences of one step share them by size.
    """
    size = _refilled(plan, pool, segment_id, stretch)
    if size is None or not pool.holds_organic or size <= 0:
        return size
    beside = sum(
        _refilled(plan, other, segment_id, stretch) or 0.0
        for other in plan.pools
        if other.step_id == pool.step_id and other.holds_organic
    )
    organic = people_unpaid(plan, plan.by_id["steps"][pool.step_id or ""], segment_id, stretch)
    return float(max(size - organic * size / beside, 0.0))


def people_unpaid(plan: Plan, step: FunnelStep, segment_id: str, stretch: Stretch) -> float:
    """People of a segment who come to a step without paid help in a stretch."""
    people = sum(each.people.value for each in step.organic if each.segment_id == segment_id)
    season = season_factor(plan, step.organic_season_id, (stretch.start, stretch.end))
    return float(people * stretch.days / plan.reference_days * season)


def _refilled(plan: Plan, pool: AudiencePool, segment_id: str, stretch: Stretch) -> float | None:
    sizes = {people.segment_id: people.people.value for people in pool.sizes}
    if segment_id not in sizes:
        return None
    season = season_factor(plan, pool.season_id, (stretch.start, stretch.end))
    return float(sizes[segment_id] * stretch.days / plan.reference_days * season)


def share_of_stuck(plan: Plan, pool: AudiencePool, segment_id: str) -> float:
    """Share of those who stop at a step that a nurture audience holds.

    The share stored with its link; without one in proportion to the conversions out of the step, even
    where all are 0. Audiences of one link share it evenly, so that nobody is counted twice.
    """
    link: StepLink = plan.by_id["links"][pool.link_id or ""]
    twins = sum(other.link_id == link.id for other in plan.pools)
    if link.pool_share is not None:
        return float(link.pool_share.value) / twins
    rates = {
        other.id: rate_of(other, segment_id)
        for other in plan.links
        if other.from_step_id == link.from_step_id
    }
    total = sum(rates.values())
    return float((rates[link.id] / total if total > 0 else 1.0 / len(rates)) / twins)


def rate_of(link: StepLink, segment_id: str) -> float:
    """Conversion of a link in a segment: its own where one is stated."""
    own = {rate.segment_id: rate.share.value for rate in link.by_segment}
    return float(own.get(segment_id, link.conversion.value))
