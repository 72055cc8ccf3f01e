"""Cross-checks of a plan: references, unique ids and names, rates, cycles, contradictions.

Each raises PlanError with what, where and remedy. A plan that exists is free of these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from models.audience import SegmentPeople, SegmentShare
from models.channel_kinds import CHANNEL_KINDS
from models.communication import PoolKind
from models.errors import PlanError
from models.goal_limits import why_not_here
from models.message_use import check_own_curves
from models.plan_references import references
from models.quantity import N_

if TYPE_CHECKING:
    from models.plan import Plan

RATE_TOLERANCE = 1e-9


def check_plan(plan: Plan) -> None:
    """Run every cross-check; the first that fails raises PlanError."""
    check_unique_ids(plan)
    check_unique_names(plan)
    check_references(plan)
    check_channel_kinds(plan)
    check_rates(plan)
    check_cycles(plan)
    check_periods(plan)
    check_line_limits(plan)
    check_segment_shares(plan)
    check_segments_named_once(plan)
    check_pools_of_lines(plan)
    check_message_curves(plan)
    check_addressable(plan)
    check_goals_that_bind(plan)


def check_unique_ids(plan: Plan) -> None:
    """Ids are unique within a collection."""
    from models.plan import COLLECTIONS

    for collection in COLLECTIONS:
        for record_id, times in Counter(r.id for r in getattr(plan, collection)).items():
            if times > 1:
                raise PlanError(
                    N_("The id “{id}” is used {times} times."), where=collection, id=record_id, times=times
                )


def check_unique_names(plan: Plan) -> None:
    """Names that a table is keyed by are unique: channels, stages, segments; steps in a stage."""
    for collection in ("segments", "stages", "steps", "channels"):
        names = Counter(record.name.strip().casefold() for record in getattr(plan, collection))
        for record in getattr(plan, collection):
            if names[record.name.strip().casefold()] > 1:
                raise PlanError(
                    N_("The name “{name}” is used more than once."),
                    where=collection,
                    remedy=N_("Give each its own name."),
                    name=record.name,
                )


def check_references(plan: Plan) -> None:
    """Every id that a record names exists."""
    known = plan.by_id
    for place, record, collection, wanted in references(plan):
        if wanted not in known[collection]:
            raise PlanError(
                N_("“{record}” names “{wanted}”, which is not among the {collection}."),
                where=place,
                remedy=N_("Choose an existing one or add it first."),
                record=getattr(record, "name", None) or getattr(record, "id", place),
                wanted=wanted,
                collection=collection,
            )


def check_channel_kinds(plan: Plan) -> None:
    """A channel's kind is one of the known kinds."""
    for channel in plan.channels:
        if channel.kind not in CHANNEL_KINDS:
            raise PlanError(
                N_("“{kind}” is not a known kind of channel."),
                where=channel.name,
                remedy=N_("Choose one of: {kinds}."),
                kind=channel.kind,
                kinds=", ".join(CHANNEL_KINDS),
            )


def check_rates(plan: Plan) -> None:
    """Conversions out of a step sum to at most 1 in every segment; delay shares sum to 1."""
    for segment in plan.segments:
        totals: dict[str, float] = defaultdict(float)
        for link in plan.links:
            by_segment = {rate.segment_id: rate.share.value for rate in link.by_segment}
            totals[link.from_step_id] += by_segment.get(segment.id, link.conversion.value)
        for step_id, total in totals.items():
            if total > 1 + RATE_TOLERANCE:
                raise PlanError(
                    N_("Conversions out of the step “{step}” sum to {total:.1%}."),
                    where=segment.name,
                    remedy=N_("They must not exceed 100 %: lower one of them."),
                    step=plan.by_id["steps"][step_id].name,
                    total=total,
                )
    for link in plan.links:
        if link.delay and abs(sum(part.share for part in link.delay) - 1) > 1e-6:
            raise PlanError(N_("The shares of the delay must sum to 1."), where=link.id)


