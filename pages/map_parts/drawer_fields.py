"""Fields of one thing of the map, committed as typed; on refusal they keep what was typed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.errors import JourneymixError
from models.plan import Plan
from pages.map_parts.fields import draw_field, shown, typed
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain, safe_text
from planner.language import _, say_error
from planner.map_columns import Column
from planner.map_nested import said_at_touchpoint
from planner.map_tables import TABLES, Edits, Table, changes_of, records, try_changes

FIRST_FIELDS = {"touchpoints": 9, "steps": 6, "channels": 5, "messages": 6, "segments": 5, "links": 3}
"""Fields shown at once; the rest stands under "More"."""

REFUSED = "map drawer refused"


def draw_fields(plan: Plan, table: Table, values: dict[str, Any]) -> None:
    columns = table.columns(plan)
    first = FIRST_FIELDS.get(table.code, len(columns))
    draw_some(plan, table, values, columns[:first])
    if columns[first:]:
        # Fields that nobody sees would double what a change costs: they are drawn when opened.
        more = st.expander(_("More"), key=f"map more {table.code}", on_change="rerun")
        if more.open:
            with more:
                draw_some(plan, table, values, columns[first:])


def draw_some(plan: Plan, table: Table, values: dict[str, Any], columns: tuple[Column, ...]) -> None:
    """Fields one below the other; a number and its evidence side by side."""
    index = 0
    while index < len(columns):
        pair = columns[index : index + 2]
        if len(pair) == 2 and pair[1].key in (f"{pair[0].key}_evidence", f"{pair[0].key}_name"):
            for place, column in zip(st.columns(2), pair, strict=True):
                with place:
                    _draw_one(plan, table, values, column)
            index += 2
        else:
            _draw_one(plan, table, values, columns[index])
            index += 1


def _draw_one(plan: Plan, table: Table, values: dict[str, Any], column: Column) -> None:
    key = f"map field {plan.id} {table.code} {values['id']} {column.key}"
    stored = shown(column, column.get(values))
    seen, waiting = f"{key} seen", f"{key} refused"
    if session.recall(seen, ...) != stored:
        session.forget(waiting)
    refused = session.recall(waiting)
    if session.recall(seen, ...) != stored or session.recall(key, ...) is ...:
        # Another page forgets the fields of this one: what was typed and refused is put back.
        session.remember(key, refused[0] if refused else stored)
        session.remember(seen, stored)
    draw_field(plan, column, key, _commit, table.code, values["id"], column.key, key)
    if refused:
        st.error(f"{safe_text(refused[1], 1_000)} · {_('Nothing was saved.')}", icon=":material/error:")


@called_by_widget
def _commit(code: str, record_id: str, column_key: str, key: str) -> None:
    """Save one field as it is typed; on refusal the field keeps what was typed."""
    opened = session.open_plan()
    if opened is None:
        return
    table = TABLES[code]
    column = next(one for one in table.columns(opened.plan) if one.key == column_key)
    edits = Edits(edited={record_id: {column_key: typed(column, session.recall(key))}})
    values = next((one for one in records(opened.plan, table) if one["id"] == record_id), None)
    if values is not None:
        label = _("{name}: {field}").format(name=plain(name_of(values), 40), field=_(column.title))
        save(opened.plan, table, edits, label)
    refused = session.recall(REFUSED)
    session.forget(REFUSED)
    if refused:
        session.remember(f"{key} refused", (session.recall(key), refused))
    else:
        session.forget(f"{key} refused")


def save(plan: Plan, table: Table, edits: Edits, label: str, said_at: str = "") -> bool:
    """Save edits; `said_at` is the touchpoint that says a new message. On refusal the reason is kept."""
    try:
        changes = changes_of(plan, table, edits)
        if said_at in plan.by_id["touchpoints"]:
            changes = (*changes, *said_at_touchpoint(plan, said_at, changes))
    except JourneymixError as error:
        session.remember(REFUSED, say_error(error))
        return False
    refusal = try_changes(plan, changes)
    if refusal is not None:
        session.remember(REFUSED, say_error(refusal))
        return False
    session.forget(REFUSED)
    return not changes or session.commit(changes, label)


def draw_refusal() -> None:
    """Why a form was not saved."""
    refused = session.recall(REFUSED)
    if refused:
        st.error(safe_text(refused, 1_000) + " " + _("Nothing was saved."), icon=":material/error:")
        session.forget(REFUSED)


def kept(key: str) -> str:
    """Where a field of a form is kept while its page is not drawn."""
    return f"{key} kept"


@called_by_widget
def keep_typed(key: str) -> None:
    """Keep what was typed into a form: another page forgets the fields of this one."""
    session.remember(kept(key), session.recall(key))


def name_of(values: dict[str, Any]) -> str:
    return next(
        (str(values[key]) for key in ("name", "text", "customer_action", "variant") if values.get(key)), ""
    )
