"""Gaps in the map: each a rule a program can check, worded plainly, with its place.

`map_findings` gives them most serious first. The clock stays outside: the caller hands in today.
A finding's key is stable, so that it can be accepted with a reason (`Plan.accepted_findings`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from models.map_finding import GRAVE, HINT, WEAK, Finding
from models.map_paths import longer_ways, unfinished_variants, untracked_beginnings
from models.message_checks import (
    lossy_steps_without_follow_up,
    messages_without_audience,
    messages_without_brand_check,
    messages_without_variant,
    steps_without_creative,
    touchpoints_without_goal,
    touchpoints_without_message,
)
from models.plan import Plan
from models.quantity import N_

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
