"""Cross-checks of a plan: references, unique ids and names, rates, cycles, contradictions.

Each raises PlanError with what, where and remedy. A plan that exists is free of these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from models.channel_kinds import CHANNEL_KINDS
from models.communication import PoolKind
from models.errors import PlanError
from models.goals import GoalPlace, LimitPlace
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
    check_addressable(plan)


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


def references(plan: Plan) -> Iterable[tuple[str, object, str, str]]:
    """(place, record, collection, id) of everything that a record of the plan points to."""
    for step in plan.steps:
        yield "steps", step, "stages", step.stage_id
        for people in (*step.organic, *step.pipeline):
            yield "steps", step, "segments", people.segment_id
    for link in plan.links:
        yield "links", link, "steps", link.from_step_id
        yield "links", link, "steps", link.to_step_id
        for rate in link.by_segment:
            yield "links", link, "segments", rate.segment_id
    for pool in plan.pools:
        yield from _optional(
            "pools", pool, ("steps", pool.step_id), ("links", pool.link_id), ("seasons", pool.season_id)
        )
        for people in pool.sizes:
            yield "pools", pool, "segments", people.segment_id
    yield from _references_of_communication(plan)
    yield from _references_of_goals(plan)


def _references_of_communication(plan: Plan) -> Iterable[tuple[str, object, str, str]]:
    for segment in plan.segments:
        for channel_id in segment.preferred_channel_ids:
            yield "segments", segment, "channels", channel_id
    for line in plan.touchpoints:
        yield "touchpoints", line, "steps", line.step_id
        yield "touchpoints", line, "channels", line.channel_id
        yield from _optional("touchpoints", line, ("pools", line.pool_id), ("seasons", line.season_id))
        for share in line.segment_shares:
            yield "touchpoints", line, "segments", share.segment_id
        for use in line.messages:
            yield "touchpoints", line, "messages", use.message_id
    for message in plan.messages:
        yield from _optional("messages", message, ("steps", message.destination_step_id))
        for segment_id in message.segment_ids:
            yield "messages", message, "segments", segment_id
    for script in plan.scripts:
        yield "scripts", script, "steps", script.step_id
    for rule in plan.creative_rules:
        yield "creative_rules", rule, "steps", rule.trigger_step_id
        yield from _optional(
            "creative_rules",
            rule,
            ("segments", rule.segment_id),
            ("channels", rule.channel_id),
            ("messages", rule.message_id),
            ("steps", rule.destination_step_id),
        )


def _references_of_goals(plan: Plan) -> Iterable[tuple[str, object, str, str]]:
    for campaign in plan.campaigns:
        yield from _optional("campaigns", campaign, ("goals", campaign.goal_id))
        for line_id in campaign.touchpoint_ids:
            yield "campaigns", campaign, "touchpoints", line_id
        for message_id in campaign.message_ids:
            yield "campaigns", campaign, "messages", message_id
    places = {
        GoalPlace.STAGE: "stages", GoalPlace.STEP: "steps",
        GoalPlace.CHANNEL: "channels", GoalPlace.TOUCHPOINT: "touchpoints",
    }  # fmt: skip
    for goal in plan.goals:
        if goal.place is not GoalPlace.PLAN:
            yield "goals", goal, places[goal.place], goal.place_id or ""
    limited = {
        LimitPlace.CHANNEL: "channels", LimitPlace.STAGE: "stages", LimitPlace.SEGMENT: "segments",
    }  # fmt: skip
    for limit in plan.rules.limits:
        if limit.place in limited:
            yield "rules.limits", limit, limited[limit.place], limit.place_id
    yield from _optional("rules", plan.rules, ("steps", plan.rules.objective_step_id))


def _optional(
    place: str, record: object, *pairs: tuple[str, str | None]
) -> Iterable[tuple[str, object, str, str]]:
    for collection, wanted in pairs:
        if wanted is not None:
            yield place, record, collection, wanted


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
        names = [plan.by_id["steps"][step_id].name for step_id in reversed(error.args[1])]
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
    """A line's lower limit does not exceed its upper one, nor does its commitment."""
    for line in plan.touchpoints:
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
        if len({s.segment_id for s in line.segment_shares}) < len(line.segment_shares):
            raise PlanError(N_("A segment is named twice."), where=line.name)


def check_addressable(plan: Plan) -> None:
    """Organic entries do not exceed the addressable people of the outside pools of their step."""
    for pool in plan.pools:
        if pool.kind is not PoolKind.OUTSIDE:
            continue
        same_step = [other for other in plan.pools if other.step_id == pool.step_id and other.holds_organic]
        organic = {p.segment_id: p.people.value for p in plan.by_id["steps"][pool.step_id].organic}
        sizes: dict[str, float] = defaultdict(float)
        known: Counter[str] = Counter()
        for other in same_step:
            for people in other.sizes:
                sizes[people.segment_id] += people.people.value
                known[people.segment_id] += 1
        for segment_id, size in sizes.items():
            if known[segment_id] == len(same_step) and organic.get(segment_id, 0.0) > size * (1 + 1e-9):
                raise PlanError(
                    N_("{organic:,.0f} organic entries exceed the {size:,.0f} addressable people."),
                    where=plan.by_id["steps"][pool.step_id].name,
                    remedy=N_("Raise the size of the audience or lower the organic entries."),
                    organic=organic[segment_id],
                    size=size,
                )