def check_cycles(plan: Plan) -> None:
    """Links that take no time have no cycle; the steps of one are named."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for link in plan.links:
        if any(part.days == 0 for part in link.delay) or not link.delay:
            sorter.add(link.to_step_id, link.from_step_id)
    try:
        sorter.prepare()
    except CycleError as error:
        names = [plan.by_id["steps"][step_id].name for step_id in error.args[1]]
        raise PlanError(
            N_("The steps lead round in a circle: {circle}."),
            remedy=N_("Remove one of these links, or give a returning link a delay."),
            circle=" → ".join(names),
        ) from None


def check_periods(plan: Plan) -> None:
    """Periods follow one another without overlap."""
    for before, after in zip(plan.periods, plan.periods[1:], strict=False):
        if after.start <= before.end:
            raise PlanError(
                N_("Periods overlap: one ends on {end}, the next starts on {start}."),
                end=before.end,
                start=after.start,
            )


def check_line_limits(plan: Plan) -> None:
    """A line's lower limit does not exceed its upper one of the same form, nor does its commitment."""
    for line in plan.touchpoints:
        for form in ("share", "current"):
            low, high = getattr(line, f"lower_{form}"), getattr(line, f"upper_{form}")
            if low is not None and high is not None and low > high:
                raise PlanError(
                    N_("The lower limit exceeds the upper limit."),
                    where=line.name,
                    remedy=N_("Lower the one or raise the other."),
                )
        if line.upper is None:
            continue
        if line.lower is not None and line.lower > line.upper:
            raise PlanError(
                N_("The lower limit exceeds the upper limit."),
                where=line.name,
                remedy=N_("Lower the one or raise the other."),
            )
        if line.committed > line.upper:
            raise PlanError(
                N_("The committed amount exceeds the upper limit."),
                where=line.name,
                remedy=N_("Raise the upper limit or lower the commitment."),
            )


def check_segment_shares(plan: Plan) -> None:
    """A line's shares by segment sum to 1."""
    for line in plan.touchpoints:
        if line.segment_shares and abs(sum(s.share.value for s in line.segment_shares) - 1) > 1e-6:
            raise PlanError(N_("Shares by segment must sum to 100 %."), where=line.name)


def check_pools_of_lines(plan: Plan) -> None:
    """A line draws on an audience of its own step: one that feeds it, or one of a link that touches it."""
    for line in plan.touchpoints:
        if line.pool_id is None:
            continue
        pool = plan.by_id["pools"][line.pool_id]
        steps = {pool.step_id}
        if pool.kind is PoolKind.NURTURE:
            link = plan.by_id["links"][pool.link_id]
            steps = {link.from_step_id, link.to_step_id}
        if line.step_id not in steps:
            raise PlanError(
                N_("The audience “{pool}” does not belong to the step “{step}”."),
                where=line.name,
                remedy=N_("Choose an audience of this step, or move the touchpoint."),
                pool=pool.name,
                step=plan.by_id["steps"][line.step_id].name,
            )


def check_message_curves(plan: Plan) -> None:
    """A message has a curve of its own once on a touchpoint, and only where the touchpoint has one."""
    for line in plan.touchpoints:
        check_own_curves(line.name, line.messages, line.curve)


def check_segments_named_once(plan: Plan) -> None:
    """A list by segment names each segment at most once."""
    lists: list[tuple[str, Sequence[SegmentPeople | SegmentShare]]] = [
        *((step.name, step.organic) for step in plan.steps),
        *((step.name, step.pipeline) for step in plan.steps),
        *((pool.name, pool.sizes) for pool in plan.pools),
        *((link.id, link.by_segment) for link in plan.links),
        *((line.name, line.segment_shares) for line in plan.touchpoints),
    ]
    for place, entries in lists:
        if len({entry.segment_id for entry in entries}) < len(entries):
            raise PlanError(N_("A segment is named twice."), where=place)


def check_addressable(plan: Plan) -> None:
    """Organic entries do not exceed the addressable people of the outside pools of their step."""
    for step in plan.steps:
        pools = [
            pool
            for pool in plan.pools
            if pool.kind is PoolKind.OUTSIDE and pool.step_id == step.id and pool.holds_organic
        ]
        for organic in step.organic:
            sizes = [
                people.people.value
                for pool in pools
                for people in pool.sizes
                if people.segment_id == organic.segment_id
            ]
            limit_known = pools and len(sizes) == len(pools)
            if limit_known and organic.people.value > sum(sizes) * (1 + RATE_TOLERANCE):
                raise PlanError(
                    N_("{organic:,.0f} organic entries exceed the {size:,.0f} addressable people."),
                    where=step.name,
                    remedy=N_("Raise the size of the audience or lower the organic entries."),
                    organic=organic.people.value,
                    size=sum(sizes),
                )


def check_goals_that_bind(plan: Plan) -> None:
    """A goal that binds the split is one that money can be held to."""
    for goal in plan.goals:
        reason = why_not_here(plan, goal)
        if reason is not None:
            raise PlanError(reason.what, where=goal.name, remedy=reason.remedy)
