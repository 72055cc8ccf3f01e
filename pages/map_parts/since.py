"""What changed since the last review, a checkpoint or a day: in words, and by whom."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from models.plan import Plan
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import moment, plain, safe_text
from planner.change_words import Difference
from planner.changes_since import Moment, Since, changed_since, moments, version_on
from planner.language import _, ngettext
from planner.workflows import ENTRY_WORDS, LogEntry, checkpoint, history

DAY = "day"
SHOWN_AT_FIRST = 15


def draw_since(plan: Plan) -> None:
    """The choice of a moment, the differences, and who made them."""
    st.markdown(f"**{_('What changed since')}**")
    version = _draw_moment(plan)
    found = changed_since(session.store(), plan, version)
    _draw_differences(found)
    if found.entries:
        with st.expander(_("Who did what"), icon=":material/group:"):
            for entry in found.entries:
                _draw_entry(entry)


def _draw_moment(plan: Plan) -> int:
    """The moment chosen, as a version of the plan; and a way to keep this one."""
    known = {one.key: one for one in moments(session.store(), plan.id)}
    if session.recall("map since") not in {*known, DAY}:
        session.remember("map since", next(iter(known)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Since"), [*known, DAY], key="map since", persist_state="session", label_visibility="collapsed",
            format_func=lambda key: _moment_words(known.get(key)), width="stretch",
        )  # fmt: skip
        _draw_keep(plan)
    if chosen != DAY:
        return known[chosen].version
    day = st.date_input(
        _("Day"), key="map since day", value="today", max_value="today", persist_state="session",
        help=_("What changed on this day and after it."),
    )  # fmt: skip
    return version_on(history(session.store(), plan.id), day if isinstance(day, dt.date) else dt.date.today())


def _moment_words(one: Moment | None) -> str:
    if one is None:
        return _("a day…")
    if one.kind == "review":
        return _("the last review, {when}").format(when=moment(one.at))
    if one.kind == "checkpoint":
        return _("checkpoint “{name}”, {when}").format(name=plain(one.name, 60), when=moment(one.at))
    return _("the beginning of the plan, {when}").format(when=moment(one.at))


def _draw_keep(plan: Plan) -> None:
    with st.popover(_("Keep this moment"), icon=":material/bookmark_add:"):
        st.text_input(_("Name of the checkpoint"), key="map checkpoint name", max_chars=200)
        st.button(
            _("Keep"), key="map checkpoint", type="primary", on_click=_keep, args=(plan.id,),
            disabled=not str(session.recall("map checkpoint name", "")).strip(),
        )  # fmt: skip


@called_by_widget
def _keep(plan_id: str) -> None:
    name = str(session.recall("map checkpoint name", ""))
    kept = checkpoint(session.store(), plan_id, name, session.user_name())
    session.remember("map checkpoint name", "")
    session.remember("map since", kept.id)


def _draw_differences(found: Since) -> None:
    count = len(found.differences)
    if not count:
        st.caption(_("Nothing: the map is as it was then."))
        return
    words = ngettext("{count} difference", "{count} differences", count)
    st.caption(words.format(count=count))
    for one in found.differences[:SHOWN_AT_FIRST]:
        _draw_difference(one)
    rest = found.differences[SHOWN_AT_FIRST:]
    if rest:
        with st.expander(ngettext("{count} more", "{count} more", len(rest)).format(count=len(rest))):
            for one in rest:
                _draw_difference(one)


def _draw_difference(one: Difference) -> None:
    change = f"{safe_text(one.before, 120)} → **{safe_text(one.after, 120)}**"
    st.markdown(f"- {safe_text(one.what, 200)}: {change}")


def _draw_entry(entry: LogEntry) -> None:
    what = " · ".join(filter(None, (_(ENTRY_WORDS[entry.kind]), entry.label)))
    who = f"{moment(entry.at)} · {session.somebody(entry.by)}"
    st.markdown(f"{safe_text(what, 200)}  \n:small[:gray[{safe_text(who, 120)}]]")
