"""Stuck customers: the rules that speak to them again, rules the map lacks, and the brief to set them up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from models.allocation import Outcome
from models.communication import CreativeRule
from models.plan import Plan
from pages.map_parts.dialogs import open_dialog
from pages.map_parts.downloads import file_name
from pages.map_parts.tables import draw_table
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import people, plain, safe_text
from planner.exports.rule_brief import brief_csv, brief_text, brief_xlsx, rule_brief, wait_words
from planner.language import N_, _
from planner.map_tables import TABLES
from planner.rule_suggestions import Suggestion, adding, suggested_rules

Write = Callable[[Plan, Outcome | None], bytes]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

BRIEFS: tuple[tuple[str, str, str, Write], ...] = (
    (N_("Brief (XLSX)"), "xlsx", XLSX, brief_xlsx),
    (N_("Brief (CSV)"), "csv", "text/csv", brief_csv),
    (N_("Brief (text)"), "md", "text/markdown", brief_text),
)


def draw_stuck(plan: Plan, outcome: Outcome | None) -> None:
    """Suggestions first, then the table and the brief."""
    found = suggested_rules(plan, outcome) if outcome is not None else []
    _draw_sentence(plan, found)
    for one in found:
        _draw_suggestion(plan, one)
    _draw_unfinished(plan)
    with st.container(horizontal=True, vertical_alignment="center"):
        # To the left: the table's own tools come up above its right end and would cover them.
        st.markdown(f"**{_('Rules for stuck customers')}**", width="content")
        st.button(_("Add a rule"), key="add stuck", icon=":material/add:", on_click=open_dialog,
                  args=("add", "creative_rules"))  # fmt: skip
        _draw_briefs(plan, outcome)
    draw_table(plan, TABLES["creative_rules"])


def _draw_sentence(plan: Plan, found: list[Suggestion]) -> None:
    if found:
        stuck = people(sum(one.stuck for one in found))
        st.markdown(
            _("{people} people stop where nobody speaks to them again. These rules would.").format(
                people=f"**{stuck}**"
            )
        )
    elif plan.creative_rules and not any(row["missing"] for row in rule_brief(plan, None).rows):
        st.markdown(_("Wherever many people stop, somebody speaks to them again."))
    elif not plan.creative_rules:
        st.markdown(
            _(
                "A rule speaks again to customers who stop at a step: after how long, where, and with which message."
            )
        )


def _draw_unfinished(plan: Plan) -> None:
    """Rules that no tool can be set up from yet, each with what it lacks."""
    for rule, row in zip(plan.creative_rules, rule_brief(plan, None).rows, strict=True):
        if row["missing"]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"unfinished {rule.id}"):
                words = _("The rule at “{step}” still lacks: {missing}").format(
                    step=plain(str(row["trigger"]), 80), missing=row["missing"]
                )
                st.markdown(f":orange[:material/warning:] {safe_text(words, 300)}", width="stretch")
                st.button(
                    _("Go there"), key=f"go rule {rule.id}", icon=":material/arrow_forward:", type="tertiary",
                    on_click=open_dialog, args=("edit", "creative_rules", rule.id),
                )  # fmt: skip


def _draw_suggestion(plan: Plan, one: Suggestion) -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"card rule {one.step.id}"
    ):
        with st.container(gap=None, width="stretch"):
            name = safe_text(one.step.name, 120)
            st.markdown(
                _("**{people}** people stop at “{step}”.").format(people=people(one.stuck), step=name)
            )
            st.caption(safe_text(rule_words(plan, one.rule), 500))
        st.button(
            _("Add this rule"), key=f"suggest {one.step.id}", icon=":material/add:", type="primary",
            on_click=_add, args=(one,),
        )  # fmt: skip


def rule_words(plan: Plan, rule: CreativeRule) -> str:
    """“After 24 hours: E-mail, “Come back”, leads to “Checkout”; stop when: …”, with what is still to be chosen."""
    channel = plan.by_id["channels"].get(rule.channel_id or "")
    message = plan.by_id["messages"].get(rule.message_id or "")
    target = plan.by_id["steps"].get(rule.destination_step_id or "")
    return _("After {wait}: {channel}, {message}, leads to “{step}”. Stop when: {stop}").format(
        wait=wait_words(rule.stuck_for_hours),
        channel=channel.name if channel else _("a channel to be chosen"),
        message=f"“{plain(message.text, 120)}”" if message else _("a message to be chosen"),
        step=target.name if target else "",
        stop=rule.stop_condition,
    )


@called_by_widget
def _add(one: Suggestion) -> None:
    change = adding(one)
    if session.commit([change], _("Rule for {step} added").format(step=plain(one.step.name, 60))):
        open_dialog("edit", "creative_rules", str(change.record["id"]))


def _draw_briefs(plan: Plan, outcome: Outcome | None) -> None:
    with st.popover(_("Brief for the tool"), icon=":material/download:", disabled=not plan.creative_rules):
        st.caption(
            _("Trigger, wait, segment, channel, message, destination and stop condition of every rule.")
        )
        for words, ending, mime, write in BRIEFS:
            st.download_button(
                _(words), data=partial(write, plan, outcome), file_name=f"{file_name(plan)}-rules.{ending}", mime=mime,
                on_click="ignore", type="tertiary", width="stretch", key=f"brief {ending}",
            )  # fmt: skip
