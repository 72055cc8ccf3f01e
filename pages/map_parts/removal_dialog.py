"""What goes along when something is taken off the map, and the question whether to do it."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from models.plan import Plan
from pages.map_parts.dialogs import close_dialog, redraw
from pages.shared import session
from pages.shared.mishaps import guarded
from pages.shared.numbers import safe_text
from planner.language import _
from planner.map_removal import Key, Removal, removal
from planner.map_tables import label_of, try_changes
from planner.map_words import THINGS


def draw(plan: Plan, asked: tuple[Key, ...], label: str) -> None:
    """List what is removed together and what changes; remove on confirmation."""

    @st.dialog(_("Remove from the map?"), on_dismiss=close_dialog)
    @guarded
    def ask() -> None:
        found = removal(plan, asked)
        st.markdown(f"**{safe_text(label, 120)}**")
        _draw_list(plan, _("These go with it, since they cannot be without it:"), found.along)
        _draw_list(plan, _("These stay, without it:"), found.touched)
        st.caption(_("It can be undone."))
        with st.container(horizontal=True):
            if st.button(_("Remove all of it"), type="primary", key="map remove confirm"):
                _remove(plan, found, label)
            if st.button(_("Keep"), key="map remove keep"):
                close_dialog()
                redraw()

    ask()


def _remove(plan: Plan, found: Removal, label: str) -> None:
    from planner.language import say_error

    error = try_changes(plan, found.changes)
    if error is not None:
        st.error(safe_text(say_error(error), 1_000))
        return
    session.commit(found.changes, label)
    close_dialog()
    redraw()


def _draw_list(plan: Plan, title: str, keys: tuple[Key, ...]) -> None:
    if not keys:
        return
    st.markdown(title)
    named: dict[str, list[str]] = defaultdict(list)
    for collection, record_id in keys:
        named[collection].append(label_of(plan, plan.by_id[collection][record_id]))
    lines = [
        f"- {_(THINGS.get(name, name))}: " + safe_text(", ".join(found), 400) for name, found in named.items()
    ]
    st.markdown("\n".join(lines))
