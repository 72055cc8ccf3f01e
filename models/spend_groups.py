"""Which lines a limit holds, and with how much of their money."""

from __future__ import annotations

from models.charging import charge_factors, current_over_plan
from models.communication import Touchpoint
from models.limit import Limit, LimitPlace
from models.plan import Plan


def parts_in_place(plan: Plan, place: LimitPlace, place_id: str) -> dict[str, float]:
    """Line id -> share of its money that belongs to a channel, stage, segment, tag or group; only above 0."""
    shares = {line.id: _share(plan, line, place, place_id) for line in plan.touchpoints}
    return {line: share for line, share in shares.items() if share > 0.0}


def lines_in_limit(plan: Plan, limit: Limit) -> dict[str, float]:
    """Line id -> share of its money that a limit holds; only those above 0."""
    return parts_in_place(plan, limit.place, limit.place_id)


def today_in_place(plan: Plan, place: LimitPlace, place_id: str) -> float:
    """What the lines of a place cost at today's pace over the plan, minor units as charged."""
    factors, lines = charge_factors(plan), plan.by_id["touchpoints"]
    return sum(
        share * factors[line] * current_over_plan(plan, lines[line])
        for line, share in parts_in_place(plan, place, place_id).items()
    )


def _share(plan: Plan, line: Touchpoint, place: LimitPlace, place_id: str) -> float:
    if place is LimitPlace.CHANNEL:
        return float(line.channel_id == place_id)
    if place is LimitPlace.STAGE:
        return float(plan.by_id["steps"][line.step_id].stage_id == place_id)
    if place is LimitPlace.TAG:
        return float(place_id in line.tags)
    if place is LimitPlace.GROUP:
        return float(line.id in plan.by_id["groups"][place_id].touchpoint_ids)
    return segment_shares(plan, line).get(place_id, 0.0)


def segment_shares(plan: Plan, line: Touchpoint) -> dict[str, float]:
    """Segment id -> share of a line's effect; without stated shares like its audience, else evenly."""
    if line.segment_shares:
        return {share.segment_id: share.share.value for share in line.segment_shares}
    pool = plan.by_id["pools"].get(line.pool_id or "")
    sizes = {people.segment_id: people.people.value for people in pool.sizes} if pool else {}
    if not sum(sizes.values()):
        sizes = {segment.id: segment.size.value for segment in plan.segments if segment.size}
    if not sum(sizes.values()) or len(sizes) < len(plan.segments):
        sizes = {segment.id: 1.0 for segment in plan.segments}
    total = sum(sizes.values())
    return {segment: size / total for segment, size in sizes.items()}
