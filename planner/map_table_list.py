"""The tables of the map, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.plan import Plan
from models.quantity import N_
from planner.map_columns import Column
from planner.map_special_columns import message_uses_columns
from planner.map_strategy_columns import (
    campaigns_columns,
    creative_rules_columns,
    scripts_columns,
    sources_columns,
    walk_notes_columns,
)
from planner.map_table_columns import (
    channels_columns,
    emotions_columns,
    goals_columns,
    links_columns,
    messages_columns,
    pools_columns,
    problems_columns,
    segments_columns,
    stages_columns,
    steps_columns,
    touchpoints_columns,
)
from planner.map_time_columns import blackouts_columns, seasons_columns


@dataclass(frozen=True)
class Table:
    """A table of the map. `rows_fixed`: rows follow from another table, none is added or removed here."""

    code: str
    title: str
    collection: str
    columns: Callable[[Plan], tuple[Column, ...]]
    rows_fixed: bool = False
    help: str = ""


TABLES: dict[str, Table] = {
    table.code: table
    for table in (
        Table("touchpoints", N_("Touchpoints"), "touchpoints", touchpoints_columns),
        Table("messages", N_("Messages"), "messages", messages_columns),
        Table("message_uses", N_("Wording by touchpoint"), "touchpoints", message_uses_columns),
        Table("stages", N_("Stages"), "stages", stages_columns),
        Table("steps", N_("Steps"), "steps", steps_columns),
        Table("links", N_("Links and conversions"), "links", links_columns),
        Table("pools", N_("Audiences"), "pools", pools_columns),
        Table("channels", N_("Channels"), "channels", channels_columns),
        Table("segments", N_("Segments"), "segments", segments_columns),
        Table("goals", N_("Goals"), "goals", goals_columns),
        Table("problems", N_("Problems"), "steps", problems_columns),
        Table("emotions", N_("Emotions"), "steps", emotions_columns, rows_fixed=True),
        Table("creative_rules", N_("Rules for stuck customers"), "creative_rules", creative_rules_columns),
        Table("campaigns", N_("Campaigns"), "campaigns", campaigns_columns),
        Table("seasons", N_("Seasons"), "seasons", seasons_columns),
        Table("blackouts", N_("Days without spend"), "blackouts", blackouts_columns),
        Table("sources", N_("Sources"), "sources", sources_columns),
        Table("walk_notes", N_("Notes of the walk-through"), "walk_notes", walk_notes_columns),
        Table("scripts", N_("What the company does in reply"), "scripts", scripts_columns),
    )
}
"""Code -> table, in the order of the tabs."""
