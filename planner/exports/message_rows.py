"""Touchpoints split between messages as rows of their own, and what every message brings, on their way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.allocation import Allocation, Outcome
from models.communication import Touchpoint
from models.message_split import curve_of_part, in_proportion
from models.money import exact_major
from models.network_keys import line_key
from planner.budget_lines import BudgetLine, budget_lines
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.language import _
from planner.limit_words import limit_in_words
from planner.message_results import message_parts, messages_by_stage
from planner.message_words import known_by


def lines_by_message(allocation: Allocation, split: Outcome) -> Iterator[BudgetLine]:
    """The lines of a split; a line whose budget is split between messages as one row for each, which add up
    to it exactly. Such a row's touchpoint has the message's curve and that message alone."""
    for line in budget_lines(allocation, split):
        parts = message_parts(allocation, split, line.touchpoint.id)
        if not parts:
            yield line
            continue
        charged, charged_now = (
            in_proportion(whole, weights)
            for whole, weights in (
                (line.charged, [float(part.proposed) for part in parts]),
                (line.charged_now, [float(part.now) for part in parts]),
            )
        )
        for place, part in enumerate(parts):
            yield replace(
                line, touchpoint=_of_message(allocation, line.touchpoint, part.message_id), message=part.message_id,
                now=part.now, proposed=part.proposed, charged=charged[place], charged_now=charged_now[place],
                result_now=part.result_now, result=part.result,
            )  # fmt: skip


def _of_message(allocation: Allocation, line: Touchpoint, message: str) -> Touchpoint:
    curve = curve_of_part(allocation.plan, line_key(line.id, "", message))
    uses = tuple(
        use for use in line.messages if (use.message_id == message if message else use.curve is None)
    )
    return line.model_copy(update={"messages": uses, "curve": curve})


def limits_of_message(allocation: Allocation, line: BudgetLine) -> str:
    """The limits that bind on one message of a line, in words; empty where none does."""
    own = f":{line.touchpoint.id}:{line.message or ''}"
    keys = [
        price.key
        for price in allocation.prices.values()
        if price.binding and price.key.removesuffix(":lower").removesuffix(":upper").endswith(own)
    ]
    return "; ".join(dict.fromkeys(limit_in_words(allocation.plan, key) for key in keys))


def message_results(allocation: Allocation, split: Outcome) -> ExportTable:
    """What every message brings at each stage, those first that bring most for their money."""
    plan = allocation.plan
    columns = (
        Column("stage", _("Stage"), Kind.TEXT), Column("message", _("Message"), Kind.TEXT),
        Column("touchpoints", _("Touchpoint"), Kind.TEXT), Column("budget", _("Budget"), Kind.MONEY, "", "sum"),
        Column("people", _("People won"), Kind.PEOPLE, "", "sum"),
        Column("conversions", _("Conversions"), Kind.PEOPLE, "", "sum"),
        Column("per", _("Conversions per 1,000"), Kind.NUMBER), Column("known", _("Known by"), Kind.TEXT),
    )  # fmt: skip
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "stage": each.stage.name, "message": each.message.text, "touchpoints": "; ".join(each.touchpoints),
            "budget": exact_major(each.spend, plan.currency), "people": each.people,
            "conversions": each.conversions, "per": each.per_money(plan.currency), "known": known_by(each),
        }
        for each in messages_by_stage(plan, split)
    )  # fmt: skip
    return ExportTable(_("Messages"), columns, rows, (plan.name, _("What each message brings at each stage")))
