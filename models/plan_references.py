"""What points to what: every id that a record of a plan names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.goals import GoalPlace
from models.limit import LimitPlace

if TYPE_CHECKING:
    from models.plan import Plan


def references(plan: Plan) -> Iterable[tuple[str, object, str, str]]:
    """(place, record, collection, id) of everything that a record of the plan points to."""
    for step in plan.steps:
        yield "steps", step, "stages", step.stage_id
        yield from _optional("steps", step, ("seasons", step.organic_season_id))
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
    for group in plan.groups:
        for line_id in group.touchpoint_ids:
            yield "groups", group, "touchpoints", line_id
    for script in plan.scripts:
        yield "scripts", script, "steps", script.step_id
    for note in plan.walk_notes:
        yield "walk_notes", note, "steps", note.step_id
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
    for blackout in plan.blackouts:
        if blackout.place is not GoalPlace.PLAN:
            yield "blackouts", blackout, places[blackout.place], blackout.place_id or ""
    limited = {
        LimitPlace.CHANNEL: "channels", LimitPlace.STAGE: "stages", LimitPlace.SEGMENT: "segments",
        LimitPlace.GROUP: "groups",
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
