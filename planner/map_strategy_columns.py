"""The columns of the tables that bind the map together: rules for stuck customers, campaigns, scripts, notes, sources."""

from __future__ import annotations

from models.communication import Campaign, CreativeRule, InteractionScript
from models.goals import SourceNote
from models.journey import WalkNote
from models.plan import Plan
from models.quantity import N_
from planner.map_cells import Cell
from planner.map_columns import Column, plain


def creative_rules_columns(plan: Plan) -> tuple[Column, ...]:
    """Who is stuck where for how long, and what is said to them where."""
    return (
        plain(
            CreativeRule, "trigger_step_id", Cell.REFERENCE, collection="steps", title=N_("Stuck at the step")
        ),
        plain(CreativeRule, "stuck_for_hours", Cell.NUMBER, title=N_("Stuck for"), unit="h"),
        plain(CreativeRule, "segment_id", Cell.REFERENCE, collection="segments", title=N_("Segment")),
        plain(CreativeRule, "channel_id", Cell.REFERENCE, collection="channels", title=N_("Channel")),
        plain(CreativeRule, "message_id", Cell.REFERENCE, collection="messages", title=N_("Message")),
        plain(
            CreativeRule,
            "destination_step_id",
            Cell.REFERENCE,
            collection="steps",
            title=N_("Leads to the step"),
        ),
        plain(CreativeRule, "stop_condition", Cell.TEXT, title=N_("Stop when")),
    )


def campaigns_columns(plan: Plan) -> tuple[Column, ...]:
    """What a campaign binds to which goal."""
    return (
        plain(Campaign, "name", Cell.TEXT, title=N_("Campaign")),
        plain(Campaign, "strategy", Cell.LONG_TEXT, title=N_("Strategy")),
        plain(Campaign, "goal_id", Cell.REFERENCE, collection="goals", title=N_("Goal")),
        plain(Campaign, "touchpoint_ids", Cell.REFERENCES, collection="touchpoints", title=N_("Touchpoints")),
        plain(Campaign, "message_ids", Cell.REFERENCES, collection="messages", title=N_("Messages")),
    )


def scripts_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table scripts."""
    return (
        plain(InteractionScript, "step_id", Cell.REFERENCE, collection="steps", title=N_("Step")),
        plain(InteractionScript, "customer_action", Cell.LONG_TEXT, title=N_("What the customer does")),
        plain(InteractionScript, "company_reaction", Cell.LONG_TEXT, title=N_("How the company reacts")),
    )


def walk_notes_columns(plan: Plan) -> tuple[Column, ...]:
    """What was noticed at each step when walking through the journey."""
    return (
        plain(WalkNote, "text", Cell.LONG_TEXT),
        plain(WalkNote, "step_id", Cell.REFERENCE, collection="steps", title=N_("Step")),
        plain(WalkNote, "by", Cell.TEXT),
        plain(WalkNote, "date", Cell.DATE),
    )


def sources_columns(plan: Plan) -> tuple[Column, ...]:
    """Where statements come from, and when they are checked again."""
    return (
        plain(SourceNote, "name", Cell.TEXT, title=N_("Source")),
        plain(SourceNote, "kind", Cell.TEXT, title=N_("Kind")),
        plain(SourceNote, "date", Cell.DATE, title=N_("Date")),
        plain(SourceNote, "review_interval_days", Cell.WHOLE, title=N_("Review every"), unit=N_("days")),
        plain(SourceNote, "note", Cell.LONG_TEXT, title=N_("Note")),
    )
