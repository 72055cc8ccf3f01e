"""What stands at a stop of the walk-through: touchpoints with messages, scripts, problems."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from models.journey import Problem
from pages.map_parts.dialogs import open_dialog
from pages.shared.numbers import safe_text
from pages.shared.palette import EVIDENCE_SIGNS
from planner.choice_words import word
from planner.language import _
from planner.walk import Meeting, Stop


def draw_texts(title: str, texts: Sequence[str], empty: str) -> None:
    """A title and what stands below it, one line each."""
    st.markdown(f"**{title}**")
    if not texts:
        st.caption(empty)
    st.markdown("\n".join(f"- {safe_text(text, 500)}" for text in texts))


def draw_meetings(stop: Stop) -> None:
    """The touchpoints at this stop."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_('What I meet')}**", width="stretch")
        _draw_add(stop, "touchpoints", _("Add a touchpoint here"))
    if not stop.meetings:
        st.caption(_("Nobody meets the customer here."))
    for meeting in stop.meetings:
        _draw_meeting(meeting)


def _draw_meeting(meeting: Meeting) -> None:
    line = meeting.line
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"card meet {line.id}"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{safe_text(line.name, 120)}** · {safe_text(meeting.channel, 80)}")
            for message in meeting.messages:
                st.markdown(f":material/chat_bubble: “{safe_text(message.text, 300)}”")
            if not meeting.messages:
                st.caption(_("It says nothing: no message."))
            if line.contact:
                st.caption(safe_text(line.contact, 300))
        if line.satisfaction is not None:
            st.markdown(
                f":material/sentiment_satisfied: {line.satisfaction}/5",
                help=_("Satisfaction"),
                width="content",
            )
        st.button(
            _("Edit"), key=f"walk line {line.id}", icon=":material/edit:", type="tertiary",
            on_click=open_dialog, args=("edit", "touchpoints", line.id),
        )  # fmt: skip


def draw_scripts(stop: Stop) -> None:
    """What the customer may do here, and how the company reacts."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_('When I do this, the company does that')}**", width="stretch")
        _draw_add(stop, "scripts", _("Add a reply here"))
    if not stop.scripts:
        st.caption(_("No reply of the company is noted."))
    for script in stop.scripts:
        with st.container(
            border=True, horizontal=True, vertical_alignment="center", key=f"card script {script.id}"
        ):
            reaction = safe_text(script.company_reaction, 400) or _("The company does not react.")
            st.markdown(f"{safe_text(script.customer_action, 300)} → **{reaction}**", width="stretch")
            st.button(
                _("Edit"), key=f"walk script {script.id}", icon=":material/edit:", type="tertiary",
                on_click=open_dialog, args=("edit", "scripts", script.id),
            )  # fmt: skip


def draw_problems(stop: Stop) -> None:
    """The problems at this stop, gravest first, and the way to add one."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_('Problems here')}**", width="stretch")
        _draw_add(stop, "problems", _("Add a problem here"))
    if not stop.step.problems:
        st.caption(_("No problem is noted."))
    for problem in sorted(stop.step.problems, key=lambda one: -one.severity):
        _draw_problem(problem)


def _draw_problem(problem: Problem) -> None:
    with st.container(border=True, gap=None, key=f"card problem {problem.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(safe_text(problem.text, 500), width="stretch")
            st.button(
                _("Edit"), key=f"walk problem {problem.id}", icon=":material/edit:", type="tertiary",
                on_click=open_dialog, args=("edit", "problems", problem.id),
            )  # fmt: skip
        known = f"{EVIDENCE_SIGNS[problem.evidence]} {word(problem.evidence.value)}"
        st.caption(
            _("severity {severity} of 5 · {evidence}").format(severity=problem.severity, evidence=known)
        )


def _draw_add(stop: Stop, code: str, words: str) -> None:
    st.button(
        words, key=f"walk add {code}", icon=":material/add:", type="tertiary",
        on_click=open_dialog, args=("add", code), kwargs={"given": {"step_id": stop.step.id}},
    )  # fmt: skip
