"""Everything on the map as tables: what is typed is committed at once, or kept and refused with a reason."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from models.errors import JourneymixError
from models.plan import Plan
from pages.map_parts.address import chosen_in_address, keep_in_address
from pages.map_parts.bring_back import draw_bring_back
from pages.map_parts.dialogs import ask_removal
from pages.map_parts.downloads import file_name
from pages.map_parts.message_matrix import draw_message_matrix
from pages.map_parts.several import draw_several
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain, safe_text
from planner.language import _, say_error
from planner.map_cells import Cell
from planner.map_columns import Column
from planner.map_drafts import merged, with_draft
from planner.map_nested import NESTED
from planner.map_removal import removal
from planner.map_tables import TABLES, Edits, Row, Table, changes_of, labels, records, rows, try_changes
from planner.time_tables import table_of

ROW_HEIGHT = 35
MATRIX = "message_matrix"
CODES = [one for code in TABLES for one in ((code, MATRIX) if code == "message_uses" else (code,))]
"""Tables and the message matrix, in the order in which they are offered."""


def draw_tables(plan: Plan) -> None:
    """The choice of a table, and the table."""
    code = st.pills(
        _("Table"), CODES, key=chosen_in_address("table", CODES), required=True,
        on_change=keep_in_address, args=("table",), format_func=partial(_title, plan),
        label_visibility="collapsed",
    )  # fmt: skip
    if code == MATRIX:
        draw_message_matrix(plan)
        return
    draw_several(plan, TABLES[code or "touchpoints"])
    draw_table(plan, TABLES[code or "touchpoints"])
    draw_bring_back(plan, file_name(plan))


def _title(plan: Plan, code: str) -> str:
    if code == MATRIX:
        return _("Message matrix")
    return f"{_(TABLES[code].title)} ({len(records(plan, TABLES[code]))})"


def draw_table(plan: Plan, table: Table) -> None:
    """One table, to be typed into."""
    key = f"map table {table.code} {plan.id} {plan.fingerprint[:12]} {session.recall(_name(plan, table, 'turn'), 0)}"
    draft: Edits = session.recall(_name(plan, table, "draft"), Edits())
    if session.recall(key, ...) is ...:
        session.remember(f"{key} rows", with_draft(rows(plan, table), draft))
        session.remember(f"{key} draft", draft)
    given: list[Row] = session.recall(f"{key} rows")
    _draw_refusal(plan, table, draft)
    columns = table.columns(plan)
    st.data_editor(
        _frame(given, columns), key=key, hide_index=True, on_change=_commit, args=(table.code, key),
        num_rows="fixed" if table.rows_fixed else "dynamic", width="stretch",
        column_config=_config(plan, columns),
        height=min(620, ROW_HEIGHT * (len(given) + 2) + 3),
        placeholder="",
        alt=_("Table: {name}").format(name=_(table.title)),
    )  # fmt: skip
    st.caption(
        _("Saved as you type; every edit can be undone. A refused edit stays here until it is mended.")
    )


def _draw_refusal(plan: Plan, table: Table, draft: Edits) -> None:
    refused = session.recall(_name(plan, table, "refused"))
    if not draft or not refused:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.error(f"{safe_text(refused, 1_000)} · {_('Not saved yet.')}", icon=":material/error:")
        st.button(
            _("Drop what I typed"), on_click=_drop, args=(plan, table), key=f"map drop draft {table.code}"
        )


@called_by_widget
def _drop(plan: Plan, table: Table) -> None:
    session.forget(_name(plan, table, "draft"))
    session.forget(_name(plan, table, "refused"))
    turn = _name(plan, table, "turn")
    session.remember(turn, session.recall(turn, 0) + 1)


@called_by_widget
def _commit(code: str, key: str) -> None:
    """Apply the delta to the plan; the new plan brings a new key and with it a fresh editor."""
    opened = session.open_plan()
    if opened is None:
        return
    plan, table = opened.plan, table_of(code)
    draft = merged(session.recall(f"{key} rows"), session.recall(f"{key} draft"), session.recall(key))
    session.remember(_name(plan, table, "draft"), draft)
    try:
        changes = changes_of(plan, table, draft)
    except JourneymixError as error:
        session.remember(_name(plan, table, "refused"), say_error(error))
        return
    refusal = try_changes(plan, changes)
    if refusal is not None:
        session.remember(_name(plan, table, "refused"), say_error(refusal))
        return
    if not changes and draft.added:  # a row that was only just added waits for what it is to say
        session.forget(_name(plan, table, "refused"))
        return
    label = _("{table} edited").format(table=_(table.title))
    if _asks_first(plan, table, draft, label):
        return
    if not changes or session.commit(changes, label):
        _drop(plan, table)
    else:
        session.remember(_name(plan, table, "refused"), _("Somebody else saved first."))


def _asks_first(plan: Plan, table: Table, draft: Edits, label: str) -> bool:
    """Rows taken out that others need: the question comes first, and the rows stay until it is answered."""
    if not draft.removed or table.code in NESTED:
        return False
    asked = tuple((table.collection, one) for one in draft.removed)
    found = removal(plan, asked)
    if not (found.along or found.touched):
        return False
    _drop(plan, table)
    ask_removal(plan, asked, label)
    return True


def _name(plan: Plan, table: Table, what: str) -> str:
    return f"map {what} {plan.id} {table.code}"


def _frame(given: list[Row], columns: tuple[Column, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            column.key: pd.Series([row.get(column.key) for row in given], dtype=_dtype(column))
            for column in columns
        }
    )
    for column in columns:
        if column.cell is Cell.DATE:
            frame[column.key] = pd.to_datetime(frame[column.key])
    return frame


def _dtype(column: Column) -> str:
    if column.cell in (Cell.NUMBER, Cell.PERCENT, Cell.MONEY, Cell.WHOLE):
        return "Float64"
    return "boolean" if column.cell is Cell.FLAG else "object"


def _config(plan: Plan, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {column.key: _column(plan, column, pinned=index == 0) for index, column in enumerate(columns)}


def _column(plan: Plan, column: Column, pinned: bool) -> Any:
    words = _(column.title) + (f", {column.unit}" if column.unit else "")
    look: dict[str, Any] = {
        "label": plain(words, 80), "help": safe_text(_(column.help), 300) or None,
        "disabled": column.fixed, "pinned": pinned, "required": False,
    }  # fmt: skip
    kinds = st.column_config
    if column.cell is Cell.FLAG:
        return kinds.CheckboxColumn(**look, default=column.key in ("paid", "trackable", "holds_organic"))
    if column.cell is Cell.DATE:
        return kinds.DateColumn(**look, format="YYYY-MM-DD")
    if column.cell is Cell.CHOICE:
        return kinds.SelectboxColumn(**look, options=[_(word) for word in (column.options or {}).values()])
    if column.cell is Cell.REFERENCE:
        return kinds.SelectboxColumn(**look, options=list(labels(plan, column.collection).values()))
    if column.cell is Cell.REFERENCES:
        return kinds.MultiselectColumn(**look, options=list(labels(plan, column.collection).values()))
    if column.cell is Cell.LIST:
        return kinds.ListColumn(**look)
    if column.cell in (Cell.TEXT, Cell.LONG_TEXT):
        return kinds.TextColumn(**look, width="medium" if pinned or column.cell is Cell.LONG_TEXT else None)
    return kinds.NumberColumn(**look, format=_format(column), step=1 if column.cell is Cell.WHOLE else None)


def _format(column: Column) -> str:
    return "localized"
