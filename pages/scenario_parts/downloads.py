"""The comparison to take away."""

from __future__ import annotations

import streamlit as st

from pages.shared import session
from planner.language import _
from planner.scenarios import Comparison


def draw_downloads(comparison: Comparison) -> None:
    """The comparison as XLSX and CSV, where amounts can be held against each other."""
    if not comparison.same_currency:
        return
    name = f"{comparison.scenarios[0].plan.id}-comparison"
    with st.container(horizontal=True):
        st.download_button(
            _("Comparison, XLSX"), data=lambda: _xlsx(comparison), file_name=f"{name}.xlsx", on_click="ignore",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            _("Comparison, CSV"), data=lambda: _csv(comparison), file_name=f"{name}.csv", on_click="ignore",
            mime="text/csv", icon=":material/download:",
        )  # fmt: skip


def _xlsx(comparison: Comparison) -> bytes:
    from planner.exports.comparison import comparison_xlsx

    session.speak()
    return comparison_xlsx(comparison)


def _csv(comparison: Comparison) -> bytes:
    from planner.exports.comparison import comparison_csv

    session.speak()
    return comparison_csv(comparison)
