"""Third step: the total, the goal, what cannot move, and what kind each channel is."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from models.changes import with_changes
from models.channel_kinds import CHANNEL_KINDS
from models.communication import ResultsCount
from models.errors import JourneymixError
from models.goals import Objective
from models.money import to_major
from pages.quick_start_parts import draft
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import currency_symbol, money, percent, plain, safe_text
from planner.choice_words import word
from planner.imports.quick_start import QuickStartPreview, build_plan
from planner.imports.quick_start_defaults import goal_step
from planner.imports.quick_start_records import LineInput, same_name
from planner.language import _, say_error
from planner.periods import Pace, changes_to

PACES = [Pace.WHOLE.value, Pace.MONTHS.value, Pace.WEEKS.value]
OBJECTIVES = (Objective.CONVERSIONS, Objective.REVENUE)


def draw_settings() -> None:
    """What the next budget is asked for; then the plan is built."""
    found = draft.found()
    if found is None or not found.ready:
        draft.go("check")
        st.rerun()
    st.subheader(_("What may the next budget do?"), anchor=False)
    left, right = st.columns([2, 3], gap="medium")
    with left, st.container(border=True, key="card quick start goal"):
        _draw_goal(found)
    with right, st.container(border=True, key="card quick start kinds"):
        _draw_kinds(found)
    with st.container(horizontal=True):
        st.button(_("Back to the check"), key=draft.key("back to check"), on_click=draft.go, args=("check",))
        if st.button(
            _("Build the plan"), type="primary", icon=":material/construction:", key=draft.key("build")
        ):
            _build(found)


def _draw_goal(found: QuickStartPreview) -> None:
    asked = draft.settings()
    st.text_input(
        _("Name of the plan"), key=draft.key("name"), placeholder=draft.default_name(), max_chars=200,
        persist_state="session",
    )  # fmt: skip
    spent = to_major(found.totals.spend, asked.currency)
    st.number_input(
        f"{_('Total budget')}, {currency_symbol(asked.currency)}", min_value=0.0, value=None,
        step=max(round(spent / 20, -2), 1.0), key=draft.key("total"), persist_state="session",
        placeholder=money(found.totals.spend, asked.currency),
        help=_("Empty: as much as last period, {money}.").format(money=money(found.totals.spend, asked.currency)),
    )  # fmt: skip
    st.segmented_control(
        _("Plan"), PACES, default=Pace.WHOLE.value, format_func=word, key=draft.key("pace"), required=True,
        persist_state="session", help=_("By months or weeks each period has its own amounts; it can be changed later."),
    )  # fmt: skip
    names = [step.name for step in found.steps]
    usual = names.index(goal_step(found.steps, asked.model_copy(update={"goal_step": ""})))
    st.selectbox(
        _("The result that counts"), names, index=usual, key=draft.key("goal step"), persist_state="session",
        format_func=lambda name: plain(name, 80),
    )  # fmt: skip
    valued = any(step.value for step in found.steps) or any(line.value for line in found.lines)
    st.segmented_control(
        _("Goal of the split"), [each.value for each in OBJECTIVES], default=Objective.CONVERSIONS.value,
        format_func=word, key=draft.key("objective"), required=True, disabled=not valued, persist_state="session",
        help=None if valued else _("Revenue needs a value: give one in the table of steps."),
    )  # fmt: skip
    st.segmented_control(
        _("What a result counts"), [each.value for each in ResultsCount], default=ResultsCount.PLATFORM_REPORTED.value,
        format_func=word, key=draft.key("count"), required=True, persist_state="session",
        help=_("Platforms count one person several times, and each claims the same buyers; a CRM or web analytics "
               "counts people. Rows that say it themselves keep what they say."),
    )  # fmt: skip
    lines = {line.line: _line_name(line, asked.currency) for line in found.lines if line.spend}
    st.multiselect(
        _("What cannot move"), list(lines), format_func=lambda line: lines.get(line, ""), placeholder=_("Everything may move"),
        key=draft.key("cannot move"), persist_state="session",
        help=_("These lines keep last period's money."),
    )  # fmt: skip


def _line_name(line: LineInput, currency: str) -> str:
    parts = [
        plain(line.channel, 60),
        plain(line.step, 30),
        plain(line.segment, 30),
        money(line.spend, currency),
    ]
    return " · ".join(part for part in parts if part)


def _draw_kinds(found: QuickStartPreview) -> None:
    """What is assumed of each channel follows from its kind: so the kind is confirmed here."""
    st.markdown(f"**{_('What kind is each channel?')}**")
    st.caption(
        _("Until your own tests say better, the kind tells how fast more money wears out and how many of the "
          "results would have come anyway. Both are assumed, and marked so everywhere.")
    )  # fmt: skip
    channels = {same_name(line.channel): line for line in reversed(found.lines)}
    lines = list(reversed(channels.values()))
    names = {code: _(kind.name) for code, kind in CHANNEL_KINDS.items()}
    edited_key = draft.key(f"kinds table {draft.recall('kinds round', 0)}")
    frame = pd.DataFrame(
        {
            "channel": [plain(line.channel, 80) for line in lines],
            "kind": [names[line.kind] for line in lines],
            "known": ["" if line.kind_recognised else _("please choose") for line in lines],
            "more": [percent(CHANNEL_KINDS[line.kind].elasticity[1] / 10) for line in lines],
            "anyway": [percent(1 - CHANNEL_KINDS[line.kind].incrementality[1]) for line in lines],
        }
    )
    if all(line.kind_recognised for line in lines):
        frame = frame.drop(columns="known")
    st.data_editor(
        frame, hide_index=True, disabled=[name for name in frame.columns if name != "kind"], key=edited_key,
        on_change=_keep_kinds, args=(edited_key, [line.channel for line in lines], {name: code for code, name in names.items()}),
        column_config={
            "channel": st.column_config.TextColumn(_("Channel")),
            "kind": st.column_config.SelectboxColumn(_("Kind"), options=list(names.values()), required=True),
            "known": st.column_config.TextColumn(_("Not recognised")),
            "more": st.column_config.TextColumn(_("10% more money brings"), help=_("More results, assumed.")),
            "anyway": st.column_config.TextColumn(_("Would come anyway"), help=_("Share of the results, assumed.")),
        },
    )  # fmt: skip


@called_by_widget
def _keep_kinds(key: str, channels: list[str], codes: dict[str, str]) -> None:
    edits = (session.recall(key) or {}).get("edited_rows", {})
    for row, cells in edits.items():
        if cells.get("kind") in codes:
            draft.choose_kind(channels[int(row)], codes[cells["kind"]])
    session.remember(draft.key("kinds round"), draft.recall("kinds round", 0) + 1)


def _build(found: QuickStartPreview) -> None:
    try:
        with st.spinner(_("Building the plan ...")):
            plan = build_plan(found, draft.settings())
            pace = Pace(draft.recall("pace", Pace.WHOLE.value))
            draft.hold(plan if pace is Pace.WHOLE else with_changes(plan, changes_to(plan, pace)))
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 1_500), icon=":material/error:")
        return
    draft.go("reality")
    st.rerun()
