"""Section *Groups* of the limits: channels, stages, segments, tags and free groups, a row each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from models.limit import LimitPlace
from models.plan import Plan
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
from pages.shared import plan_answers, session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain, safe_text
from planner.choice_words import word
from planner.explain import objective_amount
from planner.language import N_, _
from planner.limit_forms import group_limit
from planner.limit_places import (
    LOCKED,
    PlaceRow,
    first_stage_lines,
    group_changes,
    group_removal,
    place_rows,
    tag_changes,
    typed_places,
)
from planner.limit_typing import CannotBe

KINDS = tuple(place.value for place in LimitPlace)
KIND_WORDS = {
    "channel": N_("Channels"), "stage": N_("Stages"), "segment": N_("Segments"), "tag": N_("Tags"),
    "group": N_("Groups of your own"),
}  # fmt: skip
BRAND = "brand"
NEW = ""
NOTICED = 1e-4


def draw_group_limits(plan: Plan, marked: set[str]) -> None:
    """The table of one kind of place in one form at a time, with a lock for each."""
    st.caption(
        _(
            "What touchpoints may spend together, as charged to the budget: by channel, stage, segment, tag or a "
            "group of your own. A tick under “Locked” keeps all of them as today."
        )
    )
    troubled = {limit.place.value for limit in plan.rules.limits if limit.id in marked}
    with st.container(horizontal=True, vertical_alignment="center", key="group limit tools"):
        kind = st.segmented_control(
            _("Groups"), KINDS, key="group limit kind", format_func=lambda code: f"{_(KIND_WORDS[code])} {MARK}" if code in troubled else _(KIND_WORDS[code]), default="channel",
            required=True, label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
        form = draw_forms("group limit form", plan)
    place = LimitPlace(kind or "channel")
    rows = place_rows(plan, place)
    if form == "share":
        draw_shares_of(plan)
    if place is LimitPlace.TAG:
        _draw_tags(plan)
    if place is LimitPlace.GROUP:
        _draw_group_editor(plan)
    if not rows:
        st.info(
            _("No group yet. Make one: touchpoints of a partner, a country, a launch."),
            icon=":material/group_work:",
        )
        return
    _draw_places(plan, rows, form, marked)
    _draw_floor_costs(plan, rows)


def _draw_places(plan: Plan, rows: Sequence[PlaceRow], form: str, marked: set[str]) -> None:
    columns: dict[str, object] = {
        "name": text_column(word(rows[0].place.value), 210),
        "lines": st.column_config.NumberColumn(_("Touchpoints"), disabled=True, width=90),
        "today": money_column(
            _("Today"), disabled=True, help=_("Today's pace over the whole plan, as charged.")
        ),
    }
    if form == "share":
        columns["today_share"] = percent_column(_("Today, %"), disabled=True)
    if any(row.locked is not None for row in rows):
        columns[LOCKED] = st.column_config.CheckboxColumn(
            _("Locked"), width=70, help=_("All its touchpoints stay as today.")
        )
    columns |= form_columns(form)
    columns["also"] = text_column(_("All its limits"), 280)
    held = {row.limit.id for row in rows if row.limit is not None} & marked
    draw_table(
        Table(
            name=f"group limits {plan.id} {rows[0].place.value} {form}",
            rows=[_row(plan, row, held) for row in rows],
            columns=mark_column(bool(held)) | columns,
            spoken=_("Limits on {places}").format(places=_(KIND_WORDS[rows[0].place.value])),
            label=_("Limits of {names}"),
        ),
        lambda edited: typed_places(plan, rows, edited),
    )


def _row(plan: Plan, row: PlaceRow, marked: set[str]) -> Row:
    total, limit = plan.rules.total_budget, row.limit
    return {
        "mark": MARK if limit is not None and limit.id in marked else "",
        "name": plain(row.name, 80),
        "lines": len(row.lines),
        "today": shown_money(plan, row.today),
        "today_share": shown_percent(row.today / total) if total else None,
        LOCKED: row.locked,
        "also": plain(group_limit(plan, limit).partition(": ")[2], 300) if limit is not None else "",
        **form_cells(plan, limit),
    }


def _draw_floor_costs(plan: Plan, rows: Sequence[PlaceRow]) -> None:
    """What the least amounts of these places cost in all; only where an answer is at hand."""
    limits = [row.limit for row in rows if row.limit is not None]
    with_floor = [
        one for one in limits if (one.lower, one.lower_share, one.lower_current) != (None, None, None)
    ]
    for limit in with_floor:
        cost = plan_answers.floor_cost(plan, limit.id)
        if cost is None:
            continue
        said = _("{limit}. It costs next to nothing: the split would hardly be better without it.")
        if cost[0] > NOTICED * max(abs(cost[1]), 1.0):
            said = _("{limit}. Without it the split would bring {units} more.")
        words = said.format(limit=group_limit(plan, limit), units=objective_amount(plan, cost[0]))
        st.caption(f":material/balance: {safe_text(words, 500)}")
    if rows[0].place is LimitPlace.TAG and with_floor:
        st.caption(_("What brand money brings beyond the end of the plan lies outside these numbers."))


def _draw_tags(plan: Plan) -> None:
    """Brand and performance in one click: the first stage is a first guess."""
    tagged = [line.id for line in plan.touchpoints if BRAND in line.tags]
    with st.popover(_("Which touchpoints are brand?"), icon=":material/sell:"):
        by_id = plan.by_id["touchpoints"]
        st.multiselect(
            _("Brand"), list(by_id), default=tagged or list(first_stage_lines(plan)), key=f"brand lines {plan.id}",
            format_func=lambda code: plain(by_id[code].name, 80),
            help=_("All others become performance. Other tags stay."),
        )  # fmt: skip
        st.button(
            _("Tag them, the others as performance"),
            key="tag brand",
            type="primary",
            on_click=_tag,
            args=(plan,),
        )


@called_by_widget
def _tag(plan: Plan) -> None:
    changes = tag_changes(plan, session.recall(f"brand lines {plan.id}", []))
    if changes:
        session.commit(list(changes), _("Tags: brand and performance"))


def _draw_group_editor(plan: Plan) -> None:
    """Make a group, change who is in it, or take it away."""
    groups, lines = plan.by_id["groups"], plan.by_id["touchpoints"]
    with st.popover(_("New group, or change one"), icon=":material/group_work:"):
        which = st.selectbox(
            _("Group"), [NEW, *groups], key=f"group which {plan.id}",
            format_func=lambda code: plain(groups[code].name, 80) if code else _("A new one"),
        )  # fmt: skip
        group = groups.get(which)
        st.text_input(_("Name"), value=group.name if group else "", max_chars=200, key=f"group name {which}")
        st.multiselect(
            _("Touchpoints"), list(lines), default=list(group.touchpoint_ids) if group else [],
            key=f"group lines {which}", format_func=lambda code: plain(lines[code].name, 80),
        )  # fmt: skip
        if problem := session.recall("group problem"):
            st.error(safe_text(problem, 500), icon=":material/error:")
        with st.container(horizontal=True):
            st.button(
                _("Save the group"),
                key="save group",
                type="primary",
                on_click=_save_group,
                args=(plan, which),
            )
            if group is not None:
                st.button(
                    _("Delete it and its limits"),
                    key="delete group",
                    on_click=_delete_group,
                    args=(plan, which),
                )


@called_by_widget
def _save_group(plan: Plan, which: str) -> None:
    session.forget("group problem")
    name, chosen = session.recall(f"group name {which}", ""), session.recall(f"group lines {which}", [])
    try:
        changes = group_changes(plan, which, name, chosen)
    except CannotBe as reason:
        session.remember("group problem", str(reason))
        return
    session.commit(list(changes), _("Group “{name}”").format(name=name[:80]))


@called_by_widget
def _delete_group(plan: Plan, which: str) -> None:
    session.commit(list(group_removal(plan, which)), _("Group deleted"))
