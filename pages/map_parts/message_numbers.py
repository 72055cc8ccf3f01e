"""What each message took and brought at a touchpoint: two numbers give it a curve of its own."""

from __future__ import annotations

import streamlit as st

from models.plan import Plan
from pages.map_parts.drawer_fields import draw_some
from pages.shared.numbers import plain, safe_text
from planner.language import _
from planner.map_tables import TABLES, label_of, records
from planner.message_curve import own_curve_words, sum_words

FIELDS = ("current_spend", "results", "results_evidence")


def draw_message_numbers(plan: Plan, line_id: str) -> None:
    """Spend and results of every message at a touchpoint; nothing where it says none or has no results."""
    line, table = plan.by_id["touchpoints"][line_id], TABLES["message_uses"]
    if not line.messages or line.curve is None:
        return
    title = _("What each message brought here")
    # Fields that nobody sees would double what a change costs: they are drawn when opened.
    more = st.expander(title, key=f"message numbers {line_id}", on_change="rerun")
    if not more.open:
        return
    with more:
        st.caption(
            _(
                "With its own spend and results a message gets a curve of its own, and the budget of this "
                "touchpoint is split between its messages. Without them it acts by its effect and its planned share."
            )
        )
        if said := sum_words(plan, line):
            st.caption(safe_text(said, 300))
        columns = {column.key: column for column in table.columns(plan)}
        own = {use.message_id: use for use in line.messages}
        for row in records(plan, table):
            if row["touchpoint_id"] != line_id:
                continue
            st.markdown(
                f"**{safe_text(plain(label_of(plan, plan.by_id['messages'][row['message_id']]), 80))}**"
            )
            draw_some(plan, table, row, tuple(columns[key] for key in FIELDS))
            curve = own[row["message_id"]].curve
            if curve is not None:
                st.caption(safe_text(own_curve_words(curve), 400))
