"""The allocation table: what each touchpoint gets, what it brings, and how well that is known."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.allocation import Allocation, Outcome
from models.communication import Touchpoint
from models.goals import GoalPlace, Objective, Sought
from models.money import exact_major
from models.plan import Plan
from planner.budget_lines import BudgetLine
from planner.choice_words import word
from planner.counted import counted_axis
from planner.exports.message_rows import limits_of_message, lines_by_message
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.figures_in_words import date
from planner.language import N_, _
from planner.limit_words import binding_limit
from planner.question_words import aim_word, question_in_words, target_sentence

COLUMNS: tuple[tuple[str, str, Kind, str, str], ...] = (
    ("segment", N_("Segment"), Kind.TEXT, "", ""),
    ("channel", N_("Channel"), Kind.TEXT, "", ""),
    ("stage", N_("Stage"), Kind.TEXT, "", ""),
    ("step", N_("Step"), Kind.TEXT, "", ""),
    ("touchpoint", N_("Touchpoint"), Kind.TEXT, "", ""),
    ("message", N_("Message"), Kind.TEXT, "", ""),
    ("goal", N_("Goal"), Kind.TEXT, "", ""),
    ("objective", N_("Objective"), Kind.TEXT, "", ""),
    ("start", N_("Start"), Kind.DATE, "", ""),
    ("end", N_("End"), Kind.DATE, "", ""),
    ("current_budget", N_("Current budget"), Kind.MONEY, "", "sum"),
    ("budget", N_("Budget"), Kind.MONEY, "", "sum"),
    ("share", N_("Share %"), Kind.SHARE, "IF({budget:total}=0,0,{budget}/{budget:total})", "sum"),
    ("change", N_("Change"), Kind.MONEY, "{budget}-{current_budget}", "sum"),
    ("change_share", N_("Change %"), Kind.SHARE, "{change}/{current_budget}", "{change}/{current_budget}"),
    ("reported", N_("Platform-reported entries"), Kind.PEOPLE, "", "sum"),
    ("people", N_("De-duplicated entries"), Kind.PEOPLE, "", "sum"),
    ("conversions", N_("Conversions"), Kind.PEOPLE, "", "sum"),
    ("cpa", N_("CPA"), Kind.MONEY, "{charge_to_budget}/{conversions}", "{charge_to_budget}/{conversions}"),
    ("revenue", N_("Revenue"), Kind.MONEY, "", "sum"),
    ("roas", N_("ROAS"), Kind.NUMBER, "{revenue}/{charge_to_budget}", "{revenue}/{charge_to_budget}"),
    ("marginal", N_("Marginal conversions per 1,000"), Kind.NUMBER, "", ""),
    ("lower", N_("Lower limit"), Kind.MONEY, "", ""),
    ("upper", N_("Upper limit"), Kind.MONEY, "", ""),
    ("binding", N_("Binding limit"), Kind.TEXT, "", ""),
    ("curve_source", N_("Curve source"), Kind.TEXT, "", ""),
    ("set_in_platform", N_("Set in platform"), Kind.MONEY, "", "sum"),
    ("charge_to_budget", N_("Charge to budget"), Kind.MONEY, "", "sum"),
)
"""Key, title, kind, formula and total of each column, in the order of the file."""


def allocation_table(allocation: Allocation, split: Outcome | None = None) -> ExportTable:
    """One row a line of the proposed split, or of another `split` of the same plan; a row a message where
    a line's budget is split between messages."""
    lines = tuple(lines_by_message(allocation, split or allocation.proposed))
    whole = sum(line.proposed for line in lines)
    return ExportTable(
        title=_("Allocation"),
        columns=_columns(allocation.plan),
        rows=tuple(_row(allocation, line, whole) for line in lines),
        notes=(allocation.plan.name, base_note(allocation.plan), *asked_and_found(allocation)),
    )


def _columns(plan: Plan) -> tuple[Column, ...]:
    """The columns; what the next money brings is counted in what the aim counts."""
    marginal = _("Marginal {counted} per 1,000").format(counted=counted_axis(plan))
    conversions = plan.rules.objective is Objective.CONVERSIONS
    return tuple(
        Column(key, _(title) if conversions or key != "marginal" else marginal, kind, formula, total)
        for key, title, kind, formula, total in COLUMNS
    )


