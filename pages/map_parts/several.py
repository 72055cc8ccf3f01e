"""Several rows of a table at once: earlier, later, to another step, copied, taken off the map."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from models.changes import Change
from models.plan import Plan
from pages.map_parts.dialogs import ask_removal
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from planner.language import _, ngettext
from planner.map_nested import NESTED
from planner.map_order import duplicate, moved_to_step, several_moved, together
from planner.map_tables import Table, labels

COPIED = ("touchpoints", "messages", "goals", "scripts")


def draw_several(plan: Plan, table: Table) -> None:
    """Choose rows, then what happens to them; one undo takes it all back."""
    names = {} if table.code in NESTED or table.rows_fixed else labels(plan, table.collection)
    if len(names) < 2:
        return
    several = st.expander(
        _("Several at once"), icon=":material/checklist:", key="map several", on_change="rerun"
    )
    if not several.open:
        return
    with several:
        key = f"map several {plan.id} {table.code}"
        kept = [one for one in session.recall(key) or [] if one in names]
        session.remember(key, kept)
        chosen = st.multiselect(
            _("Which"),
            list(names),
            key=key,
            format_func=lambda one: names.get(one, one),
            placeholder=_("none"),
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _button(_("Earlier"), "arrow_back", chosen, ("earlier", table, key))
            _button(_("Later"), "arrow_forward", chosen, ("later", table, key))
            if table.code in COPIED:
                _button(_("Duplicate"), "content_copy", chosen, ("copy", table, key))
            _button(_("Remove"), "delete", chosen, ("remove", table, key))
            if table.code == "touchpoints":
                steps = labels(plan, "steps")
                st.selectbox(
                    _("To the step"), list(steps), index=None, key=f"{key} step", placeholder=_("none"),
                    format_func=lambda one: steps.get(one, one), width=260,
                )  # fmt: skip
                _button(_("Move there"), "move_down", chosen, ("step", table, key))


def _button(words: str, icon: str, chosen: list[str], args: tuple[str, Table, str]) -> None:
    st.button(
        words, key=f"map several {args[0]}", icon=f":material/{icon}:", disabled=not chosen, on_click=_change,
        args=args,
    )  # fmt: skip


@called_by_widget
def _change(what: str, table: Table, key: str) -> None:
    opened = session.open_plan()
    if opened is None:
        return
    plan = opened.plan
    ids = [one for one in labels(plan, table.collection) if one in (session.recall(key) or [])]
    count = len(ids)
    if what == "remove":
        label = ngettext("{count} row removed", "{count} rows removed", count).format(count=count)
        ask_removal(plan, tuple((table.collection, one) for one in ids), label)
        return
    changes = _changes(plan, what, table, ids, str(session.recall(f"{key} step") or ""))
    label = ngettext("{count} row: {what}", "{count} rows: {what}", count).format(
        count=count, what=_words(what)
    )
    if changes:
        session.commit(changes, label)


def _changes(plan: Plan, what: str, table: Table, ids: Iterable[str], step_id: str) -> tuple[Change, ...]:
    if what == "copy":
        return together(plan, ids, lambda now, one: (duplicate(now, table.collection, one, _("copy")),))
    if what == "step":
        return together(plan, ids, lambda now, one: moved_to_step(now, one, step_id)) if step_id else ()
    return several_moved(plan, table.collection, ids, -1 if what == "earlier" else 1)


def _words(what: str) -> str:
    words = {
        "copy": _("duplicated"), "step": _("to another step"), "earlier": _("earlier"), "later": _("later"),
    }  # fmt: skip
    return words[what]
