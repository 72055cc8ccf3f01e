"""Priorities: weak points ranked by what mending them is worth, how much they matter, and effort."""

from __future__ import annotations

from functools import partial

import streamlit as st

from models.allocation import Allocation
from models.errors import JourneymixError
from models.money import to_minor
from models.plan import Plan
from models.weak_points import MOST, Weakness
from pages.map_parts.dialogs import open_dialog
from pages.map_parts.matrix import matrix_chart, ticks
from pages.shared import answers, session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import money_short, number, people, percent, plain, safe_text
from planner.explain import objective_amount
from planner.language import N_, _, ngettext, say_error
from planner.map_tables import TABLES, Edits, changes_of
from planner.priorities import (
    UNKNOWN_EFFORT,
    Priority,
    advertising_words,
    priorities,
    said_of_point,
    without_effort,
)
from planner.priority_matrix import lay_matrix
from planner.worth import LinkWorth, leak_sentence

MENDING = {"point": N_("One more point of conversion"), "tenth": N_("A tenth more people go on")}
BIG_STEP = 1.25
"""A mended rate above this multiple of today's is no small step."""
SHOWN_AT_FIRST = 10
ICONS = {
    Weakness.PROBLEM: ":material/report:",
    Weakness.LEAK: ":material/water_drop:",
    Weakness.TOUCHPOINT: ":material/sentiment_dissatisfied:",
}


def draw_priorities(plan: Plan) -> None:
    """The sentence, the matrix and the ranked list."""
    allocation = _answer(plan)
    worths: tuple[LinkWorth, ...] = ()
    if allocation is not None:
        by_tenth = _draw_mending() == "tenth"
        with st.spinner(_("Mending each conversion and answering the plan again…")):
            worths = answers.leaks(allocation, by_tenth)
    found = priorities(plan, allocation, worths)
    if not found:
        st.info(
            _("No problem is noted on this map, and no step loses many people."),
            icon=":material/check_circle:",
        )
        return
    if allocation is not None:
        _draw_sentence(allocation, found)
        _draw_matrix(allocation, found)
    for rank, one in enumerate(found[:SHOWN_AT_FIRST], start=1):
        _draw_priority(plan, allocation, one, rank)
    rest = found[SHOWN_AT_FIRST:]
    if rest:
        with st.expander(ngettext("{count} more", "{count} more", len(rest)).format(count=len(rest))):
            for rank, one in enumerate(rest, start=SHOWN_AT_FIRST + 1):
                _draw_priority(plan, allocation, one, rank)


def _answer(plan: Plan) -> Allocation | None:
    try:
        return session.allocation(plan)
    except JourneymixError as error:
        st.warning(
            _(
                "What mending is worth cannot be said: {reason} The list goes by importance and effort."
            ).format(reason=safe_text(say_error(error), 500)),
            icon=":material/info:",
        )
        return None


def _draw_mending() -> str:
    return st.segmented_control(
        _("Mended by"), list(MENDING), key="map mending", default="point", required=True,
        persist_state="session", format_func=lambda code: _(MENDING[code]),
        help=_("One point is much for a small rate: from 2 % to 3 % is half as many again. A tenth is the same "
               "task everywhere."),
    ) or "point"  # fmt: skip


def _draw_sentence(allocation: Allocation, found: list[Priority]) -> None:
    """What to begin with, and how the order came about."""
    first = found[0]
    if first.worth is None:
        st.markdown(_("Mending what is noted here brings nothing more to the goal of this plan."))
        return
    begin = _("Begin with “{name}”.").format(name=safe_text(first.name, 160))
    st.markdown(f"**{begin}** {safe_text(leak_sentence(allocation, first.worth), 400)}")
    if first.worth.after > BIG_STEP * first.worth.rate:
        st.markdown(
            _(
                "This is a big step: {share} more people would have to go on. Look at a tenth more, too."
            ).format(share=percent(first.worth.after / first.worth.rate - 1))
        )
    waiting = without_effort(found)
    order = _(
        "Ranked by worth × importance ÷ effort. Worth is that of the conversion which the point holds back."
    )
    if waiting:
        order += " " + ngettext(
            "{count} problem has no effort yet and counts as {middle}: choose one in the list.",
            "{count} problems have no effort yet and count as {middle}: choose one in the list.", waiting,
        ).format(count=waiting, middle=UNKNOWN_EFFORT)  # fmt: skip
    st.caption(order)


