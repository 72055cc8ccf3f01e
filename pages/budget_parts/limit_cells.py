"""What the tables of limits share: columns, a table that saves only what makes sense, and what is wrong in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from models.money import exact_major
from models.plan import Plan
from pages.budget_parts.fields import choice
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import safe_text
from planner.choice_words import word
from planner.language import _, ngettext
from planner.limit_lines import Typed

Row = dict[str, Any]
MARK = "▲"
"""Stands in the rows whose limits take part in a conflict."""

FORMS = ("money", "share", "current")
"""Codes of the forms that a table shows its limits in, one at a time."""


@dataclass(frozen=True)
class Table:
    """A table of limits: its name, its rows and columns, and what is said of it to those who hear it read."""

    name: str
    rows: Sequence[Row]
    columns: Mapping[str, Any]
    spoken: str
    label: str


def draw_table(table: Table, typed: Callable[[Mapping[int, Row]], Typed]) -> None:
    """The table; edits are saved together, or not at all while something typed cannot be meant."""
    shown = hashlib.sha256(repr([sorted(row.items()) for row in table.rows]).encode()).hexdigest()[:12]
    key = f"{table.name} {shown}"
    st.data_editor(
        list(table.rows), key=key, hide_index=True, num_rows="fixed", placeholder="–", height="content",
        column_config=dict(table.columns), column_order=list(table.columns), alt=table.spoken,
        on_change=_save, args=(key, typed, table.label),
    )  # fmt: skip
    _draw_problems(typed(_edited(key)))


def _edited(key: str) -> Mapping[int, Row]:
    found: Mapping[int, Row] = (session.recall(key) or {}).get("edited_rows", {})
    return found


@called_by_widget
def _save(key: str, typed: Callable[[Mapping[int, Row]], Typed], label: str) -> None:
    meant = typed(_edited(key))
    if meant.changes and not meant.problems:
        names = ", ".join(sorted(dict.fromkeys(meant.names)))
        session.commit(list(meant.changes), label.format(names=names[:80]))


def _draw_problems(meant: Typed) -> None:
    """What of the table cannot be saved, each with its place and what to type instead."""
    if not meant.problems:
        return
    said = ngettext(
        "Nothing of this table is saved until this is mended:",
        "Nothing of this table is saved until these are mended:",
        len(meant.problems),
    )
    lines = [f"- {safe_text(problem.sentence(), 400)}" for problem in meant.problems]
    st.error("\n".join([f"**{said}**", "", *lines]), icon=":material/error:")


def money_column(title: str, *, disabled: bool = False, help: str | None = None, width: int = 90) -> Any:
    """A column of money in major units."""
    return st.column_config.NumberColumn(
        title,
        min_value=None if disabled else 0.0,
        format="localized",
        disabled=disabled,
        width=width,
        help=help,
    )


def percent_column(
    title: str, *, most: float | None = 100.0, disabled: bool = False, help: str | None = None
) -> Any:
    """A column of per cent."""
    return st.column_config.NumberColumn(
        title, min_value=None if disabled else 0.0, max_value=None if disabled else most,
        format="%.1f %%" if disabled else "%.10g %%",
        disabled=disabled, width=104, help=help,
    )  # fmt: skip


def text_column(title: str, width: int, help: str | None = None) -> Any:
    """A column that only says something."""
    return st.column_config.TextColumn(title, disabled=True, width=width, help=help)


def mark_column(marked: bool) -> dict[str, Any]:
    """The column of marks, where there is any."""
    if not marked:
        return {}
    return {"mark": text_column(MARK, 34, _("Takes part in limits that cannot hold together."))}


def shown_money(plan: Plan, minor: float | None) -> float | None:
    """Minor units as they stand in a cell."""
    return None if minor is None else float(exact_major(round(minor), plan.currency))


def shown_percent(share: float | None) -> float | None:
    """A share as it stands in a cell."""
    return None if share is None else round(share * 100, 6)


def form_columns(form: str) -> dict[str, Any]:
    """The two columns of a limit in one form."""
    if form == "money":
        return {"lower": money_column(_("At least")), "upper": money_column(_("At most"))}
    if form == "share":
        return {
            "lower_share": percent_column(_("At least, %")),
            "upper_share": percent_column(_("At most, %")),
        }
    return {
        "lower_current": percent_column(_("At least, %"), most=100_000.0),
        "upper_current": percent_column(_("At most, %"), most=100_000.0),
    }


def draw_forms(key: str, plan: Plan) -> str:
    """The choice of the form that limits are shown and typed in."""
    words = {
        "money": _("In {currency}").format(currency=plan.currency),
        "share": _("As a share"),
        "current": _("In % of today"),
    }
    chosen = st.segmented_control(
        _("Limits"), FORMS, key=key, format_func=lambda code: words[code], default="money", required=True,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return str(chosen or "money")


def draw_shares_of(plan: Plan) -> None:
    """What shares are of; with all of the total spent the two are nearly the same."""
    with st.container(width=240):
        choice(plan, "rules.shares_of", _("Shares are of"), ("total", "spend"), word)


def form_cells(plan: Plan, holder: Any) -> Row:
    """A limit's amounts in every form, as they stand in cells; `holder` None: no limit."""
    money_of = {form: shown_money(plan, getattr(holder, form, None)) for form in ("lower", "upper")}
    shares = ("lower_share", "upper_share", "lower_current", "upper_current")
    return money_of | {form: shown_percent(getattr(holder, form, None)) for form in shares}
