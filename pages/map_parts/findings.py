"""What is missing on the map: most serious first, each with its place and a way to accept it."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from models.changes import Set
from models.map_checks import map_findings
from models.map_finding import GRAVE, HINT, WEAK, Finding
from models.plan import Plan
from pages.map_parts.dialogs import open_dialog
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain, safe_text
from planner.finding_words import say_finding, say_remedy
from planner.language import _, ngettext
from planner.map_table_list import TABLES

ICONS = {GRAVE: ":material/error:", WEAK: ":material/warning:", HINT: ":material/lightbulb:"}
SHOWN_AT_FIRST = 12


def open_findings(plan: Plan) -> list[Finding]:
    """Findings that nobody accepted."""
    return [one for one in map_findings(plan, dt.date.today()) if one.key not in plan.accepted_findings]


def draw_findings(plan: Plan) -> None:
    """The list, and below it what was accepted with its reasons."""
    everything = map_findings(plan, dt.date.today())
    waiting = [one for one in everything if one.key not in plan.accepted_findings]
    accepted = [one for one in everything if one.key in plan.accepted_findings]
    if not waiting:
        st.success(_("Nothing is missing on this map."), icon=":material/check_circle:")
    else:
        _draw_sentence(waiting)
    for one in waiting[:SHOWN_AT_FIRST]:
        _draw_finding(plan, one)
    if waiting[SHOWN_AT_FIRST:]:
        more = len(waiting) - SHOWN_AT_FIRST
        with st.expander(ngettext("{count} more", "{count} more", more).format(count=more)):
            for one in waiting[SHOWN_AT_FIRST:]:
                _draw_finding(plan, one)
    if accepted:
        title = ngettext("{count} accepted", "{count} accepted", len(accepted)).format(count=len(accepted))
        with st.expander(title, icon=":material/done:"):
            for one in accepted:
                _draw_accepted(plan, one)


def _draw_sentence(waiting: list[Finding]) -> None:
    grave = sum(one.severity == GRAVE for one in waiting)
    text = ngettext(
        "{count} thing is missing on this map.", "{count} things are missing on this map.", len(waiting)
    ).format(count=len(waiting))
    if grave:
        text += " " + ngettext(
            "{count} of them is serious: begin there.", "{count} of them are serious: begin there.", grave
        ).format(count=grave)
    st.markdown(text)


def _draw_finding(plan: Plan, one: Finding) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"finding {one.key}"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"{ICONS[one.severity]} {safe_text(say_finding(one), 400)}")
            st.caption(safe_text(say_remedy(one), 300))
        if one.collection in TABLES:
            st.button(
                _("Go there"), key=f"go {one.key}", icon=":material/arrow_forward:",
                on_click=open_dialog, args=("edit", one.collection, one.record_id),
            )  # fmt: skip
        with st.popover(_("Accept"), icon=":material/done:"):
            reason = st.text_input(_("Why is this all right?"), key=f"reason {one.key}", max_chars=500)
            st.button(
                _("Accept with this reason"), key=f"accept {one.key}", type="primary",
                disabled=not reason.strip(), on_click=_accept, args=(plan, one),
            )  # fmt: skip


def _draw_accepted(plan: Plan, one: Finding) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(safe_text(say_finding(one), 400))
            st.caption(_("Accepted: {reason}").format(reason=safe_text(plan.accepted_findings[one.key], 500)))
        st.button(_("Take back"), key=f"back {one.key}", on_click=_take_back, args=(plan, one.key))


@called_by_widget
def _accept(plan: Plan, one: Finding) -> None:
    reason = str(session.recall(f"reason {one.key}", "")).strip()
    if reason:
        accepted = {**plan.accepted_findings, one.key: reason}
        label = _("Accepted: {finding}").format(finding=plain(say_finding(one), 60))
        session.commit([Set(path="accepted_findings", value=accepted)], label)


@called_by_widget
def _take_back(plan: Plan, key: str) -> None:
    kept = {name: reason for name, reason in plan.accepted_findings.items() if name != key}
    session.commit([Set(path="accepted_findings", value=kept)], _("Acceptance taken back"))