def _draw_matrix(allocation: Allocation, found: list[Priority]) -> None:
    currency = allocation.plan.currency
    in_money = all(one.worth is None or one.worth.money is not None for one in found)
    worths = {
        one.point.key: 0.0 if one.worth is None else (one.worth.money or 0.0) if in_money else one.worth.units
        for one in found
    }
    matrix = lay_matrix(found, worths)
    if in_money:
        title = _("Worth of mending: the advertising that brings as much")
        marks = ticks(matrix.most, lambda worth: money_short(to_minor(worth, currency), currency))
    else:
        title = _("Worth of mending: results more")
        marks = ticks(matrix.most, people)
    said = {one.point.key: f"{one.name}: {_worth_words(allocation, one)}" for one in found}
    turn = session.recall("map matrix turn", 0)
    key = f"map matrix {turn}"
    st.altair_chart(
        matrix_chart(matrix, said, (title, marks)), key=key, on_select=partial(_picked, key), selection_mode="pick",
        alt=_("Weak points by worth of mending and effort; the list below says the same."),
    )  # fmt: skip


@called_by_widget
def _picked(key: str) -> None:
    """Open what was clicked; the next run has a fresh chart, so that it can be clicked again."""
    event = session.recall(key)
    rows = event.selection.get("pick", []) if event else []
    session.remember("map matrix turn", session.recall("map matrix turn", 0) + 1)
    if rows:
        collection, _colon, record_id = str(rows[0].get("key", "")).partition(":")
        open_dialog("edit", collection, record_id)


def _draw_priority(plan: Plan, allocation: Allocation | None, one: Priority, rank: int) -> None:
    point = one.point
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"priority {point.key}"):
        with st.container(gap=None, width="stretch"):
            more = said_of_point(plan, point)
            st.markdown(f"{ICONS[point.kind]} **{number(rank, 0)}.** {safe_text(one.name, 300)}")
            st.caption(safe_text(" · ".join(part for part in (one.place, more, _rating(one)) if part), 400))
        with st.container(gap=None, width=330, horizontal_alignment="right"):
            _draw_worth(allocation, one)
        with st.container(width=150):
            _draw_next(plan, one)
        st.button(
            _("Go there"), key=f"go {point.key}", icon=":material/arrow_forward:",
            on_click=open_dialog, args=("edit", point.kind.value, point.record_id),
        )  # fmt: skip


def _draw_next(plan: Plan, one: Priority) -> None:
    """What is still to be said about it: its effort, or the problem behind a leak."""
    if one.point.kind is Weakness.PROBLEM:
        _draw_effort(plan, one)
    elif one.point.kind is Weakness.LEAK:
        st.button(
            _("Note why"), key=f"note {one.point.key}", icon=":material/add:", width="stretch",
            on_click=open_dialog, args=("add", "problems"), kwargs={"given": {"step_id": one.point.step_id}},
        )  # fmt: skip


def _rating(one: Priority) -> str:
    return _("importance {importance} of {most}").format(importance=one.point.importance, most=MOST)


def _draw_worth(allocation: Allocation | None, one: Priority) -> None:
    if allocation is None:
        return
    if one.worth is None:
        st.caption(_("nothing more for this plan's goal"))
        return
    st.markdown(f"**{safe_text(_worth_words(allocation, one), 80)}**", text_alignment="right")
    name = plain(one.worth.name, 90)
    st.caption(
        safe_text(objective_amount(allocation.plan, one.worth.units) + " · " + name, 160),
        text_alignment="right",
    )


def _worth_words(allocation: Allocation, one: Priority) -> str:
    if one.worth is None:
        return _("nothing more for this plan's goal")
    words = advertising_words(one.worth, allocation.plan.currency)
    return words or objective_amount(allocation.plan, one.worth.units)


def _draw_effort(plan: Plan, one: Priority) -> None:
    key = f"effort {plan.id} {one.point.key}"
    session.remember(key, one.point.effort)
    st.selectbox(
        _("Effort"), list(range(1, MOST + 1)), key=key, index=None, label_visibility="collapsed",
        placeholder=_("Effort?"), format_func=lambda value: _("Effort {value}").format(value=value),
        on_change=_set_effort, args=(one.point.record_id, one.name, key),
        help=_("1: an hour; 5: months."),
    )  # fmt: skip


@called_by_widget
def _set_effort(problem_id: str, name: str, key: str) -> None:
    opened = session.open_plan()
    if opened is None:
        return
    edits = Edits({problem_id: {"effort": session.recall(key)}})
    changes = changes_of(opened.plan, TABLES["problems"], edits)
    if changes:
        session.commit(changes, _("{name}: effort").format(name=plain(name, 60)))
