"""When the plan begins and ends, and how it is cut into months or weeks."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from models.errors import JourneymixError
from models.plan import Plan
from pages.budget_parts.fields import show_stored
from pages.shared import session
from pages.shared.mishaps import called_by_widget, guarded
from pages.shared.numbers import date, money, safe_text
from planner.choice_words import word
from planner.language import _, ngettext, say_error
from planner.periods import Pace, changes_of_dates, changes_to, months_later, pace_of, total_for

LENGTHS = (1, 3, 6, 12)
"""Months offered as a length."""

OTHER = 0


def draw_dates(plan: Plan) -> None:
    """The cut of the plan, and a way to other dates."""
    key, held = f"pace {plan.id}", pace_of(plan)
    show_stored(key, held.value)
    offered = [pace.value for pace in Pace if pace is not Pace.OTHER or held is Pace.OTHER]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.segmented_control(
            _("Plan"), offered, key=key, format_func=word, required=True, on_change=_save_pace, args=(plan, key),
            help=_("The total, the limits and the dates of the plan stay."), width="content",
        )  # fmt: skip
        asked = st.button(
            f"{date(plan.start)} – {date(plan.end)}", icon=":material/date_range:", key=f"dates {plan.id}",
            help=_("First and last day of the plan"),
        )  # fmt: skip
    if asked:
        _ask_dates()


@called_by_widget
def _save_pace(plan: Plan, key: str) -> None:
    pace = Pace(session.recall(key))
    if pace is not Pace.OTHER:
        session.commit(changes_to(plan, pace), word(pace.value))


def _ask_dates() -> None:
    st.dialog(_("Dates of the plan"))(guarded(_draw_change))()


def _draw_change() -> None:
    """Other dates, tried here before anything is saved."""
    opened = session.open_plan()
    if opened is None:
        return
    plan = opened.plan
    start = st.date_input(_("First day"), plan.start, key=f"first day {plan.id}")
    length = st.segmented_control(
        _("Length"), [*LENGTHS, OTHER], default=OTHER, key=f"length {plan.id}", required=True, format_func=_length,
    )  # fmt: skip
    if length:
        end = months_later(start, int(length))
    else:
        end = st.date_input(_("Last day"), plan.end, key=f"last day {plan.id}")
    paces = [Pace.WHOLE.value, Pace.MONTHS.value, Pace.WEEKS.value]
    held = pace_of(plan).value
    pace = st.segmented_control(
        _("Cut"), paces, default=held if held in paces else Pace.MONTHS.value, key=f"cut {plan.id}", required=True,
        format_func=word,
    )  # fmt: skip
    with_money = st.toggle(
        _("The money grows or shrinks with the days"), value=True, key=f"money with days {plan.id}",
        help=_("Total, test reserve and limits in money. Commitments stay."),
    )  # fmt: skip
    _draw_outcome(plan, (start, end), Pace(pace), with_money=with_money)


def _draw_outcome(plan: Plan, days: tuple[dt.date, dt.date], pace: Pace, *, with_money: bool) -> None:
    """What the dates would make of the plan, and the button that does it."""
    try:
        changes = changes_of_dates(plan, days, pace, with_money=with_money)
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 500))
        return
    count, length = sum(change.kind == "add" for change in changes), (days[1] - days[0]).days + 1
    total = total_for(plan, length) if with_money else plan.rules.total_budget
    st.caption(
        safe_text(
            ngettext("{count} period", "{count} periods", count).format(count=count)
            + ", "
            + _("{start} to {end}; total budget {total}").format(
                start=date(days[0]), end=date(days[1]), total=money(total, plan.currency)
            ),
            300,
        )
    )
    if st.button(_("Change the dates"), type="primary", key=f"save dates {plan.id}", width="stretch"):
        label = _("Dates: {start} to {end}").format(start=date(days[0]), end=date(days[1]))
        session.commit(changes, label)
        st.rerun()


def _length(months: int) -> str:
    if months == OTHER:
        return _("Other")
    return ngettext("{count} month", "{count} months", months).format(count=months)
