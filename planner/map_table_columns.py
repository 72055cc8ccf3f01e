"""The columns of each table of the map."""

from __future__ import annotations

from collections.abc import Iterable

from models.audience import Segment
from models.channel_kinds import CHANNEL_KINDS
from models.communication import (
    AudiencePool,
    Channel,
    Message,
    MessageStatus,
    Overlap,
    PoolKind,
    ResultsCount,
    Standing,
    Touchpoint,
)
from models.goals import Goal, GoalBinding, GoalMeasure
from models.journey import MODEL_STAGES, FunnelStep, JourneyStage, Problem, StepLink
from models.plan import Plan
from models.quantity import N_
from planner.action_symbols import ACTIONS
from planner.choice_words import CHOICE_WORDS
from planner.map_cells import Cell
from planner.map_columns import EVIDENCE_WORDS, Column, by_segment, figure, money, plain, share
from planner.map_special_columns import emotion, goal_place, message_uses
from planner.map_time_columns import delay, half_life, season, spent_before


def _words(codes: Iterable[str]) -> dict[str, str]:
    return {str(code): CHOICE_WORDS[str(code)] for code in codes}


STANDINGS = _words(Standing)
RESULTS = _words(ResultsCount)
POOL_KINDS = _words(PoolKind)
OVERLAPS = _words(Overlap)
STATUSES = _words(MessageStatus)
DIRECTIONS = _words(("up", "down", "hold"))
MEASURES = _words(GoalMeasure)
BINDINGS = _words(GoalBinding)


def segments_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table segments."""
    return (
        plain(Segment, "name", Cell.TEXT),
        *figure(Segment, "size", Cell.NUMBER),
        plain(Segment, "description", Cell.LONG_TEXT),
        plain(Segment, "needs", Cell.LIST),
        plain(Segment, "wishes", Cell.LONG_TEXT),
        plain(Segment, "expectations", Cell.LONG_TEXT),
        plain(Segment, "preferred_channel_ids", Cell.REFERENCES, collection="channels"),
        plain(Segment, "problems_met", Cell.LONG_TEXT),
        plain(Segment, "behaviour", Cell.LONG_TEXT),
        plain(Segment, "motivations", Cell.LONG_TEXT),
    )


def stages_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table stages."""
    words = dict(MODEL_STAGES[plan.marketing_model])
    known = {**words, **{s.model_stage: s.model_stage for s in plan.stages if s.model_stage not in words}}
    return (
        plain(JourneyStage, "name", Cell.TEXT),
        plain(JourneyStage, "model_stage", Cell.CHOICE, options={k: v for k, v in known.items() if k}),
        plain(JourneyStage, "customer_goal", Cell.LONG_TEXT),
        plain(JourneyStage, "business_goal", Cell.LONG_TEXT),
        plain(JourneyStage, "business_process", Cell.LONG_TEXT),
    )


def steps_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table steps."""
    return (
        plain(FunnelStep, "name", Cell.TEXT),
        plain(FunnelStep, "stage_id", Cell.REFERENCE, collection="stages", required=True, title=N_("Stage")),
        plain(FunnelStep, "converts", Cell.FLAG),
        plain(FunnelStep, "trackable", Cell.FLAG),
        *_per_segment(plan, FunnelStep, "organic", "people"),
        season(FunnelStep, "organic_season_id"),
        *_per_segment(plan, FunnelStep, "pipeline", "people"),
        *figure(FunnelStep, "observed", Cell.NUMBER),
        *figure(FunnelStep, "value", Cell.NUMBER, plan.currency),
        *figure(FunnelStep, "margin", Cell.PERCENT),
        figure(FunnelStep, "returns", Cell.PERCENT)[0],
        *figure(FunnelStep, "capacity", Cell.NUMBER)[:1],
        plain(FunnelStep, "capacity_unit", Cell.TEXT),
        figure(FunnelStep, "capacity_of_one", Cell.NUMBER)[0],
        plain(FunnelStep, "actions", Cell.LIST),
        plain(FunnelStep, "needs", Cell.LIST),
        plain(FunnelStep, "moment_of_truth", Cell.FLAG),
        plain(FunnelStep, "metrics", Cell.TEXT),
        plain(FunnelStep, "note", Cell.LONG_TEXT, title=N_("Note")),
    )


def links_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table links."""
    several = len(plan.segments) > 1
    return (
        plain(StepLink, "from_step_id", Cell.REFERENCE, collection="steps", title=N_("From step")),
        plain(StepLink, "to_step_id", Cell.REFERENCE, collection="steps", title=N_("To step")),
        *figure(StepLink, "conversion", Cell.PERCENT),
        *(_per_segment(plan, StepLink, "by_segment", "share") if several else ()),
        delay(),
        plain(StepLink, "variant", Cell.TEXT),
        figure(StepLink, "pool_share", Cell.PERCENT)[0],
    )


