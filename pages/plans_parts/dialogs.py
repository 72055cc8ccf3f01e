"""The Plans screen's dialogs: rename, read a plan file, start from a ready plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from models.changes import Set
from models.errors import JourneymixError
from models.plan import Plan
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.navigation import go_to
from pages.shared.numbers import money, plain, safe_text
from pages.shared.page import guarded
from planner import workflows
from planner.language import N_, _, ngettext, say_error
from planner.plan_file import read_plan, write_plan
from planner.starting_points import StartingPoint, plan_from, starting_points


@called_by_widget
def ask(dialog: str, about: str = "") -> None:
    """Open a dialog; it stays until it is dismissed or done."""
    session.remember("plans dialog", (dialog, about))


@called_by_widget
def _done() -> None:
    session.forget("plans dialog")


def draw_dialog() -> None:
    """The dialog asked for, if one is. Streamlit shows one at a time."""
    dialog, about = session.recall("plans dialog") or ("", "")
    if dialog == "rename":
        _titled(N_("Rename the plan"), _rename)(about)
    elif dialog == "download":
        _titled(N_("The plan file"), _download)(about)
    elif dialog == "file":
        _titled(N_("A plan from a file"), _from_file)()
    elif dialog == "ready":
        _titled(N_("A plan from a ready one"), _from_ready)()


def _titled(title: str, body: Callable[..., None]) -> Any:
    return st.dialog(_(title), width="medium", on_dismiss=_done)(guarded(body))


def _rename(plan_id: str) -> None:
    try:
        opened = workflows.open_plan(session.store(), plan_id)
    except JourneymixError as error:
        _refuse(error)
        return
    with st.form("rename", border=False):
        name = st.text_input(_("Name"), value=opened.plan.name, max_chars=200)
        if not st.form_submit_button(_("Rename"), type="primary"):
            return
    try:
        changes = [Set(path="name", value=name.strip())]
        workflows.change_plan(session.store(), opened, changes, session.user_name(), _("Name"))
        held = session.open_plan()
        if held is not None and held.plan.id == plan_id:
            session.choose_plan(plan_id)
    except JourneymixError as error:
        _refuse(error)
        return
    _done()
    st.rerun()


def _download(plan_id: str) -> None:
    try:
        plan = workflows.open_plan(session.store(), plan_id).plan
    except JourneymixError as error:
        _refuse(error)
        return
    st.markdown(
        _("The whole plan as JSON: its map, its budget and its assumptions. It can be read in again, here "
          "or on another machine.")
    )  # fmt: skip
    st.download_button(
        _("Download {plan}").format(plan=safe_text(plan.name, 60)), data=lambda: write_plan(plan), type="primary",
        file_name=f"{plan.id}.json", mime="application/json", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _from_file() -> None:
    st.caption(
        _("A plan file holds a whole plan as JSON. Every plan can be downloaded as one, from its card.")
    )
    file = st.file_uploader(_("Plan file"), type=["json"], key="plan file")
    if file is None:
        return
    try:
        plan = read_plan(file.getvalue())
    except JourneymixError as error:
        _refuse(error)
        st.caption(_("Nothing was saved."))
        return
    st.markdown(f"**{safe_text(plan.name, 120)}**  \n{_contents(plan)}")
    if st.button(_("Add this plan"), type="primary"):
        _add_and_open(plan, _("From a file: {file}").format(file=plain(file.name, 80)))


def _from_ready() -> None:
    points = starting_points()
    words = {"template": _("Template"), "example": _("Example")}
    point: StartingPoint = st.selectbox(
        _("Start from"), points, format_func=lambda p: f"{words[p.kind]}: {plain(p.plan.name, 80)}"
    )
    if point.plan.description:
        st.markdown(safe_text(point.plan.description, 600))
    st.caption(_contents(point.plan))
    name = st.text_input(_("Name of your plan"), max_chars=200, placeholder=plain(point.plan.name, 80))
    if st.button(_("Make the plan"), type="primary"):
        made = plan_from(point, name.strip() or _("My plan: {name}").format(name=point.plan.name))
        _add_and_open(made, _("From: {plan}").format(plan=plain(point.plan.name, 80)))


def _contents(plan: Plan) -> str:
    """What is in a plan, on one line that is safe in markdown."""
    steps, lines = len(plan.steps), len(plan.touchpoints)
    return " · ".join(
        (
            safe_text(money(plan.rules.total_budget, plan.currency)),
            ngettext("{count} funnel step", "{count} funnel steps", steps).format(count=steps),
            ngettext("{count} touchpoint", "{count} touchpoints", lines).format(count=lines),
        )
    )


def _add_and_open(plan: Plan, label: str) -> None:
    try:
        opened = workflows.add_plan(session.store(), plan, session.user_name(), label)
    except JourneymixError as error:
        _refuse(error)
        return
    _done()
    session.choose_plan(opened.plan.id)
    go_to("budget")


def _refuse(error: JourneymixError) -> None:
    st.error(safe_text(say_error(error), 2_000), icon=":material/error:")
