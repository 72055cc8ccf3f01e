"""An answer shown after two seconds with a gap left: search on behind the page, watch it, stop it."""

from __future__ import annotations

import streamlit as st

from models.allocation import Allocation
from models.plan import Plan
from pages.shared import session
from pages.shared.mishaps import called_by_widget, guarded
from pages.shared.numbers import safe_text
from planner.background import LONGEST, Seen, Work
from planner.language import _
from planner.proving import can_go_on, go_on
from planner.proving_words import (
    offer_sentence,
    outcome_sentence,
    progress_sentence,
    progress_share,
    time_sentence,
)

EVERY = 1.0
"""Seconds between two looks at the search."""

BEFORE = "answer before the longer search"


def draw_proving(plan: Plan, allocation: Allocation | None) -> None:
    """The offer to search on, or how far the search is. Draws nothing for an answer that is proved.

    `allocation` is None where no split was found in time. A search for a plan that is no longer looked at
    ends here.
    """
    desk, reader = session.desk(), session.reader()
    desk.leave(reader, but=plan.fingerprint)
    seen = desk.look(plan.fingerprint, reader)
    if seen is not None and seen.running:
        st.fragment(_watch, run_every=EVERY)()
    elif seen is not None:
        _take_over(plan, seen)
    elif allocation is None or can_go_on(allocation):
        _offer(plan, allocation)


def _offer(plan: Plan, allocation: Allocation | None) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="keep proving"):
        said = offer_sentence(allocation) if allocation else _("No split was found within two seconds.")
        st.markdown(f":gray[{safe_text(said, 300)}]", width="stretch")
        st.button(
            _("Keep proving"), key="begin proving", icon=":material/manage_search:", on_click=_begin,
            args=(plan, allocation),
            help=_("Searches on behind the page for up to five minutes; you can go on working and stop it at any time."),
        )  # fmt: skip


@called_by_widget
def _begin(plan: Plan, near: Allocation | None) -> None:
    shelf = session.shelf()  # the thread knows no session

    def body(work: Work) -> Allocation:
        return go_on(plan, near, work, shelf)

    session.remember(BEFORE, near)
    if not session.desk().begin(plan.fingerprint, session.reader(), body):
        session.tell("info", _("Other longer searches are under way. Try again in a few minutes."))


@guarded
def _watch() -> None:
    """A fragment that looks at the search again and again; at its end the page takes the answer over."""
    opened = session.open_plan()
    if opened is None:
        return
    plan = opened.plan
    seen = session.desk().look(plan.fingerprint, session.reader())
    if seen is None:
        st.rerun()
    if not seen.running:
        _take_over(plan, seen)
    before: Allocation | None = session.recall(BEFORE)
    with st.container(border=True, key="proving"):
        with st.container(horizontal=True, vertical_alignment="center"):
            said = progress_sentence(plan, seen.told)
            st.markdown(f":material/manage_search: {safe_text(said, 300)}", width="stretch")
            st.button(
                _("Stop"), key="stop proving", icon=":material/stop_circle:", on_click=_stop, args=(plan,),
                help=_("The best split found so far is kept."),
            )  # fmt: skip
        share = progress_share(before.gap if before else 1.0, seen.told)
        st.progress(share, text=f":small[{safe_text(time_sentence(seen.seconds, LONGEST))}]")


@called_by_widget
def _stop(plan: Plan) -> None:
    session.desk().stop(plan.fingerprint, session.reader())


def _take_over(plan: Plan, seen: Seen) -> None:
    """The search has ended: say what it brought, and draw the page anew with the better answer."""
    before: Allocation | None = session.recall(BEFORE)
    session.desk().leave(session.reader())
    session.forget(BEFORE)
    if seen.failed:
        stays = _("The split found before stays.") if before is not None else _("No split was found.")
        session.tell("error", f"{_('The search ended without an answer.')} {stays}")
    elif before is not None and before.plan.fingerprint == plan.fingerprint:
        session.tell("success", outcome_sentence(before, session.allocation(plan)))
    st.rerun()
