"""Map checks of what is said: goals, messages, creatives, and who speaks to those who stopped."""

from __future__ import annotations

from collections.abc import Iterable

from models.goal_service import goals_of
from models.map_finding import GRAVE, HINT, WEAK, Finding
from models.plan import Plan
from models.quantity import N_
from models.stuck_people import follow_ups, share_lost

LOSSY = 0.5
"""A step that loses at least this share of its people needs somebody to speak to them again."""


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
