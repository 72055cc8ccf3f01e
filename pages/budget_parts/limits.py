"""Tab *Limits*: what may not move, section by section; every table saves as it is typed."""

from __future__ import annotations

import streamlit as st

from models.plan import Plan
from pages.budget_parts.goal_limits import draw_goal_limits
from pages.budget_parts.limit_groups import draw_group_limits
from pages.budget_parts.limit_lines import draw_line_limits
from pages.budget_parts.limit_owned import draw_owned_limits
from pages.budget_parts.limit_time import draw_time_limits
from pages.shared import plan_answers
from pages.shared.numbers import safe_text
from planner.language import N_, _
from planner.limit_clashes import Clash, marked_limits, marked_lines, sections_of

SECTIONS = {
    "lines": N_("Touchpoints"), "groups": N_("Groups"), "time": N_("In time"), "owned": N_("Owned and offline"),
    "goals": N_("Goals"),
}  # fmt: skip


def draw_limits(plan: Plan, version: int) -> None:
    """One section at a time; those whose limits cannot hold together carry a mark, and so do their rows."""
    found = plan_answers.clashes(plan)
    troubled = sections_of(found)
    section = st.segmented_control(
        _("Limits"), list(SECTIONS), key="limits section", default="lines", required=True,
        format_func=lambda code: f"{_(SECTIONS[code])} ▲" if code in troubled else _(SECTIONS[code]),
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    lines = marked_lines(found)
    if section == "groups":
        draw_group_limits(plan, marked_limits(found))
    elif section == "time":
        draw_time_limits(plan, lines)
    elif section == "owned":
        draw_owned_limits(plan, lines)
    elif section == "goals":
        draw_goal_limits(plan, version)
    else:
        draw_line_limits(plan, lines)
    _say_clashes(found)


def _say_clashes(found: tuple[Clash, ...]) -> None:
    """Under the table: which limits cannot hold together. Ways out stand above the tabs."""
    for clash in found:
        listed = "\n".join(f"- {safe_text(words, 300)}" for words in clash.words)
        st.error(
            "\n\n".join(
                [
                    f"**{_('Saved as typed, but no split keeps all of these together:')}**",
                    listed,
                    _("Rows with ▲ take part. Loosen one of them here, or take a way out above."),
                ]
            ),
            icon=":material/error:",
        )
