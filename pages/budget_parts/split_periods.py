"""The split as a table of touchpoints by period, every amount of it to be set by hand."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.allocation import Allocation, Outcome
from models.money import exact_major
from models.plan import Period, Plan
from pages.budget_parts.hand import keep_by_hand, table_key
from pages.shared.numbers import plain
from planner.budget_lines import BudgetLine
from planner.hand_split import WHOLE
from planner.language import _
from planner.periods import short_period_name

SUM = "sum"


def draw_periods(allocation: Allocation, split: Outcome, lines: tuple[BudgetLine, ...]) -> None:
    """A row a touchpoint, a column a period, the sum of each row; below, the sum of each period."""
    plan = allocation.plan
    key = table_key(plan, "split by period")
    columns = {SUM: WHOLE, **{_column(number): period.id for number, period in enumerate(plan.periods)}}
    st.data_editor(
        [_row(plan, split, line) for line in lines], key=key, hide_index=True, height="content", placeholder="–",
        column_config=_config(plan.periods, typed=True), num_rows="fixed", on_change=keep_by_hand,
        args=(key, tuple(line.touchpoint.id for line in lines), plan.id, plan.currency, columns),
        alt=_("The split by touchpoint and period"),
    )  # fmt: skip
    st.dataframe(
        [_totals(plan, split, lines)], hide_index=True, column_config=_config(plan.periods, typed=False),
        alt=_("Sums of the periods"),
    )  # fmt: skip


def _column(number: int) -> str:
    return f"period{number}"


def _config(periods: tuple[Period, ...], *, typed: bool) -> dict[str, Any]:
    column = st.column_config
    number: dict[str, Any] = {
        "format": "localized",
        "disabled": not typed,
        "min_value": 0.0 if typed else None,
        "width": 90,
    }
    return {
        "touchpoint": column.TextColumn(
            _("Touchpoint") if typed else _("Sum of the period"), disabled=True, pinned=True, width=160
        ),
        SUM: column.NumberColumn(_("Sum"), **number),
        **{
            _column(place): column.NumberColumn(short_period_name(period), **number)
            for place, period in enumerate(periods)
        },
    }


def _row(plan: Plan, split: Outcome, line: BudgetLine) -> dict[str, Any]:
    own = line.touchpoint.id
    return {
        "touchpoint": plain(line.touchpoint.name, 80),
        SUM: _major(plan, line.proposed),
        **{
            _column(number): _major(plan, split.periods[period.id].spend.get(own, 0))
            for number, period in enumerate(plan.periods)
        },
    }


def _totals(plan: Plan, split: Outcome, lines: tuple[BudgetLine, ...]) -> dict[str, Any]:
    return {
        "touchpoint": _("All touchpoints"),
        SUM: _major(plan, sum(line.proposed for line in lines)),
        **{
            _column(number): _major(plan, sum(split.periods[period.id].spend.values()))
            for number, period in enumerate(plan.periods)
        },
    }


def _major(plan: Plan, minor: int) -> float:
    return float(exact_major(minor, plan.currency))
