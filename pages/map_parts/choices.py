"""What of the map is shown: view, segment, filters, lanes; and the ways to add something."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from models.communication import MessageStatus
from models.freshness import overdue
from models.plan import Plan
from models.quantity import Evidence
from pages.map_parts.address import chosen_in_address, keep_in_address
from pages.map_parts.chosen import Choices
from pages.map_parts.dialogs import open_dialog
from pages.map_parts.findings import open_findings
from pages.map_parts.panel_names import PANEL_NAMES
from pages.shared import session
from planner.drawing.choice import FIRST_LANES, LANES, MapFilter
from planner.drawing.journey import Sheet
from planner.drawing.views import VIEWS
from planner.language import N_, _
from planner.map_columns import EVIDENCE_WORDS
from planner.map_table_columns import STATUSES
from planner.map_table_list import TABLES
from planner.map_tables import labels
from planner.map_words import THINGS

TABS = {
    **{code: name for code, (name, _draw) in VIEWS.items()},
    "findings": N_("Findings"),
    **PANEL_NAMES,
    "tables": N_("Tables"),
}
ADDABLE = [code for code in THINGS if code in TABLES and code != "emotions"]
"""Tables that a row can be added to from the map."""


def draw_choices(plan: Plan) -> Choices:
    """The row of controls above the map."""
    waiting = {"findings": len(open_findings(plan)), "review": overdue(plan, dt.date.today())}
    with st.container(key="map choices", horizontal=True, vertical_alignment="bottom", gap="small"):
        view = st.segmented_control(
            _("View"), list(TABS), key=chosen_in_address("view", TABS), required=True,
            format_func=lambda code: _(TABS[code]) + (f" ({waiting[code]})" if waiting.get(code) else ""),
            label_visibility="collapsed",
            on_change=keep_in_address, args=("view",),
        )  # fmt: skip
        view = view or "journey"
        shown = MapFilter()
        lanes: tuple[str, ...] = FIRST_LANES
        st.space("stretch")
        # Where they do not fit beside the views, they go to a row of their own together.
        with st.container(horizontal=True, width="content", vertical_alignment="bottom", gap="small"):
            if view in VIEWS:
                shown = _draw_filter(plan)
                lanes = _draw_lanes() if view == "journey" else FIRST_LANES
            _draw_add()
    return Choices(view, shown, Sheet(lanes=lanes))


def _draw_filter(plan: Plan) -> MapFilter:
    segment = ""
    if len(plan.segments) > 1:
        names = {"": _("All segments"), **labels(plan, "segments")}
        segment = st.selectbox(
            _("Segment"), list(names), key="map segment", persist_state="session",
            format_func=lambda one: names.get(one, one), label_visibility="collapsed", width=220,
        )  # fmt: skip
    held = sum(bool(session.recall(key)) for key in ("map channels", "map statuses", "map evidence"))
    with st.popover(_("Filter") + (f" ({held})" if held else ""), icon=":material/filter_alt:"):
        channels = labels(plan, "channels")
        chosen = st.multiselect(
            _("Channels"), list(channels), key="map channels", persist_state="session",
            format_func=lambda one: channels.get(one, one), placeholder=_("All channels"),
        )  # fmt: skip
        statuses = st.multiselect(
            _("Status of messages"), [status.value for status in MessageStatus], key="map statuses",
            persist_state="session", format_func=lambda one: _(STATUSES[one]), placeholder=_("Any status"),
        )  # fmt: skip
        evidence = st.multiselect(
            _("Evidence"), [grade.value for grade in Evidence], key="map evidence", persist_state="session",
            format_func=lambda one: _(EVIDENCE_WORDS[one]), placeholder=_("Any evidence"),
        )  # fmt: skip
    known = frozenset(one for one in chosen if one in channels)
    return MapFilter(
        segment if segment in names_of(plan) else "", known, frozenset(statuses), frozenset(evidence)
    )


def names_of(plan: Plan) -> set[str]:
    """Ids of the segments."""
    return {segment.id for segment in plan.segments}


def _draw_lanes() -> tuple[str, ...]:
    with st.popover(_("Lanes"), icon=":material/table_rows:"):
        chosen = st.pills(
            _("Lanes of the map"), list(LANES), selection_mode="multi", default=list(FIRST_LANES),
            key="map lanes", persist_state="session", format_func=lambda code: _(LANES[code]),
        )  # fmt: skip
    return tuple(chosen)


def _draw_add() -> None:
    picked = st.menu_button(
        _("Add"), ADDABLE, key="map add", icon=":material/add:", format_func=lambda code: _(THINGS[code])
    )
    if picked is not None:
        open_dialog("add", picked)
