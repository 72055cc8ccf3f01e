"""Who says what to whom, and for which goal: what the communication view joins with lines."""

from __future__ import annotations

from dataclasses import dataclass

from models.communication import Channel, Message, Touchpoint
from models.goal_service import goals_of
from models.goals import Goal, GoalPlace
from models.plan import Plan
from planner.drawing.choice import MapFilter


@dataclass(frozen=True)
class StageCoverage:
    """What a stage has: its touchpoints in the order of their channels, their messages and goals."""

    channels: tuple[Channel, ...]
    lines: tuple[Touchpoint, ...]
    messages: tuple[Message, ...]
    goals: tuple[Goal, ...]


def stage_coverage(plan: Plan, stage_id: str, shown: MapFilter) -> StageCoverage:
    """What of a stage is shown, each column in the order that crosses fewest lines."""
    steps = {step.id for step in plan.steps if step.stage_id == stage_id}
    here = [line for line in shown.lines(plan) if line.step_id in steps]
    order = {channel_id: place for place, channel_id in enumerate(dict.fromkeys(t.channel_id for t in here))}
    here.sort(key=lambda line: order[line.channel_id])
    known = {message.id: message for message in shown.messages(plan)}
    used = dict.fromkeys(use.message_id for line in here for use in line.messages if use.message_id in known)
    goals = dict.fromkeys(goal.id for line in here for goal in goals_of(plan, line))
    goals |= dict.fromkeys(g.id for g in plan.goals if g.place is GoalPlace.STAGE and g.place_id == stage_id)
    goals |= dict.fromkeys(g.id for g in plan.goals if g.place is GoalPlace.STEP and g.place_id in steps)
    return StageCoverage(
        tuple(plan.by_id["channels"][i] for i in order),
        tuple(here),
        tuple(known[i] for i in used),
        tuple(plan.by_id["goals"][i] for i in goals),
    )


def unused(plan: Plan) -> tuple[list[Channel], list[Message], list[Goal]]:
    """Channels without a touchpoint, messages said nowhere, goals that no touchpoint serves."""
    channels = {line.channel_id for line in plan.touchpoints}
    said = {use.message_id for line in plan.touchpoints for use in line.messages}
    said |= {rule.message_id for rule in plan.creative_rules if rule.message_id}
    served = {goal.id for line in plan.touchpoints for goal in goals_of(plan, line)}
    return (
        [channel for channel in plan.channels if channel.id not in channels],
        [message for message in plan.messages if message.id not in said],
        [g for g in plan.goals if g.id not in served and g.place is not GoalPlace.PLAN],
    )