def asked_and_found(allocation: Allocation) -> tuple[str, ...]:
    """What was asked, and what a question for a target came to."""
    said = (question_in_words(allocation.asked), target_sentence(allocation))
    return tuple(text for text in said if text)


def base_note(plan: Plan) -> str:
    """What the amounts mean: currency, dates, what is in them."""
    dates = _("{start} to {end}").format(start=date(plan.start), end=date(plan.end))
    if plan.money.total_is == "media_only":
        base = _("Amounts in {currency} for {dates}, media only, as set in the platforms.")
    else:
        base = _(
            "Amounts in {currency} for {dates}. “Set in platform” is what to enter there; "
            "“Charge to budget” adds fees and the VAT that cannot be reclaimed."
        )
    note = base.format(currency=plan.currency, dates=dates)
    vat = [
        _("Prices of {channel} include VAT.").format(channel=channel.name)
        for channel in plan.channels
        if channel.prices_include_vat
    ]
    return " ".join([note, *vat, *([plan.money.exchange_note] if plan.money.exchange_note else [])])


def _row(allocation: Allocation, line: BudgetLine, whole: int) -> Mapping[str, Cell]:
    plan, result, charged = allocation.plan, line.result, line.charged

    def money(minor: int) -> Decimal:
        return exact_major(minor, plan.currency)

    cost = float(money(charged))
    return {
        "segment": _segments(plan, line.touchpoint),
        "channel": line.channel.name,
        "stage": line.stage.name,
        "step": line.step.name,
        "touchpoint": line.touchpoint.name,
        "message": _messages(plan, line.touchpoint),
        "goal": _goals(plan, line),
        "objective": _asked(allocation.asked),
        "start": plan.start,
        "end": plan.end,
        "current_budget": money(line.now),
        "budget": money(line.proposed),
        "share": line.proposed / whole if whole else 0.0,
        "change": money(line.change),
        "change_share": line.change / line.now if line.now else None,
        "reported": result.reported,
        "people": result.people,
        "conversions": result.conversions,
        "cpa": cost / result.conversions if result.conversions > 0 else None,
        "revenue": result.revenue,
        "roas": result.revenue / cost if cost else None,
        "marginal": result.marginal * 1_000 if line.touchpoint.curve else None,
        "lower": money(line.lower) if line.message is None else None,
        "upper": money(line.upper) if line.message is None else None,
        "binding": _binding(allocation, line),
        "curve_source": curve_source(line),
        "set_in_platform": money(line.proposed),
        "charge_to_budget": money(charged),
    }


def _binding(allocation: Allocation, line: BudgetLine) -> str:
    return binding_limit(allocation, line) if line.message is None else limits_of_message(allocation, line)


def _asked(plan: Plan) -> str:
    """The aim; a question for a target as a whole."""
    return aim_word(plan) if plan.rules.sought is Sought.BEST_SPLIT else question_in_words(plan)


def curve_source(line: BudgetLine) -> str:
    """Evidence of the curve and where it comes from."""
    curve = line.touchpoint.curve
    if curve is None:
        return _("no results known: kept as it is")
    words = word(curve.evidence)
    if curve.elasticity is not None:
        words += "; " + _("elasticity {value}").format(value=f"{curve.elasticity.value:g}")
    return f"{words}; {curve.source}" if curve.source else words


def _segments(plan: Plan, line: Touchpoint) -> str:
    if not line.segment_shares:
        return "; ".join(segment.name for segment in plan.segments)
    names = {segment.id: segment.name for segment in plan.segments}
    return "; ".join(f"{names[s.segment_id]} {s.share.value:.0%}" for s in line.segment_shares)


def _messages(plan: Plan, line: Touchpoint) -> str:
    return "; ".join(use.variant or plan.by_id["messages"][use.message_id].text for use in line.messages)


def _goals(plan: Plan, line: BudgetLine) -> str:
    """The goals nearest to the line: its own, else its channel's, step's, stage's."""
    for place, place_id in (
        (GoalPlace.TOUCHPOINT, line.touchpoint.id),
        (GoalPlace.CHANNEL, line.channel.id),
        (GoalPlace.STEP, line.step.id),
        (GoalPlace.STAGE, line.stage.id),
        (GoalPlace.PLAN, None),
    ):
        found = [goal.name for goal in plan.goals if goal.place is place and goal.place_id == place_id]
        if found:
            return "; ".join(found)
    return ""
