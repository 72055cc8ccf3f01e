"""What takes time, in tables that save as they are typed: seasons, carry-over, delays, days without spend."""

from __future__ import annotations

import streamlit as st

from models.plan import Plan
from pages.map_parts.tables import draw_table
from pages.shared.inputs import edit
from planner.language import N_, _
from planner.map_tables import records
from planner.time_tables import TIME_TABLES

SAYS = {
    "seasons": N_(
        "A factor a month; 1 is an average one. Then say who follows it, under touchpoints, audiences and "
        "steps: each on its own, or a December peak would count twice."
    ),
    "carry_over": N_(
        "After its half-life half of what money does is still at work. What was spent before the plan works on into "
        "its first days."
    ),
    "audiences_in_time": N_("People who can be reached per {days} days; they come anew in every period."),
    "steps_in_time": N_(
        "Per {days} days: who comes unpaid, and who can be served at most. Open pipeline: people who are already "
        "there when the plan begins."
    ),
    "delays": N_(
        "Who goes on arrives later: days, and the share that arrives then. A repeat purchase or a recommendation is "
        "a link back to an earlier step; it needs a delay."
    ),
    "blackouts": N_(
        "Nothing is spent on these days, both ends included: by everybody, or by the place named."
    ),
    "flights": N_("When each message runs. Without dates it runs all the time."),
}


def draw_time_tables(plan: Plan) -> None:
    """One table at a time, chosen above it."""
    st.markdown(f"**{_('What takes time')}**")
    code = st.pills(
        _("What takes time"), list(TIME_TABLES), key=f"in time {plan.id}", format_func=lambda one: _title(plan, one),
        label_visibility="collapsed",
    )  # fmt: skip
    if code is None:
        st.caption(_("Choose what to look at or change: none of it has to be filled in."))
        return
    st.caption(_(SAYS[code]).format(days=plan.reference_days))
    if code == "flights":
        edit("rules.message_needed")
        if not plan.messages:
            st.info(_("This plan has no messages yet. Add them on the map, then come back."))
            return
    draw_table(plan, TIME_TABLES[code])


def _title(plan: Plan, code: str) -> str:
    title = _(TIME_TABLES[code].title)
    if code in ("seasons", "blackouts"):
        return f"{title} ({len(records(plan, TIME_TABLES[code]))})"
    return title
