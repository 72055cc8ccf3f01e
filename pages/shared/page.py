"""The frame of every page: way in, plan, header with undo, refusals in words."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Literal, overload

import streamlit as st

from models.errors import JourneymixError, StorageError
from pages.shared import session
from pages.shared.header import draw_header
from pages.shared.look import draw_look
from pages.shared.navigation import go_to, guard_door
from pages.shared.numbers import safe_text
from planner.language import _, say_error
from planner.workflows import OpenPlan

log = logging.getLogger("journeymix")


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


@contextmanager
def saying_errors() -> Iterator[None]:
    """Say refusals in the reader's words; an unknown error goes to the server's log, never to the screen."""
    try:
        yield
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 2_000), icon=":material/error:")
    except Exception:
        log.exception("unexpected error on a page")
        st.error(
            _("Something went wrong here, and it is not your doing. Nothing was lost: every edit is saved.")
            + " "
            + _("Reload the page. If it happens again, the server's log says where."),
            icon=":material/error:",
        )


def guarded[**P, R](body: Callable[P, R]) -> Callable[P, R | None]:
    """For the body of a fragment or a dialog, which runs without the page: its language and its refusals.

    Stands below `@st.fragment` or `@st.dialog(...)`.
    """

    @wraps(body)
    def run(*values: P.args, **named: P.kwargs) -> R | None:
        session.speak()
        result: R | None = None
        with saying_errors():
            result = body(*values, **named)
        return result  # noqa: RET504 (the refusal was said; there is no result)

    return run


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
