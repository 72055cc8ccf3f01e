"""Gaps in the map: each a rule a program can check, worded plainly, with its place.

`map_findings` gives them most serious first. The clock stays outside: the caller hands in today.
A finding's key is stable, so that it can be accepted with a reason (`Plan.accepted_findings`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from models.goal_service import goals_of
from models.map_paths import longer_ways, unfinished_variants, untracked_beginnings
from models.plan import Plan
from models.quantity import N_
from models.stuck_people import follow_ups, share_lost

LOSSY = 0.5
"""A step that loses at least this share of its people needs somebody to speak to them again."""

GRAVE, WEAK, HINT = 3, 2, 1
"""Severity: grave (the map cannot work), weak (something is missing), hint (worth a look)."""


@dataclass(frozen=True)
class Finding:
    """A gap. `what` and `remedy` are templates filled from `values`; `requirement` is its number."""

    rule: str
    collection: str
    record_id: str
    what: str
    remedy: str
    requirement: int
    severity: int = WEAK
    values: dict[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Stable name: the rule and the place."""
        return f"{self.rule}:{self.record_id}"


Check = Callable[[Plan], Iterable[Finding]]


def map_findings(plan: Plan, today: dt.date | None = None) -> list[Finding]:
    """Everything found, most serious first, in the order of the checks. Without a date nothing is stale."""
    found = [finding for check in CHECKS for finding in check(plan)]
    if today is not None:
        found += stale_things(plan, today)
    return sorted(found, key=lambda finding: -finding.severity)


def stages_without_steps(plan: Plan) -> Iterable[Finding]:
    """A stage holds at least one step (16)."""
    used = {step.stage_id for step in plan.steps}
    for stage in plan.stages:
        if stage.id not in used:
            yield Finding(
                "stage_without_step", "stages", stage.id, N_("The stage “{name}” has no step."),
                N_("Add a step, or remove the stage."), 16, GRAVE, {"name": stage.name},
            )  # fmt: skip


def stages_without_touchpoints(plan: Plan) -> Iterable[Finding]:
    """A stage has at least one touchpoint (26)."""
    steps = {line.step_id for line in plan.touchpoints}
    used = {step.stage_id for step in plan.steps if step.id in steps}
    for stage in plan.stages:
        if stage.id not in used:
            yield Finding(
                "stage_without_touchpoint", "stages", stage.id,
                N_("The customer meets nobody at the stage “{name}”: it has no touchpoint."),
                N_("Add a touchpoint to one of its steps."), 26, GRAVE, {"name": stage.name},
            )  # fmt: skip


def channels_without_touchpoints(plan: Plan) -> Iterable[Finding]:
    """A channel is used somewhere (28)."""
    used = {line.channel_id for line in plan.touchpoints}
    for channel in plan.channels:
        if channel.id not in used:
            yield Finding(
                "channel_without_touchpoint", "channels", channel.id,
                N_("The channel “{name}” has no touchpoint."),
                N_("Add a touchpoint, or remove the channel."), 28, HINT, {"name": channel.name},
            )  # fmt: skip


def touchpoints_without_goal(plan: Plan) -> Iterable[Finding]:
    """Every touchpoint serves a goal: its own, its channel's, step's, stage's or campaign's (34)."""
    for line in plan.touchpoints:
        if not goals_of(plan, line):
            yield Finding(
                "touchpoint_without_goal", "touchpoints", line.id,
                N_("The touchpoint “{name}” serves no goal."),
                N_("Set a goal on it, its step or its channel, or put it into a campaign."), 34, WEAK,
                {"name": line.name},
            )  # fmt: skip


def touchpoints_without_message(plan: Plan) -> Iterable[Finding]:
    """Every touchpoint says something (31)."""
    for line in plan.touchpoints:
        if not line.messages:
            yield Finding(
                "touchpoint_without_message", "touchpoints", line.id,
                N_("The touchpoint “{name}” has no message."),
                N_("Choose a message for it."), 31, WEAK, {"name": line.name},
            )  # fmt: skip


def messages_without_audience(plan: Plan) -> Iterable[Finding]:
    """A message speaks to a segment (31)."""
    for message in plan.messages:
        if not message.segment_ids:
            yield Finding(
                "message_without_audience", "messages", message.id,
                N_("The message “{name}” speaks to nobody in particular."),
                N_("Choose the segments it is for."), 31, WEAK, {"name": message.text},
            )  # fmt: skip


def messages_without_variant(plan: Plan) -> Iterable[Finding]:
    """A message used in several channels has a wording for each (31)."""
    for message in plan.messages:
        uses = [
            (line.channel_id, use.variant)
            for line in plan.touchpoints for use in line.messages if use.message_id == message.id
        ]  # fmt: skip
        if len({channel for channel, _variant in uses}) > 1 and any(
            not variant for _channel, variant in uses
        ):
            yield Finding(
                "message_without_variant", "messages", message.id,
                N_("The message “{name}” is used in several channels, but not adapted to each."),
                N_("Write its wording for every channel that has none."), 31, HINT, {"name": message.text},
            )  # fmt: skip


def messages_without_brand_check(plan: Plan) -> Iterable[Finding]:
    """A message has been checked against the brand's style (31)."""
    for message in plan.messages:
        if not message.brand_checked:
            yield Finding(
                "message_without_brand_check", "messages", message.id,
                N_("The message “{name}” has no brand check."),
                N_("Have it checked and tick the brand check."), 31, HINT, {"name": message.text},
            )  # fmt: skip


