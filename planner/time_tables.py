"""The tables of what takes time, as the calendar shows them: views of the map's records."""

from __future__ import annotations

from models.communication import AudiencePool, Message, Touchpoint
from models.journey import FunnelStep, StepLink
from models.plan import Plan
from models.quantity import N_
from planner.map_cells import Cell
from planner.map_columns import Column, figure, money, plain
from planner.map_table_columns import STATUSES, people_by_segment
from planner.map_table_list import TABLES, Table
from planner.map_time_columns import delay, fixed, half_life, season, spent_before


def carry_over_columns(plan: Plan) -> tuple[Column, ...]:
    """Carry-over and season of every touchpoint."""
    return (
        fixed(plain(Touchpoint, "name", Cell.TEXT)),
        fixed(plain(Touchpoint, "channel_id", Cell.REFERENCE, collection="channels", title=N_("Channel"))),
        half_life(),
        fixed(money(Touchpoint, "current_spend", plan.currency)),
        spent_before(plan),
        season(Touchpoint),
    )


def steps_in_time_columns(plan: Plan) -> tuple[Column, ...]:
    """Season of organic entries, open pipeline and capacity of every step."""
    return (
        fixed(plain(FunnelStep, "name", Cell.TEXT)),
        *people_by_segment(plan, FunnelStep, "organic"),
        season(FunnelStep, "organic_season_id"),
        *people_by_segment(plan, FunnelStep, "pipeline"),
        figure(FunnelStep, "capacity", Cell.NUMBER)[0],
    )


def audiences_in_time_columns(plan: Plan) -> tuple[Column, ...]:
    """Size and season of every audience."""
    return (
        fixed(plain(AudiencePool, "name", Cell.TEXT)),
        *people_by_segment(plan, AudiencePool, "sizes"),
        season(AudiencePool),
    )


def delays_columns(plan: Plan) -> tuple[Column, ...]:
    """How long people take from step to step; a link back to an earlier one can be added."""
    return (
        plain(StepLink, "from_step_id", Cell.REFERENCE, collection="steps", title=N_("From step")),
        plain(StepLink, "to_step_id", Cell.REFERENCE, collection="steps", title=N_("To step")),
        figure(StepLink, "conversion", Cell.PERCENT)[0],
        delay(),
    )


def flights_columns(plan: Plan) -> tuple[Column, ...]:
    """When every message is in flight."""
    return (
        fixed(plain(Message, "text", Cell.LONG_TEXT)),
        plain(Message, "status", Cell.CHOICE, options=STATUSES),
        plain(Message, "start", Cell.DATE),
        plain(Message, "end", Cell.DATE),
    )


TIME_TABLES: dict[str, Table] = {
    "seasons": TABLES["seasons"],
    "carry_over": Table("carry_over", N_("Touchpoints in time"), "touchpoints", carry_over_columns, True),
    "audiences_in_time": Table(
        "audiences_in_time", N_("Audiences in time"), "pools", audiences_in_time_columns, True
    ),
    "steps_in_time": Table("steps_in_time", N_("Steps in time"), "steps", steps_in_time_columns, True),
    "delays": Table("delays", N_("Delays and returns"), "links", delays_columns),
    "blackouts": TABLES["blackouts"],
    "flights": Table("flights", N_("Flights of messages"), "messages", flights_columns, True),
}
"""Code -> table, in the order in which they are shown."""


def table_of(code: str) -> Table:
    """A table of the map or of the calendar. Raises KeyError where there is none."""
    return TABLES[code] if code in TABLES else TIME_TABLES[code]
