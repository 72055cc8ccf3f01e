"""The ways out of an answer: which moves to make, kept as a scenario, taken away as a file."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from models.allocation import Allocation, Outcome
from models.errors import JourneymixError
from pages.shared import answers, session
from pages.shared.answers import ALL, FEW, Shown, choice_key
from pages.shared.numbers import percent, safe_text
from planner.caution import neutral_plan
from planner.language import _, ngettext, say_error
from planner.scenarios import keep_scenario
from planner.tornado import Tornado
from planner.uncertainty import Spread

FOR_A_FILE = 5.0
"""Seconds that a file waits for the guesses that matter."""


def draw_ways_out(allocation: Allocation, shown: Shown, spread: Spread) -> None:
    """Which moves to make; save them as scenario, or take the allocation table as a file made when asked for."""
    split, shelf = shown.split, answers.guess_shelf()
    expected = session.allocation(neutral_plan(allocation.asked)) if allocation.caution else allocation
    with st.container(horizontal=True, gap="small", key="ways out", vertical_alignment="center"):
        if shown.few.fewer:
            _draw_choice(allocation, shown)
        with st.popover(
            _("Save as scenario"), icon=":material/bookmark_add:", key="save as scenario", on_change="rerun"
        ) as save:
            if save.open:
                _draw_save(allocation, split)
        name = allocation.plan.id
        st.download_button(
            _("XLSX"), data=lambda: _workbook(allocation, split, spread, lambda: shelf.weigh(expected, seconds=FOR_A_FILE)), file_name=f"{name}.xlsx", on_click="ignore",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", icon=":material/download:",
            help=_("The allocation table with formulas that add up, a chart, and the assumptions."), key="xlsx",
        )  # fmt: skip
        st.download_button(
            _("CSV"), data=lambda: _csv(allocation, split), file_name=f"{name}.csv", mime="text/csv", on_click="ignore",
            icon=":material/download:", help=_("The allocation table, one row a touchpoint."), key="csv",
        )  # fmt: skip


def _draw_choice(allocation: Allocation, shown: Shown) -> None:
    """The few moves, or all of them: everything on the page follows."""
    few = ngettext(
        "One move: {share} of the gain", "{count} moves: {share} of the gain", len(shown.few.moves)
    )
    words = {
        FEW: few.format(count=len(shown.few.moves), share=percent(shown.few.gain_share)),
        ALL: _("Best split: {count} moves").format(count=len(shown.few.all_moves)),
    }
    st.segmented_control(
        _("Moves"), [FEW, ALL], key=choice_key(allocation.plan), format_func=lambda code: words.get(code, code),
        default=FEW, required=True, label_visibility="collapsed", persist_state="session",
    )  # fmt: skip


def _workbook(allocation: Allocation, split: Outcome, spread: Spread, weigh: Callable[[], Tornado]) -> bytes:
    from planner.exports.workbook import allocation_workbook

    session.speak()
    return allocation_workbook(allocation, split, spread, weigh())


def _csv(allocation: Allocation, split: Outcome) -> bytes:
    from planner.exports.allocation_table import allocation_table
    from planner.exports.csv import write_csv

    session.speak()
    return write_csv(allocation_table(allocation, split))


def _draw_save(allocation: Allocation, split: Outcome) -> None:
    with st.form("save scenario", border=False, clear_on_submit=True):
        name = st.text_input(_("Name"), max_chars=200, placeholder=_("for example: careful"))
        note = st.text_area(_("Note"), max_chars=2_000, height=80)
        saved = st.form_submit_button(_("Save"), type="primary")
    if not saved:
        return
    try:
        kept = keep_scenario(session.store(), allocation.asked, split, (name, note), by=session.user_name())
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 1_000))
        return
    st.toast(_("Saved as “{name}”.").format(name=safe_text(kept.name)), icon=":material/check_circle:")
