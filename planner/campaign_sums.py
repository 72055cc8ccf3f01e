"""What each campaign binds: touchpoints and messages, the steps they stand at, money and results."""

from __future__ import annotations

from dataclasses import dataclass

from models.allocation import Outcome
from models.communication import Campaign, Message, Touchpoint
from models.goals import Goal
from models.plan import Plan


@dataclass(frozen=True)
class CampaignSum:
    """A campaign. `spend` in minor units over the plan; `conversions` None where they are not known.

    `unsaid`: messages of the campaign that none of its touchpoints says. `other_messages`: messages its
    touchpoints say that do not belong to it.
    """

    campaign: Campaign
    goal: Goal | None
    lines: tuple[Touchpoint, ...]
    messages: tuple[Message, ...]
    stages: tuple[str, ...]
    spend: int
    conversions: float | None
    unsaid: tuple[Message, ...]
    other_messages: tuple[Message, ...]


def campaign_sums(plan: Plan, outcome: Outcome | None) -> list[CampaignSum]:
    """Every campaign, in the plan's order."""
    return [_sum(plan, campaign, outcome) for campaign in plan.campaigns]


def unbound(plan: Plan) -> list[Touchpoint]:
    """Touchpoints that no campaign binds."""
    bound = {line_id for campaign in plan.campaigns for line_id in campaign.touchpoint_ids}
    return [line for line in plan.touchpoints if line.id not in bound]


def _sum(plan: Plan, campaign: Campaign, outcome: Outcome | None) -> CampaignSum:
    lines = tuple(plan.by_id["touchpoints"][one] for one in campaign.touchpoint_ids)
    messages = tuple(plan.by_id["messages"][one] for one in campaign.message_ids)
    used = {plan.by_id["steps"][line.step_id].stage_id for line in lines}
    said = {use.message_id for line in lines for use in line.messages}
    return CampaignSum(
        campaign=campaign,
        goal=plan.by_id["goals"].get(campaign.goal_id or ""),
        lines=lines,
        messages=messages,
        stages=tuple(stage.name for stage in plan.stages if stage.id in used),
        spend=sum(outcome.spend.get(line.id, 0) for line in lines) if outcome else 0,
        conversions=_conversions(lines, outcome),
        unsaid=tuple(message for message in messages if message.id not in said),
        other_messages=tuple(
            message for message in plan.messages if message.id in said and message.id not in campaign.message_ids
        ),
    )  # fmt: skip


def _conversions(lines: tuple[Touchpoint, ...], outcome: Outcome | None) -> float | None:
    if outcome is None:
        return None
    return sum(outcome.lines[line.id].conversions for line in lines if line.id in outcome.lines)
