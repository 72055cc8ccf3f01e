"""Messages on tab *Why*: the budget of touchpoints by message, and which messages work best at each stage."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from models.allocation import Allocation, Outcome
from models.money import exact_major
from models.quantity import Evidence
from pages.budget_parts.charts import paired_bars
from pages.shared.numbers import money, people, plain, safe_text
from pages.shared.palette import EVIDENCE_SIGNS
from planner.choice_words import word
from planner.figures_in_words import money_change
from planner.language import _
from planner.message_results import MessageAtStage, MessagePart, message_parts, messages_by_stage
from planner.message_words import (
    best_sentence,
    evidence_sentence,
    known_by,
    shortened,
    split_sentence,
    thousand,
)

IN_CHART = 36
"""Letters of a message beside its bars."""


def draw_messages(allocation: Allocation, split: Outcome) -> None:
    """How budgets are split between messages, and what each message brings; nothing without messages."""
    parts = message_parts(allocation, split)
    if parts:
        _draw_split(allocation, parts)
    _draw_by_stage(allocation, messages_by_stage(allocation.plan, split))


def draw_split_note(allocation: Allocation, split: Outcome) -> None:
    """One sentence for each touchpoint whose budget is split between messages."""
    for _line, own in groupby(message_parts(allocation, split), key=lambda part: part.touchpoint.id):
        st.caption(safe_text(split_sentence(allocation.plan, list(own)), 500))


def _draw_split(allocation: Allocation, parts: Sequence[MessagePart]) -> None:
    plan = allocation.plan
    st.markdown(f"**{_('Budget by message')}**")
    for line_id, grouped in groupby(parts, key=lambda part: part.touchpoint.id):
        own = list(grouped)
        st.markdown(safe_text(split_sentence(plan, own), 500))
        left, right = st.columns([3, 2], gap="medium")
        with left:
            names = [plain(shortened(part.name, IN_CHART), 80) for part in own]
            st.vega_lite_chart(
                spec=paired_bars(_bars(allocation, own, names), names, [_("Today"), _("Proposed")], plan.currency),
                width="stretch", key=f"messages {line_id}", alt=_("Budget of each message today and as proposed"),
            )  # fmt: skip
        with right:
            for part in own:
                st.caption(safe_text(_part_words(allocation, part), 500))
            if said := evidence_sentence(own):
                st.caption(safe_text(said, 400))


def _bars(allocation: Allocation, parts: Sequence[MessagePart], names: Sequence[str]) -> list[dict[str, Any]]:
    currency = allocation.plan.currency
    return [
        {
            "line": name, "scenario": title, "value": float(exact_major(amount, currency)),
            "said": f"{money(amount, currency)} · " + _("{people} people").format(people=people(won)),
        }
        for name, part in zip(names, parts, strict=True)
        for title, amount, won in (
            (_("Today"), part.now, part.result_now.people), (_("Proposed"), part.proposed, part.result.people),
        )
    ]  # fmt: skip


def _part_words(allocation: Allocation, part: MessagePart) -> str:
    """“Half price” ○ assumed: €3,400 → €3,870 (+€470), 71.2 conversions."""
    currency = allocation.plan.currency
    grade = part.evidence or Evidence.ASSUMED
    return _("{message} {sign} {grade}: {now} → {proposed} ({change}), {conversions} conversions").format(
        message=shortened(part.name), sign=EVIDENCE_SIGNS[grade], grade=word(grade.value),
        now=money(part.now, currency), proposed=money(part.proposed, currency),
        change=money_change(part.change, currency), conversions=people(part.result.conversions),
    )  # fmt: skip


def _draw_by_stage(allocation: Allocation, found: Sequence[MessageAtStage]) -> None:
    if not found:
        return
    plan = allocation.plan
    st.markdown(f"**{_('Which messages work best at each stage')}**")
    for _stage, grouped in groupby(found, key=lambda each: each.stage.id):
        if said := best_sentence(plan, list(grouped)):
            st.markdown(f"- {safe_text(said, 500)}")
    if any(each.worked_out for each in found):
        st.caption(
            _(
                "Where messages share a touchpoint and none has results of its own, each is taken to bring its "
                "planned share, times its effect. Give a message's own spend and results on the map to know better."
            )
        )
    title = _("What each message brings")
    with st.expander(title, key="messages by stage", on_change="rerun") as more:
        if more.open:
            _draw_table(allocation, found)


def _draw_table(allocation: Allocation, found: Sequence[MessageAtStage]) -> None:
    plan, column = allocation.plan, st.column_config
    per = _("Conversions per {amount}").format(amount=money(thousand(plan), plan.currency))
    rows = [
        {
            "stage": plain(each.stage.name, 60),
            "message": plain(each.message.text, 200),
            "per": each.per_money(plan.currency),
            "conversions": each.conversions,
            "budget": float(exact_major(each.spend, plan.currency)),
            "people": round(each.people),
            "known": known_by(each),
            "touchpoints": "; ".join(plain(name, 60) for name in each.touchpoints),
        }
        for each in found
    ]
    st.dataframe(
        rows, hide_index=True, placeholder="–", alt=_("What each message brings at each stage"),
        column_config={
            "stage": column.TextColumn(_("Stage"), width=75),
            "message": column.TextColumn(_("Message"), width=280),
            "touchpoints": column.TextColumn(_("Touchpoint"), width="medium"),
            "budget": column.NumberColumn(f"{_('Budget')} ({plan.currency})", format="localized", width=100),
            "people": column.NumberColumn(_("People won"), format="localized", width=90),
            "conversions": column.NumberColumn(_("Conversions"), format="%.1f", width=100),
            "per": column.NumberColumn(per, format="%.3g", width=170),
            "known": column.TextColumn(_("Known by"), width=240),
        },
    )  # fmt: skip
