"""A declared field becomes its widget, with label, unit, limits and help; an edit is saved at once.

`edit("rules.total_budget")` draws the widget for that field of the open plan. What was typed stays
when it is refused; the refusal is said above the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from models.changes import Set
from models.money import exact_major, exponent, to_minor
from models.plan import Plan
from pages.shared import session
from pages.shared.declared import REFERENCES, Declared, declared_at
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain
from planner.choice_words import currencies, unit_word, word
from planner.language import _

LONG_TEXTS = {"description", "note", "strategy", "wishes", "expectations", "behaviour", "motivations"}


def edit(path: str, *, label: str = "", disabled: bool = False, visible: bool = True) -> None:
    """The widget of one field of the open plan. `path` as in `models.changes.Set`."""
    opened = session.open_plan()
    if opened is None:
        return
    field = declared_at(path)
    key = f"edit {opened.plan.id} {path}"
    _show_value(key, shown_value(opened.plan, path))
    look: dict[str, Any] = {
        "label": label or field_label(field, opened.plan.currency),
        "help": _(field.help) or None,
        "key": key,
        "disabled": disabled,
        "label_visibility": "visible" if visible else "collapsed",
        "on_change": _commit,
        "args": (path, key, label or _(field.title)),
    }
    _draw(field, opened.plan, path, look)


def field_label(field: Declared, currency: str) -> str:
    """The field's title with its unit."""
    unit = currency if field.unit == "money" else "%" if field.kind == "share" else unit_word(field.unit)
    return f"{_(field.title)}, {unit}" if unit else _(field.title)


def stored_value(plan: Plan, path: str) -> Any:
    """The value at a path, as a plain JSON value."""
    holder: Any = plan
    parts = path.split(".")
    if len(parts) == 3:
        holder = plan.by_id[parts[0]][parts[1]]
    elif len(parts) == 2:
        holder = getattr(plan, parts[0])
    return holder.model_dump(mode="json", include={parts[-1]})[parts[-1]]


def shown_value(plan: Plan, path: str) -> Any:
    """The value at a path as its widget shows it: major units, per cent, dates."""
    field, value = declared_at(path), stored_value(plan, path)
    if field.figure and value is not None:
        value = value["value"]
    if field.kind == "texts":
        return list(value)
    if value is None:
        return None
    if field.kind == "money":
        return float(exact_major(value, plan.currency))
    if field.kind == "share":
        return float(Decimal(str(value)) * 100)
    if field.kind == "number":
        return float(value)
    return dt.date.fromisoformat(value) if field.kind == "date" else value


def value_to_store(plan: Plan, path: str, shown: Any) -> Any:
    """What is stored for a value typed into the widget of a path."""
    field = declared_at(path)
    if shown is None or shown == "":
        return None if field.optional or field.kind not in ("text", "texts") else ""
    if field.kind == "money":
        return to_minor(shown, plan.currency)
    if field.kind == "date":
        return shown.isoformat()
    if field.kind == "share":
        shown = float(Decimal(str(shown)) / 100)
    return _figure(stored_value(plan, path), shown) if field.figure else shown


def _figure(before: dict[str, Any] | None, value: float) -> dict[str, Any]:
    """A figure typed over keeps its evidence and source; a range that no longer holds it goes."""
    figure = {**(before or {}), "value": value}
    if figure.get("low") is not None and figure["low"] > value:
        figure["low"] = None
    if figure.get("high") is not None and figure["high"] < value:
        figure["high"] = None
    return figure


def _show_value(key: str, value: Any) -> None:
    """Show what is stored, unless the reader typed something that was refused: that stays."""
    seen = f"{key} seen"
    if session.recall(seen, ...) != value or session.recall(key, ...) is ...:
        session.remember(key, value)
        session.remember(seen, value)


@called_by_widget
def _commit(path: str, key: str, label: str) -> None:
    opened = session.open_plan()
    if opened is None:
        return
    value = value_to_store(opened.plan, path, session.recall(key))
    if value != stored_value(opened.plan, path):
        session.commit([Set(path=path, value=value)], label)


def _draw(field: Declared, plan: Plan, path: str, look: dict[str, Any]) -> None:
    name = path.rsplit(".", 1)[-1]
    if field.kind in ("money", "share", "number", "whole"):
        _draw_number(field, plan, look)
    elif field.kind == "yes_no":
        st.toggle(**look)
    elif field.kind == "date":
        st.date_input(**look)
    elif field.kind == "reference":
        _draw_choice(field, _names(plan, REFERENCES[name]), look)
    elif name == "currency":
        _draw_choice(field, {code: code for code in currencies()}, look)
    elif field.kind == "choice":
        _draw_choice(field, {code: word(code) for code in field.choices}, look)
    elif field.kind == "texts":
        st.multiselect(options=session.recall(look["key"]), accept_new_options=True, **look)
    elif name in LONG_TEXTS:
        st.text_area(**look)
    else:
        st.text_input(**look)


def _draw_number(field: Declared, plan: Plan, look: dict[str, Any]) -> None:
    if field.kind == "whole":
        low, high = (None if limit is None else int(limit) for limit in (field.low, field.high))
        st.number_input(min_value=low, max_value=high, step=1, value=None, **look)
        return
    scale = 100.0 if field.kind == "share" else 1.0
    shown = session.recall(look["key"])
    whole = shown is None or float(shown).is_integer()
    digits = 0 if whole else exponent(plan.currency) if field.kind == "money" else 1
    as_typed = field.kind == "number" and not (field.unit == "people" and whole)
    st.number_input(
        min_value=None if field.low is None else field.low * scale,
        max_value=None if field.high is None or field.kind == "money" else field.high * scale,
        step=_step(field, shown),
        format=None if as_typed else f"%.{digits}f",
        value=None,
        **look,
    )


def _step(field: Declared, shown: float | None) -> float:
    """One click up or down; small amounts of money move by small ones."""
    by_unit = 1.0 if shown is not None and 0 < shown < 500 else 1_000.0
    return {"money": by_unit, "share": 1.0}.get(field.kind, 0.1 if field.unit == "ratio" else 1.0)


def _draw_choice(field: Declared, words: Mapping[str, str], look: dict[str, Any]) -> None:
    if not field.optional:
        st.selectbox(options=list(words), format_func=lambda code: words.get(code, str(code)), **look)
        return
    st.selectbox(
        options=list(words), format_func=lambda code: words.get(code, str(code)), index=None,
        placeholder=_("none"), **look,
    )  # fmt: skip


def _names(plan: Plan, collection: str) -> dict[str, str]:
    return {
        record.id: plain(getattr(record, "name", "") or getattr(record, "text", "") or record.id, 80)
        for record in getattr(plan, collection)
    }
