"""The list of scenarios, each with what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from models.errors import JourneymixError
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import moment, safe_text
from planner import workflows
from planner.language import _, say_error
from planner.stored import Scenario


def draw_list(scenarios: list[Scenario]) -> None:
    """A row a scenario, the latest first."""
    st.subheader(_("All scenarios of this plan"), anchor=False)
    for scenario in reversed(scenarios):
        with st.container(
            border=True, key=f"card {scenario.id}", horizontal=True, vertical_alignment="center"
        ):
            with st.container(gap=None, width="stretch"):
                lock = ":material/lock: " if scenario.locked else ""
                st.markdown(f"{lock}**{safe_text(scenario.name, 120)}**")
                told = _("version {version} of the plan, saved {when} by {who}").format(
                    version=scenario.plan_version, when=moment(scenario.at), who=session.somebody(scenario.by)
                )
                st.caption(safe_text(f"{told}. {scenario.note}" if scenario.note else told, 400))
            _draw_actions(scenario)


def _draw_actions(scenario: Scenario) -> None:
    store, key = session.store(), scenario.id
    with st.popover(_("Rename, note"), disabled=scenario.locked, icon=":material/edit:"):
        name = st.text_input(_("Name"), scenario.name, max_chars=200, key=f"name {key}")
        note = st.text_area(_("Note"), scenario.note, max_chars=2_000, key=f"note {key}")
        st.button(
            _("Save"), key=f"rename {key}", type="primary", on_click=_do,
            args=(workflows.rename_scenario, store, key, name, note),
        )  # fmt: skip
    st.button(
        _("Duplicate"), key=f"copy {key}", icon=":material/content_copy:", on_click=_do,
        args=(workflows.duplicate_scenario, store, key, _("{name} (copy)").format(name=scenario.name[:180]), session.user_name()),
    )  # fmt: skip
    st.button(
        _("Unlock") if scenario.locked else _("Lock"), key=f"lock {key}", on_click=_do,
        icon=":material/lock_open:" if scenario.locked else ":material/lock:",
        args=(workflows.lock_scenario, store, key, not scenario.locked),
    )  # fmt: skip
    st.button(
        _("Delete"), key=f"delete {key}", icon=":material/delete:", disabled=scenario.locked, on_click=_delete,
        args=(scenario,),
    )  # fmt: skip


def draw_deleted() -> None:
    """The scenario deleted last can be brought back."""
    gone: Scenario | None = session.recall("deleted scenario")
    if gone is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("Deleted: “{name}”.").format(name=safe_text(gone.name)))
            st.button(
                _("Bring back"),
                key="bring back scenario",
                on_click=_bring_back,
                args=(gone,),
                type="tertiary",
            )


@called_by_widget
def _do(action: Callable[..., Any], *args: Any) -> None:
    try:
        action(*args)
    except JourneymixError as error:
        session.tell("error", say_error(error))


@called_by_widget
def _delete(scenario: Scenario) -> None:
    _do(workflows.delete_scenario, session.store(), scenario.id)
    session.remember("deleted scenario", scenario)


@called_by_widget
def _bring_back(gone: Scenario) -> None:
    _do(workflows.restore_scenario, session.store(), gone)
    session.forget("deleted scenario")