def pools_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table pools."""
    return (
        plain(AudiencePool, "name", Cell.TEXT),
        plain(AudiencePool, "kind", Cell.CHOICE, options=POOL_KINDS, title=N_("Kind")),
        plain(AudiencePool, "step_id", Cell.REFERENCE, collection="steps", title=N_("Feeds the step")),
        plain(
            AudiencePool, "link_id", Cell.REFERENCE, collection="links", title=N_("Wins back for the link")
        ),
        *_per_segment(plan, AudiencePool, "sizes", "people"),
        plain(AudiencePool, "overlap", Cell.CHOICE, options=OVERLAPS),
        plain(AudiencePool, "holds_organic", Cell.FLAG),
        season(AudiencePool),
    )


def channels_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table channels."""
    return (
        plain(Channel, "name", Cell.TEXT),
        plain(
            Channel, "kind", Cell.CHOICE, options={code: kind.name for code, kind in CHANNEL_KINDS.items()}
        ),
        plain(Channel, "colour", Cell.TEXT),
        plain(Channel, "symbol", Cell.TEXT),
        plain(Channel, "paid", Cell.FLAG),
        plain(Channel, "prices_include_vat", Cell.FLAG),
        share(Channel, "agency_fee"),
        figure(Channel, "cost_per_contact", Cell.NUMBER, plan.currency)[0],
        figure(Channel, "base_size", Cell.NUMBER)[0],
        figure(Channel, "contacts_per_person", Cell.NUMBER)[0],
        money(Channel, "fixed_cost", plan.currency),
    )


