"""The frame of every page: way in, plan, header with undo, refusals in words."""

from __future__ import annotations

from typing import Literal, overload

import streamlit as st

from models.errors import StorageError
from pages.shared import session
from pages.shared.header import draw_header
from pages.shared.look import draw_look
from pages.shared.mishaps import called_by_widget, guarded, saying_errors
from pages.shared.navigation import go_to, guard_door
from planner.language import _, say_error
from planner.workflows import OpenPlan

__all__ = ["called_by_widget", "guarded", "page_frame", "saying_errors"]


@overload
def page_frame(title_key: str, needs_plan: Literal[True] = True) -> OpenPlan: ...
@overload
def page_frame(title_key: str, needs_plan: bool) -> OpenPlan | None: ...
def page_frame(title_key: str, needs_plan: bool = True) -> OpenPlan | None:
    """Begin a page: called first by each. Returns the open plan.

    `title_key` is the title marked with N_. Where a plan is needed and none is open, the page
    ends with the way to one.
    """
    guard_door()
    session.settle(title_key)
    session.speak()
    opened = _plan_of_address(keep_address=needs_plan)
    if needs_plan and opened is None:
        _offer_plans(title_key)
    draw_look()
    draw_header(_(title_key), opened if needs_plan else None)
    return opened


def _plan_of_address(keep_address: bool) -> OpenPlan | None:
    """The plan named in the address, else the one open in this session, which the address then names."""
    held = session.open_plan()
    wanted = st.query_params.get("plan")
    if wanted and (held is None or held.plan.id != wanted):
        try:
            return session.choose_plan(wanted)
        except StorageError as error:
            session.tell("error", say_error(error))
            st.query_params.pop("plan", None)
    if keep_address and held is not None and wanted != held.plan.id:
        st.query_params["plan"] = held.plan.id
    return held


def _offer_plans(title_key: str) -> None:
    draw_look()
    draw_header(_(title_key), None)
    st.info(_("No plan is open. Choose one, or start from an example."), icon=":material/dashboard:")
    if st.button(_("Go to the plans"), type="primary"):
        go_to("plans", {})
    st.stop()
