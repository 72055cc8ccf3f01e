"""Scenarios: what was kept under a name; renamed, noted, copied, locked, deleted; two side by side."""

from __future__ import annotations

import streamlit as st

from pages.scenario_parts.beside import draw_beside
from pages.scenario_parts.listed import draw_deleted, draw_list
from pages.shared import session
from pages.shared.navigation import go_to
from pages.shared.page import page_frame, saying_errors
from planner import workflows
from planner.language import N_, _

opened = page_frame(N_("Scenarios"))

scenarios = workflows.list_scenarios(session.store(), opened.plan.id)
if not scenarios:
    st.info(
        _("No scenario yet. Answer the budget, then choose “Save as scenario” beside the answer."),
        icon=":material/bookmark_add:",
    )
    if st.button(_("Go to the budget"), type="primary"):
        go_to("budget")
    draw_deleted()
    st.stop()
with saying_errors():
    draw_beside(opened.plan, scenarios)
draw_list(scenarios)
draw_deleted()
