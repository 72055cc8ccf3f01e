"""Two scenarios side by side: tiles, the lines that change, what differs in the assumptions, the table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.errors import JourneymixError
from models.money import exact_major
from models.plan import Plan
from pages.budget_parts.charts import paired_bars
from pages.scenario_parts.curve import draw_curve
from pages.scenario_parts.downloads import draw_downloads
from pages.scenario_parts.periods import draw_periods, scenario_names
from pages.shared import answers, plan_answers, session
from pages.shared.numbers import (
    change,
    money,
    money_change,
    money_major,
    people,
    percent_change,
    plain,
    safe_text,
)
from planner.figures_in_words import MINUS, MISSING
from planner.language import _, say_error
from planner.scenarios import ComparedLine, Comparison, SeenScenario, compare
from planner.stored import Scenario

TODAY = "today"
"""Stands for the plan as it is now, with its proposed split."""

MOST = 4


def draw_beside(plan: Plan, scenarios: list[Scenario]) -> None:
    """Choose two to four and see them beside each other; at first the answer of today and the latest."""
    names = {TODAY: _("The plan as it is now"), **{s.id: plain(s.name, 80) for s in scenarios}}
    chosen = st.multiselect(
        _("Side by side"), list(names), default=[TODAY, scenarios[-1].id], format_func=lambda key: names.get(key, key),
        max_selections=MOST, key=f"beside {plan.id}", help=_("Two to four. The first is what the others are held against."),
    )  # fmt: skip
    seen = [found for key in chosen if key in names and (found := _seen(plan, key, scenarios)) is not None]
    if len(seen) < 2:
        st.info(_("Choose two scenarios to compare them."), icon=":material/compare_arrows:")
        return
    comparison = compare(seen)
    _draw_tiles(comparison)
    _draw_lines(comparison)
    draw_periods(comparison)
    _draw_assumptions(comparison)
    if comparison.same_currency:
        draw_curve(comparison)
    with st.expander(_("The whole allocation side by side"), icon=":material/table_rows:"):
        _draw_table(comparison)
    draw_downloads(comparison)


def _seen(plan: Plan, key: str, scenarios: list[Scenario]) -> SeenScenario | None:
    try:
        if key == TODAY:
            answer = session.allocation(plan)
            return SeenScenario(
                TODAY, _("The plan as it is now"), "", plan, answer.now, answers.shown(answer).split
            )
        return plan_answers.seen_scenario(next(s for s in scenarios if s.id == key))
    except JourneymixError as error:
        st.error(safe_text(say_error(error), 1_000), icon=":material/error:")
        return None


def _draw_tiles(comparison: Comparison) -> None:
    first = comparison.scenarios[0]
    for place, column in enumerate(st.columns(len(comparison.scenarios))):
        scenario = comparison.scenarios[place]
        with column, st.container(border=True, height="stretch", key=f"card beside {place}"):
            st.markdown(f"**{place + 1}\\. {safe_text(scenario.name, 60)}**")
            if scenario.note:
                st.caption(safe_text(scenario.note, 200))
            apart = scenario.split.conversions - first.split.conversions
            st.metric(
                _("Conversions"), people(scenario.split.conversions), _delta(place, apart, first.split.conversions),
                delta_description=_("against the first") if place else None,
            )  # fmt: skip
            st.markdown(
                _("Spend {spend} · cost per conversion {cost} · revenue {revenue}").format(
                    spend=safe_text(money_major(scenario.split.charged, scenario.plan.currency)),
                    cost=safe_text(_cost(scenario)),
                    revenue=safe_text(money_major(scenario.split.revenue, scenario.plan.currency)),
                )
            )


def _delta(place: int, apart: float, base: float) -> str | None:
    if not place:
        return None
    share = f" ({percent_change(apart / base)})" if base else ""
    return f"{change(apart)}{share}".replace(MINUS, "-")


def _cost(scenario: SeenScenario) -> str:
    if scenario.split.conversions <= 0:
        return MISSING
    return money_major(scenario.split.charged / scenario.split.conversions, scenario.plan.currency)


def _draw_lines(comparison: Comparison) -> None:
    st.markdown(f"**{_('Touchpoints that differ')}**")
    apart = [line for line in comparison.lines if line.differs]
    if not apart:
        st.caption(_("None: every touchpoint gets the same in all of them."))
        return
    if not comparison.same_currency:
        st.warning(
            _("These scenarios are in different currencies: amounts cannot be held against each other.")
        )
        return
    names = scenario_names(comparison)
    currency = comparison.scenarios[0].plan.currency
    rows = [
        {"line": plain(line.name, 40), "scenario": names[place], "value": float(exact_major(amount or 0, currency)),
         "said": money(amount, currency)}
        for line in apart for place, amount in enumerate(line.amounts)
    ]  # fmt: skip
    order = list(dict.fromkeys(plain(line.name, 40) for line in apart))
    st.vega_lite_chart(
        spec=paired_bars(rows, order, names, currency), width="stretch",
        alt=_("Money by touchpoint in each scenario"),
    )  # fmt: skip


def _draw_assumptions(comparison: Comparison) -> None:
    st.markdown(f"**{_('What differs in question and assumptions')}**")
    first = comparison.scenarios[0]
    nothing = True
    for scenario, differences in zip(comparison.scenarios[1:], comparison.differences[1:], strict=True):
        if differences:
            nothing = False
            st.caption(safe_text(f"{first.name} → {scenario.name}", 200))
            st.dataframe(
                [{_("What"): d.what, plain(first.name, 60): d.before, plain(scenario.name, 60) + " ": d.after} for d in differences],
                hide_index=True, alt=_("Differences in question and assumptions"),
            )  # fmt: skip
    if nothing:
        st.caption(_("Nothing: they differ only in the split."))


def _draw_table(comparison: Comparison) -> None:
    rows = [_table_row(comparison, line) for line in comparison.lines]
    st.dataframe(rows, hide_index=True, alt=_("Allocation of every touchpoint in each scenario"))


def _table_row(comparison: Comparison, line: ComparedLine) -> dict[str, Any]:
    row: dict[str, Any] = {
        _("Touchpoint"): plain(line.name, 80), _("Channel"): plain(line.channel, 60), _("Stage"): plain(line.stage, 60),
    }  # fmt: skip
    for place, (scenario, amount) in enumerate(zip(comparison.scenarios, line.amounts, strict=True)):
        title = f"{place + 1}. {plain(scenario.name, 40)}"
        row[title] = money(amount, scenario.plan.currency)
        if place and comparison.same_currency:
            apart = (amount or 0) - (line.amounts[0] or 0)
            row[f"{title}, {_('difference')}"] = money_change(apart, scenario.plan.currency) if apart else "="
    return row
