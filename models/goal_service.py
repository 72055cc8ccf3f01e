"""Which goals a touchpoint serves, and which campaigns bind it."""

from __future__ import annotations

from models.communication import Campaign, Touchpoint
from models.goals import Goal, GoalPlace
from models.plan import Plan


def goals_of(plan: Plan, line: Touchpoint) -> list[Goal]:
    """The goals a touchpoint serves: its own, its channel's, its step's, its stage's, its campaigns'."""
    stage_id = plan.by_id["steps"][line.step_id].stage_id
    places = {
        (GoalPlace.TOUCHPOINT, line.id),
        (GoalPlace.CHANNEL, line.channel_id),
        (GoalPlace.STEP, line.step_id),
        (GoalPlace.STAGE, stage_id),
    }
    bound = {campaign.goal_id for campaign in campaigns_of(plan, line)}
    return [goal for goal in plan.goals if (goal.place, goal.place_id) in places or goal.id in bound]


def campaigns_of(plan: Plan, line: Touchpoint) -> list[Campaign]:
    """The campaigns that bind a touchpoint."""
    return [campaign for campaign in plan.campaigns if line.id in campaign.touchpoint_ids]
