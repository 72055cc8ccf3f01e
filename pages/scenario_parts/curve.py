"""Scenarios as points beside the curve of what more budget buys, and how far each is from the best split."""

from __future__ import annotations

import streamlit as st

from models.errors import JourneymixError
from pages.budget_parts.curve_charts import result_curve
from pages.budget_parts.curve_rows import curve_row, scenario_rows
from pages.shared import plan_answers
from pages.shared.numbers import safe_text
from planner.counted import counted_axis
from planner.language import _, say_error
from planner.scenario_points import gap_sentence
from planner.scenarios import Comparison


def draw_curve(comparison: Comparison) -> None:
    """The curve of the first scenario's plan with every scenario on it; the gaps in words below."""
    first = comparison.scenarios[0]
    st.markdown(f"**{_('What more budget buys')}**")
    try:
        with st.spinner(_("Answering other budgets …"), show_time=True):
            curve = plan_answers.frontier(first.plan)
            points = plan_answers.scenario_points(first.plan, comparison.scenarios)
    except JourneymixError as error:
        st.info(safe_text(say_error(error), 1_000))
        return
    st.caption(
        safe_text(
            _("The curve and all points stand on the assumptions of “{name}”.").format(name=first.name), 300
        )
    )
    if not curve.points:
        st.info(_("No budget can be spent within these limits."))
        return
    rows = [curve_row(first.plan, "curve", "", point) for point in curve.points]
    st.vega_lite_chart(
        spec=result_curve(rows, (first.plan.currency, counted_axis(first.plan)), scenario_rows(first.plan, points, rows)),
        width="stretch", alt=_("What more budget buys, with every scenario as a point"),
    )  # fmt: skip
    for point in points:
        st.markdown(f"- {safe_text(gap_sentence(first.plan, point), 400)}")
