"""Right: the answer. Tiles and sentence first; moves, heat map and tables after; draws arrive last."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.allocation import Allocation
from models.changes import Change
from models.errors import ImpossibleLimits, NotYetPossible
from models.plan import Plan
from pages.budget_parts.heat import draw_heat
from pages.budget_parts.limits import draw_limits
from pages.budget_parts.moves import draw_moves
from pages.budget_parts.split import draw_split
from pages.budget_parts.tiles import draw_tiles
from pages.budget_parts.ways_out import draw_ways_out
from pages.budget_parts.why import draw_why
from pages.shared import answers, session
from pages.shared.answers import Shown
from pages.shared.numbers import safe_text
from planner.explain import honest_answer
from planner.language import _, say_error
from planner.limit_words import limits_in_words
from planner.uncertainty import Spread
from planner.ways_out import ways_out


def draw_answer(plan: Plan, version: int) -> None:
    """The answer to the plan's question, or in words why there is none; the limits either way."""
    top = st.container()
    answer, why, limits = st.tabs([_("Answer"), _("Why"), _("Limits")], key="budget tab", on_change="rerun")
    with top:
        allocation = _answered(plan)
    if limits.open:
        with limits:
            draw_limits(plan, version)
    if allocation is None:
        return
    with top:
        tiles, sentence, ways_out = st.empty(), st.empty(), st.container()
    shown = answers.shown(allocation)
    _draw_top(allocation, shown, (tiles, sentence), None)
    if answer.open:
        with answer:
            moves = st.container()
            draw_heat(allocation, shown.split)
            _draw_whole_split()
    spread = answers.spread(allocation, shown.split)
    _draw_top(allocation, shown, (tiles, sentence), spread)
    with ways_out:
        draw_ways_out(allocation, shown, spread)
    if answer.open:
        with moves:
            draw_moves(allocation, shown, spread)
    if why.open:
        with why:
            draw_why(allocation, shown.split)


def _answered(plan: Plan) -> Allocation | None:
    """The answer; where there is none, the reason and the way out in words."""
    if not plan.touchpoints:
        st.info(
            _("This plan has no touchpoints yet. Add them on the map, then come back."),
            icon=":material/account_tree:",
        )
        return None
    if not plan.rules.total_budget:
        st.info(
            _("The total budget is 0. Type what there is to spend, and the best split appears here."),
            icon=":material/payments:",
        )
        return None
    try:
        with st.spinner(_("Looking for the best split …"), show_time=True):
            return session.allocation(plan)
    except ImpossibleLimits as error:
        _say_impossible(plan, error)
    except NotYetPossible as error:
        st.warning(safe_text(say_error(error), 2_000), icon=":material/construction:")
    return None


def _say_impossible(plan: Plan, error: ImpossibleLimits) -> None:
    """Which limits cannot hold together; the plan stays as it is."""
    st.error(f"**{_('No split keeps all of these together:')}**", icon=":material/error:")
    for text in limits_in_words(plan, error.limits):
        st.markdown(f"- {safe_text(text, 300)}")
    with st.container(horizontal=True):
        for way in ways_out(plan, error):
            st.button(
                safe_text(way.words),
                key=f"way out {way.key}",
                on_click=_take,
                args=(way.changes, way.words),
            )
    st.caption(_("Or loosen one of them on the left or under “Limits”. Nothing was changed or set to 0."))


def _take(changes: tuple[Change, ...], words: str) -> None:
    session.commit(changes, words)


def _draw_top(
    allocation: Allocation, shown: Shown, places: tuple[DeltaGenerator, DeltaGenerator], spread: Spread | None
) -> None:
    """Tiles and honest sentence; drawn again when the ranges are there."""
    tiles, sentence = places
    with tiles.container():
        draw_tiles(allocation.plan, allocation.now, shown.split, spread)
    few = (len(shown.moves), shown.few.gain_share or 0.0) if shown.only_few else None
    said = honest_answer(allocation, spread, few)
    text = safe_text(said.text(), 2_000)
    with sentence.container():
        if said.stay:
            st.warning(text, icon=":material/front_hand:")
        else:
            st.info(text, icon=":material/verified:")


@st.fragment
def _draw_whole_split() -> None:
    """A fragment: trying a split by hand redraws nothing else."""
    opened = session.open_plan()
    title = _("The whole split, and a split of your own")
    if opened is None:
        return
    with st.expander(title, icon=":material/table_rows:", key="whole split", on_change="rerun") as expander:
        if expander.open:
            allocation = session.allocation(opened.plan)
            draw_split(allocation, answers.shown(allocation).split)
