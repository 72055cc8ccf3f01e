"""The living map: who looks after it, when it is due, what changed since, and which sources are old."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from models.freshness import SourceDue, map_due, map_is_stale, sources_due
from models.plan import Plan
from pages.map_parts.dialogs import open_dialog
from pages.map_parts.since import draw_since
from pages.shared import session
from pages.shared.inputs import edit
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import date, plain, safe_text
from planner.changes_since import review_changes, source_checked
from planner.language import _, ngettext


def draw_review(plan: Plan) -> None:
    """The state of the map, its sources, and what changed."""
    today = dt.date.today()
    _draw_state(plan, today)
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw_since(plan)
    with right:
        _draw_settings()
        _draw_sources(plan, today)


def _draw_state(plan: Plan, today: dt.date) -> None:
    """Fresh or stale, in a badge and a sentence, and the button that says it was reviewed."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="card review"):
        due = map_due(plan)
        if map_is_stale(plan, today):
            st.badge(_("stale"), icon=":material/history:", color="red")
        elif due is None:
            st.badge(_("never reviewed"), icon=":material/help:", color="orange")
        else:
            st.badge(_("fresh"), icon=":material/check:", color="green")
        st.markdown(_state_words(plan, due, today), width="stretch")
        st.button(
            _("Mark as reviewed today"), key="mark reviewed", type="primary", icon=":material/task_alt:",
            on_click=_mark_reviewed,
        )  # fmt: skip


def _state_words(plan: Plan, due: dt.date | None, today: dt.date) -> str:
    owner = (
        _("{owner} looks after this map.").format(owner=safe_text(plan.owner, 80))
        if plan.owner
        else _("Nobody looks after this map yet.")
    )
    return " ".join(filter(None, (owner, _last_words(plan), _due_words(due, today))))


def _last_words(plan: Plan) -> str:
    if plan.reviewed_on is None:
        return ""
    if not plan.reviewed_by:
        return _("Last reviewed on {date}.").format(date=date(plan.reviewed_on))
    who = safe_text(plan.reviewed_by, 80)
    return _("Last reviewed on {date} by {who}.").format(date=date(plan.reviewed_on), who=who)


def _due_words(due: dt.date | None, today: dt.date) -> str:
    if due is None:
        return _("No review is planned: mark it as reviewed, or set a date.")
    days = (due - today).days
    if days < 0:
        late = ngettext(
            "The review was due on {date}, {count} day ago.",
            "The review was due on {date}, {count} days ago.",
            -days,
        )
        return f"**{late.format(date=date(due), count=-days)}**"
    words = ngettext(
        "The next review is due on {date}, in {count} day.",
        "The next review is due on {date}, in {count} days.",
        days,
    )
    return words.format(date=date(due), count=days)


@called_by_widget
def _mark_reviewed() -> None:
    opened = session.open_plan()
    if opened is not None:
        session.commit(review_changes(opened.plan, session.user_name(), dt.date.today()), _("Reviewed"))


def _draw_settings() -> None:
    st.markdown(f"**{_('Who and when')}**")
    edit("owner")
    with st.container(horizontal=True):
        edit("review_interval_days")
        edit("review_date")


def _draw_sources(plan: Plan, today: dt.date) -> None:
    found = sources_due(plan)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_('Sources')}**", width="stretch")
        st.button(_("Add a source"), key="review add source", icon=":material/add:", type="tertiary",
                  on_click=open_dialog, args=("add", "sources"))  # fmt: skip
    late = sum(one.late(today) for one in found)
    if late:
        words = ngettext(
            "{count} source is older than its review interval.", "{count} sources are older than their review interval.",
            late,
        )  # fmt: skip
        st.markdown(f":red[:material/history:] {words.format(count=late)}")
    elif found:
        st.caption(_("No source is older than its review interval."))
    else:
        st.caption(_("No source is noted: where do the numbers come from?"))
    with st.container(gap="small"):
        for one in found:
            _draw_source(one, today)


def _draw_source(one: SourceDue, today: dt.date) -> None:
    source = one.source
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"card source {source.id}"
    ):
        with st.container(gap=None, width="stretch"):
            st.markdown(safe_text(source.name, 200))
            st.caption(_source_words(one, today))
        st.button(
            _("Checked today"), key=f"checked {source.id}", type="tertiary", on_click=_check, args=(source.id, source.name),
            disabled=source.date == today,
        )  # fmt: skip
        st.button(
            _("Edit"), key=f"edit source {source.id}", icon=":material/edit:", type="tertiary",
            on_click=open_dialog, args=("edit", "sources", source.id),
        )  # fmt: skip


def _source_words(one: SourceDue, today: dt.date) -> str:
    if one.source.date is None:
        return _("no date")
    if one.due is None:
        return _("of {date} · no review interval").format(date=date(one.source.date))
    if one.late(today):
        late = _("of {date} · stale since {due}").format(date=date(one.source.date), due=date(one.due))
        return f":red[:material/history:] {late}"
    return _("of {date} · good until {due}").format(date=date(one.source.date), due=date(one.due))


@called_by_widget
def _check(source_id: str, name: str) -> None:
    label = _("{name}: checked").format(name=plain(name, 60))
    session.commit([source_checked(source_id, dt.date.today())], label)
