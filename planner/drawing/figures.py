"""The numbers on the map: people, losses, spend and results, all from the simulation.

A number that is not known stays None and is not drawn; it never becomes a zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from models.allocation import LineResult, Outcome
from models.journey import StepLink
from models.plan import Plan


@dataclass(frozen=True)
class StepFigures:
    """People at a step over the whole plan."""

    volume: float
    served: float
    paid: float
    organic: float
    pipeline: float
    turned_away: float
    left: float


@dataclass(frozen=True)
class LinkFigures:
    """A link: share of those served who go on unaided, people who do, people won back by nurture."""

    conversion: float
    people: float | None
    won_back: float | None


@dataclass(frozen=True)
class MapFigures:
    """Figures of every thing on the map, by id; of one segment where `segment_id` is set.

    `points`: link id -> what one more point of its conversion is worth, in words, where it is worked out.
    """

    steps: dict[str, StepFigures]
    links: dict[str, LinkFigures]
    lines: dict[str, LineResult]
    segment_id: str = ""
    points: dict[str, str] = field(default_factory=dict)


def map_figures(plan: Plan, outcome: Outcome | None, segment_id: str = "") -> MapFigures:
    """Gather the figures; without an outcome only the plan's own rates are known."""
    steps = {} if outcome is None else _steps(plan, outcome, segment_id)
    links = {link.id: _link(plan, link, outcome, segment_id) for link in plan.links}
    return MapFigures(steps, links, {} if outcome is None else dict(outcome.lines), segment_id)


def _steps(plan: Plan, outcome: Outcome, segment_id: str) -> dict[str, StepFigures]:
    found = {}
    for step in plan.steps:
        result = outcome.steps.get(step.id)
        if result is None:
            continue
        share = 1.0
        if segment_id:
            part = result.by_segment.get(segment_id, 0.0)
            share = part / result.volume if result.volume else 0.0
        found[step.id] = StepFigures(
            result.volume * share, result.served * share, result.from_paid * share, result.organic * share,
            result.pipeline * share, result.turned_away * share, result.left * share,
        )  # fmt: skip
    return found


def _link(plan: Plan, link: StepLink, outcome: Outcome | None, segment_id: str) -> LinkFigures:
    by_segment = {rate.segment_id: rate.share.value for rate in link.by_segment}
    own = by_segment.get(segment_id, link.conversion.value)
    result = None if outcome is None else outcome.steps.get(link.from_step_id)
    if outcome is None or result is None:
        return LinkFigures(own, None, None)
    served_share = result.served / result.volume if result.volume else 0.0
    people = going = 0.0
    for segment in plan.segments:
        if segment_id and segment.id != segment_id:
            continue
        served = result.by_segment.get(segment.id, 0.0) * served_share
        people += served
        going += served * by_segment.get(segment.id, link.conversion.value)
    nurture = [pool.id for pool in plan.pools if pool.link_id == link.id]
    won = None if segment_id else sum(outcome.pools[i].moved for i in nurture if i in outcome.pools)
    return LinkFigures(going / people if people else own, going, won)