def steps_without_creative(plan: Plan) -> Iterable[Finding]:
    """A step has a creative: a message at one of its touchpoints, or a rule for those stuck there (32)."""
    spoken = {line.step_id for line in plan.touchpoints if line.messages}
    ruled = {rule.trigger_step_id for rule in plan.creative_rules if rule.message_id}
    for step in plan.steps:
        if step.id not in spoken | ruled:
            yield Finding(
                "step_without_creative", "steps", step.id, N_("The step “{name}” has no creative."),
                N_("Give one of its touchpoints a message, or add a rule for stuck customers."), 32, WEAK,
                {"name": step.name},
            )  # fmt: skip


def lossy_steps_without_follow_up(plan: Plan) -> Iterable[Finding]:
    """Who stops at a step that loses half of its people or more is spoken to again (33)."""
    for step in plan.steps:
        lost = share_lost(plan, step)
        if lost >= LOSSY and not follow_ups(plan, step.id):
            yield Finding(
                "lossy_step_without_follow_up", "steps", step.id,
                N_("“{name}” loses {lost:.0%} of its people, and nobody speaks to them again."),
                N_("Add a touchpoint that wins them back, or a rule for stuck customers."), 33, GRAVE,
                {"name": step.name, "lost": lost},
            )  # fmt: skip


def scripts_without_reaction(plan: Plan) -> Iterable[Finding]:
    """The company reacts to what the customer does (30)."""
    for script in plan.scripts:
        if not script.company_reaction.strip():
            yield Finding(
                "script_without_reaction", "scripts", script.id,
                N_("The company does not react when the customer does this: “{name}”."),
                N_("Write down the reaction."), 30, WEAK, {"name": script.customer_action},
            )  # fmt: skip


def steps_before_tracking(plan: Plan) -> Iterable[Finding]:
    """The funnel starts where actions can be tracked (17)."""
    for step in untracked_beginnings(plan):
        yield Finding(
            "step_before_tracking", "steps", step.id,
            N_("“{name}” comes before the first step that can be tracked."),
            N_("Begin the funnel later, or make this step trackable."), 17, WEAK, {"name": step.name},
        )  # fmt: skip


def variants_not_covered(plan: Plan) -> Iterable[Finding]:
    """Every variant of the business process leads to a conversion (18)."""
    for variant, link in unfinished_variants(plan):
        yield Finding(
            "variant_not_covered", "links", link.id,
            N_("The process variant “{name}” leads to no conversion: its steps are missing."),
            N_("Add the steps and links of this variant up to the result."), 18, GRAVE, {"name": variant},
        )  # fmt: skip


def longer_paths(plan: Plan) -> Iterable[Finding]:
    """The funnel is the shortest path to the goal (19)."""
    for link, detour in longer_ways(plan):
        steps = plan.by_id["steps"]
        yield Finding(
            "path_longer_than_needed", "steps", detour.id,
            N_("“{name}” makes the way from “{start}” to “{end}” longer than the direct one."),
            N_("Take it out of this way, or accept it where customers do go this way."), 19, HINT,
            {"name": detour.name, "start": steps[link.from_step_id].name, "end": steps[link.to_step_id].name},
        )  # fmt: skip


def segments_without_needs(plan: Plan) -> Iterable[Finding]:
    """A segment has needs (10)."""
    for segment in plan.segments:
        if not segment.needs:
            yield Finding(
                "segment_without_needs", "segments", segment.id,
                N_("Nobody wrote down what the segment “{name}” needs."),
                N_("Add its needs."), 10, WEAK, {"name": segment.name},
            )  # fmt: skip


def campaigns_without_goal(plan: Plan) -> Iterable[Finding]:
    """A campaign supports a goal (57)."""
    for campaign in plan.campaigns:
        if campaign.goal_id is None:
            yield Finding(
                "campaign_without_goal", "campaigns", campaign.id,
                N_("The campaign “{name}” is tied to no goal."),
                N_("Choose the goal it supports."), 57, WEAK, {"name": campaign.name},
            )  # fmt: skip


def stale_things(plan: Plan, today: dt.date) -> Iterable[Finding]:
    """Sources are checked again in time, and so is the map itself (51)."""
    for source in plan.sources:
        if source.date is None or source.review_interval_days is None:
            continue
        due = source.date + dt.timedelta(days=source.review_interval_days)
        if due < today:
            yield Finding(
                "source_stale", "sources", source.id,
                N_("The source “{name}” was to be checked again by {due}."),
                N_("Check it and write the new date."), 51, WEAK, {"name": source.name, "due": due},
            )  # fmt: skip
    if plan.review_date is not None and plan.review_date < today:
        yield Finding(
            "map_stale", "plan", plan.id, N_("The review of this map was due on {due}."),
            N_("Go through it and set the next review date."), 51, WEAK, {"due": plan.review_date},
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    stages_without_steps, stages_without_touchpoints, channels_without_touchpoints, touchpoints_without_goal,
    touchpoints_without_message, messages_without_audience, messages_without_variant,
    messages_without_brand_check, steps_without_creative, lossy_steps_without_follow_up,
    scripts_without_reaction, steps_before_tracking, variants_not_covered, longer_paths,
    segments_without_needs, campaigns_without_goal,
)  # fmt: skip
"""Every check that needs no date, in the order of the list in the requirements."""
