"""The drawer: one thing of the map with its fields, committed as typed; or a form for a new one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.plan import Plan
from pages.map_parts.dialogs import ask_removal, close_dialog, open_dialog, redraw
from pages.map_parts.drawer_fields import (
    FIRST_FIELDS,
    draw_fields,
    draw_refusal,
    draw_some,
    keep_typed,
    kept,
    name_of,
    save,
)
from pages.map_parts.fields import draw_field, shown, typed
from pages.map_parts.message_numbers import draw_message_numbers
from pages.map_parts.wordings import draw_wordings
from pages.shared import session
from pages.shared.mishaps import guarded
from pages.shared.numbers import plain
from planner.language import _
from planner.map_cells import Cell
from planner.map_columns import Column
from planner.map_nested import NESTED
from planner.map_order import duplicate, moved_by
from planner.map_tables import TABLES, Edits, Table, records
from planner.map_words import THINGS


def has_record(plan: Plan, table: Table, record_id: str) -> bool:
    """Whether the thing is still there."""
    return any(values["id"] == record_id for values in records(plan, table))


def draw_edit(plan: Plan, table: Table, record_id: str) -> None:
    """The drawer of one thing."""
    values = next(one for one in records(plan, table) if one["id"] == record_id)
    name = plain(name_of(values), 60)

    # The title does not hold the name: with another title it would be another dialog, opened anew.
    @st.dialog(_(THINGS[table.code]), position="right", width="medium", on_dismiss=close_dialog)
    @guarded
    def edit() -> None:
        opened = session.open_plan()
        if opened is None or opened.plan is not plan:
            redraw()
        draw_refusal()
        draw_fields(plan, table, values)
        if table.code == "steps":
            _draw_step_more(plan, record_id)
        if table.code in ("touchpoints", "messages"):
            draw_wordings(plan, table.code, record_id)
        if table.code == "touchpoints":
            draw_message_numbers(plan, record_id)
            with st.container(horizontal=True):
                _offer("messages", {"touchpoint": record_id})
                _offer("goals", {"place": f"touchpoints/{record_id}"})
        st.divider()
        _draw_actions(plan, table, record_id, name)

    edit()


def draw_add(plan: Plan, table: Table, given: dict[str, Any]) -> None:
    """A form for a new thing; what was typed stays when it is refused."""

    @st.dialog(
        _("New: {thing}").format(thing=_(THINGS[table.code])),
        position="right",
        width="medium",
        on_dismiss=close_dialog,
    )
    @guarded
    def add() -> None:
        columns = table.columns(plan)
        keys = {column.key: f"map new {plan.id} {table.code} {column.key}" for column in columns}
        for column in columns:
            _start_new(column, keys[column.key], given)
        draw_refusal()
        first = FIRST_FIELDS.get(table.code, len(columns))
        for column in columns[:first]:
            draw_field(plan, column, keys[column.key], keep_typed, keys[column.key])
        if columns[first:]:
            with st.expander(_("More")):
                for column in columns[first:]:
                    draw_field(plan, column, keys[column.key], keep_typed, keys[column.key])
        if st.button(_("Add"), type="primary", key="map add confirm", width="stretch"):
            row = {column.key: typed(column, session.recall(keys[column.key])) for column in columns}
            label = _("{thing} added").format(thing=_(THINGS[table.code]))
            if save(plan, table, Edits(added=(row,)), label, given.get("touchpoint", "")):
                _forget_form(keys)
                close_dialog()
            redraw()
        if any(session.recall(kept(key)) for key in keys.values()) and st.button(
            _("Clear the form"), key="map add clear", width="stretch", type="tertiary"
        ):
            _forget_form(keys)
            redraw()

    add()


def _forget_form(keys: dict[str, str]) -> None:
    for key in keys.values():
        session.forget(key)
        session.forget(kept(key))


def _start_new(column: Column, key: str, given: dict[str, Any]) -> None:
    if session.recall(key, ...) is not ...:
        session.remember(key, session.recall(key))
        return
    start = given.get(column.key)
    if start is None and session.recall(kept(key)) is not None:
        session.remember(key, session.recall(kept(key)))
        return
    if start is None and column.cell is Cell.FLAG:
        start = column.key in ("paid", "trackable", "holds_organic")
    if start is None and column.key == "kind" and column.options and "outside" in column.options:
        start = "outside"
    session.remember(key, shown(column, start if start is not None else _nothing(column)))


def _nothing(column: Column) -> Any:
    return [] if column.cell in (Cell.LIST, Cell.REFERENCES) else None


def _draw_step_more(plan: Plan, step_id: str) -> None:
    """What stands at a step and has a table of its own: feelings, problems, and ways to add more."""
    emotions = TABLES["emotions"]
    values = next(one for one in records(plan, emotions) if one["id"] == step_id)
    st.markdown(f"**{_('Emotions')}**")
    draw_some(plan, emotions, values, emotions.columns(plan)[1:])
    with st.container(horizontal=True):
        for code in ("touchpoints", "problems", "scripts"):
            _offer(code, {"step_id": step_id})


def _offer(code: str, given: dict[str, object]) -> None:
    """A button that opens the form of a new thing, which belongs to the one in the drawer."""
    if st.button(
        _("Add: {thing}").format(thing=_(THINGS[code])), key=f"map here {code}", icon=":material/add:"
    ):
        open_dialog("add", code, given=given)
        redraw()


def _draw_actions(plan: Plan, table: Table, record_id: str, name: str) -> None:
    with st.container(horizontal=True):
        if table.code not in NESTED:
            for words, step in ((_("Earlier"), -1), (_("Later"), 1)):
                changes = moved_by(plan, table.collection, record_id, step)
                icon = ":material/arrow_back:" if step < 0 else ":material/arrow_forward:"
                if st.button(words, key=f"map move {step}", icon=icon, disabled=not changes):
                    session.commit(changes, _("{name} moved").format(name=name))
                    redraw()
        if table.code in ("touchpoints", "messages", "goals", "scripts") and st.button(
            _("Duplicate"), key="map duplicate", icon=":material/content_copy:"
        ):
            _duplicate(plan, table, record_id, name)
        if st.button(_("Remove"), key="map remove", icon=":material/delete:"):
            _remove(plan, table, record_id, name)


def _duplicate(plan: Plan, table: Table, record_id: str, name: str) -> None:
    change = duplicate(plan, table.collection, record_id, _("copy"))
    if session.commit([change], _("{name} duplicated").format(name=name)):
        open_dialog("edit", table.code, change.record["id"])
    redraw()


def _remove(plan: Plan, table: Table, record_id: str, name: str) -> None:
    label = _("{name} removed").format(name=name)
    if table.code in NESTED:
        if save(plan, table, Edits(removed=(record_id,)), label):
            close_dialog()
    else:
        ask_removal(plan, ((table.collection, record_id),), label)
    redraw()
