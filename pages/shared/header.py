"""The header of every page: which plan, saved or not and by whom, undo and redo, who you are."""

from __future__ import annotations

import streamlit as st

from models.errors import JourneymixError
from pages.shared import session
from pages.shared.mishaps import draw_told
from pages.shared.numbers import moment, plain, safe_text
from planner import workflows
from planner.change_words import changes_in_words
from planner.language import _, ngettext, offered_languages, say_error
from planner.stored import LogEntry
from planner.workflows import OpenPlan, last_saved

MOST_CHANGES = 6
"""Changes of somebody else that are listed one by one."""

LANGUAGE_NAMES = {"en": "English", "ru": "Русский", "uk": "Українська"}


def draw_header(title: str, opened: OpenPlan | None) -> None:
    """Title, plan, state and the buttons that every page has; above it, what there is to tell."""
    latest = _latest(opened) if opened is not None else None
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None, width="stretch"):
            st.title(title, anchor=False)
            if opened is not None:
                _draw_state(opened, latest)
        if opened is not None:
            _draw_undo(opened)
        _draw_reader()
    draw_told()
    if opened is not None:
        _draw_conflict(opened, latest)


def _draw_state(opened: OpenPlan, latest: LogEntry | None) -> None:
    name = f"**{safe_text(opened.plan.name, 80)}**"
    if latest is None:
        st.markdown(name)
        return
    if latest.version > opened.version:
        state = _("{who} saved a newer version").format(who=safe_text(session.somebody(latest.by), 60))
    elif latest.by:
        state = _("saved {when} by {who}").format(when=moment(latest.at), who=safe_text(latest.by, 60))
    else:
        state = _("saved {when}").format(when=moment(latest.at))
    st.markdown(f"{name} :small[:gray[· {state}]]")


def _draw_undo(opened: OpenPlan) -> None:
    undo = _("Undo: {what}").format(what=plain(opened.undo_label, 80)) if opened.can_undo else _("Undo")
    redo = _("Redo: {what}").format(what=plain(opened.redo_label, 80)) if opened.can_redo else _("Redo")
    st.button(
        _("Undo"), key="undo", icon=":material/undo:", type="tertiary", on_click=session.undo,
        disabled=not opened.can_undo, help=safe_text(undo) if opened.can_undo else None,
    )  # fmt: skip
    st.button(
        _("Redo"), key="redo", icon=":material/redo:", type="tertiary", on_click=session.redo,
        disabled=not opened.can_redo, help=safe_text(redo) if opened.can_redo else None,
    )  # fmt: skip


def _draw_reader() -> None:
    """Name and language. The name signs every edit; it is asked for once."""
    name = session.user_name()
    label = safe_text(name, 24) if name else _("Your name")
    with st.popover(label, icon=":material/person:", type="tertiary"):
        if session.logged_in():
            st.markdown(safe_text(name))
        else:
            st.text_input(
                _("Your name"), key="user_name", max_chars=60, persist_state="session",
                help=_("Stands beside your edits in the history of a plan."),
            )  # fmt: skip
        if len(offered_languages()) > 1:
            st.selectbox(
                _("Language"), offered_languages(), key="language", persist_state="session", index=None,
                format_func=lambda code: LANGUAGE_NAMES.get(code, code),
                placeholder=LANGUAGE_NAMES[session.language()[0]],
            )  # fmt: skip


def _draw_conflict(opened: OpenPlan, latest: LogEntry | None) -> None:
    """Somebody else saved: say so, and offer to read their version, with or without the change made here."""
    waiting = session.conflict()
    if waiting is None and (latest is None or latest.version <= opened.version):
        return
    with st.container(border=True, key="conflict"):
        if waiting is not None:
            st.warning(safe_text(waiting.message, 1_000), icon=":material/group:")
        elif latest is not None:
            text = _("{who} changed this plan at {when}: {what}. You see the version before it.")
            said = text.format(who=session.somebody(latest.by), when=moment(latest.at), what=latest.label)
            st.warning(safe_text(said, 1_000), icon=":material/group:")
        _draw_their_changes(opened)
        with st.container(horizontal=True):
            st.button(_("Show the newest version"), key="reload", on_click=session.reload, type="primary")
            if waiting is not None and waiting.changes:
                st.button(
                    _("Put my change on top: {what}").format(what=safe_text(waiting.label, 60)),
                    key="keep mine", on_click=session.reload, kwargs={"keep_mine": True},
                )  # fmt: skip


def _draw_their_changes(opened: OpenPlan) -> None:
    """What differs between the version seen here and the newest one."""
    try:
        newest = workflows.open_plan(session.store(), opened.plan.id).plan
    except JourneymixError as error:
        st.caption(safe_text(say_error(error), 500))
        return
    found = changes_in_words(opened.plan, newest)
    lines = [
        _("{what}: {before} → {after}").format(what=one.what, before=one.before, after=one.after)
        for one in found[:MOST_CHANGES]
    ]
    if len(found) > MOST_CHANGES:
        more = len(found) - MOST_CHANGES
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    st.markdown("\n".join(f"- {safe_text(line, 400)}" for line in lines))


def _latest(opened: OpenPlan) -> LogEntry | None:
    try:
        return last_saved(session.store(), opened.plan.id)
    except JourneymixError as error:
        session.tell("error", say_error(error))
        return None
