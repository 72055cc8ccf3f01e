"""Section *Touchpoints* of the limits: one table in three forms, and changes to several at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from models.charging import charge_factors, current_over_plan
from models.communication import Standing, Touchpoint
from models.limit import LimitPlace
from models.plan import Plan
from pages.budget_parts.learning import draw_learning
from pages.budget_parts.limit_cells import (
    MARK,
    Row,
    Table,
    draw_forms,
    draw_shares_of,
    draw_table,
    form_cells,
    form_columns,
    mark_column,
    money_column,
    percent_column,
    shown_money,
    shown_percent,
    text_column,
)
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain, safe_text
from planner.choice_words import word
from planner.language import _, ngettext
from planner.limit_forms import line_limits
from planner.limit_lines import typed_lines
from planner.limit_places import SEVERAL, WITHOUT_VALUE, place_rows, several_changes
from planner.limit_typing import CannotBe

ALL, CHOSEN = "all", "chosen"


def draw_line_limits(plan: Plan, marked: set[str]) -> None:
    """The table of touchpoints in one form at a time; limits of the others are named in it."""
    st.caption(
        _(
            "What each touchpoint may spend over the whole plan, as set in the platform. Empty: as it likes. "
            "Locked: as today."
        )
    )
    with st.container(horizontal=True, vertical_alignment="center", key="line limit tools"):
        form = draw_forms("line limit form", plan)
        if form == "share":
            draw_shares_of(plan)
        with st.popover(_("Change several at once"), icon=":material/checklist:"):
            _draw_several(plan)
    lines = plan.touchpoints
    draw_table(
        Table(
            name=f"line limits {plan.id} {form}",
            rows=[_row(plan, line, form, marked) for line in lines],
            columns=mark_column(bool(marked)) | _columns(form),
            spoken=_("Limits on touchpoints"),
            label=_("Limits of {names}"),
        ),
        lambda edited: typed_lines(plan, lines, edited),
    )
    draw_learning(plan)


def _columns(form: str) -> dict[str, object]:
    standings = [standing.value for standing in Standing]
    shown: dict[str, object] = {
        "touchpoint": text_column(_("Touchpoint"), 172),
        "step": text_column(_("Step"), 178),
        "today": money_column(
            _("Today"), disabled=True, help=_("Today's pace over the whole plan."), width=74
        ),
        "standing": st.column_config.SelectboxColumn(
            _("May move?"),
            options=standings,
            format_func=lambda code: word(str(code)),
            required=True,
            width=100,
        ),
    }
    if form == "share":
        shown["today_share"] = percent_column(_("Today, %"), disabled=True)
    shown |= form_columns(form)
    if form == "money":
        shown["committed"] = money_column(
            _("Committed"), help=_("Signed or booked: the least it gets."), width=98
        )
        shown["minimum_if_used"] = money_column(
            _("If used, at least"), help=_("Nothing at all, or at least this much."), width=116
        )
    if form == "current":
        shown["assumed_limit_lifted"] = st.column_config.CheckboxColumn(
            _("Free"), help=_("Free to move as far as it likes although its curve is assumed."), width=56
        )
    if form != "money":  # the words need the room
        del shown["step"]
        shown["also"] = text_column(_("What else holds"), 300)
    return shown


def _row(plan: Plan, line: Touchpoint, form: str, marked: set[str]) -> Row:
    current = current_over_plan(plan, line)
    charged = current * charge_factors(plan)[line.id]
    return {
        "mark": MARK if line.id in marked else "",
        "touchpoint": plain(line.name, 80),
        "step": plain(plan.by_id["steps"][line.step_id].name, 60),
        "today": shown_money(plan, current),
        "today_share": shown_percent(charged / plan.rules.total_budget) if plan.rules.total_budget else None,
        "standing": line.standing.value,
        "committed": shown_money(plan, line.committed),
        "minimum_if_used": shown_money(plan, line.minimum_if_used),
        "assumed_limit_lifted": line.assumed_limit_lifted,
        "also": plain("; ".join(line_limits(plan, line)), 300),
        **form_cells(plan, line),
    }


def _draw_several(plan: Plan) -> None:
    """Choose touchpoints, then what to do with all of them; one undo takes it back."""
    sets = _sets(plan)
    chosen_set = st.selectbox(
        _("Which touchpoints"), list(sets), key="several which", format_func=lambda code: sets[code][0]
    )
    lines = sets[chosen_set][1]
    if chosen_set == CHOSEN:
        by_id = plan.by_id["touchpoints"]
        picked = st.multiselect(
            _("Touchpoints"),
            list(by_id),
            key="several lines",
            format_func=lambda code: plain(by_id[code].name, 80),
        )
        lines = [by_id[code] for code in picked]
    action = st.selectbox(
        _("What to do"), list(SEVERAL), key="several what", format_func=lambda code: _(SEVERAL[code])
    )
    if action not in WITHOUT_VALUE:
        help = _("Empty takes it away.")
        st.number_input(_(SEVERAL[action]), key="several value", value=None, help=help, format="%.10g")
    if problem := session.recall("several problem"):
        st.error(safe_text(problem, 500), icon=":material/error:")
    words = ngettext("Change {count} touchpoint", "Change {count} touchpoints", len(lines)).format(
        count=len(lines)
    )
    st.button(
        words,
        key="several apply",
        type="primary",
        disabled=not lines,
        on_click=_apply,
        args=(plan, lines, action),
    )


def _sets(plan: Plan) -> dict[str, tuple[str, Sequence[Touchpoint]]]:
    """Code -> words and touchpoints of every set that can be changed at once."""
    found: dict[str, tuple[str, Sequence[Touchpoint]]] = {
        ALL: (_("All"), plan.touchpoints),
        CHOSEN: (_("Some, chosen one by one"), ()),
    }
    for place in (LimitPlace.CHANNEL, LimitPlace.STAGE, LimitPlace.TAG, LimitPlace.GROUP):
        for row in place_rows(plan, place):
            if row.lines:
                found[f"{place.value}:{row.place_id}"] = (
                    f"{word(place.value)}: {plain(row.name, 80)}",
                    row.lines,
                )
    return found


@called_by_widget
def _apply(plan: Plan, lines: Sequence[Touchpoint], action: str) -> None:
    session.forget("several problem")
    try:
        changes = several_changes(plan, lines, action, session.recall("several value"))
    except CannotBe as reason:
        session.remember("several problem", str(reason))
        return
    if changes:
        session.commit(list(changes), _("Several touchpoints: {what}").format(what=_(SEVERAL[action])))