def touchpoints_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table touchpoints."""
    several = len(plan.segments) > 1
    return (
        plain(Touchpoint, "name", Cell.TEXT),
        plain(Touchpoint, "channel_id", Cell.REFERENCE, collection="channels", title=N_("Channel")),
        plain(Touchpoint, "step_id", Cell.REFERENCE, collection="steps", title=N_("Step")),
        message_uses(),
        plain(Touchpoint, "pool_id", Cell.REFERENCE, collection="pools"),
        money(Touchpoint, "current_spend", plan.currency),
        *figure(Touchpoint, "results", Cell.NUMBER),
        plain(Touchpoint, "results_count", Cell.CHOICE, options=RESULTS),
        *figure(Touchpoint, "incrementality", Cell.PERCENT),
        figure(Touchpoint, "quality", Cell.NUMBER)[0],
        *(_per_segment(plan, Touchpoint, "segment_shares", "share") if several else ()),
        plain(Touchpoint, "standing", Cell.CHOICE, options=STANDINGS),
        money(Touchpoint, "committed", plan.currency),
        plain(Touchpoint, "committed_note", Cell.TEXT),
        money(Touchpoint, "lower", plan.currency),
        money(Touchpoint, "upper", plan.currency),
        money(Touchpoint, "minimum_buy", plan.currency),
        plain(Touchpoint, "booking_deadline", Cell.DATE),
        plain(Touchpoint, "booking_notice_days", Cell.WHOLE, least=0, most=3_660),
        plain(Touchpoint, "place", Cell.TEXT),
        season(Touchpoint),
        half_life(),
        spent_before(plan),
        plain(Touchpoint, "contact", Cell.LONG_TEXT),
        plain(Touchpoint, "symbol", Cell.CHOICE, options=_actions(plan)),
        plain(Touchpoint, "satisfaction", Cell.WHOLE, least=1, most=5),
        plain(Touchpoint, "importance_to_customer", Cell.WHOLE, least=1, most=5),
        plain(Touchpoint, "importance_to_us", Cell.WHOLE, least=1, most=5),
        plain(Touchpoint, "moment_of_truth", Cell.FLAG),
        plain(Touchpoint, "tags", Cell.LIST),
        plain(Touchpoint, "note", Cell.LONG_TEXT, title=N_("Note")),
    )


def _actions(plan: Plan) -> dict[str, str]:
    """Actions to choose from; a symbol that is none of them stays as it was typed."""
    other = {line.symbol for line in plan.touchpoints} - {"", *ACTIONS}
    return {**ACTIONS, **{symbol: symbol for symbol in sorted(other)}}


def messages_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table messages."""
    return (
        plain(Message, "text", Cell.LONG_TEXT),
        plain(Message, "segment_ids", Cell.REFERENCES, collection="segments"),
        plain(Message, "need", Cell.TEXT),
        plain(Message, "value_proposition", Cell.LONG_TEXT),
        plain(Message, "proof", Cell.LONG_TEXT),
        plain(Message, "call_to_action", Cell.TEXT),
        plain(Message, "destination_step_id", Cell.REFERENCE, collection="steps"),
        plain(Message, "brand_checked", Cell.FLAG),
        plain(Message, "creative_link", Cell.TEXT),
        plain(Message, "owner", Cell.TEXT),
        plain(Message, "status", Cell.CHOICE, options=STATUSES),
        plain(Message, "start", Cell.DATE),
        plain(Message, "end", Cell.DATE),
        *figure(Message, "effect", Cell.NUMBER),
    )


def goals_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table goals."""
    return (
        plain(Goal, "name", Cell.TEXT),
        goal_place(plan),
        plain(Goal, "metric", Cell.TEXT),
        plain(Goal, "measure", Cell.CHOICE, options=MEASURES),
        plain(Goal, "direction", Cell.CHOICE, options=DIRECTIONS, title=N_("Direction")),
        plain(Goal, "target", Cell.NUMBER),
        plain(Goal, "date", Cell.DATE),
        plain(Goal, "binds", Cell.CHOICE, options=BINDINGS),
        figure(Goal, "current", Cell.NUMBER)[0],
    )


def problems_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table problems."""
    return (
        plain(Problem, "text", Cell.LONG_TEXT, title=N_("Problem")),
        Column(
            "step_id", N_("Step"), Cell.REFERENCE, lambda row: row.get("step_id"),
            lambda row, value: row.update(step_id=value), collection="steps", required=True,
        ),
        plain(Problem, "severity", Cell.WHOLE, least=1, most=5),
        plain(Problem, "effort", Cell.WHOLE, least=1, most=5),
        plain(Problem, "evidence", Cell.CHOICE, options=EVIDENCE_WORDS, title=N_("Evidence")),
        plain(Problem, "source", Cell.TEXT, title=N_("Source")),
    )  # fmt: skip


def emotions_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns of the table emotions."""
    return (
        plain(FunnelStep, "name", Cell.TEXT, fixed=True),
        *emotion("emotion_now", N_("Emotion today")),
        *emotion("emotion_goal", N_("Emotion wanted")),
    )


def _per_segment(plan: Plan, record: type, field: str, part: str) -> tuple[Column, ...]:
    """A column a segment; with one segment, the field's own title."""
    title = str(record.model_fields[field].title)  # type: ignore[attr-defined]
    cell = Cell.PERCENT if part == "share" else Cell.NUMBER
    if len(plan.segments) == 1:
        return (by_segment(field, part, plan.segments[0].id, (title, cell)),)
    return tuple(
        by_segment(field, part, segment.id, (f"{title}: {segment.name[:60]}", cell))
        for segment in plan.segments
    )


def people_by_segment(plan: Plan, record: type, field: str) -> tuple[Column, ...]:
    """People, a column a segment."""
    return _per_segment(plan, record, field, "people")
