"""A column of the map's tables as a widget: the same field in the drawer as in the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from models.plan import Plan
from pages.shared import session
from pages.shared.numbers import safe_text
from planner.language import _
from planner.map_cells import Cell
from planner.map_columns import Column
from planner.map_tables import labels


def title(column: Column) -> str:
    """The column's title with its unit, for a place that reads markdown."""
    words = safe_text(_(column.title), 80)
    return f"{words}, {column.unit}" if column.unit else words


def shown(column: Column, value: Any) -> Any:
    """A stored value as the widget holds it."""
    if column.cell is Cell.DATE and isinstance(value, str):
        return dt.date.fromisoformat(value)
    if column.cell is Cell.LIST:
        return "\n".join(value or ())
    if column.cell in (Cell.TEXT, Cell.LONG_TEXT):
        return value or ""
    if column.cell in (Cell.NUMBER, Cell.PERCENT, Cell.MONEY) and value is not None:
        return float(value)
    return value


def typed(column: Column, value: Any) -> Any:
    """What the widget holds as it is read by the column."""
    if column.cell is Cell.LIST:
        return [line for line in (value or "").splitlines() if line.strip()]
    return value


def draw_field(
    plan: Plan, column: Column, key: str, on_change: Callable[..., None] | None, *args: Any
) -> None:
    """The widget of a column under `key`; its value is in the session."""
    look: dict[str, Any] = {
        "label": title(column),
        "key": key,
        "help": safe_text(_(column.help), 300) if column.help else None,
        "disabled": column.fixed,
    }
    if on_change is not None:
        look |= {"on_change": on_change, "args": args}
    if column.cell is Cell.TEXT:
        st.text_input(**look)
    elif column.cell in (Cell.LONG_TEXT, Cell.LIST):
        look["label"] += f" ({_('one a line')})" if column.cell is Cell.LIST else ""
        st.text_area(height=88, **look)
    elif column.cell is Cell.FLAG:
        st.toggle(**look)
    elif column.cell is Cell.DATE:
        st.date_input(format="YYYY-MM-DD", **look)
    elif column.cell in (Cell.CHOICE, Cell.REFERENCE, Cell.REFERENCES):
        _draw_choice(plan, column, look)
    else:
        _draw_number(column, look)


def _draw_choice(plan: Plan, column: Column, look: dict[str, Any]) -> None:
    if column.cell is Cell.CHOICE:
        names = {code: _(word) for code, word in (column.options or {}).items()}
    else:
        names = labels(plan, column.collection)
    options = list(names)
    if column.cell is Cell.REFERENCES:
        st.multiselect(
            options=options, format_func=lambda one: names.get(one, one), placeholder=_("none"), **look
        )
        return
    if column.required and session.recall(look["key"]) in names:
        st.selectbox(options=options, format_func=lambda one: names.get(one, one), **look)
        return
    st.selectbox(
        options=options,
        format_func=lambda one: names.get(one, one),
        index=None,
        placeholder=_("none"),
        **look,
    )


def _draw_number(column: Column, look: dict[str, Any]) -> None:
    if column.cell is Cell.WHOLE:
        low, high = (None if limit is None else int(limit) for limit in (column.least, column.most))
        st.number_input(min_value=low, max_value=high, step=1, value=None, **look)
        return
    step = {Cell.MONEY: 100.0, Cell.PERCENT: 1.0}.get(column.cell, 1.0)
    value = session.recall(look["key"])
    pattern = "%.0f" if value is None or float(value).is_integer() else "%.2f"
    st.number_input(
        min_value=None if column.least is None else float(column.least),
        max_value=None if column.most is None else float(column.most),
        step=step, format=pattern, value=None, **look,
    )  # fmt: skip
