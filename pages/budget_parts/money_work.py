"""The budgets behind “More or less money”: at once, or behind the page with progress and a stop."""

from __future__ import annotations

import streamlit as st

from models.allocation import Allocation
from models.plan import Plan
from pages.shared import plan_answers, session
from pages.shared.mishaps import called_by_widget, guarded
from pages.shared.numbers import safe_text
from planner.background import Seen, Work
from planner.language import _
from planner.money_work import MoneyCurve, takes_long, worked_out

EVERY = 1.0


def money_answers(allocation: Allocation, lifted: bool) -> MoneyCurve | None:
    """The curve and its moves; None while they are still to be worked out, which is then offered or watched."""
    plan = allocation.plan
    key = work_key(plan, lifted)
    known = plan_answers.curves().find(key)
    if known is not None:
        return known
    if not takes_long(allocation):
        with st.spinner(_("Answering other budgets …"), show_time=True):
            return MoneyCurve(
                plan_answers.frontier(plan, lifted),
                plan_answers.next_money(plan),
                plan_answers.cut_money(plan),
            )
    seen = session.desk().look(key, session.reader())
    if seen is None:
        _offer(plan, lifted)
    elif seen.running:
        st.fragment(_watch, run_every=EVERY)(key)
    else:
        _take_over(seen)
    return None


def work_key(plan: Plan, lifted: bool) -> str:
    """Begins like the plan's own search, so that the page does not end it."""
    return f"{plan.fingerprint} money {lifted}"


def _offer(plan: Plan, lifted: bool) -> None:
    st.caption(
        _(
            "Each budget is a search of its own here: {count} of them take a minute or so. "
            "You can go on working meanwhile."
        ).format(count=plan_answers.BUDGETS)
    )
    st.button(
        _("Answer {count} budgets").format(count=plan_answers.BUDGETS), key="begin budgets", icon=":material/show_chart:",
        on_click=_begin, args=(plan, lifted),
    )  # fmt: skip


@called_by_widget
def _begin(plan: Plan, lifted: bool) -> None:
    kept, key = plan_answers.curves(), work_key(plan, lifted)  # the thread knows no session

    def body(work: Work) -> MoneyCurve | None:
        found = worked_out(plan, lifted, (plan_answers.BUDGETS, plan_answers.CUT), work)
        if found is not None:
            kept.put(key, found)
        return found

    if not session.desk().begin(key, session.reader(), body):
        session.tell("info", _("Other longer searches are under way. Try again in a few minutes."))


@guarded
def _watch(key: str) -> None:
    seen = session.desk().look(key, session.reader())
    if seen is None:
        st.rerun()
    if not seen.running:
        _take_over(seen)
    done = min(int(seen.told or 0), plan_answers.BUDGETS)
    said = _("{done} of {count} budgets answered").format(done=done, count=plan_answers.BUDGETS)
    with st.container(horizontal=True, vertical_alignment="center", key="budgets under way"):
        st.progress(done / plan_answers.BUDGETS, text=safe_text(said))
        st.button(_("Stop"), key="stop budgets", icon=":material/stop_circle:", on_click=_stop, args=(key,))


@called_by_widget
def _stop(key: str) -> None:
    session.desk().stop(key, session.reader())


def _take_over(seen: Seen) -> None:
    session.desk().leave(session.reader())
    if seen.failed:
        session.tell("error", _("The search ended without an answer."))
    st.rerun()
