"""Section *In time* of the limits: how fast money may change from one period to the next."""

from __future__ import annotations

import streamlit as st

from models.plan import Plan
from models.rules_in_time import most_change
from pages.budget_parts.limit_cells import (
    MARK,
    Row,
    Table,
    draw_table,
    mark_column,
    money_column,
    percent_column,
    shown_money,
    shown_percent,
    text_column,
)
from pages.shared.inputs import edit
from pages.shared.numbers import plain
from planner.language import _
from planner.limit_lines import typed_lines


def draw_time_limits(plan: Plan, marked: set[str]) -> None:
    """The rules for all, then a table for touchpoints that differ."""
    st.caption(
        _(
            "How much money a day may change from one period to the next, up or down: 10% lets €1,000 become €900 "
            "to €1,100. Days without spend do not count."
        )
    )
    if len(plan.periods) == 1:
        st.info(
            _(
                "This plan has one period, so only the change from today counts. Cut it by months or weeks in the calendar."
            ),
            icon=":material/calendar_month:",
        )
    left, right = st.columns(2)
    with left:
        edit("rules.line_change", label=_("Every touchpoint, at most, %"))
        edit("rules.change_from_today")
    with right:
        edit("rules.total_change", label=_("All spend together, at most, %"))
    lines = plan.touchpoints
    st.markdown(f"**{_('Touchpoints that differ')}**")
    draw_table(
        Table(
            name=f"change limits {plan.id}",
            rows=[
                {
                    "mark": MARK if line.id in marked else "",
                    "touchpoint": plain(line.name, 80),
                    "today": shown_money(plan, line.current_spend),
                    "most_change": shown_percent(line.most_change),
                    "holds": _holds(plan, most_change(plan, line)),
                }
                for line in lines
            ],
            columns=mark_column(bool(marked)) | _columns(plan),
            spoken=_("Change of touchpoints from one period to the next"),
            label=_("Change of {names}"),
        ),
        lambda edited: typed_lines(plan, lines, edited),
    )


def _columns(plan: Plan) -> Row:
    return {
        "touchpoint": text_column(_("Touchpoint"), 260),
        "today": money_column(
            _("Today in {days} days").format(days=plan.reference_days), disabled=True, width=150
        ),
        "most_change": percent_column(
            _("Most change, %"), most=1_000.0, help=_("Empty: as for every touchpoint.")
        ),
        "holds": text_column(_("What holds"), 260),
    }


def _holds(plan: Plan, share: float | None) -> str:
    from planner.limit_forms import change_words

    return _("changes as it likes") if share is None else change_words(share)
