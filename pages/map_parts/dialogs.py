"""The one dialog that may be open: edit or add a thing in the drawer, or confirm what goes with a removal."""

from __future__ import annotations

import streamlit as st

from models.plan import Plan
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from planner.map_removal import Key, removal

OPEN = "map dialog"


@called_by_widget
def open_dialog(what: str, code: str, record_id: str = "", given: dict[str, object] | None = None) -> None:
    """Remember which dialog is open; it is drawn at the end of the run."""
    session.remember(OPEN, (what, code, record_id, given or {}))


@called_by_widget
def close_dialog() -> None:
    """Forget the dialog that is open."""
    session.forget(OPEN)


def ask_removal(plan: Plan, asked: tuple[Key, ...], label: str) -> None:
    """Remove at once what nothing needs; else list what would go along, and ask."""
    found = removal(plan, asked)
    if found.along or found.touched:
        session.remember(OPEN, ("remove", label, "", {"asked": asked}))
    elif session.commit(found.changes, label):
        close_dialog()


def redraw() -> None:
    """Run the whole page again, so that the map behind the drawer shows what was typed."""
    st.rerun(scope="app")
