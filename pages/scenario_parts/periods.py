"""Scenarios by period: what each spends when, and which touchpoints differ in a period."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.money import exact_major
from pages.budget_parts.charts import paired_columns
from pages.shared.numbers import money, plain
from planner.language import _
from planner.periods import short_period_name
from planner.scenarios import Comparison


def draw_periods(comparison: Comparison) -> None:
    """Money by period on one axis and the amounts that differ; nothing where the periods are not the same."""
    if not comparison.periods or not comparison.same_currency:
        return
    st.markdown(f"**{_('Money by period')}**")
    if not any(period.lines for period in comparison.periods):
        st.caption(_("Every period gets the same in all of them."))
        return
    names = scenario_names(comparison)
    currency = comparison.scenarios[0].plan.currency
    rows = [
        {
            "period": short_period_name(period.period), "scenario": names[place], "value": float(exact_major(amount, currency)),
            "said": money(amount, currency),
        }
        for period in comparison.periods for place, amount in enumerate(period.amounts)
    ]  # fmt: skip
    order = [short_period_name(period.period) for period in comparison.periods]
    st.vega_lite_chart(
        spec=paired_columns(rows, order, names, currency), width="stretch",
        alt=_("Money by period in each scenario"),
    )  # fmt: skip
    with st.expander(
        _("Touchpoints that differ in a period"), icon=":material/table_rows:", key="periods apart", on_change="rerun"
    ) as apart:  # fmt: skip
        if apart.open:
            st.dataframe(
                _rows(comparison, names), hide_index=True, alt=_("Touchpoints that differ in a period")
            )


def scenario_names(comparison: Comparison) -> list[str]:
    """“1. Careful”: how scenarios are called in charts and tables."""
    return [f"{place}. {plain(s.name, 40)}" for place, s in enumerate(comparison.scenarios, 1)]


def _rows(comparison: Comparison, names: list[str]) -> list[dict[str, Any]]:
    currency = comparison.scenarios[0].plan.currency
    return [
        {
            _("Period"): short_period_name(period.period), _("Touchpoint"): plain(line.name, 80),
            **{name: money(amount, currency) for name, amount in zip(names, line.amounts, strict=True)},
        }
        for period in comparison.periods for line in period.lines
    ]  # fmt: skip
