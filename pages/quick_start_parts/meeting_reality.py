"""Last step: what the plan gives at last period's spend beside what was seen, and the fix in one click."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from models.changes import with_changes
from models.errors import JourneymixError
from models.met_steps import StepReality
from models.plan import Plan
from models.reality import RealityCheck, reality_fix
from pages.quick_start_parts import draft
from pages.quick_start_parts.pictures import ComparedStep, reality_picture
from pages.quick_start_parts.reality_words import advice, headline, verdict_word
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.navigation import go_to, page_exists
from pages.shared.numbers import change, people, plain, safe_text
from planner import workflows
from planner.language import _, say_error


def draw_reality() -> None:
    """Picture and sentence, then what closes each gap, then the way to the answer."""
    plan = draft.built()
    if plan is None:
        draft.go("settings")
        st.rerun()
    try:
        with st.spinner(_("Comparing the plan with what you saw ...")):
            met = draft.met(plan)
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 1_500), icon=":material/error:")
        _draw_back()
        return
    st.subheader(safe_text(headline(plan, met), 400), anchor=False)
    picture, words = st.columns([3, 2], gap="large")
    with picture:
        st.altair_chart(reality_picture(_compared(plan, met)), key=draft.key("reality picture"))
    with words:
        _draw_words(plan, met)
    _draw_table(plan, met)
    with st.container(horizontal=True):
        _draw_back()
        if st.button(
            _("On to the budget"), type="primary" if met.closed else "secondary", icon=":material/arrow_forward:",
            key=draft.key("to budget"),
        ):  # fmt: skip
            _keep(plan)


def _draw_back() -> None:
    st.button(
        _("Back to the settings"), key=draft.key("back to settings"), on_click=draft.go, args=("settings",)
    )


def _draw_words(plan: Plan, met: RealityCheck) -> None:
    """What closes the gap, sentence by sentence, and the button that does it."""
    if met.closed:
        st.success(
            _("The plan gives back what you saw. Advice that is built on it starts from the ground."),
            icon=":material/check_circle:",
        )  # fmt: skip
        return
    with st.container(border=True, key="card quick start fix"):
        st.markdown(f"**{_('What closes the gap')}**")
        for step in met.steps:
            said = advice(plan, step)
            if said:
                st.markdown(f"- {safe_text(said, 600)}")
        st.button(
            _("Close the gap"), type="primary", icon=":material/build:", key=draft.key("fix"), on_click=_fix,
            args=(plan,),
        )  # fmt: skip


@called_by_widget
def _fix(plan: Plan) -> None:
    try:
        draft.hold(with_changes(plan, reality_fix(plan)))
    except JourneymixError as error:
        session.tell("error", say_error(error))


def _keep(plan: Plan) -> None:
    """Save the plan and open it; the way from numbers to a plan ends here."""
    try:
        opened = workflows.add_plan(session.store(), plan, session.user_name(), _("Built from my numbers"))
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 1_500), icon=":material/error:")
        return
    session.choose_plan(opened.plan.id)
    draft.forget_all()
    go_to("budget" if page_exists("budget") else "plans", {"plan": opened.plan.id})


def _compared(plan: Plan, met: RealityCheck) -> list[ComparedStep]:
    names = {step.id: plain(step.name, 40) for step in plan.steps}
    return [
        ComparedStep(
            names[step.step_id], step.observed, step.now,
            people(step.observed) if step.observed is not None else _("not counted"), _gives(step),
        )
        for step in met.steps
    ]  # fmt: skip


def _gives(step: StepReality) -> str:
    if step.observed is None or abs(step.difference) < 0.5:
        return people(step.simulated)
    return f"{people(step.simulated)} ({change(step.difference)})"


def _draw_table(plan: Plan, met: RealityCheck) -> None:
    names = {step.id: plain(step.name, 80) for step in plan.steps}
    with st.expander(_("Step by step"), icon=":material/table_rows:"):
        frame = pd.DataFrame(
            {
                _("Step"): [names[step.step_id] for step in met.steps],
                _("You saw"): [people(step.observed) for step in met.steps],
                _("The plan gives"): [people(step.simulated) for step in met.steps],
                _("Brought by lines"): [people(step.now.brought) for step in met.steps],
                _("From the steps before"): [people(step.now.from_before) for step in met.steps],
                _("Came unpaid"): [people(step.now.organic + step.now.pipeline) for step in met.steps],
                _("In a word"): [verdict_word(step) for step in met.steps],
            }
        )
        st.dataframe(frame, hide_index=True, key=draft.key("reality table"))
