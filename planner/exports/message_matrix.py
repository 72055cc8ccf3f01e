"""The message matrix: who hears what at which step, in which wording, and what for."""

from __future__ import annotations

from collections.abc import Iterator

from models.communication import CreativeRule, Message, Touchpoint
from models.goal_service import goals_of
from models.goals import Goal
from models.message_use import MessageUse
from models.money import exact_major
from models.plan import Plan
from planner.choice_words import word
from planner.exports.csv import write_csv
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.exports.xlsx import write_workbook
from planner.figures_in_words import date, number
from planner.goal_target import goal_target
from planner.language import N_, _, ngettext

SEPARATOR = "; "

COLUMNS = {
    "segment": N_("Segment"), "stage": N_("Stage"), "step": N_("Step"), "need": N_("Need or pain"),
    "value": N_("Value proposition"), "message": N_("Key message"), "proof": N_("Proof"),
    "brand": N_("Brand check"), "variant": N_("Channel variant"), "action": N_("Call to action"),
    "destination": N_("Destination"), "goal": N_("Goal and KPI"), "creative": N_("Creative"),
    "owner": N_("Owner"), "status": N_("Status"), "flight": N_("Flight"),
}  # fmt: skip
"""Columns of the matrix, in their order."""

NUMBERS = {
    "spent": (N_("Spent on this message"), Kind.MONEY),
    "results": (N_("Results of this message"), Kind.PEOPLE),
}
"""Columns at the end, where a message has numbers of its own."""


def message_matrix(plan: Plan) -> ExportTable:
    """A row for each message at each touchpoint, in the order of the journey; then those of rules for
    stuck customers; then messages that are said nowhere, once."""
    columns = tuple(Column(key, _(title), Kind.TEXT) for key, title in COLUMNS.items())
    if any(use.curve is not None for line in plan.touchpoints for use in line.messages):
        columns += tuple(Column(key, _(title), kind) for key, (title, kind) in NUMBERS.items())
    return ExportTable(_("Message matrix"), columns, tuple(_rows(plan)), (plan.name,))


def message_matrix_csv(plan: Plan) -> bytes:
    """The message matrix as CSV."""
    return write_csv(message_matrix(plan))


def message_matrix_xlsx(plan: Plan) -> bytes:
    """The message matrix as a workbook."""
    return write_workbook([message_matrix(plan)], plan.currency)


def _rows(plan: Plan) -> Iterator[dict[str, Cell]]:
    said: set[str] = set()
    stages = {stage.id: place for place, stage in enumerate(plan.stages)}
    for step in sorted(plan.steps, key=lambda step: stages[step.stage_id]):
        for line in plan.touchpoints:
            for use in line.messages if line.step_id == step.id else ():
                said.add(use.message_id)
                yield _said_at(plan, line, use)
        for rule in plan.creative_rules:
            if rule.trigger_step_id == step.id and rule.message_id:
                said.add(rule.message_id)
                yield _said_by_rule(plan, rule)
    for message in plan.messages:
        if message.id not in said:
            yield _row(plan, message)


def _said_at(plan: Plan, line: Touchpoint, use: MessageUse) -> dict[str, Cell]:
    message = plan.by_id["messages"][use.message_id]
    channel = plan.by_id["channels"][line.channel_id].name
    place = channel if channel == line.name else f"{channel} · {line.name}"
    heard = [share.segment_id for share in line.segment_shares if share.share.value > 0]
    return _row(plan, message) | {
        **_place(plan, line.step_id),
        "segment": _segments(plan, message.segment_ids or heard),
        "variant": _worded(place, use.variant),
        "goal": SEPARATOR.join(_goal(goal, plan.currency) for goal in goals_of(plan, line)),
        "spent": None if use.current_spend is None else exact_major(use.current_spend, plan.currency),
        "results": use.results.value if use.results else None,
    }


def _said_by_rule(plan: Plan, rule: CreativeRule) -> dict[str, Cell]:
    message = plan.by_id["messages"][rule.message_id or ""]
    hours = rule.stuck_for_hours
    place = ngettext("After {hours} hour", "After {hours} hours", round(hours)).format(hours=number(hours))
    if rule.channel_id:
        place = f"{plan.by_id['channels'][rule.channel_id].name} · {place}"
    row = _row(plan, message) | {**_place(plan, rule.trigger_step_id), "variant": _worded(place, "")}
    if rule.segment_id:
        row["segment"] = _segments(plan, [rule.segment_id])
    if rule.destination_step_id:
        row["destination"] = plan.by_id["steps"][rule.destination_step_id].name
    return row


def _worded(place: str, wording: str) -> str:
    if not wording:
        return _("{place}: as it is").format(place=place)
    return _("{place}: {wording}").format(place=place, wording=wording)


def _place(plan: Plan, step_id: str) -> dict[str, Cell]:
    step = plan.by_id["steps"][step_id]
    return {"stage": plan.by_id["stages"][step.stage_id].name, "step": step.name}


def _row(plan: Plan, message: Message) -> dict[str, Cell]:
    """What a message is wherever it is said; the place is still to come."""
    target = plan.by_id["steps"].get(message.destination_step_id or "")
    return {
        "segment": _segments(plan, message.segment_ids),
        "stage": "", "step": _("Said nowhere"),
        "need": message.need,
        "value": message.value_proposition,
        "message": message.text,
        "proof": message.proof,
        "brand": _("yes") if message.brand_checked else _("not yet"),
        "variant": "",
        "action": message.call_to_action,
        "destination": target.name if target else "",
        "goal": "",
        "creative": message.creative_link,
        "owner": message.owner,
        "status": word(message.status.value),
        "flight": _flight(message),
        "spent": None, "results": None,
    }  # fmt: skip


def _segments(plan: Plan, wanted: tuple[str, ...] | list[str]) -> str:
    if not wanted or set(wanted) == set(plan.by_id["segments"]):
        return plan.segments[0].name if len(plan.segments) == 1 else _("All segments")
    return SEPARATOR.join(plan.by_id["segments"][one].name for one in wanted)


def _goal(goal: Goal, currency: str) -> str:
    """“More bookings (orders, up to 300 by 31 Dec 2026)”."""
    parts = [goal.metric or word(goal.measure.value)]
    if goal.target is not None:
        parts.append(goal_target(goal, currency))
    if goal.date is not None:
        parts.append(_("by {date}").format(date=date(goal.date)))
    return f"{goal.name} ({', '.join(parts)})"


def _flight(message: Message) -> str:
    if message.start is None and message.end is None:
        return ""
    start = date(message.start) if message.start else _("at once")
    end = date(message.end) if message.end else _("open end")
    return f"{start} – {end}"
