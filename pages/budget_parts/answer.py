"""Right: the answer. Tiles and sentence first; moves, heat map and tables after; draws arrive last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.mutable_tab_container import TabContainer

from models.allocation import Allocation
from models.changes import Change
from models.errors import ImpossibleLimits, IncompleteQuestion, NotInTime, NotYetPossible
from models.plan import Plan
from pages.budget_parts.calendar import draw_calendar
from pages.budget_parts.caution import draw_caution
from pages.budget_parts.goal_limits import draw_goal_line
from pages.budget_parts.heat import draw_heat
from pages.budget_parts.limits import draw_limits
from pages.budget_parts.money_curve import draw_money_curve
from pages.budget_parts.moves import draw_costs, draw_fewest, draw_moves
from pages.budget_parts.proving import draw_proving
from pages.budget_parts.split import draw_split
from pages.budget_parts.tiles import Captions, draw_ranges, draw_tiles
from pages.budget_parts.ways_out import draw_ways_out
from pages.budget_parts.why import draw_why
from pages.shared import answers, plan_answers, session
from pages.shared.answers import Shown
from pages.shared.mishaps import called_by_widget, guarded
from pages.shared.numbers import safe_text
from planner.explain import honest_answer, unplaced_sentence
from planner.language import _, say_error
from planner.limit_words import limits_in_words
from planner.uncertainty import Spread


@dataclass(frozen=True)
class Answer:
    """An answer on the screen: what it is, and the places that are still to be filled.

    `allocation` and `shown` are None where there is no answer; the limits can be edited either way.
    """

    allocation: Allocation | None
    shown: Shown | None
    captions: Captions | None
    sentence: DeltaGenerator | None
    ways_out: DeltaGenerator
    tabs: tuple[TabContainer, ...]


def draw_first(plan: Plan) -> Answer:
    """What is seen first: tiles and sentence, or in words why there is no answer.

    What stood there before stays until the new answer is found.
    """
    busy, top = st.container(), st.container()
    with busy:
        allocation = _answered(plan)
        shown = answers.shown(allocation) if allocation is not None else None
    captions = sentence = None
    with top:
        if allocation is not None and shown is not None:
            captions = draw_tiles(allocation, shown.split)
            sentence = _draw_sentence(st.container(), allocation, shown, None)
            draw_proving(plan, allocation)
            if left := unplaced_sentence(allocation):
                st.warning(safe_text(left, 1_000), icon=":material/warning:")
        ways_out = st.container()
    return Answer(allocation, shown, captions, sentence, ways_out, _tabs())


def draw_rest(answer: Answer, plan: Plan, version: int) -> None:
    """The open tab; then, since they take longer, the ranges, the ways out and the moves."""
    in_answer, in_why, in_money, in_time, in_limits = answer.tabs
    if in_limits.open:
        with in_limits:
            draw_limits(plan, version)
    allocation, shown = answer.allocation, answer.shown
    if in_time.open:
        with in_time:
            draw_calendar(plan, version, allocation, shown.split if shown is not None else None)
    if allocation is None or shown is None or answer.captions is None or answer.sentence is None:
        return
    if in_answer.open:
        with in_answer:
            draw_goal_line(allocation)
            draw_caution(allocation)
            moves = st.container()
            draw_heat(allocation, shown.split)
            _draw_whole_split()
    spread = answers.spread(allocation, shown.split)
    draw_ranges(answer.captions, allocation, shown.split, spread)
    _draw_sentence(answer.sentence, allocation, shown, spread)
    with answer.ways_out:
        draw_ways_out(allocation, shown, spread)
    if in_answer.open:
        with moves:
            proof, costs = draw_moves(allocation, shown, spread)
        draw_fewest(proof, allocation, shown)
        draw_costs(costs, allocation, shown)
    if in_why.open:
        with in_why:
            draw_why(allocation, shown.split)
    if in_money.open:
        with in_money:
            draw_money_curve(allocation)


def _tabs() -> tuple[TabContainer, ...]:
    names = [_("Answer"), _("Why"), _("More or less money"), _("Calendar"), _("Limits")]
    return tuple(st.tabs(names, key="budget tab", on_change="rerun"))


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
    except IncompleteQuestion as error:
        st.info(safe_text(say_error(error), 2_000), icon=":material/edit_note:")
    except NotInTime:
        draw_proving(plan, None)
    except NotYetPossible as error:
        st.warning(safe_text(say_error(error), 2_000), icon=":material/construction:")
    return None


def _say_impossible(plan: Plan, error: ImpossibleLimits) -> None:
    """Which limits cannot hold together, each conflict by itself; the plan stays as it is."""
    st.error(f"**{_('No split keeps all of these together:')}**", icon=":material/error:")
    _list_limits(plan, error.limits)
    for keys in error.further:
        st.markdown(f"**{_('Nor can these hold together, whatever happens above:')}**")
        _list_limits(plan, keys)
    ways = plan_answers.ways_out(plan, error)
    if ways:
        st.markdown(f"**{_('Ways out, each with one click:')}**")
    with st.container(horizontal=True, key="ways out"):
        for way in ways:
            st.button(
                safe_text(way.words),
                key=f"way out {way.key}",
                on_click=_take,
                args=(way.changes, way.words),
            )
    st.caption(_("Or loosen one of them on the left or under “Limits”. Nothing was changed or set to 0."))


def _list_limits(plan: Plan, keys: Sequence[str]) -> None:
    for text in limits_in_words(plan, keys):
        st.markdown(f"- {safe_text(text, 300)}")


@called_by_widget
def _take(changes: tuple[Change, ...], words: str) -> None:
    session.commit(changes, words)


def _draw_sentence(
    place: DeltaGenerator, allocation: Allocation, shown: Shown, spread: Spread | None
) -> DeltaGenerator:
    """The honest sentence; written over when the ranges are there."""
    few = (len(shown.moves), shown.few.gain_share or 0.0) if shown.only_few else None
    said = honest_answer(allocation, spread, few)
    text = safe_text(replace(said, target="").text(), 2_000)
    if said.target:
        text = f"**{safe_text(said.target, 1_000)}**  \n{text}"
    if allocation.target is not None and not allocation.target.met:
        return place.warning(text, icon=":material/flag:")
    if said.stay:
        return place.warning(text, icon=":material/front_hand:")
    return place.info(text, icon=":material/verified:")


@st.fragment
@guarded
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
