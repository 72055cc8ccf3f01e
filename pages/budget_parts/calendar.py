"""Tab *Calendar*: the money by channel and period, budgets fixed for periods, the media plan to take away."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.allocation import Allocation, Outcome
from models.changes import Set
from models.money import exact_major, to_minor
from models.plan import Plan
from pages.budget_parts.calendar_dates import draw_dates
from pages.budget_parts.calendar_tables import draw_time_tables
from pages.budget_parts.charts import HeatCell, heat_map, stacked_bars
from pages.budget_parts.flight_chart import channel_colour, flight_chart, legend_words
from pages.shared import session
from pages.shared.answers import kept_picture
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import money, money_change, money_short, plain, safe_text
from planner.figures_in_words import MINUS
from planner.language import _
from planner.periods import (
    later_sentence,
    money_by_channel,
    period_rows,
    short_period_name,
    turned_away_sentences,
)


def draw_calendar(plan: Plan, version: int, allocation: Allocation | None, split: Outcome | None) -> None:
    """When the plan runs and how it is cut; with an answer its heat map, flights and budgets; what takes time."""
    draw_dates(plan)
    if allocation is not None and split is not None:
        for said in (later_sentence(split), *turned_away_sentences(plan, split)):
            if said:
                st.markdown(safe_text(said, 300))
        if len(plan.periods) < 2:
            st.info(
                _("The plan is answered as a whole. Plan by months or weeks to see when the money is spent."),
                icon=":material/calendar_month:",
            )
        else:
            _draw_answer(allocation, split, version)
    draw_time_tables(plan)


def _draw_answer(allocation: Allocation, split: Outcome, version: int) -> None:
    _draw_heat(allocation, split)
    _draw_flights(allocation.plan, split)
    _draw_sums(allocation.plan, split)
    _draw_budgets(allocation, split, version)
    _draw_downloads(allocation, split)


def _draw_flights(plan: Plan, split: Outcome) -> None:
    st.markdown(f"**{_('Who is on when')}**")
    st.caption(legend_words(plan))
    st.vega_lite_chart(
        spec=dict(kept_picture(plan, split, lambda: flight_chart(plan, split), "flights")), width="stretch",
        alt=_("Flight chart: the days on which each touchpoint spends"),
    )  # fmt: skip


WIDE = 9
"""With more periods than this amounts are shortened to fit their cells."""


def _draw_heat(allocation: Allocation, split: Outcome) -> None:
    plan = allocation.plan
    now, then = money_by_channel(plan, allocation.now), money_by_channel(plan, split)
    cells = [
        _cell(plan, (channel.name, short_period_name(period)), (now.get(at, 0), then.get(at, 0)))
        for channel in plan.channels
        for period in plan.periods
        if now.get(at := (channel.id, period.id)) or then.get(at)
    ]
    st.markdown(f"**{_('When the money is spent')}**")
    st.caption(
        _(
            "Each cell: the proposed amount, and its change from today's even pace. Green gets more, amber less."
        )
    )
    used = [
        plain(c.name, 40) for c in plan.channels if any(cell.channel == plain(c.name, 40) for cell in cells)
    ]
    st.vega_lite_chart(
        spec=heat_map(cells, [short_period_name(period) for period in plan.periods], used), width="stretch",
        alt=_("Heat map: proposed money by channel and period, with its change"),
    )  # fmt: skip


def _cell(plan: Plan, place: tuple[str, str], amounts: tuple[int, int]) -> HeatCell:
    (channel, period), (now, then) = place, amounts
    narrow = len(plan.periods) > WIDE
    written, changed = (money_short, _change_short) if narrow else (money, money_change)
    return HeatCell(
        channel=plain(channel, 40), stage=period, amount=written(then, plan.currency),
        change=changed(then - now, plan.currency) if then != now else "=", shift=float(then - now),
        said=f"{plain(channel, 40)} · {period}: {money(now, plan.currency)} → {money(then, plan.currency)}",
    )  # fmt: skip


def _change_short(minor: int, currency: str) -> str:
    return f"{'+' if minor > 0 else MINUS}{money_short(abs(minor), currency)}"


def _draw_sums(plan: Plan, split: Outcome) -> None:
    sums = money_by_channel(plan, split)
    rows = [
        {
            "period": short_period_name(period), "part": plain(channel.name, 40),
            "value": float(exact_major(amount, plan.currency)), "said": money(amount, plan.currency),
        }
        for channel in plan.channels
        for period in plan.periods
        if (amount := sums.get((channel.id, period.id), 0))
    ]  # fmt: skip
    st.markdown(f"**{_('Money by period')}**")
    st.vega_lite_chart(
        spec=stacked_bars(
            rows, [short_period_name(period) for period in plan.periods], {plain(c.name, 40): channel_colour(c) for c in plan.channels},
            plan.currency,
        ),
        width="stretch", alt=_("Proposed money by period, stacked by channel"),
    )  # fmt: skip


def _draw_budgets(allocation: Allocation, split: Outcome, version: int) -> None:
    plan = allocation.plan
    key = f"period budgets {plan.id} {version}"
    st.markdown(f"**{_('Budget of each period')}**")
    st.caption(
        _("Amounts in {currency}, as charged. Leave “Fixed” empty where the split may choose.").format(
            currency=plan.currency
        )
    )
    number = st.column_config.NumberColumn
    st.data_editor(
        [
            {
                "period": row.name,
                "fixed": None if row.period.budget is None else float(exact_major(row.period.budget, plan.currency)),
                "now": row.charged_now, "then": row.charged, "before": row.conversions_now, "after": row.conversions,
            }
            for row in period_rows(allocation, split)
        ],
        key=key, hide_index=True, num_rows="fixed", placeholder="–", height="content",
        column_config={
            "period": st.column_config.TextColumn(_("Period"), disabled=True, width="medium"),
            "fixed": number(_("Fixed"), min_value=0.0, format="localized"),
            "now": number(_("Today's pace"), disabled=True, format="localized"),
            "then": number(_("Proposed"), disabled=True, format="localized"),
            "before": number(_("Conversions at today's pace"), disabled=True, format="%.1f"),
            "after": number(_("Conversions proposed"), disabled=True, format="%.1f"),
        },
        on_change=_save_budgets, args=(plan, key), alt=_("Budget of each period"),
    )  # fmt: skip


@called_by_widget
def _save_budgets(plan: Plan, key: str) -> None:
    typed = session.recall(key, {}).get("edited_rows", {})
    session.commit(budget_changes(plan, typed), _("Budget of a period"))


def budget_changes(plan: Plan, edited: dict[int, dict[str, Any]]) -> list[Set]:
    """The changes that edited cells mean; an empty one lets the split choose."""
    return [
        Set(
            path=f"periods.{plan.periods[int(place)].id}.budget",
            value=None if cells["fixed"] is None else to_minor(cells["fixed"], plan.currency),
        )
        for place, cells in edited.items()
        if "fixed" in cells
    ]


def _draw_downloads(allocation: Allocation, split: Outcome) -> None:
    name = f"{allocation.plan.id}-media-plan"
    with st.container(horizontal=True):
        st.download_button(
            _("Media plan, XLSX"), data=lambda: _xlsx(allocation, split), file_name=f"{name}.xlsx", on_click="ignore",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            _("Media plan, CSV"), data=lambda: _csv(allocation, split), file_name=f"{name}.csv", on_click="ignore",
            mime="text/csv", icon=":material/download:",
        )  # fmt: skip


def _xlsx(allocation: Allocation, split: Outcome) -> bytes:
    from planner.exports.media_plan import media_plan_xlsx

    session.speak()
    return media_plan_xlsx(allocation, split)


def _csv(allocation: Allocation, split: Outcome) -> bytes:
    from planner.exports.media_plan import media_plan_csv

    session.speak()
    return media_plan_csv(allocation, split)
